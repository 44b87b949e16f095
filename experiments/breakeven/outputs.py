"""What ``--out DIR`` writes of a break-even: its document, its figure and the manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from equipoise.analysis.prose.breakeven import sentences
from equipoise.experiments.json_text import finite
from equipoise.experiments.kinds import BREAKEVEN_DOCUMENT
from equipoise.experiments.result import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.breakeven import BreakEven
    from equipoise.analysis.crossing import Course
    from equipoise.analysis.figures.style import Picture
    from equipoise.experiments.breakeven.task import BreakEvenTask

FORMAT = 1
"""Version of the document; it rises when a key changes its meaning or goes, not when one is added."""


@dataclass(frozen=True)
class BreakEvenResult(Result):
    """What was found, and what was looked for."""

    file = BREAKEVEN_DOCUMENT

    found: BreakEven
    task: BreakEvenTask

    @property
    def title(self) -> str:
        """That of the scenario."""
        return self.found.title

    def sentences(self) -> Sequence[str]:
        """The answer."""
        return sentences(self.found)

    def pictures(self) -> list[Picture]:
        """The curve, or the line between two sides."""
        from equipoise.analysis.figures.breakeven import breakeven

        return [breakeven(self.found)]

    def document(self) -> dict[str, Any]:
        """For JSON."""
        found = self.found
        laid: dict[str, Any] = finite(
            {
                "format": FORMAT,
                "scenario": found.scenario,
                "title": found.title,
                "answer": " ".join(sentences(found)),
                "policy": found.arm,
                "against": found.against or None,
                "outcome": found.outcome,
                "unit": found.unit,
                "account": found.account,
                "threshold": found.threshold,
                "seed": found.seed,
                "replications": found.replications,
                "rounds": found.rounds,
                "vary": [
                    {"key": axis.key, "unit": axis.unit, "low": axis.low, "high": axis.high, "scenario": axis.taken}
                    for axis in found.axes
                ],
                **(_course(found.course) if not found.courses else {}),
                "along": [{"value": x, **_course(there)} for x, there in found.courses],
            }
        )
        return laid

    def made_of(self) -> BreakEvenTask:
        """What was looked for."""
        return self.task


def _course(there: Course) -> dict[str, Any]:
    return {
        "crossings": [
            {"value": one.value, "low": one.low, "high": one.high, "rises": one.rises} for one in there.crossings
        ],
        "points": [
            {"value": x, "mean": one.value, "low": one.low, "high": one.high, "runs": one.runs}
            for x, one in there.points.items()
        ],
    }
