"""What relationships end of: a bar for every cause, a column an arm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL
from equipoise.analysis.figures.labels import columns_of_arms, heading_height, write_headings
from equipoise.analysis.figures.style import (
    FAINT,
    MARGIN,
    QUIET,
    SMALL_SIZE,
    TEXT_SIZE,
    Picture,
    arm_style,
    house_style,
    sheet,
)  # fmt: skip
from equipoise.analysis.figures.text import shorten
from equipoise.analysis.figures.wording import EVERY, extremes, wholly
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import ArmResult, Comparison

_HELD = CAUSE_WORDS[Cause.NONE]
_ROW = 0.24  # height of a bar's row, inches
_WORDS_ROOM = 2.15
_FIGURE_ROOM = 0.42  # for the figure behind the longest bar
_SAME = 0.01  # shares that differ by less are not called different
_SUBTITLE = "How relationships stand at the horizon, share of runs. Line through the end of a bar: 95% interval"
_CAPTION = (
    "Each column adds up to all runs: what is still held at the horizon (outlined), and what ended the rest. 'All "
    "accounts' pools the accounts that the vendor has at the start."
)


def endings(comparison: Comparison, account: str | None) -> Picture:
    """Draw what relationships end of."""
    labels = {ALL: EVERY} if account is None else {account: account, ALL: EVERY}
    stands = {label: {arm.name: _standing(arm, label) for arm in comparison.arms} for label in labels}
    causes = _causes(stands[next(iter(labels))], stands[ALL])
    title = _title(next(iter(labels.values())), stands[next(iter(labels))], causes)
    most = max(
        (estimate.high for by_arm in stands.values() for standing in by_arm.values() for estimate in standing.values()),
        default=1.0,
    )
    names = [arm.name for arm in comparison.arms]
    with house_style():
        left = MARGIN + _WORDS_ROOM
        bands = columns_of_arms(len(names), left)
        tall = _ROW * (len(causes) + 1)
        headings = [heading_height(names[first : first + len(places)], places) for first, places in bands]
        block = 0.3 + tall + 0.25
        page = sheet(title, _SUBTITLE, sum(headings) + len(bands) * len(labels) * block + 0.1)
        top = 0.0
        for (first, places), heading in zip(bands, headings, strict=True):
            write_headings(page, names, first, places, top)
            top += heading
            for label, shown in labels.items():
                page.text(MARGIN, top, shorten(shown, _WORDS_ROOM + 2.0, TEXT_SIZE, bold=True), weight="bold")
                for k, word in enumerate([_HELD, *causes]):
                    page.text(left - 0.1, top + 0.3 + (k + 0.5) * _ROW - 0.085, word, SMALL_SIZE, ha="right")
                for k, (at, across) in enumerate(places):
                    axes = page.axes(at, top + 0.3, across, tall)
                    _bars(
                        axes,
                        stands[label][names[first + k]],
                        causes,
                        first + k,
                        most * across / (across - _FIGURE_ROOM),
                    )
                top += block
    return Picture("endings", title, _CAPTION, page.figure)


def _standing(arm: ArmResult, label: str) -> dict[str, Estimate]:
    """How the relationships of an arm stand at the horizon: still held, or ended by which cause."""
    if label not in arm.endings:
        return {}
    outcomes = arm.outcomes if label == ALL else arm.accounts[label]
    return {_HELD: outcomes["survival"], **arm.endings[label]}


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
        end = (max(estimate.mean, estimate.high), row)
        axes.annotate(
            wholly(estimate.mean), end, (4, -3.2), textcoords="offset points", va="baseline", fontsize=SMALL_SIZE
        )


def _title(account: str, stands: Mapping[str, Mapping[str, Estimate]], causes: Sequence[str]) -> str:
    if not causes:
        return f"Nothing ends {account} before the horizon"
    shares = {
        word: {name: standing[word].mean for name, standing in stands.items() if word in standing} for word in causes
    }
    widest = max(
        causes, key=lambda word: max(shares[word].values(), default=0.0) - min(shares[word].values(), default=0.0)
    )
    if max(shares[widest].values(), default=0.0) - min(shares[widest].values(), default=0.0) >= _SAME:
        return f"Endings of {account} differ most in \u201c{widest}\u201d: {extremes(shares[widest], wholly)}"
    return f"Most endings of {account}: \u201c{causes[0]}\u201d, {extremes(shares[causes[0]], wholly)}"
