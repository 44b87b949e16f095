"""What would matter to a person: the least effects that claims are judged by, said once for all of them.

Half a point of margin is what a price cut of half a per cent costs, and the least that a quarterly report would show.
Half a per cent of revenue is the same in money. Two points of a chance are one relationship in fifty over ten years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Measure(NamedTuple):
    """What is measured: an outcome of the account, or of the run where ``of_run``, and the least that would matter."""

    outcome: str
    label: str
    unit: str
    least: float
    of_run: bool = False

    def effect(self, name: str, values: NDArray[np.float64]) -> ClaimedEffect:
        """An effect on it, from a value a run."""
        return ClaimedEffect.of(name, self.unit, values, self.least)


MARGIN = 0.005
"""Share of revenue."""

CHANCE = 0.02
"""Probability."""

MONEY = 0.5
"""Per cent of revenue."""


def margin(name: str, change: NDArray[np.float64]) -> ClaimedEffect:
    """An effect on a margin, judged by half a point, as a share."""
    return ClaimedEffect.of(name, "share of revenue", change, MARGIN)


def chance(name: str, change: NDArray[np.float64]) -> ClaimedEffect:
    """An effect on a chance, judged by two points."""
    return ClaimedEffect.of(name, "probability", change, CHANCE)


def money(name: str, change: NDArray[np.float64], revenue: NDArray[np.float64]) -> ClaimedEffect:
    """An effect on money a round, judged by half a per cent of revenue."""
    return ClaimedEffect.of(name, "% of revenue", 100.0 * change / float(np.nanmean(revenue)), MONEY)
