"""A frontier as a JSON document, for programs to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.frontier import answer, beating
from equipoise.analysis.prose.units import unit_of
from equipoise.experiments.json_text import finite, some
from equipoise.sim.money import money_document

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.frontier import Candidate, Frontier

FORMAT = 1
"""Version of the document; it rises when a key changes its meaning or goes, not when one is added."""


def to_json(frontier: Frontier) -> dict[str, Any]:
    """Lay a frontier out for JSON, in the currency of its business."""
    units = [unit_of(frontier.money, one.unit) for one in frontier.objectives]
    found: dict[str, Any] = finite(
        {
            "format": FORMAT,
            **some(frontier, "scenario", "title", "account", "rounds"),
            "money": money_document(frontier.money),
            "answer": answer(frontier),
            "objectives": [
                {"name": one.name, "unit": unit.name, "better": "more" if one.more else "less"}
                | ({"account": "all"} if one.whole else {})
                for one, unit in zip(frontier.objectives, units, strict=True)
            ],
            "seed": frontier.seed,
            "replications": frontier.runs,
            "search": {
                "seed": frontier.search_seed,
                "replications": frontier.search_runs,
                "policies": len(frontier.trials),
                "levers": frontier.levers,
                "fixed": frontier.fixed,
            },
            "points": [_policy(frontier, point) for point in frontier.points],
            "shipped": [_policy(frontier, one) | _beaten(frontier, one) for one in frontier.shipped],
        }
    )
    return found


def _policy(frontier: Frontier, placed: Candidate) -> dict[str, Any]:
    outcomes = {}
    scales = [unit_of(frontier.money, one.unit).scale for one in frontier.objectives]
    for k, (objective, scale) in enumerate(zip(frontier.objectives, scales, strict=True)):
        outcomes[objective.name] = _interval(placed.means[k].times(scale))
        if placed.searched is not None and placed.optimism is not None:
            searched, optimism = scale * placed.searched[k], placed.optimism[k].times(scale)
            outcomes[objective.name] |= {"searched": searched, "optimism": _interval(optimism)}
    against = {
        other: {
            objective.name: _interval(effect.times(scale)) | {"p": effect.p}
            for objective, scale, effect in zip(frontier.objectives, scales, pair, strict=True)
        }
        for other, pair in placed.against.items()
    }
    return {
        **some(placed, "name", "levers", "standing"),
        "outcomes": outcomes,
        "against": against,
        "same": list(placed.same),
    }


def _beaten(frontier: Frontier, shipped: Candidate) -> dict[str, list[str]]:
    on_both, on_one = beating(frontier, shipped)
    return {"beaten_on_both": on_both, "beaten_on_one": on_one}


def _interval(effect: Estimate) -> dict[str, Any]:
    return {"mean": effect.value, "low": effect.low, "high": effect.high}
