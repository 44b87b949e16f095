"""What is given away: demands granted, and support beyond what it is worth, a column an arm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from equipoise.analysis.figures.by_round import too_few
from equipoise.analysis.figures.labels import bands_of_arms, key_of_boxes
from equipoise.analysis.figures.palette import HATCH, MARGIN, QUIET, SMALL_SIZE, WIDTH, arm_style
from equipoise.analysis.figures.style import house_style, sheet
from equipoise.analysis.figures.text import measure
from equipoise.analysis.figures.wording import compared, labels_of, whole_run, within
from equipoise.analysis.prose.numbers import fixed, percent
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.figures.by_round import ByRound
    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.results import Comparison

_MOST_BARS = 20
_SUBTITLE = "Free support as a share of revenue, by year, over the runs that still hold the account"
_CAPTION = (
    "Demands granted are the free products and support that the account asks for between renewals, and gets. Support "
    "beyond its efficient level is what the contract holds beyond the point where the last money of support is worth "
    "just its cost. Figures over the bars are the table's: the mean over runs of the whole run's share, with its 95% "
    "interval; an account that ends soon counts there as much as one that stays, so that they may lie beyond all bars. "
    "Years are left out where {few}."
)


@house_style()
def given_away(comparison: Comparison, arms: Mapping[str, Mapping[str, ByRound]], account: str | None) -> Picture:
    """Draw what is given away by year."""
    labels, names = labels_of(account), [arm.name for arm in comparison.arms]
    whole = {label: whole_run(comparison, label, "free_support") for label in labels}
    given = {label: {name: _given(arms[name][label]) for name in names if label in arms[name]} for label in labels}
    shares_given = compared(comparison, labels[0], "free_support", percent, 1)
    title = f"Given away to {labels[0]}, as a share of revenue: {shares_given}"
    shares = [g.granted + g.excess for by_arm in given.values() for g in by_arm.values()]
    most = max((float(np.nanmax(share, initial=0.0)) for share in shares), default=0.0)
    left, tall = 0.85, 1.5
    bands, block = bands_of_arms(names, left), 0.5 + tall + 0.5
    height = 0.4 + sum(band.height for band in bands) + len(bands) * len(labels) * block
    page, top = sheet(title, _SUBTITLE, height + 0.1), 0.4
    key_of_boxes(page, (("demands granted", QUIET, ""), ("support beyond its efficient level", "white", HATCH)), 0.4)
    for band in bands:
        top = band.write(page, top)
        for label in labels:
            page.heading(left, top, label, WIDTH - left - MARGIN)
            for column in band.columns:
                axes = page.axes(column.left, top + 0.5, column.width, tall)
                if column.name in given[label]:
                    _bars(axes, given[label][column.name], column.position)
                    figure = _figure(whole[label][column.name], column.width)
                    page.small(column.left, top + 0.26, figure, color=QUIET)
                axes.set_ylim(within("share", 0.0, 1.08 * most or 0.01, 0.0, most))
                axes.tick_params(labelleft=column.first)
                axes.set_xlabel(next(iter(given[label].values())).unit)
                if column.first:
                    axes.set_ylabel("% of revenue")
            top += block
    return page.picture("given-away", _CAPTION.format(few=too_few(arms)))


class _Given(NamedTuple):
    """What is given away in each period, as a share of its revenue; NaN where too few runs are left."""

    start: NDArray[np.int64]
    granted: NDArray[np.float64]
    excess: NDArray[np.float64]
    unit: str


def _given(by_round: ByRound) -> _Given:
    rounds = len(by_round.held)
    years = rounds >= 2 * ROUNDS_A_YEAR
    unit = ROUNDS_A_YEAR if years else 1
    step = unit * -(-rounds // (unit * _MOST_BARS))
    starts = np.arange(0, rounds, step)
    revenue = np.add.reduceat(by_round.revenue, starts)
    enough = (np.maximum.reduceat(by_round.held, starts) >= by_round.fewest) & (revenue > 0)

    def share(money: NDArray[np.float64]) -> NDArray[np.float64]:
        summed = np.add.reduceat(money, starts)
        shares: NDArray[np.float64] = np.divide(summed, revenue, out=np.full(len(starts), np.nan), where=enough)
        return shares

    return _Given(starts // unit + years, share(by_round.granted), share(by_round.excess), "Year" if years else "Round")


def _bars(axes: Axes, given: _Given, position: int) -> None:
    colour = arm_style(position).colour
    width = 0.75 * (given.start[1] - given.start[0] if len(given.start) > 1 else 1)
    granted, excess = np.nan_to_num(given.granted), np.nan_to_num(given.excess)
    axes.bar(given.start, granted, width, color=colour, edgecolor=colour, linewidth=0.6)
    look: dict[str, Any] = {"facecolor": "white", "edgecolor": colour, "linewidth": 0.6, "hatch": HATCH}
    axes.bar(given.start, excess, width, bottom=granted, **look)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:g}%"))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True, min_n_ticks=1))
    axes.set_xlim(given.start[0] - width, given.start[-1] + width)
    axes.grid(axis="y")


def _figure(estimate: Estimate | None, room: float) -> str:
    if estimate is None or estimate.mean != estimate.mean:
        return ""
    if estimate.low != estimate.low:
        return percent(estimate.mean)
    full = f"{percent(estimate.mean)} ({fixed(100 * estimate.low, 1)} to {fixed(100 * estimate.high, 1)})"
    return full if measure(full, SMALL_SIZE)[0] <= room else percent(estimate.mean)
