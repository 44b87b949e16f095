"""How amounts, prices, volumes and times are written: in a currency and in years, or as the model counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.money import amounts, of_unit
from equipoise.analysis.prose.numbers import bare, fixed, many, percent
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.wording import number as exact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from equipoise.sim.money import Money
    from equipoise.sim.outcome import Kind

_MILLION, _STEP = 1e6, 1e4
_MONTHS = 12 // ROUNDS_A_YEAR


class Units(NamedTuple):
    """How what the model counts is written for people.

    Attributes
    ----------
    money : Money, optional
        That of a business or a workshop, whose times are in years; without it all stays as the model counts it.

    Examples
    --------
    >>> from equipoise.sim.money import Money
    >>> [units.span(6) for units in (Units(), Units(Money("euros", 1e6)))]
    ['6 rounds', '1 year and 6 months']
    """

    money: Money | None = None

    @property
    def currency(self) -> str:
        """The currency's name; money without one."""
        return "money" if self.money is None else self.money.currency

    @property
    def of_money(self) -> float:
        """What 1 of the model's money is."""
        return 1.0 if self.money is None else self.money.money

    @property
    def of_price(self) -> float:
        """What a price of 1 is, a unit."""
        return 1.0 if self.money is None or self.money.price is None else self.money.price

    def amount(self, money: float) -> str:
        """Write an amount: ``1.25`` or ``938 thousand euros``."""
        return bare(money, "money") if self.money is None else amounts(self.money, [money]).write(money)

    def flow(self, money: float) -> str:
        """Write what comes in each round: ``1.25 a round`` or ``3.75 million euros a year``."""
        return f"{self.amount(money)} a round" if self.money is None else f"{self.amount(ROUNDS_A_YEAR * money)} a year"

    def needs(self, volume: float) -> str:
        """Write what an account wants: ``6.40 units a round``, or to buy its worth at the list price."""
        if self.money is None:
            return f"{bare(volume, 'money')} units a round"
        return f"to buy {self.flow(volume)} at list prices"

    def a_unit(self, price: float) -> str:
        """Write a price or a cost a unit: ``0.94``, ``93.50``, or ``94%`` of the list price."""
        if self.money is not None and self.money.price is None:
            return percent(price, 0)
        return fixed(self.of_price * price, 2)

    @property
    def per_unit(self) -> str:
        """What prices are of, or for, in a sentence."""
        return "a unit" if self.money is None or self.money.price is not None else "of the list price"

    def span(self, rounds: int) -> str:
        """Write how long something lasts: ``6 rounds``, or ``1 year and 6 months``."""
        if self.money is None:
            return many(rounds, "round")
        years, quarters = divmod(rounds, ROUNDS_A_YEAR)
        parts = [many(years, "year")] if years else []
        parts += [many(_MONTHS * quarters, "month")] if quarters or not years else []
        return " and ".join(parts)

    def when(self, place: int) -> str:
        """Name the time of a round, from 0: ``round 12``, or ``year 3``."""
        return f"round {place + 1}" if self.money is None else f"year {place // ROUNDS_A_YEAR + 1}"

    @property
    def step(self) -> str:
        """What a round is called."""
        return "round" if self.money is None else "quarter"

    def chance(self, a_round: float) -> str:
        """Write a chance that is one of each round: ``0.6% a round``, or ``2.4% a year``."""
        if self.money is None:
            return f"{exact(round(100.0 * a_round, 9))}% a round"
        return f"{100.0 * (1.0 - (1.0 - a_round) ** ROUNDS_A_YEAR):.2g}% a year"

    def figure(self, money: float, *, signed: bool = False) -> str:
        """Write an amount of the model's money to the nearest 10,000: ``2.65 million`` or ``170,000``.

        Without the currency's name, which everybody at a workshop's table knows.
        """
        value = self.of_money * money
        if abs(round(value / _STEP)) * _STEP >= _MILLION:
            return f"{fixed(value / _MILLION, 2, signed=signed)} million"
        return fixed(round(value / _STEP) * _STEP, 0, signed=signed)

    def millions(self, money: float) -> str:
        """Write an amount in millions, for a table whose head says so: ``2.65``."""
        return fixed(self.of_money * money / _MILLION, 2)

    def units(self, volume: float) -> str:
        """Write a number of units: ``161,600``."""
        return fixed(round(self.of_money / self.of_price * volume / 100.0) * 100.0, 0)


PLAIN = Units()
"""Without a business: all as the model counts it."""


class Unit(NamedTuple):
    """What a measure is written in, and how much of that 1 of it is in the engine's unit."""

    name: str
    scale: float
    kind: Kind | None = None  # as which it is written then, where that is not the measure's own


def unit_of(money: Money | None, unit: str) -> Unit:
    """Choose it: the business's currency, the year and the list price; without a business the engine's own unit."""
    if money is None:
        return Unit(unit, 1.0)
    if unit in {"round", "rounds"}:
        return Unit("years", 1.0 / ROUNDS_A_YEAR, "count")
    amount, _, per = unit.partition("/")
    if amount != "money":
        return Unit(unit, 1.0)
    if per == "unit":
        return Unit("% of the list price", 100.0, "count")
    scale = money.money * (ROUNDS_A_YEAR if per == "round" else 1)
    return Unit(f"{money.currency}{'/year' if per else ''}", scale)


def written_in(money: Money | None, kind: Kind, engine: str, values: Iterable[float]) -> Unit:
    """Choose what values of one measure, in the engine's unit, are written in together: amounts in one step."""
    unit = unit_of(money, engine)
    if unit.name == engine or kind != "money":
        return unit
    written = of_unit(unit.name, [unit.scale * value for value in values])
    return Unit(written.unit, unit.scale * written.scale)
