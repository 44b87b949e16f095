"""How well warnings rank, in a sentence."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import direction
from equipoise.analysis.prose.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.evidence import ClaimedEffect


def ranking(areas: Sequence[ClaimedEffect]) -> str:
    """Say which share of pairs flags rank rightly, by the area under the curve less a half, place by place."""
    ranked = [0.5 + area.value for area in areas if not isnan(area.value)]
    if not ranked:
        return "These runs cannot tell how well red flags rank"
    said = f"Red flags rank {_between(min(ranked), max(ranked))} of pairs rightly, where a coin ranks 50%"
    worse, unclear = (sum(direction(area) == way for area in areas) for way in (-1, 0))
    if worse:
        said += f"; worse than a coin in {worse} of {len(areas)} places"
    return f"{said}; in {unclear} of {len(areas)} places these runs cannot tell them from a coin" if unclear else said


def _between(low: float, high: float) -> str:
    """Two shares, or the one that they are."""
    one, other = percent(low, 0), percent(high, 0)
    return one if one == other else f"{one} to {other}"
