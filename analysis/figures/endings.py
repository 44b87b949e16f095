"""What relationships end of: a bar for every cause, a column an arm."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from equipoise.analysis.contrast import ALL, contrast, way
from equipoise.analysis.figures.labels import bands_of_arms
from equipoise.analysis.figures.palette import FAINT, HATCH, MARGIN, QUIET, arm_style
from equipoise.analysis.figures.style import beside, house_style, sheet
from equipoise.analysis.figures.wording import EVERY, labels_of, spoken_of
from equipoise.analysis.prose import titles
from equipoise.analysis.prose.assumed import ASSUMED
from equipoise.analysis.prose.numbers import not_nothing, paragraph, percent
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.results import ArmResult, Comparison

_HELD = CAUSE_WORDS[Cause.NONE]
_ROW = 0.24  # height of a bar's row, inches
_WORDS_ROOM = 2.4
_APART = 0.35  # rows between what came out and what is assumed
_FIGURE_ROOM = 0.56  # for the figure behind the longest bar, with the decimal of tables and of the title
_SUBTITLE = "How relationships stand at the horizon, share of runs. Line through the end of a bar: 95% interval"
_CAPTION = (
    "Each column adds up to all runs: what is still held at the horizon (outlined), and what ended the rest. 'All "
    "accounts' pools the accounts that the vendor has at the start. What is assumed, and not found, stands below the "
    "rest, hatched: no policy brings it about, and it takes what other endings leave."
)


@house_style()
def endings(comparison: Comparison, account: str | None, assumed: str = "") -> Picture:
    """Draw what relationships end of; the caption adds what is assumed of endings."""
    labels = {label: label if label == account else ALL for label in labels_of(account)}
    stands = {label: {arm.name: _standing(arm, key) for arm in comparison.arms} for label, key in labels.items()}
    label, first = next(iter(stands.items()))
    causes = _causes(first, stands[EVERY])
    rows = _rows([_HELD, *causes])
    reach = [
        one
        for arms in stands.values()
        for own in arms.values()
        for each in own.values()
        for one in (each.mean, each.high)
    ]
    # One run shows no interval.
    most = max((one for one in reach if not isnan(one)), default=1.0)
    left, tall = MARGIN + _WORDS_ROOM, _ROW * (max(rows.values()) + 1)
    bands, block = bands_of_arms([arm.name for arm in comparison.arms], left), 0.3 + tall + 0.25
    height = sum(band.height for band in bands) + len(bands) * len(labels) * block
    page, top = sheet(_title(comparison, label, labels[label]), _SUBTITLE, height + 0.1), 0.0
    for band in bands:
        top = band.write(page, top)
        for label, arms in stands.items():
            page.heading(MARGIN, top, label, _WORDS_ROOM + 2.0)
            for word, row in rows.items():
                words = f"assumed: {word}" if word in ASSUMED else word
                page.small(left - 0.1, top + 0.3 + (row + 0.5) * _ROW - 0.085, words, ha="right")
            for column in band.columns:
                axes = page.axes(column.left, top + 0.3, column.width, tall)
                end = most * column.width / (column.width - _FIGURE_ROOM)
                _bars(axes, arms[column.name], rows, column.position, end)
            top += block
    return page.picture("endings", paragraph(_CAPTION, assumed))


def _standing(arm: ArmResult, account: str) -> dict[str, Estimate]:
    """How the relationships of an arm stand at the horizon: still held, or ended by which cause."""
    if account not in arm.endings:
        return {}
    outcomes = arm.outcomes if account == ALL else arm.accounts[account]
    return {_HELD: outcomes["survival"], **arm.endings[account]}


def _causes(*tables: Mapping[str, Mapping[str, Estimate]]) -> list[str]:
    """Causes that occur at all, the most frequent first; those that are assumed last."""
    most: dict[str, float] = {}
    for place, table in enumerate(tables):
        for standing in table.values():
            for word, estimate in standing.items():
                if word != _HELD and estimate.mean > 0.0:
                    most[word] = max(most.get(word, 0.0), estimate.mean / 10.0**place)
    return sorted(most, key=lambda word: (word in ASSUMED, -most[word]))


def _rows(words: Sequence[str]) -> dict[str, float]:
    """Where each row stands, from above: what is assumed a little apart."""
    return {word: row + _APART * (word in ASSUMED) for row, word in enumerate(words)}


def _bars(axes: Axes, standing: Mapping[str, Estimate], rows: Mapping[str, float], position: int, most: float) -> None:
    """Draw an arm's bars, with the figure behind each."""
    axes.set(xlim=(0, most), ylim=(max(rows.values()) + 0.5, -0.5), xticks=[], yticks=[])
    axes.spines[["bottom"]].set_visible(False)
    axes.spines["left"].set_color(FAINT)
    colour = arm_style(position).colour
    for word, row in rows.items():
        estimate = standing.get(word)
        if estimate is None or estimate.mean != estimate.mean:
            continue
        face = "white" if word == _HELD or word in ASSUMED else colour
        look: dict[str, Any] = {"facecolor": face, "edgecolor": QUIET, "linewidth": 0.6, "hatch": HATCH}
        if word not in ASSUMED:
            look = {"facecolor": face, "edgecolor": colour, "linewidth": 0.9, "alpha": 0.85}
        axes.barh(row, estimate.mean, height=0.62, **look)
        if estimate.high > estimate.low:
            axes.plot([estimate.low, estimate.high], [row, row], color=QUIET, linewidth=1.2, solid_capstyle="butt")
        beside(axes, not_nothing(estimate.mean), (max(estimate.mean, estimate.high), row), (4, -3.2), va="baseline")


def _title(comparison: Comparison, label: str, account: str) -> str:
    stands = {arm.name: arm.endings[account] for arm in comparison.arms if account in arm.endings}
    changes = {each.arm: each.endings[account] for each in comparison.differences if account in each.endings}
    first, *others = spoken_of(comparison)
    named = others[::-1]  # the one that is decided on, before the one whose survival differs most
    asked = next((each for each in comparison.differences if [each.arm] == named[:1]), None)
    held = 0.0 if asked is None else way(contrast(comparison, asked).change["survival"])
    return titles.endings(label, first, stands, changes, percent, named=named, held=held)
