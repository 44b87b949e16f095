"""Findings of a sensitivity analysis as files: JSON, and figures as SVG and PNG."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.caveats import caveats
from equipoise.analysis.prose.sensitivity import answer, sentence
from equipoise.analysis.sensitivity.grid import GridIndices
from equipoise.analysis.sensitivity.ranks import RankRegression
from equipoise.analysis.sensitivity.screening import Screening
from equipoise.analysis.sensitivity.sobol import SobolIndices
from equipoise.analysis.sensitivity.tornado import Tornado
from equipoise.experiments.json_text import json_text
from equipoise.experiments.kinds import SENSITIVITY
from equipoise.experiments.result import Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.sensitivity.measured import Measured
    from equipoise.analysis.sensitivity.ranking import Ranking
    from equipoise.experiments.studies.sensitivity import Sensitivity


def document(found: Sensitivity) -> dict[str, Any]:
    """Lay findings out for JSON.

    ``study``, ``scenario``, ``design``, ``points``, ``policy``, ``reference``, ``account``, ``answer``; and
    ``findings``: each with ``outcome``, ``subject``, ``unit``, ``method``, ``sentence``, ``caveats``, ``noise_share``
    and ``factors``, the strongest first, with every figure as ``[value, low, high]``. What does not exist is null.
    """
    study = found.plan.study
    return {
        "study": study.name,
        "scenario": found.plan.scenario.name,
        "design": study.design.kind,
        "points": found.points,
        "policy": found.policy,
        "reference": found.plan.policies[0].name,
        "account": found.account,
        "answer": answer(found.findings),
        "findings": [_ranking(ranking) for ranking in found.findings],
    }


def _ranking(ranking: Ranking) -> dict[str, Any]:
    result = ranking.result
    whole: dict[str, Any] = {
        "outcome": ranking.outcome,
        "subject": ranking.subject,
        "unit": ranking.unit,
        "method": _METHODS[type(result)],
        "sentence": sentence(ranking),
        "caveats": caveats(ranking),
        "noise_share": _number(ranking.noise),
    }
    if isinstance(result, SobolIndices | RankRegression):
        whole |= {"used": result.used, "left_out": result.left_out}
    if isinstance(result, RankRegression):
        whole["explained"] = _number(result.explained)
    if isinstance(result, Screening | GridIndices):
        whole["noise_floor"] = _number(ranking.floor)
    if isinstance(result, Tornado):
        whole["base"] = _number(result.base)
    whole["factors"] = [_factor(ranking, k) for k in ranking.order]
    return whole


_METHODS: dict[type, str] = {
    SobolIndices: "Sobol' indices",
    Screening: "Morris screening",
    RankRegression: "standardised rank regression",
    Tornado: "one at a time",
    GridIndices: "Sobol' indices of a grid",
}


def _factor(ranking: Ranking, k: int) -> dict[str, Any]:
    result = ranking.result
    row: dict[str, Any] = {"factor": ranking.factors[k], "direction": int(ranking.direction[k])}
    if isinstance(result, SobolIndices):
        row |= {"first_order": _three(result.first, k), "total": _three(result.total, k)}
    elif isinstance(result, Screening):
        row |= {"mu_star": _three(result.mu_star, k), "mu": _three(result.mu, k), "sigma": _three(result.sigma, k)}
    elif isinstance(result, RankRegression):
        row["coefficient"] = _three(result.coefficients, k)
        if result.parts is not None and len(result.effects[k]):
            row["part"] = _three(result.parts, k)
            row["effects"] = dict(zip(ranking.words[k], map(_number, result.effects[k]), strict=True))
    if isinstance(result, Tornado | GridIndices):
        row |= {"ends": list(result.ends[k]), "low": _number(result.low[k]), "high": _number(result.high[k])}
    if isinstance(result, Tornado):
        row["swing"] = _three(result.swing, k)
    return row


def _three(measured: Measured, k: int) -> list[float | None]:
    return [_number(part[k]) for part in measured]


def _number(value: float) -> float | None:
    return float(value) if isfinite(value) else None


@dataclass(frozen=True)
class SensitivityResult(Result):
    """Findings of a study."""

    file = SENSITIVITY

    found: Sensitivity

    def pictures(self) -> list[Picture]:
        """Levers side by side, of outcomes and of leads; and of each ranking its tornado, or Morris' plane."""
        from equipoise.analysis.figures.levers import levers
        from equipoise.analysis.figures.screening import screening_plane
        from equipoise.analysis.figures.tornado import tornado

        found = self.found
        drawn = [levers(found.own)] + ([levers(found.leads, "levers-lead")] if found.leads else [])
        for ranking in found.findings:
            if isinstance(ranking.result, Tornado):
                drawn.append(tornado(ranking))
            elif isinstance(ranking.result, Screening):
                drawn.append(screening_plane(ranking))
        return drawn

    def document(self) -> dict[str, Any]:
        """For JSON."""
        return document(self.found)

    def texts(self, images: Mapping[str, bytes]) -> dict[str, str]:
        """The document, which names its figures."""
        named = sorted(f"{name}{ending}" for name in images for ending in (".svg", ".png"))
        return {self.file: json_text({**self.document(), "figures": named})}
