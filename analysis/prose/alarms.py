"""How well warnings rank, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.evidence import ClaimedEffect


def ranking(areas: Sequence[ClaimedEffect]) -> str:
    """Say which share of pairs flags rank rightly, by the area under the curve less a half, place by place."""
    ranked = [0.5 + area.value for area in areas]
    said = f"Red flags rank {min(ranked):.0%} to {max(ranked):.0%} of pairs rightly, where a coin ranks 50%"
    worse, unclear = (sum(direction(area) == way for area in areas) for way in (-1, 0))
    if worse:
        said += f"; worse than a coin in {worse} of {len(areas)} places"
    return f"{said}; in {unclear} of {len(areas)} places these runs cannot tell them from a coin" if unclear else said
