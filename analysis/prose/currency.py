"""Amounts of money and prices in a currency, as people say them."""

from __future__ import annotations

from typing import NamedTuple

from equipoise.analysis.prose.numbers import fixed

_MILLION, _STEP = 1e6, 1e4


class Currency(NamedTuple):
    """How the model's numbers are written for people.

    Attributes
    ----------
    name : str
        In the plural, as ``euros``.
    money : float
        What 1 of the model's money is in it.
    price : float
        What a price of 1 is in it, a unit.
    """

    name: str
    money: float
    price: float

    @property
    def units(self) -> float:
        """What a volume of 1 is in units."""
        return self.money / self.price

    def amount(self, money: float, *, signed: bool = False) -> str:
        """Write an amount: ``2.65 million``, below a million ``170,000``; both to the nearest 10,000.

        Parameters
        ----------
        money : float
            In the model's money.
        signed : bool
            Whether a plus is written.

        Returns
        -------
        str
            Without the currency's name.
        """
        value = self.money * money
        if abs(round(value / _STEP)) * _STEP >= _MILLION:
            return f"{fixed(value / _MILLION, 2, signed=signed)} million"
        return fixed(round(value / _STEP) * _STEP, 0, signed=signed)

    def millions(self, money: float) -> str:
        """Write an amount in millions, for a table whose head says so: ``2.65``."""
        return fixed(self.money * money / _MILLION, 2)

    def a_unit(self, price: float) -> str:
        """Write a price or a cost a unit: ``93.50``."""
        return fixed(self.price * price, 2)

    def many(self, volume: float) -> str:
        """Write a number of units: ``161,600``."""
        return fixed(round(self.units * volume / 100.0) * 100.0, 0)
