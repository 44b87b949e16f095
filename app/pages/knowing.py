"""What is worth finding out, on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.knowing import chosen_between, in_a_table, of_unknown, sentences
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.numbers import capital, many
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
    unit, worths, best = in_a_table(found)
    over = "" if found.years is None else f",\nover {years(found.years)}"
    rows = table(
        Column("Unknown"), Column("from", figures=True), Column("to", figures=True),
        Column(f"worth knowing,\n{unit}{over}", figures=True), Column("best along it"),
    )  # fmt: skip
    for one, worth, along in zip(found.unknowns, stacked(worths), best, strict=True):
        rows.add_row(capital(words(one.key)), of_unknown(one, one.low), of_unknown(one, one.high), worth, along)
    return rows
