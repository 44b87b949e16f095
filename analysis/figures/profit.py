"""Profit over the runs of each arm: not the mean alone, but how far luck spreads it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import MaxNLocator

from equipoise.analysis.contrast import way
from equipoise.analysis.figures.labels import SAMPLE, sample
from equipoise.analysis.figures.palette import INK, MARGIN, QUIET, SMALL_SIZE, WIDTH, arm_style
from equipoise.analysis.figures.style import house_style, room_about, sheet, without_y
from equipoise.analysis.figures.text import measure, wrap
from equipoise.analysis.figures.wording import spoken_of
from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.money_first import profits_of, told, years
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import more
from equipoise.analysis.prose.titles import set_against

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Picture, Sheet
    from equipoise.analysis.prose.money import Amounts
    from equipoise.analysis.results import Comparison, Horizon

_NAMES_ROOM = 2.3  # widest column of names, inches
_FIGURES_ROOM = 1.6  # for the chance of a loss, behind the widest line
_ROW = 0.46
_SUBTITLE = "Thin: 5 to 95% of runs. Thick: the middle half. Line across: median. Mark: mean. Right: runs that lose"
_CAPTION = (
    "Profit a year of each run over the time that heads it: contribution less fixed cost and the cost of winning "
    "accounts; once cash has run out a run earns nothing more. The spread is luck within the model, not the error of "
    "the mean, whose interval stands in the table."
)


@house_style()
def profit(comparison: Comparison) -> Picture:
    """Draw quantiles of profit by arm, over what pages open with and over the longest view."""
    horizons, names = told(comparison), [arm.name for arm in comparison.arms]
    ends = [
        quantile.value for horizon in horizons for arm in horizon.arms.values() for quantile in arm.quantiles.values()
    ]
    written = amounts(comparison.money, profits_of(comparison))
    wrapped = [wrap(name, _NAMES_ROOM, SMALL_SIZE) for name in names]
    row = max(_ROW, *(measure(name, SMALL_SIZE)[1] + 0.12 for name in wrapped))
    left = MARGIN + SAMPLE + 0.1 + max(measure(name, SMALL_SIZE)[0] for name in wrapped) + 0.15
    tall, gap = row * len(names), 0.95
    page = sheet(_title(comparison, horizons, written), _SUBTITLE, len(horizons) * (tall + gap))
    low, high, room = room_about([written.scale * end for end in [*ends, 0.0] if isfinite(end)], 0.04)
    for k, horizon in enumerate(horizons):
        top = k * (tall + gap)
        page.heading(MARGIN, top, f"Over {years(horizon.years)}", WIDTH - 2 * MARGIN)
        across = WIDTH - left - MARGIN - _FIGURES_ROOM
        axes = page.axes(left, top + 0.3, across, tall)
        axes.set(xlim=(low - room, high + room), ylim=(len(names), 0.0))
        _rows(axes, horizon, names, written.scale)
        _beside(page, top + 0.3, row, wrapped, [_loses(horizon, name) for name in names])
        axes.set_xlabel(f"Profit, {written.unit} a year" if k == len(horizons) - 1 else "")
    return page.picture("profit", _CAPTION)


def _rows(axes: Axes, horizon: Horizon, names: Sequence[str], scale: float) -> None:
    """Draw a row an arm: told apart in grey by thickness and mark, and by the name in front."""
    without_y(axes)
    axes.grid(axis="x")
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 4, 5, 10]))
    axes.axvline(0.0, color=QUIET, linewidth=1.0)
    for position, name in enumerate(names):
        view, style, at = horizon.arms[name], arm_style(position), position + 0.5
        values = {level: scale * quantile.value for level, quantile in view.quantiles.items()}
        axes.plot([values[0.05], values[0.95]], [at, at], color=style.colour, linewidth=1.4, solid_capstyle="butt")
        axes.plot([values[0.25], values[0.75]], [at, at], color=style.colour, linewidth=6.0, solid_capstyle="butt")
        axes.plot([values[0.5]] * 2, [at - 0.27, at + 0.27], color=INK, linewidth=1.6)
        look: dict[str, Any] = {"markersize": 7.0, "markeredgecolor": INK, "markerfacecolor": "white"}
        axes.plot([scale * view.profit.mean], [at], marker=style.marker, linestyle="none", **look)


def _beside(page: Sheet, top: float, row: float, names: Sequence[str], loses: Sequence[str]) -> None:
    for position, (name, words) in enumerate(zip(names, loses, strict=True)):
        down = top + (position + 0.5) * row
        sample(page, MARGIN, down - 0.09, position, SMALL_SIZE)
        page.small(MARGIN + SAMPLE + 0.1, down - measure(name, SMALL_SIZE)[1] / 2, name)
        page.small(WIDTH - MARGIN, down - 0.085, words, ha="right")


def _loses(horizon: Horizon, name: str) -> str:
    return f"{100.0 * horizon.arms[name].loss.mean:.1f}% lose"


def _title(comparison: Comparison, horizons: Sequence[Horizon], written: Amounts) -> str:
    """Mean profit, in the order that paired differences allow; and where the longest view says otherwise, that."""
    opening = horizons[0]
    levels = {name: view.profit.mean for name, view in opening.arms.items()}
    changes = {name: view.profit for name, view in opening.differences.items()}
    said = set_against(
        comparison.arms[0].name, levels, changes, written.write, written.places, named=spoken_of(comparison)
    )
    return f"Profit a year over {years(opening.years)}: {said}{_otherwise(comparison, opening, horizons[-1])}"


def _otherwise(comparison: Comparison, opening: Horizon, longest: Horizon) -> str:
    """What the longest view says of the arm that is decided on, where the opening one says something else of it."""
    arm = "" if comparison.decision is None else comparison.decision.arm
    if arm not in longest.differences:
        return ""
    before, later = (view.differences[arm].profit for view in (opening, longest))
    if way(before) == way(later):
        return ""
    name, first, over = spoken(arm), spoken(comparison.arms[0].name), years(longest.years)
    if not way(later):
        return f"; over {over} these runs cannot tell {name} from {first}"
    return f"; over {over} {name} earns {more(later.mean)} than {first}"
