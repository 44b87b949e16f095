"""Which levers of a side change an outcome, in words that the figures choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import way
from equipoise.analysis.prose.numbers import listed, many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate


def levers_words(swings: Sequence[tuple[str, Estimate]], runs: int) -> str:
    """Say which levers change what is looked at from one of their ends to the other, the one first that does it most.

    Of each lever its label, and by how much the side is above at one end what it is at the other.
    """
    if not swings:
        return "Each lever of B has several values, by account or over time: none is moved."
    moving = sorted((one for one in swings if way(one[1])), key=lambda one: -abs(one[1].mean))
    if not moving:
        return f"None of the {many(len(swings), 'lever')} of B changes this so far that {many(runs, 'run')} show it."
    names = listed([label.lower() for label, _ in moving])
    most = ", in this order" if len(moving) > 1 else ""
    rest = len(swings) - len(moving)
    other = f"; of {many(rest, 'other')} {many(runs, 'run')} show nothing" if rest else ""
    return f"Moved from end to end, what changes this is {names}{most}{other}."
