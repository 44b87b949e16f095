"""A break-even in words: sentences that the figures choose."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from math import floor, isnan, log10
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import ALL, alike, way
from equipoise.analysis.prose.decision import MOST_FAIL
from equipoise.analysis.prose.keys import quoted
from equipoise.analysis.prose.money import of_unit
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.numbers import bare, capital, fixed, listed, many, paragraph, percent, scale
from equipoise.analysis.prose.ranges import over_ranges
from equipoise.sim.keys import parts_of
from equipoise.sim.wording import number as exact

if TYPE_CHECKING:
    from equipoise.analysis.asked import Asked
    from equipoise.analysis.breakeven import Axis, BreakEven
    from equipoise.analysis.crossing import Course, Crossing
    from equipoise.analysis.estimate import Estimate

_UNKNOWN_DIGITS = 3
LUMPS = frozenset({"team_cost", "sponsor_cost", "survey_cost"})
"""Costs of a programme that are the same whatever an account's size."""


def sentences(found: BreakEven) -> list[str]:
    """Say what comes out."""
    bent = _bent(found)
    found = replace(
        found,
        policies=[spoken(name) for name in found.policies],
        axes=[replace(axis, key=quoted(axis.key)) for axis in found.axes],
    )
    what = _along(found) if found.courses else answer(found)
    return [paragraph(what, bent, _failing(found), over_ranges(found.ranges))]


def _bent(found: BreakEven) -> str:
    """Say where a dearer programme makes more of it: it is no longer offered to those that would not bear its cost."""
    *_, name = parts_of(found.axis.key)
    points = [(x, there) for x, there in found.course.points.items() if there.known]
    if name not in LUMPS or found.courses or not points:
        return ""
    least = min(range(len(points)), key=lambda k: points[k][1].value)
    turns, bottom = points[least]
    both = (points[:least], points[least + 1 :])
    if not all(any(there.low > bottom.high for _, there in part) for part in both):
        return ""
    return (
        f"It goes down and up: near {near(found.axis, turns)} the lead turns, since a programme is offered to no "
        "account that brings less, before support, than it costs, and a dearer one drops out of the offer to some."
    )


def _failing(found: BreakEven) -> str:
    """Say that what breaks even is a business that fails."""
    failing = [chances for chances in found.cash_out if min(chances) > MOST_FAIL]
    if not failing:
        return ""
    ends = [fixed(100.0 * pick(pick(one) for one in failing), 0) for pick in (min, max)]
    share = f"{ends[0]}%" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}%"
    which = "At that value" if len(found.cash_out) == 1 else f"At {len(failing)} of these {len(found.cash_out)} values"
    under = "" if not found.against else f" under {found.arm} and {found.against} alike"
    what = "break-even of a business that fails" if found.against else "value of a business that fails"
    return f"{which} cash runs out in {share} of runs{under}: it is the {what}, and nothing to decide by."


def answer(found: BreakEven) -> str:
    """Say where it crosses, or that it does not, on which side it is, and what these runs cannot tell."""
    there = found.course
    if there.same and not found.threshold:
        return f"{_subject(found)} {_between(found)}: {found.arm} and {found.against} come to the same in every run."
    if not there.clear:
        return paragraph(
            f"{many(found.replications, 'run')} cannot tell {_what(found)} {_between(found)}.", _taken(found)
        )
    if not there.crossings:
        return paragraph(f"{_none(found)}.", _unclear(found), _taken(found))
    return paragraph(_crossed(found), _unclear(found), _taken(found))


def side(found: BreakEven, sign: int) -> str:
    """Who is ahead on a side of zero, or where the outcome is."""
    if found.against:
        return f"{found.arm if sign > 0 else found.against} is ahead"
    return f"it is {'above' if sign > 0 else 'below'}"


def value(x: float, width: float = 0.0) -> str:
    """Write a value of what is varied, with the digits that the width of an interval leaves it."""
    if not width:
        return exact(float(f"{x:.{_UNKNOWN_DIGITS}g}"))
    places = max(1 - floor(log10(width)), 0)
    return exact(round(x, places))


def of_axis(axis: Axis, x: float) -> str:
    """Write a value of what is varied: an amount in the currency, other numbers exactly; as a page has it."""
    if axis.shown:
        return axis.shown.write(x)
    return of_unit(axis.currency, [x], alone=True).write(x) if axis.currency else exact(x)


def near(axis: Axis, x: float) -> str:
    """Write a value that was looked at, to three digits."""
    return of_axis(axis, x) if axis.currency or axis.shown else value(x)


def crossing_words(axis: Axis, one: Crossing) -> str:
    """Write where a curve crosses, with its interval."""
    if axis.whole:
        below, above = floor(one.value), floor(one.value) + 1
        sure = "" if (one.low, one.high) == (below, above) else f" (95% interval {exact(one.low)} to {exact(one.high)})"
        return f"between {below} and {above}{sure}"
    if axis.shown:
        return f"{axis.shown.write(one.value)} (95% interval {axis.shown.span(one.low, one.high)})"
    if axis.currency:
        written = of_unit(axis.currency, [one.value, one.low, one.high])
        low, high = (fixed(written.scale * end, written.places) for end in (one.low, one.high))
        return f"{written.write(one.value)} (95% interval {low} to {high})"
    width = one.high - one.low
    low, high = (value(end, width) for end in (one.low, one.high))
    return f"{value(one.value, width)} (95% interval {low} to {high})"


def _subject(found: BreakEven) -> str:
    return f"In {named(found)}"


def named(found: Asked) -> str:
    """The outcome, whose it is, and over which years, as words: ``profit over three years``."""
    word, of = found.outcome.replace("_", " "), "" if found.account == ALL else f" of {found.account}"
    if found.years is None:
        return f"{word}{of}"
    return f"{word.removesuffix(f' {found.years:g}y')}{of} over {years(found.years)}"


def _what(found: BreakEven) -> str:
    if found.against:
        beyond = f" less {level(found, found.threshold)}" if found.threshold else ""
        return f"{found.arm} from {found.against} in {named(found)}{beyond}"
    return f"{named(found)} under {found.arm} from {level(found, found.threshold)}"


def level(found: BreakEven, amount: float) -> str:
    """Write a level of the outcome with its unit."""
    if scale(found.kind) != 1.0:
        return percent(amount)
    return _amount(found, amount)


def _amount(found: BreakEven, amount: float) -> str:
    if found.kind == "money":
        return of_unit(found.unit, [amount]).write(amount)
    return f"{bare(amount, found.kind)} {found.unit}"


def _between(found: BreakEven) -> str:
    low, high = found.course.ends
    ends = f"{of_axis(found.axis, low)} and {of_axis(found.axis, high)}"
    shown = found.axis.shown
    return f"with {shown.quoted} between {ends}" if shown else f"between {ends} of {found.axis.key}"


def _crossed(found: BreakEven) -> str:
    crossings = found.course.crossings
    at = _at(found.axis, listed([crossing_words(found.axis, one) for one in crossings]))
    if found.against:
        beyond = f", {level(found, found.threshold)} apart," if found.threshold else ""
        what = f"{_subject(found)} {found.arm} breaks even with {found.against}{beyond} {at}"
    else:
        what = f"{capital(_what_alone(found))} crosses {level(found, found.threshold)} {at}"
    if len(crossings) == 1:
        (one,) = crossings
        before, behind = (side(found, sign) for sign in ((-1, 1) if one.rises else (1, -1)))
        sizes = [_by(found, found.course.clear[end][0]) for end in (0, -1)]
        return f"{what}: below that {before}{sizes[0]}, above it {behind}{sizes[1]}."
    stretches = [side(found, sign) for sign, _ in groupby(sign for _, sign in found.course.clear)]
    return f"{what}: from the least to the greatest value {listed(stretches, 'then', 99)}."


def _at(axis: Axis, places: str) -> str:
    if axis.shown:
        return f"where {axis.shown.quoted} is {places}"
    return f"{'' if axis.whole else 'at '}{places} of {axis.key}"


def _what_alone(found: BreakEven) -> str:
    return f"{named(found)} under {found.arm}"


def _by(found: BreakEven, x: float) -> str:
    return f" ({_size(found, found.course.points[x])} at {of_axis(found.axis, x)})"


def _size(found: BreakEven, there: Estimate) -> str:
    if isnan(there.value):
        return "no value"
    if found.against and not found.threshold:
        amount = abs(there.value)
        if scale(found.kind) != 1.0:
            return f"by {fixed(100.0 * amount, 1)} points"
        return f"by {_amount(found, amount)}"
    return level(found, there.value + found.threshold)


def _none(found: BreakEven) -> str:
    signs = [sign for _, sign in found.course.clear]
    points = [there for there in found.course.points.values() if way(there)]
    least, most = (pick(points, key=lambda one: abs(one.value)) for pick in (min, max))
    ahead = f"{found.arm if signs[0] > 0 else found.against}" if found.against else ""
    all_clear = len(points) == len(found.course.points)
    looked = f" at {_finely(found.axis, found.course)}{'' if all_clear else ', wherever these runs can tell'}"
    if found.against:
        return (
            f"{_subject(found)} there is no break-even {_between(found)}: {ahead} is ahead{looked}, "
            f"by {_from_to(found, abs(least.value), abs(most.value))}"
        )
    where = "above" if signs[0] > 0 else "below"
    return (
        f"{capital(_what_alone(found))} does not cross {level(found, found.threshold)} {_between(found)}: "
        f"it is {where} it{looked}, {_size(found, least)} to {_size(found, most)}"
    )


def _finely(axis: Axis, course: Course) -> str:
    """How finely it was looked: a lead that turns and turns back between two values goes unseen."""
    narrow, wide = course.steps
    if axis.shown or (axis.whole and wide <= 1.0):
        return f"each of {len(course.points)} values"
    steps = dict.fromkeys(near(axis, step) for step in (narrow, wide))
    return f"{len(course.points)} values {' to '.join(steps)} apart"


def _from_to(found: BreakEven, least: float, most: float) -> str:
    """Write two sizes of a lead with one unit behind them."""
    if found.kind == "money":
        written = of_unit(found.unit, [least, most])
        return f"{fixed(written.scale * least, written.places)} to {written.write(most)}"
    if scale(found.kind) != 1.0:
        return f"{100.0 * least:.1f} to {100.0 * most:.1f} points"
    return f"{bare(least, found.kind)} to {bare(most, found.kind)} {found.unit}"


def _unclear(found: BreakEven) -> str:
    """Where the range begins or ends unclear, so that it may cross there unseen."""
    points = found.course.points
    clear = [x for x, _ in found.course.clear]
    before = [x for x in points if x < min(clear)]
    behind = [x for x in points if x > max(clear)]
    stretches = [
        (
            part,
            f"from {of_axis(found.axis, part[0])} to {near(found.axis, part[-1])}"
            if len(part) > 1
            else f"at {near(found.axis, part[0])}",
        )
        for part in (before, behind)
        if part
    ]
    words = []
    for part, where in stretches:
        if all(alike(points[x]) for x in part) and not found.threshold:
            words.append(f"{capital(where)} the two come to the same in every run.")
        else:
            words.append(f"{capital(where)} {many(found.replications, 'run')} cannot tell, and it may cross there.")
    return " ".join(words)


def _taken(found: BreakEven) -> str:
    axis = found.axis
    if axis.taken is None:
        return ""
    if axis.stated and axis.shown:
        return f"{capital(of_axis(axis, axis.taken))} is chosen."
    if axis.stated:
        return f"The scenario has {of_axis(axis, axis.taken)}."
    start = "It is not stated" if axis.shown else "The scenario does not state it"
    return f"{start}; {near(axis, axis.taken)} is taken for it."


def _along(found: BreakEven) -> str:
    first, axis = found.axes
    crossed = [(x, there) for x, there in found.courses if there.crossings]
    if not crossed:
        return paragraph(
            f"{_subject(found)} there is no break-even of {axis.key} between {of_axis(axis, axis.low)} and "
            f"{of_axis(axis, axis.high)} at any of {len(found.courses)} values of {first.key}, "
            f"looking at {_finely(axis, found.courses[0][1])}.",
            *_sides(found),
        )
    ends = crossed if len(crossed) == 1 else [crossed[0], crossed[-1]]
    told = listed([f"{_places(axis, there)} where {first.key} is {near(first, x)}" for x, there in ends])
    who = f"{found.arm} breaks even with {found.against}" if found.against else f"{found.arm} crosses the threshold"
    missing = [near(first, x) for x, there in found.courses if not there.crossings]
    none = f"There is none where it is {listed(missing)}." if missing else ""
    return paragraph(f"{_subject(found)} {who} in {axis.key} {told}.", none, *_sides(found))


def _places(axis: Axis, there: Course) -> str:
    at = listed([crossing_words(axis, one) for one in there.crossings])
    return at if axis.whole else f"at {at}"


def _sides(found: BreakEven) -> list[str]:
    """Who is ahead, where no value of the second key turns it."""
    words = []
    for sign in (1, -1):
        at = [
            near(found.axes[0], x)
            for x, there in found.courses
            if not there.crossings and {s for _, s in there.clear} == {sign}
        ]
        if at:
            words.append(f"{capital(side(found, sign))} throughout where {found.axes[0].key} is {listed(at)}.")
    return words
