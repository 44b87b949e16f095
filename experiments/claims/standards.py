"""What would matter to a person: the least effects that claims are judged by, said once for all of them.

Half a point of margin is what a price cut of half a per cent costs, and the least that a quarterly report would show.
Half a per cent of revenue is the same in money. Two points of a chance are one relationship in fifty over ten years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims.effect import mean, percent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from equipoise.experiments.claims.effect import Effect
    from equipoise.experiments.claims.quantity import Quantity


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

JOINT = 140
"""Effects and placebos that are judged together, over all claims; as many as there are, with room for a claim more."""


def margin(name: str, change: Quantity) -> Effect:
    """An effect on a margin, as a share of revenue, judged by half a point."""
    return mean(name, "share of revenue", MARGIN, change)


def chance(name: str, change: Quantity) -> Effect:
    """An effect on a chance, judged by two points."""
    return mean(name, "probability", CHANCE, change)


def money(name: str, change: Quantity, revenue: Quantity) -> Effect:
    """An effect on money a round, judged by half a per cent of revenue."""
    return percent(name, "% of revenue", MONEY, change, revenue)
