"""Contribution margin by round: the account that the scenario is about, and all accounts."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter

from equipoise.analysis.figures.by_round import fewest_of, too_few
from equipoise.analysis.figures.labels import EndLabel, label_ends, labels_height
from equipoise.analysis.figures.palette import MARGIN, QUIET, WIDTH, arm_style, shade
from equipoise.analysis.figures.style import YEARS, by_years, house_style, sheet
from equipoise.analysis.figures.wording import compared, labels_of, whole_run
from equipoise.analysis.prose.numbers import percent
from equipoise.analysis.prose.units import Units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.figures.by_round import ByRound
    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.results import Comparison

_EVERY = 5  # rounds between markers: not a contract's term, so that they fall on peaks and troughs alike
_THIN = 2  # times the fewest runs, below which a line is drawn thin

_SUBTITLE = "By {step}, over the runs that still hold the account. Shaded: 95% interval of the mean"
_CAPTION = (
    "Contribution is gross margin less support, demands granted, selling and relationship costs. In each {step} it is "
    "summed over the runs in which the account is still held, and divided by their revenue: a line that rises may "
    "mean that the poor relationships have ended. It is thin below {thin} runs, and stops where {few}. Beside each "
    "line stands first where it ends, by which the names are ordered, and then the table's figure: the mean over runs "
    "of the whole run's margin, which may rank the policies otherwise."
)
_SPARED = " Where more contracts are renewed a line stands higher: in a {step} of talks nothing is demanded."


@house_style()
def margin_by_round(comparison: Comparison, arms: Mapping[str, Mapping[str, ByRound]], account: str | None) -> Picture:
    """Draw the contribution margin by round with bands."""
    labels, names = labels_of(account), [arm.name for arm in comparison.arms]
    whole = {label: whole_run(comparison, label, "contribution_margin") for label in labels}
    kept = compared(comparison, labels[0], "contribution_margin", percent, 1)
    title = f"Contribution margin on {labels[0]} over the whole run: {kept}"
    units = Units(comparison.money)
    gap, left, column = 0.62, 0.85, 3.05
    tall, across = max(2.1, labels_height([(name, "value") for name in names], column)), WIDTH - left - MARGIN
    few, thin = too_few(arms), _THIN * fewest_of(arms)
    page = sheet(title, _SUBTITLE.format(step=units.step), len(labels) * (tall + gap) + 0.2)
    for k, label in enumerate(labels):
        down = k * (tall + gap) + 0.27
        page.heading(left, down - 0.25, label, across)
        axes = page.axes(left, down, across - column, tall)
        ends = _lines(
            axes, names, {name: by[label] for name, by in arms.items() if label in by}, whole[label], thin, units
        )
        if units.money is not None:
            by_years(axes, comparison.rounds, 10)
        axes.tick_params(labelbottom=k == len(labels) - 1)
        label_ends(page, axes, ends, column)
    axes.set_xlabel("Round (a quarter)" if units.money is None else YEARS)
    caption = _CAPTION + _SPARED * any(by[label].spared for by in arms.values() for label in labels if label in by)
    return page.picture("margin-by-round", caption.format(few=few, thin=thin, step=units.step))


def _lines(
    axes: Axes,
    names: Sequence[str],
    by_arm: Mapping[str, ByRound],
    whole: Mapping[str, Estimate | None],
    thin: int,
    units: Units,
) -> list[EndLabel]:
    """Draw every arm's line and band; what is to be written at their ends is for the caller."""
    ends = []
    for name, by_round in by_arm.items():
        position = names.index(name)
        style, band = arm_style(position), by_round.margin
        known = np.flatnonzero(np.isfinite(band.mean))
        if not len(known):
            continue
        rounds = np.arange(len(band.mean))
        axes.fill_between(rounds, band.low, band.high, color=style.colour, alpha=shade(len(names)), linewidth=0)
        many = by_round.held >= thin
        marked = slice(position % min(_EVERY, len(rounds)), None, _EVERY)
        axes.plot(rounds, band.mean, linewidth=0.9, alpha=0.6, **style.line)
        axes.plot(rounds, np.where(many, band.mean, np.nan), linewidth=2.0, **style.line)
        axes.plot(rounds[marked], band.mean[marked], **style.mark, markersize=4.5)
        last = int(known[-1])
        value = _beside(float(band.mean[last]), last, len(rounds), whole[name], units)
        ends.append(EndLabel(float(last), float(band.mean[last]), name, value, position))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 4, 5, 10]))
    axes.xaxis.set_major_locator(MaxNLocator(10, integer=True, min_n_ticks=1, steps=[1, 2, 4, 5, 10]))
    axes.set_xlim(-0.5, max((len(by_round.held) for by_round in by_arm.values()), default=1) - 0.5)
    axes.grid(axis="y")
    if axes.get_ylim()[0] < 0.0 < axes.get_ylim()[1]:
        axes.axhline(0.0, color=QUIET, linewidth=0.8)
    axes.set_ylabel("% of revenue")
    return ends


def _beside(end: float, last: int, rounds: int, whole: Estimate | None, units: Units) -> str:
    """What a line stands at where it ends, and the whole run's mean."""
    when = f"round {last}" if units.money is None else units.when(last)
    at = "at the end" if last == rounds - 1 else f"in {when}"
    mean = f"; whole run {percent(whole.mean)}" if whole is not None and not isnan(whole.mean) else ""
    return f"{percent(end)} {at}{mean}"
