"""Facts that a scenario states as ranges, as their controls show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import many
from equipoise.sim.ranges import Range

if TYPE_CHECKING:
    from equipoise.analysis.shown import Shown
    from equipoise.sim.ranges import Draws
    from equipoise.sim.scenario import Scenario

_EXACT = 12
"""Digits with which decimals come out as they were written."""


def varying_at(scenario: Scenario, key: str) -> Range | Draws | None:
    """What a fact is drawn from in each run; None where it is one number, or is not stated."""
    return next((one for one in scenario.varying if one.key == key), None)


def middle_of(varies: Range | Draws) -> float:
    """The likeliest value, or the middle: where a track stands until somebody moves it."""
    return float(f"{varies.middle:.{_EXACT}g}")


def where_likely(varies: Range | Draws, shown: Shown) -> str:
    """Say which value of a range is drawn most often."""
    if not isinstance(varies, Range):
        return f"one of {many(len(varies.values), 'row')} of a file"
    return "every value alike" if varies.likely is None else f"{shown.number(varies.likely)} the likeliest"
