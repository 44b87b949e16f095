"""What is worth finding out, on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.knowing import along, chosen_between, of_unknown, sentences
from equipoise.analysis.prose.money import of_unit
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.numbers import Figure, capital, many, row
from equipoise.analysis.prose.varied import named
from equipoise.app.pages.layout import Column, heading, remark, sections, stacked, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from equipoise.analysis.knowing import Knowing


def knowing_page(found: Knowing) -> Iterator[RenderableType]:
    """Lay it out: over what is decided by, and over all years where that is more."""
    views = [found, *([found.longest] if found.longest else [])]
    return sections(
        heading(found.title or found.scenario),
        *(_table(one) for one in views),
        remark(
            f"What {' and '.join(map(named, views))} would gain if the number were known before deciding between "
            f"{chosen_between(found)}, with 95% intervals. {many(found.replications, 'run')} of "
            f"{many(found.rounds, 'round')} under each, seed {found.seed}, each with values of its own."
        ),
        *(Text(one) for one in sentences(found)),
    )


def _table(found: Knowing) -> RenderableType:
    worths, unit = [Figure.of(one.worth) for one in found.unknowns], found.unit
    if found.kind == "money":
        written = of_unit(found.unit, [one.worth.value for one in found.unknowns])
        worths, unit = [Figure.of(one.worth.times(written.scale)) for one in found.unknowns], written.unit
    over = "" if found.years is None else f",\nover {years(found.years)}"
    rows = table(
        Column("Unknown"), Column("from", figures=True), Column("to", figures=True),
        Column(f"worth knowing,\n{unit}{over}", figures=True), Column("best along it"),
    )  # fmt: skip
    for one, worth in zip(found.unknowns, row(worths, found.kind), strict=True):
        rows.add_row(
            capital(words(one.key)),
            of_unknown(one, one.low),
            of_unknown(one, one.high),
            stacked([worth])[0],
            along(one),
        )
    return rows
