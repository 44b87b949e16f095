"""Amounts of money: in the business's currency where it has one, else in the model's own money."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import Figure, decimals, digits, fixed
from equipoise.sim.money import Money
from equipoise.sim.wording import number as exact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from equipoise.analysis.estimate import Estimate

_STEPS = ((1e9, 1e9, "billion "), (1e6, 1e6, "million "), (1e4, 1e3, "thousand "))
"""From which amount on which step is taken, and its word."""
_SMALL = 0.01  # steps below which amounts have one of their own
_FEW = 10.0  # steps below which amounts of a table have a digit more


class Amounts(NamedTuple):
    """How amounts that stand beside each other are written: in one currency, one step and with the same decimals."""

    scale: float  # what 1 of the model's money is in what is written
    unit: str  # as "money", or "million euros"
    places: int

    def write(self, value: float, places: int | None = None) -> str:
        """Write an amount: ``1.25 money`` or ``1.25 million euros``."""
        return f"{fixed(self.scale * value, self.places if places is None else places)} {self.unit}"

    def number(self, value: float) -> str:
        """Write an amount for a table whose head says the unit."""
        return fixed(self.scale * value, self.places)

    def size(self, value: float) -> str:
        """Write the size of a change."""
        return self.write(abs(value))

    def within(self, change: Estimate) -> str:
        """Write the interval of a change: without signs, the smaller first, when both ends are on one side of zero."""
        low, high = change.low, change.high
        if low > 0.0 or high < 0.0:
            low, high = sorted((abs(low), abs(high)))
        return f"{fixed(self.scale * low, self.places)} to {fixed(self.scale * high, self.places)}"


def amounts(
    money: Money | None,
    values: Iterable[float],
    many: int = 3,
    *,
    table: bool = False,
    within: Iterable[float] = (),
) -> Amounts:
    """Choose how some amounts of the model's money are written together, the greatest with so many digits.

    They are in one step with those that they stand ``within`` a page with, unless they are small beside these. In a
    ``table`` the greatest has a digit more below ten millions, or billions, so that smaller ones beside it keep theirs.
    """
    known = [abs(value) for value in values if isfinite(value)]
    scale, unit = 1.0, "money"
    if money is not None:
        greatest = money.money * max(known, default=0.0)
        all_of_them = money.money * max([*known, *(abs(value) for value in within if isfinite(value))], default=0.0)
        step, word = _step(all_of_them)
        if greatest < _SMALL * step:
            step, word = _step(greatest)
        scale, unit = money.money / step, f"{word}{money.currency}"
        many += step > 1.0 and greatest < _FEW * step and table
    written = [Figure(scale * value, scale * value, scale * value) for value in known]
    return Amounts(scale, unit, decimals(written, "money", many))


def _step(greatest: float) -> tuple[float, str]:
    """The step in which an amount is written, and its word."""
    return next(((step, word) for least, step, word in _STEPS if _rounded(greatest) >= least), (1.0, ""))


PER_CENT = {
    "share": "%",
    "share of revenue": "% of revenue",
    "share of overhead": "% of the overhead",
    "share of wallet": "% of its wallet",
    "share of purchases": "% of what it buys",
    "share of its spend": "% of its spend",
    "probability": "%",
    "probability/round": "% a round",
    "probability/exchange": "% an exchange",
    "1/round": "% a round",
    "1/year": "% a year",
}
"""Shares and chances as people say them, by the unit of a fact or a parameter."""


def per_cent(money: Money | None, unit: str) -> str:
    """What stands behind a share or a chance in per cent, whose rounds are a business's quarters; else nothing."""
    if money is not None and unit == "money/unit":
        return "% of the list price"
    words = PER_CENT.get(unit, "")
    return words if money is None else words.replace("a round", "a quarter")


def _rounded(amount: float) -> float:
    """To three digits, with which 999,999 is a million."""
    return float(f"{amount:.3g}")


def unit_in(money: Money | None, unit: str) -> str:
    """Write the unit of a fact, with the currency of the business in it."""
    return unit if money is None else unit.replace("currency", money.currency)


def fact(money: Money | None, value: float, unit: str, beside: Iterable[float] = ()) -> str:
    """Write a value of a fact or a parameter: amounts in the currency, shares in per cent, other numbers as they are.

    An amount is in one step with what stands ``beside`` it.

    Examples
    --------
    >>> fact(None, 0.02, "probability/round"), fact(Money("euros", 1e6), 0.02, "probability/round")
    ('2% a round', '2% a quarter')
    """
    if behind := per_cent(money, unit):
        return f"{exact(float(f'{100.0 * value:.12g}'))}{behind}"
    if money is None or not unit.startswith("currency"):
        return exact(float(f"{value:.12g}"))
    return amounts(money._replace(money=1.0), [value, *beside]).write(value)


def of_unit(unit: str, values: Iterable[float], *, table: bool = False) -> Amounts:
    """Choose how amounts are written that are in a currency, or in money, and by the year where the unit says so."""
    currency, _, per = unit.partition("/")
    found = amounts(None if currency == "money" else Money(currency, 1.0), values, table=table)
    return found._replace(unit=found.unit + {"": "", "year": " a year"}.get(per, f"/{per}"))


def between(money: Money | None, low: float, high: float, unit: str) -> str:
    """Write a range of values of a fact or a parameter."""
    if behind := per_cent(money, unit):
        return f"{fact(money, low, unit).removesuffix(behind)} to {fact(money, high, unit)}"
    if money is None or not unit.startswith("currency"):
        return f"{fact(money, low, unit)} to {fact(money, high, unit)}"
    written = amounts(money._replace(money=1.0), [low, high])
    return f"{fixed(written.scale * low, written.places)} to {written.write(high)}"


def change_of(
    money: Money | None, change: Estimate | Figure, beside: Iterable[float] = (), within: Iterable[float] = ()
) -> Amounts:
    """Choose how a change is written, so that its interval shows on which side of zero it lies, if on one.

    In one step with what stands ``beside`` it in a sentence, and with the digits of a table ``within`` whose page it
    stands.
    """
    shown = [*within]
    found = amounts(money, (change.mean, change.low, change.high, *beside), table=bool(shown), within=shown)
    ends = [found.scale * abs(end) for end in (change.low, change.high, change.mean) if isfinite(end) and end != 0.0]
    told = min if change.low > 0.0 or change.high < 0.0 else max
    return found._replace(places=max(found.places, digits(told(ends), found.places) if ends else 0))
