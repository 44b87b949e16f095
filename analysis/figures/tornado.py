"""A tornado: what the outcome becomes at either end of each lever, the widest swing first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from equipoise.analysis.figures.levers import FALLS, MOST_ROWS, RISES, name
from equipoise.analysis.figures.palette import INK, MARGIN, QUIET, SMALL_SIZE, WIDTH
from equipoise.analysis.figures.style import beside, house_style, room_about, sheet, without_y
from equipoise.analysis.figures.text import measure, shorten, wrap
from equipoise.analysis.figures.wording import within
from equipoise.analysis.prose.keys import in_quotes, in_words
from equipoise.analysis.prose.numbers import Figure, capital, decimals, level, number, points, scale, size
from equipoise.analysis.prose.sensitivity import sentence
from equipoise.analysis.sensitivity.tornado import Tornado

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.sensitivity.ranking import Ranking

_NAMES_ROOM, _SWING_ROOM, _ROW = 2.7, 1.25, 0.36
_END_ROOMS, _END_LINES = (0.95, 1.1, 1.25, 1.4), 2  # for what stands at a bar's ends: as much as takes all of it
_POINTS = " points"
_PAD = 0.02  # of the bars' reach, beyond them
_BEHIND = {"facecolor": "white", "edgecolor": "none", "pad": 0.3}  # so that the line at the base crosses no figure
_CAPTION = (
    "Each bar goes from what the outcome is with a number at one end of its range to what it is at the other, written "
    "at the bar's ends; of words, and where the outcome turns in between, from its least to its greatest. All others "
    "stay at their base, the line; a bar that does not reach it moves the outcome the same way at both its ends. What "
    "numbers do together does not show here."
)


@house_style()
def tornado(ranking: Ranking) -> Picture:
    """Draw the swings of one outcome."""
    result = ranking.result
    if not isinstance(result, Tornado):
        raise TypeError("a tornado is drawn of swings")
    known = [k for k in ranking.order if not np.isnan(ranking.strength.value[k])]
    shown, others = known[:MOST_ROWS], known[MOST_ROWS:]
    factors, tall = in_words(ranking).factors, _ROW * max(len(shown), 1)
    room = _room([end for k in shown for end in _ends(result, k)])
    left = MARGIN + _NAMES_ROOM + room
    across = WIDTH - left - MARGIN - _SWING_ROOM - room
    at_base = f", {_written(ranking, result.base)} at the base" if not np.isnan(result.base) else ""
    subtitle = (
        f"{capital(ranking.subject)}{at_base}. At the ends of each bar: the number's value "
        "there. Blue: its upper end; orange: its lower. On the right: the swing, with its 95% interval"
        f"{_off(result, shown)}"
    )
    page = sheet(sentence(in_quotes(ranking)).removesuffix("."), subtitle, tall + (0.75 if others else 0.5))
    axes = page.axes(left, 0.0, across, tall)
    _bars(axes, ranking, result, shown, room - 0.1)
    places = decimals([Figure(*(float(part[k]) for part in result.swing)) for k in shown], ranking.kind)
    for row, k in enumerate(shown):
        middle = (row + 0.5) * _ROW
        name(page, factors[k], left - room - 0.1, middle, _NAMES_ROOM - 0.1)
        swing = _swing(ranking, result, k, places)
        page.small(WIDTH - MARGIN, middle - measure(swing, SMALL_SIZE)[1] / 2, swing, ha="right")
    if others:
        wide = size(float(ranking.strength.value[others[0]]), ranking.kind)
        rest = f"{len(others)} others swing it by {wide} at most" if len(others) > 1 else f"1 other: {wide}"
        page.small(left, tall + 0.4, rest, color=QUIET)
    return page.picture(f"tornado-{ranking.outcome.replace('_', '-')}", _CAPTION)


def _off(result: Tornado, rows: list[int]) -> str:
    """A word on bars that do not reach the line, where there are any."""
    ends = [(float(result.low[k]), float(result.high[k])) for k in rows]
    off = any(min(both) > result.base or max(both) < result.base for both in ends)
    return ". A bar off the line: both ends move it the same way" if off else ""


def _written(ranking: Ranking, value: float) -> str:
    """What is moved, at a place of the axis: a lead in a share is a difference, and counted in points."""
    if not ranking.of_a_lead or scale(ranking.kind) == 1.0:
        return level(value, ranking.kind)
    return f"{'-' if value < 0.0 else ''}{points(value)}"


def _ends(result: Tornado, k: int) -> tuple[str, str]:
    """What stands at the ends of a bar."""
    return result.ends[k] if result.ends else ("low", "high")


def _room(words: list[str]) -> float:
    """Room in which all of some words fit."""
    fitting = (
        room for room in _END_ROOMS if all(wrap(one, room - 0.1, SMALL_SIZE).count("\n") < _END_LINES for one in words)
    )
    return next(fitting, _END_ROOMS[-1])


def _bars(axes: Axes, ranking: Ranking, result: Tornado, rows: list[int], end_room: float) -> None:
    ends = np.concatenate([result.low[rows], result.high[rows]])
    base = result.base if not np.isnan(result.base) else float(ends.mean()) if len(ends) else 0.0
    least, greatest, room = room_about([base, *ends], _PAD)
    limits = within(ranking.kind, least - room, greatest + room, least, greatest)
    axes.set(xlim=limits, ylim=(max(len(rows), 1) - 0.5, -0.5))
    without_y(axes)
    axes.xaxis.set_major_formatter(lambda value, _: _written(ranking, value).removesuffix(_POINTS))
    axes.locator_params(axis="x", nbins=6)
    for row, k in enumerate(rows):
        low, high = float(result.low[k]), float(result.high[k])
        between = base if min(low, high) <= base <= max(low, high) else (low + high) / 2.0
        named = _ends(result, k)
        for value, colour, words, right in ((low, FALLS, named[0], low > high), (high, RISES, named[1], low <= high)):
            axes.barh(row, value - between, left=between, height=0.6, color=colour, alpha=0.85, linewidth=0)
            end, away = shorten(words, end_room, SMALL_SIZE, lines=_END_LINES), (4 if right else -4, 0)
            look: dict[str, Any] = {"va": "center", "ha": "left" if right else "right", "bbox": _BEHIND}
            beside(axes, end, (value, row), away, annotation_clip=False, **look)
    axes.axvline(base, color=INK, linewidth=0.9)


def _swing(ranking: Ranking, result: Tornado, k: int, places: int) -> str:
    figures = [number(float(part[k]), ranking.kind, places, signed=True) for part in result.swing]
    return f"{figures[0]}\n[{figures[1]}, {figures[2]}]"
