"""Each table among a thousand games of computer players: what luck does, and where people were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from equipoise.analysis.figures.labels import spread
from equipoise.analysis.figures.palette import FAINT, HATCH, INK, MARGIN, QUIET, SMALL_SIZE, WIDTH
from equipoise.analysis.figures.style import house_style, sheet
from equipoise.analysis.figures.tables import number
from equipoise.analysis.prose.tables_luck import you_or_luck

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.figures.tables import Kind
    from equipoise.analysis.prose.tables_luck import Spread
    from equipoise.analysis.prose.units import Units

_BINS = 28
_BOX = 0.24
_SUBTITLE = (
    "Money a year in {games:,} games of computer players with other luck than any table; dashed: their mean without "
    "those hatched; numbers: tables"
)
_CAPTION = (
    "Hatched: lucks that no table is given, because even two computer players part under them, or one of the two makes "
    "next to nothing. The computer vendor does here as the one that tables are measured against."
)


class Panel(NamedTuple):
    """One side's figure, with one kind of account."""

    side: str
    kind: Kind
    games: NDArray[np.float64]  # money a year
    dealt: NDArray[np.bool_]  # which of these lucks rooms are dealt
    tables: Sequence[tuple[str, float, bool]]  # name, money a year, whether it broke


@house_style()
def tables_luck(panels: Sequence[Panel], spreads: tuple[Spread, Spread], account: str, currency: Units) -> Picture:
    """Draw a histogram of games with each table's mark, two panels a kind of account: the vendor, the account."""
    title = you_or_luck(*spreads, account, currency)
    rows, gap, left = len(panels) // 2, 0.5, 0.45
    width = (WIDTH - left - MARGIN - gap) / 2
    most = max((len(panel.tables) for panel in panels), default=0)
    above = _BOX * max(-(-most * _BOX // width), 1) + 0.15
    tall = 1.35
    pitch = 0.3 + above + tall + 0.6
    page = sheet(title, _SUBTITLE.format(games=len(panels[0].games)), rows * pitch)
    for k, panel in enumerate(panels):
        across, top = left + k % 2 * (width + gap), k // 2 * pitch
        page.heading(across, top, f"{panel.side}, tables with the {panel.kind.name}", width)
        axes = page.axes(across, top + 0.3, width, above + tall)
        _draw(axes, panel, currency, (above + tall) / tall, width)
    return page.picture("tables-luck", _CAPTION)


def _draw(axes: Axes, panel: Panel, currency: Units, room: float, width: float) -> None:
    """Bars below, marks above them."""
    values = [value for _, value, _ in panel.tables]
    low = min([float(np.quantile(panel.games, 0.002)), *values])
    high = max([float(np.quantile(panel.games, 0.998)), *values])
    edge = 0.04 * (high - low)
    bins = np.linspace(low - edge, high + edge, _BINS + 1)
    dealt, others = (np.histogram(panel.games[mask], bins)[0] for mask in (panel.dealt, ~panel.dealt))
    size, starts = bins[1] - bins[0], bins[:-1]
    axes.bar(starts, dealt, size, align="edge", color=FAINT, edgecolor="white", linewidth=0.4)
    look: dict[str, Any] = {"facecolor": "white", "edgecolor": QUIET, "linewidth": 0.4, "hatch": HATCH}
    axes.bar(starts, others, size, bottom=dealt, align="edge", **look)
    top = float((dealt + others).max()) or 1.0
    if panel.dealt.any():
        axes.axvline(
            float(panel.games[panel.dealt].mean()), 0.0, 1.0 / room, color=INK, linewidth=1.2, linestyle=(0, (4, 2))
        )
    axes.set(xlim=(bins[0], bins[-1]), ylim=(0.0, top * room), yticks=[])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_formatter(lambda money, _: currency.figure(money).replace(" million", "m"))
    axes.tick_params(labelsize=SMALL_SIZE - 1)
    axes.locator_params(axis="x", nbins=6)
    _marks(axes, panel, top, room, (bins[-1] - bins[0]) * _BOX / width)


def _marks(axes: Axes, panel: Panel, top: float, room: float, size: float) -> None:
    """Number boxes over the bars, moved apart sideways, in as many lines as they take."""
    if not panel.tables:
        return
    low, high = axes.get_xlim()
    lines = int(max(-(-len(panel.tables) * size // (high - low)), 1))
    order = sorted(range(len(panel.tables)), key=lambda k: panel.tables[k][1])
    for line in range(lines):
        chosen = order[line::lines]
        written = spread([panel.tables[k][1] for k in chosen], [size] * len(chosen), low, high)
        height = top * (1.0 + (room - 1.0) * (line + 0.55) / lines)
        for k, at in zip(chosen, written, strict=True):
            name, value, broke = panel.tables[k]
            axes.plot([value, value, at], [0.0, top, height], color=panel.kind.style.colour, linewidth=0.9, zorder=4)
            number(axes, name, (at, height), panel.kind, filled=broke)
