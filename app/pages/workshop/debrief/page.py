"""The debrief as one HTML page, and in a few lines for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from equipoise.analysis.figures.style import svg
from equipoise.app.pages.html import embedded, page
from equipoise.app.pages.layout import Cells, heading, of_cells, remark, sections
from equipoise.app.pages.workshop.debrief.sheets import sheets
from equipoise.app.pages.workshop.debrief.words import counted_years
from equipoise.app.pages.workshop.words import currency_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from equipoise.app.pages.workshop.debrief.slide import Slide
    from equipoise.experiments.workshop.debrief.debrief import Debrief


def debrief_page(found: Debrief, shown: Sequence[Slide]) -> str:
    """Make the page: a slide after the other, then a sheet for each table."""
    own = sheets(found)
    drawn = {slide.key: slide.picture for slide in shown if slide.picture is not None}
    drawn |= {f"sheet-{sheet.name}": sheet.picture for sheet in own}
    return page(
        "debrief.html.j2",
        title=found.workshop.title or found.workshop.name,
        workshop=found.workshop,
        years=found.years,
        games=len(found.dealt),
        slides=shown,
        sheets=own,
        images=embedded({name: svg(picture) for name, picture in drawn.items()}),
    )


def debrief_lines(found: Debrief, shown: Sequence[Slide]) -> Iterator[RenderableType]:
    """Lay out for a terminal what the room will see first."""
    rows = []
    for one in found.tables:
        score = one.score
        percents = (
            ["-"] * 3 if score is None else [f"{value:.0f}" for value in (score.vendor, score.account, score.table)]
        )
        end = f"parted in year {one.end.year}" if one.end else ""
        rows.append([one.name, one.counterpart, *percents, end])
    account = found.workshop.account
    cells = Cells(["Table", f"{account} was a", "Vendor", account, "Score", ""], rows, texts=2)
    currency = currency_of(found.workshop.money)
    findings = [Text(f"{slide.name}: {slide.finding}.") for slide in shown if slide.finding]
    counts = [
        remark(f"Table {one.name}: {counted_years(one.later, account, currency)}") for one in found.tables if one.later
    ]
    return sections(
        [heading(f"Debrief after {found.years} years")],
        [of_cells(cells, narrow=True)],
        findings,
        counts or None,
        [remark(f"Per cent of two computer players with the same luck; {len(found.dealt):,} games with other luck.")],
    )
