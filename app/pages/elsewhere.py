"""Where claims turn, on the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.pages.layout import Column, heading, remark, sections, table
from equipoise.experiments.claims.around import HEAD, basis, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from equipoise.experiments.claims.around import AroundResult


def elsewhere_page(result: AroundResult) -> Iterator[RenderableType]:
    """Lay out where claims hold, fail, and turn."""
    name, claim, *counts, turns = HEAD
    figures = (Column(head, figures=True, whole=True) for head in counts)
    found = table(Column(name, whole=True), Column(claim), *figures, Column(turns, fold=True), left=1)
    found.columns[1].ratio, found.columns[-1].ratio = 4, 5
    for cells in rows(result.around):
        found.add_row(heading(cells[0]), *cells[1:])
        found.add_section()
    return sections(heading(result.title), found, remark(basis(result.around)))
