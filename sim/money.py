"""What the engine's money is in the currency of a business."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.business.contradictions import total_revenue
from equipoise.sim.business.facts import A_ROUND
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from equipoise.sim.scenario import Scenario


class Money(NamedTuple):
    """A currency, and what 1 of the engine's money is in it.

    Examples
    --------
    >>> Money("euros", 375_000.0).of(2.0)
    750000.0
    """

    currency: str  #: in the plural, as ``euros``
    money: float  #: what 1 of the engine's money is in it

    def of(self, money: float) -> float:
        """Turn an amount of the engine's money into the currency."""
        return self.money * money

    def a_year(self, money: float) -> float:
        """Turn an amount of the engine's money a round into one a year."""
        return self.money * money * ROUNDS_A_YEAR


def money_of(scenario: Scenario) -> Money | None:
    """Find the money of a scenario's business; None where it states none."""
    business = scenario.business
    if business is None:
        return None
    total = total_revenue(scenario, business)
    return Money(business.currency, total / ROUNDS_A_YEAR / A_ROUND) if total else None
