"""What ``--out DIR`` writes of a break-even, and of what knowing is worth: document, figure, manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose import breakeven as of_breakeven
from equipoise.analysis.prose import knowing as of_knowing
from equipoise.experiments.document import ranges_of
from equipoise.experiments.json_text import finite, some
from equipoise.experiments.kinds import BREAKEVEN_DOCUMENT, KNOWING_DOCUMENT
from equipoise.experiments.result import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.asked import Asked
    from equipoise.analysis.breakeven import BreakEven, Longest
    from equipoise.analysis.crossing import Course
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.knowing import Knowing
    from equipoise.experiments.breakeven.knowing import KnowingTask
    from equipoise.experiments.breakeven.task import BreakEvenTask

FORMAT = 1
"""Version of both documents; it rises when a key changes its meaning or goes, not when one is added."""


@dataclass(frozen=True)
class BreakEvenResult(Result):
    """What was found, and what was looked for."""

    file = BREAKEVEN_DOCUMENT

    found: BreakEven
    task: BreakEvenTask

    def pictures(self) -> list[Picture]:
        """The curve, or the line between two sides."""
        from equipoise.analysis.figures.breakeven import breakeven

        return [breakeven(self.found)]

    def document(self) -> dict[str, Any]:
        """For JSON."""
        found = self.found
        return _document(
            found,
            of_breakeven.sentences(found),
            {
                "policy": found.arm,
                "against": found.against or None,
                "threshold": found.threshold,
                "vary": [
                    {"key": axis.key, "unit": axis.unit, "low": axis.low, "high": axis.high, "scenario": axis.taken}
                    for axis in found.axes
                ],
                **(_course(found.course) if not found.courses else {}),
                "cash_out_at_crossings": found.cash_out,
                "longest": _longest(found.longest),
                "along": [{"value": x, **_course(there)} for x, there in found.courses],
            },
        )

    def made_of(self) -> BreakEvenTask:
        """What was looked for."""
        return self.task


@dataclass(frozen=True)
class KnowingResult(Result):
    """What was found, and what was asked for."""

    file = KNOWING_DOCUMENT

    found: Knowing
    task: KnowingTask

    def document(self) -> dict[str, Any]:
        """For JSON."""
        found = self.found
        return _document(
            found,
            of_knowing.sentences(found),
            {
                "policies": found.policies,
                "left_out": found.left_out,
                **_known(found),
                "longest": None
                if found.longest is None
                else {**some(found.longest, "outcome", "years"), **_known(found.longest)},
            },
        )

    def made_of(self) -> KnowingTask:
        """What was asked for."""
        return self.task


def _known(found: Knowing) -> dict[str, Any]:
    return {
        "best": found.policies[found.best],
        "unknowns": [
            {
                "key": one.key,
                "question": one.question or None,
                "unit": one.unit,
                "low": one.low,
                "high": one.high,
                "worth": _interval(one.worth),
                "best": [{"from": start, "policy": name} for start, name in one.best],
            }
            for one in found.unknowns
        ],
        "nothing": found.nothing,
        "everything": _interval(found.everything),
    }


def _document(found: Asked, sentences: Sequence[str], own: dict[str, Any]) -> dict[str, Any]:
    """What both say of the question, and what each has found."""
    laid: dict[str, Any] = finite(
        {
            "format": FORMAT,
            "scenario": found.scenario,
            "title": found.title,
            "answer": " ".join(sentences),
            **some(found, "outcome", "years", "account", "unit", "seed", "replications", "rounds"),
            **ranges_of(found.ranges),
            **own,
        }
    )
    return laid


def _longest(found: Longest | None) -> dict[str, Any] | None:
    if found is None:
        return None
    points = [{"value": x, **_interval(one), "runs": one.runs} for x, one in found.course.points.items()]
    return {"outcome": found.outcome, "years": found.years, "points": points}


def _course(there: Course) -> dict[str, Any]:
    return {
        "crossings": [
            {"value": one.value, "low": one.low, "high": one.high, "rises": one.rises} for one in there.crossings
        ],
        "points": [{"value": x, **_interval(one), "runs": one.runs} for x, one in there.points.items()],
    }


def _interval(one: Estimate) -> dict[str, float]:
    return {"mean": one.value, "low": one.low, "high": one.high}
