"""Both figures of each table in per cent of two computer players with the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.analysis.figures.palette import FAINT, GRID, INK, MARGIN, QUIET, SMALL_SIZE, WIDTH
from equipoise.analysis.figures.style import house_style, sheet, without_y
from equipoise.analysis.figures.text import shorten
from equipoise.analysis.prose.tables import about, weaker_sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.figures.tables import Kind

_PAR = 100.0
_LOWEST, _HIGHEST = -60.0, 220.0
"""Per cent beyond which a figure is drawn at the edge, and its number alone tells."""
_ROW = 0.34
_SUBTITLE = "Per cent of what two computer players make with the same luck; filled: the smaller, which is the score"
_CAPTION = (
    "V: the vendor's figure; {letter}: {account}'s, over the years that its role sheet says. To the nearest five per "
    "cent: chance alone moves a table by more. A figure beyond the edge is drawn at it; its number stands at the left."
)


class Percents(NamedTuple):
    """A table."""

    table: str
    kind: Kind
    percents: tuple[float, float] | None  # the vendor's and the account's; None where par is too little
    broke: int  # year in which it ended; 0 if it did not
    counts: int  # years that count for the account; 0 if all do


@house_style()
def tables_score(account: str, tables: Sequence[Percents]) -> Picture:
    """Draw both figures of each table."""
    known = [table.percents for table in tables if table.percents is not None]
    tall = _ROW * len(tables) + 0.1
    page = sheet(weaker_sides(account, known, len(tables)), _SUBTITLE, tall + 0.75)
    left, letter_of = 4.1, _letter(account)
    axes = page.axes(left, 0.0, WIDTH - left - MARGIN, tall)
    ends = [_within(value) for pair in known for value in pair]
    low, high = min([0.0, *ends]), max([_PAR, *ends])
    axes.set(xlim=(low - 8.0, high + 8.0), ylim=(len(tables) - 0.4, -0.6))
    axes.axvline(_PAR, color=INK, linewidth=1.2, zorder=1)
    axes.grid(axis="x", color=GRID)
    without_y(axes)
    axes.set_xlabel("Per cent of two computer players with the same luck")
    for row, table in enumerate(tables):
        top = tall * (row + 0.5 - 0.28) / len(tables)
        page.text(
            MARGIN, top, shorten(f"Table {table.table}, {table.kind.name}", 1.7, SMALL_SIZE), SMALL_SIZE, weight="bold"
        )
        page.small(MARGIN + 1.75, top, _words(table, letter_of), left - MARGIN - 1.85, color=QUIET)
        if table.percents is None:
            continue
        vendor, of_account = (_within(value) for value in table.percents)
        axes.plot([vendor, of_account], [row, row], color=FAINT, linewidth=2.5, zorder=2)
        score = min(table.percents)
        for letter, at, value in zip(f"V{letter_of}", (vendor, of_account), table.percents, strict=True):
            filled = value == score
            colour = table.kind.style.colour
            box = {"boxstyle": "circle,pad=0.2", "edgecolor": colour, "facecolor": colour if filled else "white"}
            look: dict[str, Any] = {"fontsize": SMALL_SIZE - 1.5, "weight": "bold", "color": "white" if filled else INK}
            axes.text(at, row, letter, ha="center", va="center", bbox=box, zorder=5 - filled, **look)
    return page.picture("tables-score", _CAPTION.format(letter=letter_of, account=account))


def _letter(account: str) -> str:
    """Stands for the account beside the vendor's V."""
    first = account[:1].upper()
    return "A" if first == "V" else first


def _within(value: float) -> float:
    return min(max(value, _LOWEST), _HIGHEST)


def _words(table: Percents, letter: str) -> str:
    end = f", broke in year {table.broke}" if table.broke else ""
    if table.percents is None:
        return f"no per cent{end}"
    vendor, account = map(about, table.percents)
    counts = f" (years 1 to {table.counts})" if table.counts else ""
    return f"V {vendor}, {letter} {account}{counts}{end}"
