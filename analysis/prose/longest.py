"""What a break-even comes to over all years of its runs, where it was looked for by the first of them."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.stretches import by_side
from equipoise.analysis.prose.varied import ends, from_to, near, side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    if len(turns) > 1:
        (one, where), (other, elsewhere) = by_side(_runs(found, clear)).items()
        return f"{side(found, one)} {where}, and {side(found, other)} {elsewhere}{closer}"
    if turns:
        (((x, before), (y, behind)),) = turns
        return (
            f"the answer turns between {ends(found.axis, x, y)}: below that {side(found, before)}, "
            f"above it {side(found, behind)}{closer}"
        )
    who = side(found, clear[0][1])
    where = "at each of these values" if len(clear) == len(there.points) else "wherever these runs can tell"
    sizes = sorted(abs(there.points[x].value) for x, _ in clear)
    by = f", by {from_to(found, sizes[0], sizes[-1])}" if found.against else ""
    return f"{who} {where}{by}"


def _runs(found: BreakEven, clear: Sequence[tuple[float, int]]) -> Iterator[tuple[int, str]]:
    """Neighbouring values on one side, and where they lie."""
    for sign, there in groupby(clear, key=lambda one: one[1]):
        values = [x for x, _ in there]
        alone = f"at {near(found.axis, values[0])}"
        yield sign, f"from {ends(found.axis, values[0], values[-1], 'to')}" if len(values) > 1 else alone
