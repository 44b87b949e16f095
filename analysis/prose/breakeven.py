"""A break-even in words: sentences that the figures choose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import alike, way
from equipoise.analysis.prose.decision import MOST_FAIL
from equipoise.analysis.prose.keys import quoted
from equipoise.analysis.prose.longest import over_all_years
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.names import spoken
from equipoise.analysis.prose.not_tried import not_tried
from equipoise.analysis.prose.numbers import capital, fixed, listed, many, paragraph
from equipoise.analysis.prose.ranges import over_ranges
from equipoise.analysis.prose.stretches import stretches_words, turns_words
from equipoise.analysis.prose.varied import (
    crossing_words,
    ends,
    finely,
    from_to,
    level,
    named,
    near,
    of_axis,
    side,
    size_of,
    sizes_at,
    unclear_words,
)
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.keys import parts_of

if TYPE_CHECKING:
    from equipoise.analysis.breakeven import Axis, BreakEven
    from equipoise.analysis.crossing import Course

LUMPS = frozenset({"team_cost", "sponsor_cost", "survey_cost"})
"""Costs of a programme that are the same whatever an account's size."""


def sentences(found: BreakEven) -> list[str]:
    """Say what comes out."""
    bent, untried = _bent(found), not_tried(found, on_a_page=found.axis.shown is not None)
    found = _in_words(found)
    what = _along(found) if found.courses else answer(found)
    return [paragraph(what, bent, _failing(found), over_all_years(found), over_ranges(found.ranges), untried)]


def headline(found: BreakEven) -> str:
    """Say in one line what comes out, without sizes."""
    if len(found.course.crossings) > 1:
        return stretches_words(_in_words(found), sizes=False)
    return sentences(found)[0].split(". ")[0].split(": below")[0].removesuffix(".")


def _in_words(found: BreakEven) -> BreakEven:
    """The same with words for its policies and keys."""
    return replace(
        found,
        policies=[spoken(name) for name in found.policies],
        axes=[replace(axis, key=quoted(axis.key)) for axis in found.axes],
    )


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
    least, most = (fixed(100.0 * pick(pick(one) for one in failing), 0) for pick in (min, max))
    share = f"{least}%" if least == most else f"{least} to {most}%"
    which = "At that value" if len(found.cash_out) == 1 else f"At each of these {len(found.cash_out)} values"
    if len(failing) < len(found.cash_out):
        pairs = zip(_values(found), found.cash_out, strict=True)
        which = f"Where it is {listed([at for at, chances in pairs if chances in failing], most=len(failing))}"
    under = "" if not found.against else f" under {found.arm} and {found.against} alike"
    what = "break-even of a business that fails" if found.against else "value of a business that fails"
    within = years(found.rounds / ROUNDS_A_YEAR)
    return (
        f"{which} cash runs out within {within} in {share} of runs{under}: it is the {what}, and nothing to decide by."
    )


def _values(found: BreakEven) -> list[str]:
    """Write all values at which it crosses, in their order; of two keys, with where the other is."""
    if not found.courses:
        return [crossing_words(found.axis, one) for one in found.course.crossings]
    first = found.axes[0]
    return [
        f"{crossing_words(found.axis, one)} with {first.key} {near(first, x)}"
        for x, there in found.courses
        for one in there.crossings
    ]


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


def _subject(found: BreakEven) -> str:
    return f"In {named(found)}"


def _what(found: BreakEven) -> str:
    if found.against:
        beyond = f" less {level(found, found.threshold)}" if found.threshold else ""
        return f"{found.arm} from {found.against} in {named(found)}{beyond}"
    return f"{named(found)} under {found.arm} from {level(found, found.threshold)}"


def _between(found: BreakEven) -> str:
    between, shown = ends(found.axis, *found.course.ends), found.axis.shown
    return f"with {shown.quoted} between {between}" if shown else f"between {between} of {found.axis.key}"


def _crossed(found: BreakEven) -> str:
    crossings = found.course.crossings
    if len(crossings) > 1:
        return turns_words(found)
    (one,) = crossings
    at = _at(found.axis, crossing_words(found.axis, one))
    if found.against:
        beyond = f", {level(found, found.threshold)} apart," if found.threshold else ""
        what = f"{_subject(found)} {found.arm} breaks even with {found.against}{beyond} {at}"
    else:
        what = f"{capital(_what_alone(found))} crosses {level(found, found.threshold)} {at}"
    before, behind = (side(found, sign) for sign in ((-1, 1) if one.rises else (1, -1)))
    below, above = sizes_at(found, *(found.course.clear[end][0] for end in (0, -1)))
    return f"{what}: below that {before} ({below}), above it {behind} ({above})."


def _at(axis: Axis, places: str) -> str:
    if axis.shown:
        return f"where {axis.shown.quoted} is {places}"
    return f"{'' if axis.whole else 'at '}{places} of {axis.key}"


def _what_alone(found: BreakEven) -> str:
    return f"{named(found)} under {found.arm}"


def _none(found: BreakEven) -> str:
    signs = [sign for _, sign in found.course.clear]
    points = [there for there in found.course.points.values() if way(there)]
    least, most = (pick(points, key=lambda one: abs(one.value)) for pick in (min, max))
    all_clear = len(points) == len(found.course.points)
    few = _fewer(found)
    looked = f" at {finely(found.axis, found.course)}{few}{'' if all_clear else ', wherever these runs can tell'}"
    if found.against and not found.threshold:
        return (
            f"{_subject(found)} there is no break-even {_between(found)}: {side(found, signs[0])}{looked}, "
            f"by {from_to(found, abs(least.value), abs(most.value))}"
        )
    what = _what_alone(found) if not found.against else f"the lead of {found.arm} in {named(found)}"
    where = "above" if signs[0] > 0 else "below"
    return (
        f"{capital(what)} does not cross {level(found, found.threshold)} {_between(found)}: "
        f"it is {where} it{looked}, {size_of(found, least, (least, most))} to {size_of(found, most, (least, most))}"
    )


def _fewer(found: BreakEven) -> str:
    """Say in how many runs it was looked at each value, where that is in fewer than a comparison has."""
    runs = [one.runs for one in found.course.points.values()]
    least, most = min(runs), max(runs)
    if least >= found.replications:
        return ""
    return f" in {many(least, 'run')} each" if least == most else f" in {least:,} to {many(most, 'run')} each"


def _unclear(found: BreakEven) -> str:
    """Where the range begins or ends unclear, so that it may cross there unseen."""
    points = found.course.points
    clear = [x for x, _ in found.course.clear]
    before = [x for x in points if x < min(clear)]
    behind = [x for x in points if x > max(clear)]
    stretches = [
        (
            part,
            f"from {ends(found.axis, part[0], part[-1], 'to')}" if len(part) > 1 else f"at {near(found.axis, part[0])}",
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
        wherever = ", wherever these runs can tell" if any(there.unclear for _, there in found.courses) else ""
        return paragraph(
            f"{_subject(found)} there is no break-even of {axis.key} between {ends(axis, axis.low, axis.high)} at any "
            f"of {len(found.courses)} values of {first.key}, looking at {finely(axis, found.courses[0][1])}{wherever}.",
            *_sides(found),
            _cannot_tell(found),
        )
    places = [f"{_places(axis, there)} where {first.key} is {near(first, x)}" for x, there in _outermost(crossed)]
    told = listed(places, most=len(places))
    who = f"{found.arm} breaks even with {found.against}" if found.against else f"{found.arm} crosses the threshold"
    missing = [near(first, x) for x, there in found.courses if not there.crossings and not there.unclear]
    none = f"There is none where it is {listed(missing)}." if missing else ""
    return paragraph(f"{_subject(found)} {who} in {axis.key} {told}.", none, *_sides(found), _cannot_tell(found))


def _outermost(crossed: list[tuple[float, Course]]) -> list[tuple[float, Course]]:
    """The first and the last value of a line, and those between at which it lies lowest and highest: where it turns."""
    at = [there.crossings[0].value for _, there in crossed]
    return [crossed[k] for k in sorted({0, at.index(min(at)), at.index(max(at)), len(crossed) - 1})]


def _places(axis: Axis, there: Course) -> str:
    at = listed([crossing_words(axis, one) for one in there.crossings])
    return at if axis.whole else f"at {at}"


def _sides(found: BreakEven) -> list[str]:
    """Who is ahead, where no value of the second key turns it, and where none turns it that these runs can tell."""
    key, words = found.axes[0].key, []
    for sign in (1, -1):
        turned_by_none = [
            (near(found.axes[0], x), not there.unclear)
            for x, there in found.courses
            if not there.crossings and {s for _, s in there.clear} == {sign}
        ]
        sure, doubtful = ([x for x, told in turned_by_none if told == whole] for whole in (True, False))
        if sure:
            words.append(f"{capital(side(found, sign))} throughout where {key} is {listed(sure)}.")
        if doubtful:
            words.append(f"Where {key} is {listed(doubtful)}, {side(found, sign)} wherever these runs can tell.")
    return words


def _cannot_tell(found: BreakEven) -> str:
    """Where these runs cannot tell the side, so that a break-even may lie there unseen."""
    first, axis = found.axes
    places = [
        f"{unclear_words(axis, there)} where {first.key} is {near(first, x)}"
        for x, there in found.courses
        if there.unclear
    ]
    if not places:
        return ""
    told = listed(places, most=len(places))
    return f"Of {axis.key} {many(found.replications, 'run')} cannot tell {told}, and it may cross there."
