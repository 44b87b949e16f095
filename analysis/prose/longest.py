"""What a break-even comes to over all years of its runs, where it was looked for by the first of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.numbers import listed
from equipoise.analysis.prose.varied import ends, from_to, side

if TYPE_CHECKING:
    from equipoise.analysis.breakeven import BreakEven, Longest


def over_all_years(found: BreakEven) -> str:
    """Say whether the answer turns over all years as well, at the values that were looked at, and how to ask.

    Nothing where the break-even is of all years itself.
    """
    longest = found.longest
    if longest is None:
        return ""
    asked = "" if found.axis.shown else f"--outcome {longest.outcome}"  # on a page, by what it has for that
    if not longest.course.points:
        return f"{asked} looks over {years(longest.years)}." if asked else ""
    closer = f"; {asked} looks closer" if asked else ""
    return f"Over {years(longest.years)} {_stands(found, longest, closer)}."


def _stands(found: BreakEven, longest: Longest, closer: str) -> str:
    """Who is ahead, or where that turns; and what looks closer at what is not settled by these runs."""
    there, clear = longest.course, longest.course.clear
    if there.same:
        return "the two come to the same in every run"
    if not clear:
        return f"these runs cannot tell at any of these values{closer}"
    turns = [(one, other) for one, other in pairwise(clear) if one[1] != other[1]]
    first, *others = [side(found, sign) for sign in (clear[0][1], *(other[1] for _, other in turns))]
    if turns:
        places = listed([f"between {ends(found.axis, x, y)}" for (x, _), (y, _) in turns], most=len(turns))
        one = f"below that {first}, above it {others[0]}"
        several = f"from the least to the greatest value {listed([first, *others], 'then', most=99)}"
        return f"the answer turns {places}: {one if len(turns) == 1 else several}{closer}"
    where = "at each of these values" if len(clear) == len(there.points) else "wherever these runs can tell"
    sizes = sorted(abs(there.points[x].value) for x, _ in clear)
    by = f", by {from_to(found, sizes[0], sizes[-1])}" if found.against else ""
    return f"{first} {where}{by}"
