"""Which lever moves which outcome: a row a lever, a column an outcome, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.figures.palette import FAINT, MARGIN, QUIET, SMALL_SIZE, TEXT_SIZE, WIDTH
from equipoise.analysis.figures.style import beside, house_style, sheet
from equipoise.analysis.figures.text import measure, shorten
from equipoise.analysis.prose.keys import in_quotes, in_words
from equipoise.analysis.prose.numbers import capital, listed, scale, size, wholly
from equipoise.analysis.prose.sensitivity import most
from equipoise.analysis.sensitivity.grid import GridIndices
from equipoise.analysis.sensitivity.ranks import RankRegression
from equipoise.analysis.sensitivity.screening import Screening
from equipoise.analysis.sensitivity.sobol import SobolIndices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Picture, Sheet
    from equipoise.analysis.sensitivity.ranking import Ranking

MOST_ROWS = 12  # most levers that are drawn; the others have one line
MOST_COLUMNS = 3  # most outcomes on a figure

RISES, FALLS, UNCLEAR = "#0072B2", "#D55E00", "#8c8c8c"
"""Colours of a lever with which the outcome rises, falls, or neither clearly (Okabe and Ito)."""

_NAMES_ROOM = 2.7
_GAP = 0.25
_ROW = 0.34
_VALUE_ROOM = 0.75  # for the figure behind the longest bar

_WHAT = {
    SobolIndices: (
        "Share of the outcome's variation over the ranges. Full colour: by it alone; light: together with others"
    ),
    Screening: "Change of the outcome from end to end of what is varied, mean over the space",
    GridIndices: (
        "Share of the outcome's variation over the grid. Full colour: by it alone; light: together with others"
    ),
    RankRegression: "Size of the standardised rank coefficient; of words, root of their share of the ranks' variance",
}
_SWING = "Change of the outcome from end to end of what is varied, all else at its base"
_MARKS = ". Line: 95% interval. \u2191 the outcome rises with it, \u2193 it falls"
_CAPTION = (
    "Each column is an outcome, each row what is varied, over the range that the study gives it; another range gives "
    "another picture. Grey, without an arrow: neither rise nor fall is clear."
)


def colour_of(direction: int) -> str:
    """Colour of a lever by which way the outcome goes with it."""
    return {1: RISES, -1: FALLS}.get(direction, UNCLEAR)


def arrow_of(direction: int) -> str:
    """The same as an arrow."""
    return {1: "\u2191", -1: "\u2193"}.get(direction, "")


@house_style()
def levers(rankings: Sequence[Ranking], stem: str = "levers") -> Picture:
    """Draw how strongly each lever moves each outcome."""
    outcomes = rankings[:MOST_COLUMNS]
    rows = _rows(outcomes)
    shown, others = rows[:MOST_ROWS], rows[MOST_ROWS:]
    left, tall = MARGIN + _NAMES_ROOM, _ROW * len(shown)
    across = (WIDTH - left - MARGIN - _GAP * (len(outcomes) - 1)) / len(outcomes)
    heads = [shorten(_heading(ranking), across, TEXT_SIZE, lines=3, bold=True) for ranking in outcomes]
    head = max(measure(words, TEXT_SIZE, bold=True)[1] for words in heads) + 0.08
    title = _title([in_quotes(ranking) for ranking in outcomes])
    page = sheet(title, _WHAT.get(type(outcomes[0].result), _SWING) + _MARKS, head + tall + 0.35)
    for row, k in enumerate(shown):
        name(page, in_words(outcomes[0]).factors[k], left - 0.1, head + (row + 0.5) * _ROW, _NAMES_ROOM - 0.1)
    for column, (ranking, words) in enumerate(zip(outcomes, heads, strict=True)):
        at = left + column * (across + _GAP)
        page.text(at, head - 0.08 - measure(words, TEXT_SIZE, bold=True)[1], words, weight="bold")
        axes = page.axes(at, head, across, tall)
        _bars(axes, ranking, shown, _most(outcomes, ranking) * across / (across - _VALUE_ROOM))
        if others:
            strongest = np.nanmax([0.0, *ranking.strength.value[others]])
            page.small(at, head + tall + 0.06, f"at most {_figure(ranking, strongest)}", color=QUIET)
    if others:
        rest = "1 other" if len(others) == 1 else f"{len(others)} others, each"
        page.small(left - 0.1, head + tall + 0.06, rest, ha="right", color=QUIET)
    return page.picture(stem, _CAPTION)


def name(page: Sheet, words: str, right: float, middle: float, room: float) -> None:
    """Write a lever's name in two lines at most, around a height."""
    lines = shorten(words, room, SMALL_SIZE, lines=2)
    height = measure(lines, SMALL_SIZE)[1]
    page.small(right, middle - height / 2 - 0.01, lines, ha="right")


def _heading(ranking: Ranking) -> str:
    """The outcome, with its unit where the figures have it."""
    if isinstance(ranking.result, SobolIndices | RankRegression):
        return capital(ranking.subject)
    return f"{capital(ranking.subject)}, {unit_of(ranking)}"


def unit_of(ranking: Ranking) -> str:
    """Unit in which changes of an outcome are drawn."""
    return "points" if scale(ranking.kind) != 1.0 else ranking.unit


def _rows(rankings: Sequence[Ranking]) -> list[int]:
    """Levers, those first that are strongest in some outcome, as a share of the strongest there."""
    relative = []
    for ranking in rankings:
        value = np.nan_to_num(ranking.strength.value)
        relative.append(value / value.max() if value.max() > 0.0 else value)
    strongest = np.max(relative, axis=0)
    return [int(k) for k in np.argsort(-strongest, kind="stable")]


def _most(rankings: Sequence[Ranking], ranking: Ranking) -> float:
    """End of the scale: the same for all columns where figures can be compared."""
    comparable = isinstance(ranking.result, SobolIndices | RankRegression)
    reach = [np.nanmax([0.0, *one.strength.high]) for one in (rankings if comparable else [ranking])]
    return float(max(reach)) or 1.0


def _bars(axes: Axes, ranking: Ranking, rows: Sequence[int], end: float) -> None:
    axes.set(xlim=(0, end), ylim=(len(rows) - 0.5, -0.5), xticks=[], yticks=[])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_color(FAINT)
    strength, result = ranking.strength, ranking.result
    for row, k in enumerate(rows):
        value, low, high = (float(part[k]) for part in strength)
        if np.isnan(value):
            beside(axes, "no value", (0.0, row), (4, 0), va="center")
            continue
        colour = colour_of(int(ranking.direction[k]))
        light = isinstance(result, SobolIndices)
        axes.barh(row, value, height=0.62, color=colour, alpha=0.35 if light else 0.85, linewidth=0)
        if isinstance(result, SobolIndices):
            alone = min(max(float(result.first.value[k]), 0.0), value)
            axes.barh(row, alone, height=0.62, color=colour, alpha=0.85, linewidth=0)
        if high > low:
            axes.plot([low, high], [row, row], color=QUIET, linewidth=1.2, solid_capstyle="butt")
        words = f"{_figure(ranking, value)} {arrow_of(int(ranking.direction[k]))}".rstrip()
        beside(axes, words, (float(np.nanmax([value, high])), row), (4, 0), va="center")


def _figure(ranking: Ranking, value: float) -> str:
    if isinstance(ranking.result, SobolIndices):
        return wholly(value)
    if isinstance(ranking.result, RankRegression):
        return f"{value:.2f}"
    return size(value, ranking.kind).replace(" points", "")


def _title(rankings: Sequence[Ranking]) -> str:
    """Say what moves each of the first two outcomes most; once, where it is the same."""
    first = rankings[:2]
    leading = [ranking.leaders() for ranking in first]
    if len(first) > 1 and leading[0] == leading[1] and len(leading[0]) == 1:
        return f"{first[0].factors[leading[0][0]]} matters most to both {listed([one.subject for one in first])}"
    words = "; ".join(most(ranking) for ranking in first)
    return words if leading[0] and len(leading[0]) <= MOST_COLUMNS else capital(words)
