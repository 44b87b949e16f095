"""Where a claim turns, in sentences that follow from the points at which it was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Mapping

NONE = "no parameter that could be told from chance"


def counted(verdicts: Mapping[str, int], refused: int) -> str:
    """Say at how many points a claim came out how: ``supported at 12 points, undecided at 8, not playable at 1``."""
    found = {**{verdict: number for verdict, number in verdicts.items() if number}}
    found |= {"not playable": refused} if refused else {}
    first, *rest = [f"{verdict} at {number}" for verdict, number in found.items()]
    points = "point" if next(iter(found.values())) == 1 else "points"
    return ", ".join([f"{first} {points}", *rest])


def turn(parameter: str, rank: float, at: float, below: float, above: float) -> str:
    """Say how a claim hangs on a parameter that tells where it holds."""
    one, other = percent(below, 0), percent(above, 0)
    if one == other:
        way = "grows" if rank > 0.0 else "shrinks"
        return f"{parameter} (the weakest effect {way} with it, but the claim is supported at {one} on either side)"
    return f"{parameter} (supported at {one} of the points below {at:.2f} times its value, {other} above)"
