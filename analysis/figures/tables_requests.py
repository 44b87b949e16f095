"""What accounts asked for free, what they were given, and what they believed: a small picture a table."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.ticker import FuncFormatter, MaxNLocator

from equipoise.analysis.figures.labels import key_of_boxes
from equipoise.analysis.figures.palette import FAINT, HATCH, INK, QUIET, SMALL_SIZE
from equipoise.analysis.figures.style import house_style, sheet
from equipoise.analysis.figures.tables import cell, grid, name_cell
from equipoise.analysis.prose.tables_requests import Answered, asked_and_given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Picture, Sheet
    from equipoise.analysis.figures.tables import Kind

_COLUMNS = 5
_HEAD = 0.42
_SUBTITLE = "Worth of what was asked for, and of what was given, in shares of the year's purchases, by year"
_CAPTION = (
    "Above each picture: how sure a computer {account} in that seat would have been, from 0 to 1, that the vendor "
    "depends on it, at the end of each year; people may have thought otherwise. Vendors could see requests alone."
)


class Asked(NamedTuple):
    """A year of a table."""

    year: int
    asked: float  # in shares of the year's purchases
    given: float  # likewise
    belief: float


class Requests(NamedTuple):
    """What was asked for at a table."""

    table: str
    kind: Kind
    years: Sequence[Asked]
    broke: int  # year in which it ended; 0 if it did not

    @property
    def answered(self) -> list[Answered]:
        """Each request with the year after it."""
        after = {year.year - 1: year.asked for year in self.years}
        return [Answered(one.given / one.asked, after.get(one.year, nan)) for one in self.years if one.asked > 0.0]


@house_style()
def tables_requests(account: str, tables: Sequence[Requests]) -> Picture:
    """Draw what was asked for and given at each table."""
    columns, rows = grid(len(tables), _COLUMNS)
    left, gap, belief, tall = 0.75, 0.3, 0.42, 1.05
    pitch = _HEAD + belief + 0.08 + tall + 0.42
    every = [one for table in tables for one in table.answered]
    title = asked_and_given(account, every, sum(len(table.years) for table in tables))
    page = sheet(title, _SUBTITLE, 0.35 + rows * pitch + 0.1)
    _key(page, account)
    most = max((year.asked for table in tables for year in table.years), default=0.0)
    last = max((year.year for table in tables for year in table.years), default=1)
    for k, table in enumerate(tables):
        across, width = cell(k, columns, left, gap)
        top = 0.35 + k // columns * pitch
        name_cell(page, (across, top, width), table.table, table.kind, table.broke)
        above = page.axes(across, top + _HEAD, width, belief)
        below = page.axes(across, top + _HEAD + 0.08 + belief, width, tall)
        _beliefs(above, table, last, first=k % columns == 0)
        _bars(below, table, last, most, first=k % columns == 0)
    return page.picture("tables-requests", _CAPTION.format(account=account))


def _beliefs(axes: Axes, table: Requests, last: int, *, first: bool) -> None:
    axes.plot(
        [year.year for year in table.years],
        [year.belief for year in table.years],
        "o-",
        color=INK,
        markersize=3,
        clip_on=False,
    )
    axes.set(ylim=(0, 1), xlim=(0.3, last + 0.7), yticks=(0, 1), xticks=[])
    axes.axhline(0.5, color=FAINT, linewidth=0.6, zorder=0)
    axes.tick_params(labelleft=first, labelsize=SMALL_SIZE - 1.5)


def _bars(axes: Axes, table: Requests, last: int, most: float, *, first: bool) -> None:
    years, colour = [year.year for year in table.years], table.kind.style.colour
    look: dict[str, Any] = {"facecolor": "white", "edgecolor": colour, "linewidth": 0.8, "hatch": HATCH}
    axes.bar(years, [year.asked for year in table.years], 0.75, **look)
    axes.bar(years, [year.given for year in table.years], 0.75, color=colour, edgecolor=colour, linewidth=0.8)
    axes.set(ylim=(0.0, 1.08 * most or 0.01), xlim=(0.3, last + 0.7))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:g}%"))
    axes.yaxis.set_major_locator(MaxNLocator(3))
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True, min_n_ticks=1))
    axes.tick_params(labelleft=first, labelsize=SMALL_SIZE - 1)
    axes.grid(axis="y")


def _key(page: Sheet, account: str) -> None:
    left = key_of_boxes(page, (("asked for, not given", "white", HATCH), ("given", QUIET, "")), 0.3)
    page.text(left, 0.0, f"line above: what a computer {account} would have believed")
