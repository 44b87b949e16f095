"""An advantage taken apart: what is left of it without each mechanism, and the share of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from equipoise.analysis.figures.palette import FAINT, GRID, INK, MARGIN, QUIET, WIDTH
from equipoise.analysis.figures.style import house_style, sheet, without_y
from equipoise.analysis.prose import lead
from equipoise.analysis.prose.numbers import scale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.analysis.figures.style import Picture, Sheet

HEADINGS = {
    "contribution_margin": "contribution margin, points",
    "survival": "survival, points",
    "contribution": "contribution, money a round",
}
GAINS, COSTS = "#0072B2", "#D55E00"
"""Colours of what adds to the advantage and of what takes from it (Okabe and Ito)."""

WORDS = {
    "fear": "fear of ruin",
    "stakes": "stakes beyond the trade",
    "contribution": "unique contribution",
    "beliefs": "private information",
    "growth": "growth of the network",
    "blur": "blurred estimates",
    "bias": "flattering view of oneself",
    "exit": "accounts that close",
    "stickiness": "sticky prices",
    "expectations": "rising expectations",
    "collapse": "collapse of talks",
    "reciprocity": "concession in kind",
    "bound_talks": "bound talks that break down",
    "building": "what support builds",
    "needs": "hidden needs",
    "acquisition": "winning new accounts",
    "entry": "market entry",
    "payout": "payout to owners",
    "match": "uncertain fit",
}
"""Switches whose names do not speak for themselves."""

_NAMES, _GAP, _ROW, _HEAD, _FOOT = 2.1, 0.3, 0.28, 0.3, 0.4
_OF_ALL = "the account that wants a partner: the strategic vendor less the accommodating one"
_ABLATION = (
    "Grey: the advantage with everything on. A mechanism to the left of it carries some of the advantage; one to the "
    "right of it works against it."
)
_SHARES = (
    "Each share is what a mechanism adds, averaged over every order in which they could be switched on. In every run "
    "the shares add up to the whole less what there is without any."
)

Row = tuple[str, "Mapping[str, ClaimedEffect]"]  # a mechanism's name, and its effects by outcome


@house_style()
def ablation_picture(whole: Mapping[str, ClaimedEffect], rows: Sequence[Row]) -> Picture:
    """Draw what is left of the advantage without each mechanism, those first without which least is left."""
    order = sorted(_worded(rows), key=lambda row: row[1]["contribution"].value)
    contribution = {name: left["contribution"] for name, left in order}
    title = lead.without(whole["contribution"], contribution).removesuffix(".")
    subtitle = f"Advantage with {_OF_ALL}, with one mechanism switched off at a time. Line: 95% interval"
    page = sheet(title, subtitle, _HEAD + _ROW * len(order) + _FOOT)
    for outcome, axes in _columns(page, [name for name, _ in order]):
        size = scale(whole[outcome].unit)
        low, high = (size * end for end in whole[outcome].interval())
        axes.axvspan(low, high, color=GRID, linewidth=0)
        axes.axvline(size * whole[outcome].value, color=QUIET, linewidth=1.0)
        for place, (_name, left) in enumerate(order):
            low, high = (size * end for end in left[outcome].interval())
            colour = COSTS if high < 0.0 else INK
            axes.plot([low, high], [place, place], color=colour, linewidth=1.4, solid_capstyle="butt")
            axes.plot(size * left[outcome].value, place, "o", color=colour, markersize=4.5)
    return page.picture("ablation", _ABLATION)


@house_style()
def shares_picture(
    none: Mapping[str, ClaimedEffect], rows: Sequence[Row], everything: Mapping[str, ClaimedEffect]
) -> Picture:
    """Draw how the mechanisms' shares add up to the advantage, the largest shares of the contribution first."""
    order = sorted(_worded(rows), key=lambda row: -row[1]["contribution"].value)
    subtitle = (
        f"Advantage with {_OF_ALL}. What there is with none of these mechanisms, and what each adds (Shapley values). "
        f"Line: 95% interval"
    )
    names = ["none of them", *(f"+ {name}" for name, _ in order), "all of them"]
    title = lead.largest_shares({name: share["contribution"] for name, share in order}).removesuffix(".")
    page = sheet(title, subtitle, _HEAD + _ROW * len(names) + _FOOT)
    for outcome, axes in _columns(page, names):
        size = scale(everything[outcome].unit)
        _bar(axes, 0, 0.0, none[outcome], size, QUIET)
        at = size * none[outcome].value
        for place, (_name, share) in enumerate(order, start=1):
            _bar(axes, place, at, share[outcome], size, GAINS if share[outcome].value > 0.0 else COSTS)
            axes.plot([at, at], [place - 1.31, place + 0.31], color=FAINT, linewidth=0.8)
            at += size * share[outcome].value
        axes.plot([at, at], [len(order) - 0.31, len(order) + 1.31], color=FAINT, linewidth=0.8)
        _bar(axes, len(order) + 1, 0.0, everything[outcome], size, INK)
    return page.picture("shares", _SHARES)


def _columns(page: Sheet, names: Sequence[str]) -> list[tuple[str, Axes]]:
    """Axes for each outcome, side by side, behind the names of their rows."""
    left, columns = MARGIN + _NAMES, []
    for row, name in enumerate(names):
        page.small(left - 0.12, _HEAD + (row + 0.5) * _ROW - 0.075, name, _NAMES - 0.12, ha="right")
    across = (WIDTH - left - MARGIN - _GAP * (len(HEADINGS) - 1)) / len(HEADINGS)
    for column, (outcome, heading) in enumerate(HEADINGS.items()):
        at = left + column * (across + _GAP)
        page.small(at, 0.0, heading, weight="bold")
        axes = page.axes(at, _HEAD, across, _ROW * len(names))
        axes.set_ylim(len(names) - 0.5, -0.5)
        without_y(axes)
        axes.axvline(0.0, color=INK, linewidth=0.8)
        axes.xaxis.set_major_locator(MaxNLocator(5))
        columns.append((outcome, axes))
    return columns


def _bar(axes: Axes, place: int, start: float, effect: ClaimedEffect, size: float, colour: str) -> None:
    axes.barh(place, size * effect.value, left=start, height=0.62, color=colour, alpha=0.85, linewidth=0)
    ends = [start + size * end for end in effect.interval()]
    axes.plot(ends, [place, place], color=INK, linewidth=1.2, solid_capstyle="butt")


def _worded(rows: Sequence[Row]) -> list[Row]:
    return [(WORDS.get(name, name), effects) for name, effects in rows]
