"""Until when it would have paid to invest: each table's game with computer players from some year on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.ticker import MaxNLocator

from equipoise.analysis.figures.labels import key_of_lines
from equipoise.analysis.figures.palette import MARGIN, SMALL_SIZE, arm_style
from equipoise.analysis.figures.style import house_style, sheet
from equipoise.analysis.figures.tables import cell, grid, name_cell
from equipoise.analysis.prose.tables_turns import COMPARED, until_when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.figures.tables import Kind
    from equipoise.analysis.prose.units import Units

_COLUMNS = 5
_HEAD = 0.4
_INVEST, _GIVE_IN = 0, 2
_NAMES = {_INVEST: "then invest and deal fairly", _GIVE_IN: "then give in"}
_SUBTITLE = (
    "What the vendor makes a year, in millions, by years as the table played them; computer players have both seats "
    "from then on"
)
_CAPTION = (
    f"{COMPARED} At 0 two computer players have both seats from the first year; at the last year both lines are the "
    "game as it was played. People would have answered other offers: this is not what would have happened between you, "
    "but what your luck and your years leave to whoever goes on. The ring: the last year after which investing brings "
    "more than giving in; at 0 it does from the beginning only."
)


class Curve(NamedTuple):
    """A table."""

    table: str
    kind: Kind
    invest: Sequence[float]  # money a year, by years as played from 0
    give_in: Sequence[float]  # likewise
    last: int | None  # the most years after which investing pays more
    broke: int  # year in which it ended; 0 if it did not


@house_style()
def tables_turns(curves: Sequence[Curve], years: int, currency: Units) -> Picture:
    """Draw both lines of each table."""
    title = until_when([curve.last for curve in curves], len(curves[0].invest) - 1, years)
    columns, rows = grid(len(curves), _COLUMNS)
    left, gap, tall = 0.6, 0.3, 1.45
    pitch = _HEAD + tall + 0.45
    page = sheet(title, _SUBTITLE, 0.4 + rows * pitch + 0.25)
    key_of_lines(page, _NAMES.items())
    scale = currency.of_money / 1e6
    ends = [scale * value for curve in curves for value in (*curve.invest, *curve.give_in)]
    low, high = min([0.0, *ends]), max(ends)
    for k, curve in enumerate(curves):
        across, width = cell(k, columns, left, gap)
        top = 0.4 + k // columns * pitch
        name_cell(page, (across, top, width), curve.table, curve.kind, curve.broke)
        axes = page.axes(across, top + _HEAD, width, tall)
        _draw(axes, curve, scale)
        axes.set(ylim=(low - 0.05 * (high - low), high + 0.08 * (high - low)))
        axes.tick_params(labelleft=k % columns == 0, labelsize=SMALL_SIZE - 1)
    page.text(MARGIN, 0.4 + rows * pitch - 0.05, "Years as played", SMALL_SIZE)
    return page.picture("tables-turns", _CAPTION)


def _draw(axes: Axes, curve: Curve, scale: float) -> None:
    for position, values in ((_GIVE_IN, curve.give_in), (_INVEST, curve.invest)):
        style = arm_style(position)
        axes.plot([scale * value for value in values], **style.line, marker=style.marker, markersize=4, linewidth=1.6)
    if curve.last is not None:
        ring: dict[str, Any] = {"marker": "o", "markersize": 11, "markerfacecolor": "none", "markeredgewidth": 1.4}
        axes.plot([curve.last], [scale * curve.invest[curve.last]], color=arm_style(_INVEST).colour, **ring)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.set_xlim(-0.4, len(curve.invest) - 0.6)
    axes.grid(axis="y")
