"""The page of a business as the program understands it: first year, accounts, cash, and what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.prose.business import first_year_lines, heading_of, sentences, taken_rows, written
from equipoise.analysis.prose.business_accounts import account_head, account_rows
from equipoise.analysis.prose.numbers import capital
from equipoise.app.pages.assumed import in_words
from equipoise.app.pages.layout import Cells, heading, of_cells, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, RenderableType

    from equipoise.sim.business.understanding import Understanding

_NARROW = 120  # columns below which the table of accounts gives way


def business_cells(one: Understanding, *, with_keys: bool = True) -> tuple[Cells, Cells, Cells]:
    """Lay out the first year, the accounts, and what was taken: for the console, and in words alone for a report."""
    lines = [
        [line.words, line.played, line.stated, "" if line.met is None else "yes" if line.met else f"no, {line.off}"]
        for line in first_year_lines(one)
    ]
    taken = [
        [f"{capital(in_words(key))} ({key})" if with_keys else capital(in_words(key)), words]
        for key, words in taken_rows(one)
    ]
    return (
        Cells([f"first year, {written(one).unit}", "played", "stated", "met within 1%"], lines),
        Cells(account_head(one), account_rows(one)),
        Cells(["not stated", "taken for it"], taken, texts=2),
    )


def business_page(one: Understanding, console: Console) -> Iterator[RenderableType]:
    """Lay the page out."""
    year, accounts, taken = business_cells(one)
    narrow = console.width < _NARROW
    yield from sections(
        heading(heading_of(one)),
        of_cells(year, narrow=False),
        of_cells(accounts, narrow=narrow),
        *map(Text, sentences(one)),
        of_cells(taken, narrow=True) if taken.rows else None,
    )
