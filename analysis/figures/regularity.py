"""A regularity at a glance: the raw pattern, and the estimate against what was published."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from matplotlib.ticker import MaxNLocator

from equipoise.analysis.figures.style import (
    FAINT,
    GRID,
    INK,
    MARGIN,
    QUIET,
    SMALL_SIZE,
    TEXT_SIZE,
    WIDTH,
    Picture,
    house_style,
    sheet,
)
from equipoise.analysis.figures.text import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

COLOURS = {
    "reproduced": "#009E73",
    "sign reproduced, size differs": "#E69F00",
    "contradicted": "#D55E00",
    "undecided": "#595959",
}
"""Of a verdict; the title says it too."""

_LEFT, _TALL = 5.6, 2.5
"""Inches for the raw pattern."""
_CAPTION = (
    "Left: means over groups of the population, with 95% intervals and no control. Right: the estimate, with an "
    "interval that holds for all regularities together; shaded is what was published."
)


class Pattern(Protocol):
    """The raw pattern."""

    @property
    def x(self) -> str:
        """What the horizontal axis is."""

    @property
    def y(self) -> str:
        """What the vertical axis is."""

    @property
    def points(self) -> Sequence[Any]:
        """Points with ``x``, ``mean``, ``low`` and ``high``."""

    @property
    def labels(self) -> Sequence[str]:
        """Names of the points, if they have any."""


class Estimated(NamedTuple):
    """An estimate against what was published.

    Attributes
    ----------
    value, low, high : float
        Estimate and interval.
    unit : str
        Its unit.
    sign : int
        What was published of the sign; 0 for nothing.
    least, most : float or None
        What was published of the size.
    """

    value: float
    low: float
    high: float
    unit: str
    sign: int
    least: float | None
    most: float | None


def regularity_picture(name: str, fact: str, verdict: str, pattern: Pattern, estimate: Estimated) -> Picture:
    """Draw a regularity."""
    title = f"{name.replace('-', ' ').capitalize()}: {verdict}"
    with house_style():
        page = sheet(title, fact, _TALL + 1.0)
        _pattern(page.axes(MARGIN + 0.75, 0.1, _LEFT - 0.75 - MARGIN, _TALL), pattern)
        _estimate(page.axes(_LEFT + 0.5, 0.1, WIDTH - _LEFT - 0.5 - MARGIN, _TALL), estimate, COLOURS[verdict])
    return Picture(name, title, _CAPTION, page.figure)


def _pattern(axes: Axes, pattern: Pattern) -> None:
    x = [point.x for point in pattern.points]
    axes.vlines(x, [p.low for p in pattern.points], [p.high for p in pattern.points], color=QUIET, linewidth=1.4)
    axes.plot(x, [point.mean for point in pattern.points], color=FAINT, linewidth=0.9, zorder=1)
    axes.plot(x, [point.mean for point in pattern.points], color=INK, marker="o", markersize=4.5, linestyle="none")
    axes.grid(axis="y")
    axes.margins(x=0.05, y=0.12)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.set_xlabel(pattern.x)
    axes.set_title(pattern.y, fontsize=SMALL_SIZE, fontweight="normal", color=QUIET)
    if pattern.labels:
        axes.set_xticks(x, list(pattern.labels))


def _estimate(axes: Axes, estimate: Estimated, colour: str) -> None:
    ends = [end for end in (*estimate[:3], estimate.least, estimate.most) if end is not None and isfinite(end)]
    if estimate.sign or not ends:
        ends.append(0.0)
    low, high = min(ends), max(ends)
    room = 0.25 * (high - low or 1.0)
    low, high = low - room, high + room
    axes.set_xlim(low, high)
    axes.set_ylim(0.0, 1.0)
    if estimate.least is not None and estimate.most is not None:
        axes.axvspan(estimate.least, estimate.most, color=GRID, zorder=0)
    elif estimate.sign:
        axes.axvspan(*((0.0, high) if estimate.sign > 0 else (low, 0.0)), color=GRID, zorder=0)
    if low < 0.0 < high:
        axes.axvline(0.0, color=QUIET, linewidth=0.8)
    axes.plot([estimate.low, estimate.high], [0.5, 0.5], color=colour, linewidth=2.4)
    axes.plot([estimate.value], [0.5], color=colour, marker="D", markersize=7)
    known = isfinite(estimate.value)
    words = f"{estimate.value:.3g}".replace("-", "\N{MINUS SIGN}") if known else "no estimate"
    axes.text(estimate.value if known else (low + high) / 2.0, 0.6, words, ha="center", color=colour)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.set_xlabel(wrap(estimate.unit, WIDTH - _LEFT - 0.5 - MARGIN, TEXT_SIZE))
