"""What a decision rests on, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import way
from equipoise.analysis.prose.numbers import Figure, many, row
from equipoise.analysis.prose.rests_on import turning_words
from equipoise.app.pages.layout import Cells
from equipoise.sim.wording import number as exact

if TYPE_CHECKING:
    from equipoise.analysis.results import RestsOn

MOST = 10  # numbers that are listed, besides all those that turn the answer


def rests_on_table(found: RestsOn) -> Cells:
    """Lay out the numbers that move the lead furthest, and all that turn it."""
    shown = [rest for k, rest in enumerate(found.rests) if rest.turns or (k < MOST and way(rest.swing))]
    low, high = (
        row([Figure.of(getattr(rest, end)) for rest in shown], "money", signed=True) for end in ("at_low", "at_high")
    )
    rows = [
        [
            rest.name,
            rest.question,
            f"{exact(rest.low)} to {exact(rest.high)}",
            "drawn" if rest.taken is None else exact(rest.taken),
            one,
            other,
            (turning_words(rest) or "in between") if rest.turns else "no",
        ]
        for rest, one, other in zip(shown, low, high, strict=True)
    ]
    return Cells(["Not stated", "Ask", "low to high", "here", "lead at low", "lead at high", "turns it"], rows, texts=2)


def rests_on_legend(found: RestsOn) -> str:
    """Say how it is read."""
    runs = max((rest.swing.runs for rest in found.rests), default=0)
    left = len(found.rests)
    return (
        f"{found.arm}'s lead over {found.against} in {found.outcome}, {found.unit}, with 95% intervals, where one "
        f"number that nobody stated is at its low, and at its high, all others as they are; {many(left, 'number')} "
        f"tried, those that matter most in {many(runs, 'run')} at each end."
    )
