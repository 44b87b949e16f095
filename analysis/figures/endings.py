"""What relationships end of: a bar for every cause, a column an arm."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL
from equipoise.analysis.figures.labels import bands_of_arms
from equipoise.analysis.figures.palette import FAINT, MARGIN, QUIET, arm_style
from equipoise.analysis.figures.style import beside, house_style, sheet
from equipoise.analysis.figures.wording import EVERY, labels_of
from equipoise.analysis.prose import titles
from equipoise.analysis.prose.numbers import percent, wholly
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.results import ArmResult, Comparison

_HELD = CAUSE_WORDS[Cause.NONE]
_ROW = 0.24  # height of a bar's row, inches
_WORDS_ROOM = 2.15
_FIGURE_ROOM = 0.42  # for the figure behind the longest bar
_SUBTITLE = "How relationships stand at the horizon, share of runs. Line through the end of a bar: 95% interval"
_CAPTION = (
    "Each column adds up to all runs: what is still held at the horizon (outlined), and what ended the rest. 'All "
    "accounts' pools the accounts that the vendor has at the start."
)


@house_style()
def endings(comparison: Comparison, account: str | None) -> Picture:
    """Draw what relationships end of."""
    labels = {label: label if label == account else ALL for label in labels_of(account)}
    stands = {label: {arm.name: _standing(arm, key) for arm in comparison.arms} for label, key in labels.items()}
    label, first = next(iter(stands.items()))
    causes = _causes(first, stands[EVERY])
    reach = [
        one
        for arms in stands.values()
        for own in arms.values()
        for each in own.values()
        for one in (each.mean, each.high)
    ]
    # One run shows no interval.
    most = max((one for one in reach if not isnan(one)), default=1.0)
    left, tall = MARGIN + _WORDS_ROOM, _ROW * (len(causes) + 1)
    bands, block = bands_of_arms([arm.name for arm in comparison.arms], left), 0.3 + tall + 0.25
    height = sum(band.height for band in bands) + len(bands) * len(labels) * block
    page, top = sheet(_title(comparison, label, labels[label]), _SUBTITLE, height + 0.1), 0.0
    for band in bands:
        top = band.write(page, top)
        for label, arms in stands.items():
            page.heading(MARGIN, top, label, _WORDS_ROOM + 2.0)
            for k, word in enumerate([_HELD, *causes]):
                page.small(left - 0.1, top + 0.3 + (k + 0.5) * _ROW - 0.085, word, ha="right")
            for column in band.columns:
                axes = page.axes(column.left, top + 0.3, column.width, tall)
                end = most * column.width / (column.width - _FIGURE_ROOM)
                _bars(axes, arms[column.name], causes, column.position, end)
            top += block
    return page.picture("endings", _CAPTION)


def _standing(arm: ArmResult, account: str) -> dict[str, Estimate]:
    """How the relationships of an arm stand at the horizon: still held, or ended by which cause."""
    if account not in arm.endings:
        return {}
    outcomes = arm.outcomes if account == ALL else arm.accounts[account]
    return {_HELD: outcomes["survival"], **arm.endings[account]}


def _causes(*tables: Mapping[str, Mapping[str, Estimate]]) -> list[str]:
    """Causes that occur at all, the most frequent first."""
    most: dict[str, float] = {}
    for place, table in enumerate(tables):
        for standing in table.values():
            for word, estimate in standing.items():
                if word != _HELD and estimate.mean > 0.0:
                    most[word] = max(most.get(word, 0.0), estimate.mean / 10.0**place)
    return sorted(most, key=lambda word: -most[word])


def _bars(axes: Axes, standing: Mapping[str, Estimate], causes: Sequence[str], position: int, most: float) -> None:
    """Draw an arm's bars, with the figure behind each."""
    axes.set(xlim=(0, most), ylim=(len(causes) + 0.5, -0.5), xticks=[], yticks=[])
    axes.spines[["bottom"]].set_visible(False)
    axes.spines["left"].set_color(FAINT)
    colour = arm_style(position).colour
    for row, word in enumerate([_HELD, *causes]):
        estimate = standing.get(word)
        if estimate is None or estimate.mean != estimate.mean:
            continue
        face = "white" if word == _HELD else colour
        axes.barh(row, estimate.mean, height=0.62, facecolor=face, edgecolor=colour, linewidth=0.9, alpha=0.85)
        if estimate.high > estimate.low:
            axes.plot([estimate.low, estimate.high], [row, row], color=QUIET, linewidth=1.2, solid_capstyle="butt")
        beside(axes, wholly(estimate.mean), (max(estimate.mean, estimate.high), row), (4, -3.2), va="baseline")


def _title(comparison: Comparison, label: str, account: str) -> str:
    stands = {arm.name: arm.endings[account] for arm in comparison.arms if account in arm.endings}
    changes = {each.arm: each.endings[account] for each in comparison.differences if account in each.endings}
    return titles.endings(label, comparison.arms[0].name, stands, changes, percent)
