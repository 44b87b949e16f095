"""Which levers of a side change an outcome, in words that the figures choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import way
from equipoise.analysis.prose.numbers import listed, many, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate

_NAMED = 3
"""Levers that a sentence names."""


def levers_words(swings: Sequence[tuple[str, Estimate]], runs: int, several: Sequence[str] = ()) -> str:
    """Say which levers change what is looked at from one of their ends to the other, the one first that does it most.

    Of each lever its label, and by how much the side is above at one end what it is at the other; and the labels of
    those with several values, by account or over time, which are not moved.
    """
    if not swings:
        return "Each lever of B has several values, by account or over time: none is moved."
    return paragraph(_moving(swings, runs), _not_moved([label.lower() for label in several]))


def _moving(swings: Sequence[tuple[str, Estimate]], runs: int) -> str:
    moving = sorted((one for one in swings if way(one[1])), key=lambda one: -abs(one[1].mean))
    if not moving:
        return f"None of the {many(len(swings), 'lever')} of B changes this so far that {many(runs, 'run')} show it."
    first, *then = [label.lower() for label, _ in moving][:_NAMED]
    which = f"{len(moving)} of B's {len(swings)} levers change" if then else f"of B's levers {first} alone changes"
    most = f"; most does {first}, then {listed(then)}" if then else ""
    return f"Moved from end to end, {which} this so far that {many(runs, 'run')} show it{most}."


def _not_moved(several: Sequence[str]) -> str:
    if not several:
        return ""
    have = "has several values, and is" if len(several) == 1 else "have several values, and are"
    which = listed(several, most=len(several))
    return f"By account or over time, {which} {have} not moved: with one it would be another policy."
