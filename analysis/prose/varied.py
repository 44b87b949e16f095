"""What a break-even tells of, piece by piece: its outcome, a side, a level, a value of what is varied."""

from __future__ import annotations

from math import floor, isnan, log10
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL
from equipoise.analysis.prose.money import PER_CENT, amounts, of_unit
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.numbers import bare, digits, fixed, listed, percent, scale
from equipoise.sim.money import Money
from equipoise.sim.wording import number as exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from equipoise.analysis.asked import Asked
    from equipoise.analysis.breakeven import Axis, BreakEven
    from equipoise.analysis.crossing import Course, Crossing
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.prose.money import Amounts

_UNKNOWN_DIGITS = 3
_DIGITS = 4  # of the greatest amount that is varied, so that those near to nothing have some


def named(found: Asked) -> str:
    """The outcome, whose it is, and over which years, as words: ``profit over three years``."""
    word, of = found.outcome.replace("_", " "), "" if found.account == ALL else f" of {found.account}"
    if found.years is None:
        return f"{word}{of}"
    within = "within" if word.startswith("cash out") else "over"  # which happens once
    return f"{word.removesuffix(f' {found.years:g}y')}{of} {within} {years(found.years)}"


def side(found: BreakEven, sign: int) -> str:
    """Who is ahead on a side of zero, or where the outcome is."""
    if found.against and found.threshold:
        return f"the lead of {found.arm} is {'above' if sign > 0 else 'below'} {level(found, found.threshold)}"
    if found.against:
        return f"{found.arm if sign > 0 else found.against} is ahead"
    return f"it is {'above' if sign > 0 else 'below'}"


def level(found: BreakEven, reached: float, beside: Sequence[float] = ()) -> str:
    """Write a level of the outcome with its unit, as what stands beside it."""
    return amount(found, reached, beside) if scale(found.kind) == 1.0 else percent(reached)


def amount(found: BreakEven, size: float, beside: Sequence[float] = ()) -> str:
    """Write an amount of the outcome that is no share, with its unit, as what stands beside it."""
    if found.kind == "money":
        return of_unit(found.unit, [size, *beside]).write(size)
    return f"{bare(size, found.kind)} {found.unit}"


def from_to(found: BreakEven, least: float, most: float) -> str:
    """Write two sizes of a lead with one unit behind them; once where they read the same."""
    if found.kind == "money":
        written = of_unit(found.unit, [least, most])
        below = written.number(least)
        return f"{'' if below == written.number(most) else f'{below} to '}{written.write(most)}"
    if scale(found.kind) != 1.0:
        return f"{100.0 * least:.1f} to {100.0 * most:.1f} points"
    return f"{bare(least, found.kind)} to {bare(most, found.kind)} {found.unit}"


def size_of(found: BreakEven, there: Estimate, beside: Iterable[Estimate]) -> str:
    """How far ahead an arm is, or what it comes to, in the step of what a sentence tells of beside it."""
    if isnan(there.value):
        return "no value"
    others = [one.value + found.threshold for one in beside if not isnan(one.value)]
    if not found.against or found.threshold:
        return level(found, there.value + found.threshold, others)
    size = abs(there.value)
    return f"by {fixed(100.0 * size, 1)} points" if scale(found.kind) != 1.0 else f"by {amount(found, size, others)}"


def sizes_at(found: BreakEven, *places: float) -> list[str]:
    """How far ahead an arm is, or what it comes to, at values that were looked at."""
    beside = [found.course.points[x] for x in places]
    write = {True: of_axis, False: near}  # an end of the range as it was asked for
    return [
        f"{size_of(found, found.course.points[x], beside)} at {write[x in found.course.ends](found.axis, x)}"
        for x in places
    ]


def value(x: float, width: float = 0.0) -> str:
    """Write a value of what is varied, with the digits that the width of an interval leaves it."""
    if not width:
        return exact(float(f"{x:.{_UNKNOWN_DIGITS}g}"))
    places = max(1 - floor(log10(width)), 0)
    return exact(round(x, places))


def in_per_cent(unit: str) -> tuple[float, str]:
    """By what a number of a unit is multiplied where it is read, and what stands behind it: shares are in per cent."""
    return (100.0, "%") if unit in PER_CENT else (1.0, "")


def of_axis(axis: Axis, x: float) -> str:
    """Write a value of what is varied: an amount in the currency, other numbers exactly; as a page has it."""
    if axis.shown:
        return axis.shown.write(x)
    times, behind = in_per_cent(axis.unit)
    return _amounts(axis).write(x) if axis.currency else f"{exact(float(f'{times * x:.12g}'))}{behind}"


def ends(axis: Axis, low: float, high: float, word: str = "and") -> str:
    """Write two values of what is varied, with one unit behind them: ``10.0 and 400.0 thousand EUR``."""
    if axis.shown:
        return f"{axis.shown.number(low)} {word} {axis.shown.write(high)}"
    least = _amounts(axis).number(low) if axis.currency else near(axis, low).removesuffix("%")
    return f"{least} {word} {near(axis, high)}"


def _amounts(axis: Axis, width: float = 0.0) -> Amounts:
    """Choose how amounts of what is varied are written: in one step over the whole range; an interval shows."""
    found = amounts(Money(axis.currency, 1.0), (axis.low, axis.high), _DIGITS)
    return found._replace(places=max(found.places, digits(found.scale * width, found.places)))


def near(axis: Axis, x: float) -> str:
    """Write a value that was looked at, to three digits."""
    times, behind = in_per_cent(axis.unit)
    return of_axis(axis, x) if axis.currency or axis.shown else f"{value(times * x)}{behind}"


def finely(axis: Axis, course: Course) -> str:
    """How finely it was looked: a lead that turns and turns back between two values goes unseen."""
    narrow, wide = course.steps
    if axis.shown or (axis.whole and wide <= 1.0):
        return f"each of {len(course.points)} values"
    apart = near(axis, wide) if near(axis, narrow) == near(axis, wide) else ends(axis, narrow, wide, "to")
    return f"{len(course.points)} values {apart} apart"


def unclear_words(axis: Axis, course: Course) -> str:
    """Write the values at which runs cannot tell on which side a curve is."""
    if not course.clear:
        return "at any value"
    parts = [(part[0], part[-1]) for part in course.unclear]
    return listed(
        [f"at {near(axis, low)}" if low == high else f"from {ends(axis, low, high, 'to')}" for low, high in parts],
        most=len(parts),
    )


def crossing_words(axis: Axis, one: Crossing) -> str:
    """Write where a curve crosses, with its interval."""
    at, within = crossing_parts(axis, one)
    return f"{at} (95% interval {within})" if within else at


def crossing_parts(axis: Axis, one: Crossing) -> tuple[str, str]:
    """Write where a curve crosses, and its interval; none where that is no wider than what is written."""
    if axis.whole:
        below, above = floor(one.value), floor(one.value) + 1
        sure = (one.low, one.high) == (below, above)
        return f"between {below} and {above}", "" if sure else f"{exact(one.low)} to {exact(one.high)}"
    if axis.shown:
        return axis.shown.write(one.value), axis.shown.span(one.low, one.high)
    if axis.currency:
        written = _amounts(axis, one.high - one.low)
        return written.write(one.value), f"{written.number(one.low)} to {written.number(one.high)}"
    times, behind = in_per_cent(axis.unit)
    width = times * (one.high - one.low)
    low, high = (value(times * end, width) for end in (one.low, one.high))
    within = "" if low == high else f"{low} to {high}{behind}"
    return f"{value(times * one.value, width)}{behind}", within
