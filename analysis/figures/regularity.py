"""A regularity at a glance: the raw pattern, and the estimate against what was published."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from equipoise.analysis.figures.palette import FAINT, GRID, INK, MARGIN, QUIET, SMALL_SIZE, TEXT_SIZE, WIDTH
from equipoise.analysis.figures.style import house_style, sheet, without_y
from equipoise.analysis.figures.text import wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from equipoise.analysis.estimate import Curve, Estimate
    from equipoise.analysis.figures.style import Picture

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


@house_style()
def regularity_picture(
    name: str, fact: str, verdict: str, pattern: Curve, estimate: Estimate, sign: int, size: tuple[float, float] | None
) -> Picture:
    """Draw a regularity."""
    title = f"{name.replace('-', ' ').capitalize()}: {verdict}"
    page = sheet(title, fact, _TALL + 1.0)
    _pattern(page.axes(MARGIN + 0.75, 0.1, _LEFT - 0.75 - MARGIN, _TALL), pattern)
    axes = page.axes(_LEFT + 0.5, 0.1, WIDTH - _LEFT - 0.5 - MARGIN, _TALL)
    _estimate(axes, estimate, sign, size, COLOURS[verdict])
    return page.picture(name, _CAPTION)


def _pattern(axes: Axes, pattern: Curve) -> None:
    x, points = [at for at, _ in pattern.points], [point for _, point in pattern.points]
    axes.vlines(x, [p.low for p in points], [p.high for p in points], color=QUIET, linewidth=1.4)
    axes.plot(x, [point.value for point in points], color=FAINT, linewidth=0.9, zorder=1)
    axes.plot(x, [point.value for point in points], color=INK, marker="o", markersize=4.5, linestyle="none")
    axes.grid(axis="y")
    axes.margins(x=0.05, y=0.12)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.set_xlabel(pattern.x)
    axes.set_title(pattern.y, fontsize=SMALL_SIZE, fontweight="normal", color=QUIET)
    if pattern.labels:
        axes.set_xticks(x, list(pattern.labels))


def _estimate(axes: Axes, estimate: Estimate, sign: int, size: tuple[float, float] | None, colour: str) -> None:
    """The estimate with its interval; shaded is what was published of the sign (0 for nothing), or of the size."""
    ends = [end for end in (estimate.value, estimate.low, estimate.high, *(size or ())) if isfinite(end)]
    if sign or not ends:
        ends.append(0.0)
    low, high = min(ends), max(ends)
    room = 0.25 * (high - low or 1.0)
    low, high = low - room, high + room
    axes.set_xlim(low, high)
    axes.set_ylim(0.0, 1.0)
    if size is not None:
        axes.axvspan(*size, color=GRID, zorder=0)
    elif sign:
        axes.axvspan(*((0.0, high) if sign > 0 else (low, 0.0)), color=GRID, zorder=0)
    if low < 0.0 < high:
        axes.axvline(0.0, color=QUIET, linewidth=0.8)
    axes.plot([estimate.low, estimate.high], [0.5, 0.5], color=colour, linewidth=2.4)
    axes.plot([estimate.value], [0.5], color=colour, marker="D", markersize=7)
    known = isfinite(estimate.value)
    words = f"{estimate.value:.3g}".replace("-", "\N{MINUS SIGN}") if known else "no estimate"
    axes.text(estimate.value if known else (low + high) / 2.0, 0.6, words, ha="center", color=colour)
    without_y(axes)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.set_xlabel(wrap(estimate.unit, WIDTH - _LEFT - 0.5 - MARGIN, TEXT_SIZE))
