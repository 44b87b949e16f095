"""An answer that turns several times, in words: where each side is ahead, and where it turns."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from math import floor, inf
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import capital, listed
from equipoise.analysis.prose.varied import crossing_parts, crossing_words, level, named, side, sizes_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from equipoise.analysis.breakeven import Axis, BreakEven
    from equipoise.analysis.crossing import Crossing

_NUMBER = re.compile(r"^[-\d.,]+")
"""What stands before a unit."""
_TWO = 2  # crossings, with one side between them and the other around


class _Stretch(NamedTuple):
    """Values between two crossings, or before the first or behind the last."""

    sign: int
    begins: Crossing | None
    stops: Crossing | None


def turns_words(found: BreakEven) -> str:
    """Say who is ahead between two crossings and who on either side, or stretch by stretch of more; then each."""
    return f"{stretches_words(found)}. {_each(found)}."


def stretches_words(found: BreakEven, *, sizes: bool = True) -> str:
    """Say who is ahead where, without the crossings' intervals."""
    crossings = found.course.crossings
    first = -1 if crossings[0].rises else 1
    starts = [first, *(1 if one.rises else -1 for one in crossings)]
    stretches = [_Stretch(sign, *both) for sign, both in zip(starts, pairwise([None, *crossings, None]), strict=True)]
    what = f"In {named(found)}" if found.against else f"{capital(named(found))} under {found.arm}"
    key = found.axis.shown.quoted if found.axis.shown else found.axis.key
    if len(crossings) > _TWO:
        return f"{what} {_of_many(found, key, stretches)}"
    before, inside, _ = stretches
    there, outside = (f" ({one})" if sizes else "" for one in _sizes(found, inside))
    return (
        f"{what} {_stands(found, inside.sign)} with {key} {_place(found.axis, inside)}{there}, and on either side "
        f"{_stands(found, before.sign, again=True)}{outside}"
    )


def _sizes(found: BreakEven, inside: _Stretch) -> tuple[str, str]:
    """How far ahead an arm is at most between two crossings, and how far the other is at the ends of the range."""
    clear = found.course.clear
    most = max(
        (x for x, sign in clear if sign == inside.sign and _lies(inside, x)),
        key=lambda x: abs(found.course.points[x].value),
    )
    there, *ends = sizes_at(found, most, clear[0][0], clear[-1][0])
    return there, ", ".join(ends)


def _of_many(found: BreakEven, key: str, stretches: Sequence[_Stretch]) -> str:
    places = by_side((one.sign, _place(found.axis, one)) for one in stretches)
    (one, where), (other, elsewhere) = places.items()
    return f"{_stands(found, one)} with {key} {where}, and {_stands(found, other, again=True)} {elsewhere}"


def _stands(found: BreakEven, sign: int, *, again: bool = False) -> str:
    """Who is ahead on a side, or where one policy's outcome is; short where that was said of the other side."""
    if found.against:
        return side(found, sign)
    word = "above" if sign > 0 else "below"
    return f"{word} that" if again else f"is {word} {level(found, found.threshold)}"


def by_side(stretches: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Where each side is ahead, the one that begins last."""
    places: dict[int, list[str]] = defaultdict(list)
    for sign, place in stretches:
        places[sign].append(place)
    return {sign: listed(found, most=inf) for sign, found in reversed(places.items())}


def _lies(stretch: _Stretch, x: float) -> bool:
    low = -inf if stretch.begins is None else stretch.begins.value
    return low < x < (inf if stretch.stops is None else stretch.stops.value)


def _place(axis: Axis, stretch: _Stretch) -> str:
    """Where a stretch lies: without intervals, which stand where each crossing is told of."""
    begins, stops = (None if one is None else crossing_parts(axis, one)[0] for one in stretch[1:])
    if axis.whole:
        first, last = (None if one is None else floor(one.value) for one in stretch[1:])
        if first is None or last is None:
            return f"up to {last}" if first is None else f"from {first + 1} on"
        return f"at {last}" if first + 1 == last else f"from {first + 1} to {last}"
    if begins is None or stops is None:
        return f"below {stops}" if begins is None else f"above {begins}"
    number = _NUMBER.match(begins)
    in_one = number is not None and _NUMBER.sub("", begins) == _NUMBER.sub("", stops)
    return f"between {number[0] if number and in_one else begins} and {stops}"


def _each(found: BreakEven) -> str:
    """Each crossing with its interval."""
    at = "" if found.axis.whole else "at "
    places = listed([f"{at}{crossing_words(found.axis, one)}" for one in found.course.crossings], most=inf)
    if not found.against:
        return f"It crosses {level(found, found.threshold)} {places}"
    if found.threshold:
        return f"Its lead is {level(found, found.threshold)} {places}"
    return f"They break even {places}"
