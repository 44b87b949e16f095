"""A break-even: the difference over what is varied, and where it crosses zero; or the line between two sides."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.figures.labels import key_of_boxes
from equipoise.analysis.figures.palette import GRID, INK, MARGIN, QUIET, TEXT_SIZE, WIDTH, arm_style
from equipoise.analysis.figures.style import beside, house_style, sheet
from equipoise.analysis.figures.text import measure, wrap
from equipoise.analysis.prose.breakeven import headline
from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.money import of_unit
from equipoise.analysis.prose.numbers import capital, scale
from equipoise.analysis.prose.varied import crossing_words, in_per_cent, level, named, side

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from equipoise.analysis.breakeven import Axis, BreakEven
    from equipoise.analysis.crossing import Course
    from equipoise.analysis.figures.style import Picture, Sheet

_TALL, _BESIDE, _BELOW, _KEY = 4.2, 0.85, 0.43, 0.34  # inches: of the axes, for numbers at two sides, and a key
_CURVE = (
    "Each point is the mean over runs under the same luck, with its 95% interval; there are more runs, and points, "
    "near the crossing. The grey stretch is the crossing's interval: values at which these runs cannot tell the side."
)
_LINE = (
    "Each point is a break-even, with its 95% interval, at one value of the horizontal axis, all under the same luck. "
    "The line joins neighbouring break-evens that turn the answer the same way. Colours say who is ahead; where two "
    "neighbouring values change sides alike, so is taken what lies between them, and else each holds half the way."
)
_SIDES = {1: "#d3e5f2", -1: GRID}
"""Colours of who is ahead above zero, a pale one of the curve's, and below."""


@house_style()
def breakeven(found: BreakEven) -> Picture:
    """Draw one."""
    title = _one_side(found) or headline(found)
    runs = f"{found.replications:,} runs of {found.rounds} rounds, seed {found.seed}"
    if found.courses:
        subtitle = (
            f"Break-even in {named(found)}, {found.arm}{f' against {found.against}' * bool(found.against)}. {runs}"
        )
        page, axes = _page(title, subtitle, _scale(found.axes[0]), _scale(found.axis), _KEY)
        signs = _sides(axes, found)
        sides = [(_side(found, sign), _SIDES[sign], "") for sign in _SIDES if sign in signs]
        unclear = any(there.crossings or len(there.clear) < len(there.points) for _, there in found.courses)
        key_of_boxes(page, [*sides, *([("these runs cannot tell", "white", "")] if unclear else [])], 0.4)
        _line(axes, found)
        return page.picture("break-even", _LINE)
    less = f" less that under {found.against}" if found.against else ""
    subtitle = f"{capital(named(found))} under {found.arm}{less}, by {words(found.axis.key)}. {runs}"
    factor, unit = _written(found)
    less = f", {found.arm} less {found.against}" if found.against else ""
    page, axes = _page(title, subtitle, _scale(found.axis), _Scale(f"{capital(named(found))}{less}, {unit}"))
    _curve(axes, found, factor)
    return page.picture("break-even", _CURVE)


class _Scale(NamedTuple):
    """What is written along an axis: what it shows, and by how much its numbers are multiplied."""

    words: str
    factor: float = 1.0

    def write(self, x: float, _: float = 0.0) -> str:
        """Write a number of the axis."""
        return f"{self.factor * x:,.10g}".replace("-", "\u2212")


def _scale(axis: Axis) -> _Scale:
    """Name what is varied, with amounts in thousands or millions as sentences have them."""
    name, unit, factor = capital(words(axis.key)), axis.unit, 1.0
    if axis.currency:
        written = of_unit(axis.currency, [axis.low, axis.high])
        unit, factor = written.unit, written.scale
    else:
        factor, behind = in_per_cent(unit)
        unit = behind or unit
    return _Scale(f"{name}, {unit}" if unit not in {"", "1"} else name, factor)


def _page(title: str, subtitle: str, across: _Scale, up: _Scale, above: float = 0.0) -> tuple[Sheet, Axes]:
    """Begin a page with axes that leave room for what is written along them, in lines."""
    upright = wrap(up.words, _TALL, TEXT_SIZE)
    left = _BESIDE + measure(upright, TEXT_SIZE)[1]
    width = WIDTH - left - 2 * MARGIN
    below = wrap(across.words, width, TEXT_SIZE)
    page = sheet(title, subtitle, above + 0.1 + _TALL + _BELOW + measure(below, TEXT_SIZE)[1])
    axes = page.axes(left, above + 0.1, width, _TALL)
    axes.set(xlabel=below, ylabel=upright)
    axes.xaxis.set_major_formatter(across.write)
    axes.yaxis.set_major_formatter(up.write)
    return page, axes


def _written(found: BreakEven) -> tuple[float, str]:
    """By how much the outcome is multiplied, and its unit."""
    if found.kind == "money":
        written = of_unit(found.unit, [there.value for there in found.course.points.values()])
        return written.scale, written.unit
    factor = scale(found.kind)
    return factor, found.unit if factor == 1.0 else "points" if found.against else "%"


def _one_side(found: BreakEven) -> str:
    """Say of two keys that nothing turns the answer, which is longer in a sentence; empty where something does."""
    if len(signs := {sign for _, there in found.courses for _, sign in there.clear}) != 1:
        return ""
    who = _side(found, *signs)
    unclear = any(len(there.clear) < len(there.points) for _, there in found.courses)
    where = f"at every value of both that was looked at{', wherever these runs can tell' if unclear else ''}"
    return f"In {named(found)} {who} {where}" if found.against else f"{capital(named(found))} is {who} {where}"


def _side(found: BreakEven, sign: int) -> str:
    """Who is ahead, or on which side of the threshold the outcome is."""
    if found.against:
        return side(found, sign)
    return f"{'above' if sign > 0 else 'below'} {level(found, found.threshold)}"


def _curve(axes: Axes, found: BreakEven, factor: float) -> None:
    points = found.course.points
    x = list(points)
    mean, low, high = (
        [factor * (getattr(there, part) + (0.0 if found.against else found.threshold)) for there in points.values()]
        for part in ("value", "low", "high")
    )
    look = arm_style(1)
    for one in found.course.crossings:
        axes.axvspan(one.low, one.high, color=GRID, zorder=0)
        axes.axvline(one.value, color=QUIET, linewidth=0.9, linestyle=(0, (2, 2)))
    axes.fill_between(x, low, high, color=look.colour, alpha=0.14, linewidth=0)
    axes.plot(x, mean, color=look.colour, linewidth=1.6)
    axes.plot(x, mean, **look.mark, markersize=4)
    axes.axhline(factor * (0.0 if found.against else found.threshold), color=INK, linewidth=0.9)
    for one in found.course.crossings:
        (first, last), top = axes.get_xlim(), axes.get_ylim()[1]
        away, end = (4, "left") if one.value < (first + last) / 2.0 else (-4, "right")
        beside(axes, crossing_words(found.axis, one).split(" (")[0], (one.value, top), (away, -4), va="top", ha=end)
    axes.grid(axis="y")


def _sides(axes: Axes, found: BreakEven) -> set[int]:
    """Colour who is ahead, from value to value of the horizontal axis; give the sides seen.

    Where neighbours change sides alike, their bounds are joined as their break-evens are; else each goes half the way.
    """
    seen = set()
    for (left, there), (right, other) in pairwise(found.courses):
        before, after = _bands(there), _bands(other)
        middle = (left + right) / 2.0
        pieces = [(left, middle, before, before), (middle, right, after, after)]
        if [one.sign for one in before] == [one.sign for one in after]:
            pieces = [(left, right, before, after)]
        for first, last, one_end, other_end in pieces:
            for one, two in zip(one_end, other_end, strict=True):
                colour, low, high = _SIDES[one.sign], [one.low, two.low], [one.high, two.high]
                axes.fill_between([first, last], low, high, color=colour, linewidth=0, zorder=0)
                seen.add(one.sign)
    return seen


class _Band(NamedTuple):
    """A stretch of the vertical axis on which one side is ahead."""

    low: float
    high: float
    sign: int


def _bands(there: Course) -> list[_Band]:
    """Who is ahead, from below; neither within the interval of a crossing."""
    bands: list[_Band] = []
    for (low, sign), (high, other) in pairwise(there.clear):
        turned = [one for one in there.crossings if low <= one.value <= high] if sign != other else []
        stops, begins = (turned[0].low, turned[-1].high) if turned else (high, high)
        for bottom, top, who in ((low, stops, sign), (begins, high, other)):
            if bottom < top and bands and bands[-1].sign == who and bands[-1].high == bottom:
                bands[-1] = bands[-1]._replace(high=top)
            elif bottom < top:
                bands.append(_Band(bottom, top, who))
    return bands


def _line(axes: Axes, found: BreakEven) -> None:
    first, axis = found.axes
    look = arm_style(1)
    marks = [(x, one) for x, there in found.courses for one in there.crossings]
    for (left, before), (right, after) in pairwise(found.courses):
        for rises in (True, False):
            same_way = [[one.value for one in there.crossings if one.rises == rises] for there in (before, after)]
            if all(len(values) == 1 for values in same_way):  # of several there is no telling which goes on as which
                axes.plot([left, right], same_way, color=look.colour, linewidth=1.6)
    for x, one in marks:
        axes.plot([x, x], [one.low, one.high], color=look.colour, linewidth=1.2, clip_on=False)
        axes.plot([x], [one.value], **look.mark, markersize=5, clip_on=False)
    axes.set_xlim(first.low, first.high)
    axes.set_ylim(axis.low, axis.high)
