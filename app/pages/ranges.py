"""What was drawn for each run, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.money import between, fact, per_cent, unit_in
from equipoise.analysis.prose.numbers import capital
from equipoise.analysis.prose.ranges import how_drawn, inside, ranges_of
from equipoise.app.pages.layout import Cells, heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from equipoise.analysis.results import Ranged
    from equipoise.sim.scenario import Scenario


def ranges_cells(ranges: Sequence[Ranged], scenarios: int = 1) -> Cells:
    """Lay out what was drawn, from what to what, and how."""
    rows = [
        [
            f"{capital(words(one.key))}{inside(one, scenarios)}",
            between(one.money, one.low, one.high, one.unit),
            _unit(one),
            how_drawn(one),
        ]
        for one in ranges
    ]
    return Cells(["a range", "low to high", "unit", "drawn"], rows, texts=4)


def _unit(one: Ranged) -> str:
    """The unit of a number behind which none stands."""
    with_its_own = one.unit == "1" or one.unit.startswith("currency") or per_cent(one.money, one.unit)
    return "" if with_its_own else unit_in(one.money, one.unit)


def ranges_page(scenario: Scenario) -> Iterator[RenderableType]:
    """Say which numbers of a scenario are ranges; nothing where none is."""
    ranges = ranges_of([scenario])
    if not ranges:
        return
    yield heading("Drawn for each run")
    for one in ranges:
        low_to_high = between(one.money, one.low, one.high, one.unit)
        if one.draws:
            yield Text(f"  {one.key}: one of {one.draws:,} draws, {low_to_high}")
        else:
            likely = (
                "" if one.likely is None else f", likely {fact(one.money, one.likely, one.unit, (one.low, one.high))}"
            )
            yield Text(f"  {one.key}: {low_to_high}{likely}")
    yield Text("Each run draws its own, the same under every policy.")
