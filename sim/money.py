"""What the engine's money is in the currency of a business, and in that of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.business.contradictions import total_revenue
from equipoise.sim.business.facts import A_ROUND
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    price: float | None = None  #: what a price of 1 is in it, a unit; None where prices are shares of the list price

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


def money_document(money: Money | None) -> dict[str, str | float] | None:
    """Say what 1 of the engine's money is, in which numbers are stored; None where a scenario states no business."""
    return None if money is None else {"currency": money.currency, "one_money_is": money.money}


def exchange_rates(scenarios: Sequence[Scenario]) -> list[float]:
    """Find what 1 of the engine's money of each scenario is in that of the first, whose business may be larger.

    Parameters
    ----------
    scenarios : sequence of Scenario
        All with a business in one currency, or all without.

    Returns
    -------
    list of float
        1 where both are of one size.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When their money cannot be compared.
    """
    first, money = scenarios[0], money_of(scenarios[0])
    rates = []
    for scenario in scenarios:
        own = money_of(scenario)
        ours, theirs = (f"in {one.currency}" if one else "without a [business]" for one in (money, own))
        if ours != theirs:
            words = f"{first.name} is {ours}, {scenario.name} {theirs}"
            raise EquipoiseError(f"{words}: what they earn cannot be compared; state both in one currency")
        rates.append(own.money / money.money if own and money else 1.0)
    return rates


def currency_in(money: Money | None, unit: str) -> str:
    """The currency that values of a unit are amounts of; empty where they are none, or there is no business."""
    return money.currency if money is not None and unit.startswith("currency") else ""
