"""How long accounts are held: Kaplan-Meier curves, with the numbers at risk under the axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter

from equipoise.analysis.contrast import ALL
from equipoise.analysis.figures.labels import GAP, SAMPLE, sample
from equipoise.analysis.figures.palette import MARGIN, QUIET, SMALL_SIZE, WIDTH, arm_style, shade
from equipoise.analysis.figures.style import YEARS, by_years, house_style, sheet
from equipoise.analysis.figures.text import measure, wrap
from equipoise.analysis.figures.wording import EVERY, compared, count, labels_of
from equipoise.analysis.prose.numbers import paragraph, percent
from equipoise.analysis.prose.units import Units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.results import Comparison, SurvivalCurve

_NAMES_ROOM = 2.1  # widest column of names under the axis, inches
_SUBTITLE = "Share of runs that still hold the account, by {step}s since its start (Kaplan-Meier). Shaded: 95% interval"
_CAPTION = (
    "A curve falls where relationships end, for whatever reason; those that the horizon cuts off count for as long as "
    "they are seen. The numbers under the axis are the relationships still followed at the start of the {step}. 'All "
    "accounts' pools the accounts that the vendor has at the start, not those won later."
)


@house_style()
def survival(comparison: Comparison, account: str | None, assumed: str = "") -> Picture:
    """Draw Kaplan-Meier survival with intervals and numbers at risk; the caption adds what is assumed of endings."""
    keys = {label: label if label == account else ALL for label in labels_of(account)}
    curves = {
        label: {arm.name: arm.survival[key] for arm in comparison.arms if key in arm.survival}
        for label, key in keys.items()
    }
    title = _title(comparison, next(iter(curves)))
    names = [arm.name for arm in comparison.arms]
    wrapped = [wrap(name, _NAMES_ROOM, SMALL_SIZE) for name in names]
    heights = [measure(name, SMALL_SIZE)[1] + 0.05 for name in wrapped]
    left = MARGIN + SAMPLE + GAP + max(measure(name, SMALL_SIZE)[0] for name in wrapped) + 0.35
    gap, tall, table = 0.75, 2.7, 0.88
    across = (WIDTH - left - MARGIN - 0.15 - gap * (len(curves) - 1)) / len(curves)
    units = Units(comparison.money)
    page = sheet(title, _SUBTITLE.format(step=units.step), 0.3 + tall + table + sum(heights) + MARGIN)
    for k, label in enumerate(curves):
        at = left + k * (across + gap)
        page.heading(at, 0.0, label, across)
        axes = page.axes(at, 0.3, across, tall)
        _curves(axes, names, curves[label])
        axes.set_xlabel("Rounds (quarters) since the start" if units.money is None else YEARS)
        if units.money is not None:
            by_years(axes, comparison.rounds, 5)
        if k == 0:
            axes.set_ylabel("Still held")
        top = 0.3 + tall + table
        page.small(at - 0.1 if k else MARGIN, top - 0.25, "" if k else "Relationships at risk", color=QUIET)
        for name, lines, height in zip(names, wrapped, heights, strict=True):
            position = names.index(name)
            if k == 0:
                sample(page, MARGIN, top, position, SMALL_SIZE)
                page.small(MARGIN + SAMPLE + GAP, top, lines)
            for tick in axes.get_xticks() if name in curves[label] else ():
                place = at + across * (tick - axes.get_xlim()[0]) / np.ptp(axes.get_xlim())
                page.small(place, top, count(int(curves[label][name].at_risk[int(tick)])), ha="center")
            top += height
    return page.picture("survival", paragraph(_CAPTION.format(step=units.step), assumed))


def _curves(axes: Axes, names: Sequence[str], curves: Mapping[str, SurvivalCurve]) -> None:
    last = max(int(curve.rounds[-1]) for curve in curves.values())
    axes.set(xlim=(0, last), ylim=(0, 1))
    ticks = MaxNLocator(5, integer=True, steps=[1, 2, 4, 5, 8, 10]).tick_values(0, last)
    axes.set_xticks([tick for tick in ticks if 0 <= tick <= last])
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.grid(axis="y")
    for name, curve in curves.items():
        position = names.index(name)
        style = arm_style(position)
        look: dict[str, Any] = {"color": style.colour, "alpha": shade(len(names)), "linewidth": 0}
        axes.fill_between(curve.rounds, curve.low, curve.high, step="post", **look)
        axes.plot(curve.rounds, curve.survival, drawstyle="steps-post", **style.line, linewidth=1.8, clip_on=False)
        spacing = max(last // 6, 1)
        marked = slice(min(position * spacing // len(names) + 1, last), None, spacing)
        axes.plot(curve.rounds[marked], curve.survival[marked], **style.mark, markersize=5, clip_on=False)


def _title(comparison: Comparison, account: str) -> str:
    after = Units(comparison.money).span(comparison.rounds)
    if account == EVERY:
        return f"Of all accounts, still held after {after}: {compared(comparison, account, 'survival', percent)}"
    return f"{account} is still held after {after} in {compared(comparison, account, 'survival', _of_runs)}"


def _of_runs(share: float, places: int) -> str:
    return f"{percent(share, places)} of runs"
