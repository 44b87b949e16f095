"""What was said at the table, in sentences: both openings, the contract or why there is none, and what is odd in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.analysis.prose.money import amounts
from equipoise.analysis.prose.numbers import apart, fixed, many, wholly
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from equipoise.analysis.prose.units import Units
    from equipoise.sim.parameters import Parameters

_SHOWN = 0.005  # change of a price that two decimals show

WIDE = 1.1  # support above this multiple of its efficient level stands in for a price that could not fall far enough


@dataclass(frozen=True)
class AccountRound:
    """An account's round, from 0: its slot's row after this round and after the last."""

    name: str
    round: int
    now: np.record
    before: np.record
    units: Units  # in which it is told

    def breaks_down(self, cause: Cause) -> bool:
        """Whether the two break off in this round, for this cause, and not yet for good."""
        return bool(self.now.away == 1 and self.now.breakdown == cause)


def talks(own: AccountRound, parameters: Parameters) -> Iterator[str]:
    """Tell what the sides opened at, and what came of it."""
    now = own.now
    if now.exchanges < 0:
        return
    price = own.units.a_unit
    opening, other = price(now.opening), price(now.account_opening)
    offers = f"The vendor opens at {opening} {own.units.per_unit}, the account at {other}"
    after = f"after {many(int(now.exchanges), 'exchange')}" if now.exchanges > 0 else "at once"
    if now.cause == Cause.COLLAPSE or own.breaks_down(Cause.COLLAPSE):
        yield f"{offers}; talks collapse {after}.{_crossed(own)}"
    elif now.cause == Cause.NO_DEAL:
        limits = f"the vendor would go to {price(now.vendor_reserve)} and the account to {price(now.account_reserve)}"
        yield f"{offers}; {limits}: no deal.{_crossed(own)}"
    elif now.fell_back > 0:
        yield f"{offers}; talks break down {after}, and the old contract stays in force.{_crossed(own)}"
    else:
        yield f"{offers}; they sign {after}: {_contract(own)}.{_crossed(own)}{_held(own, parameters)}"


def _crossed(own: AccountRound) -> str:
    """Why the vendor asks for less than the account offers of itself, where it does: neither knows what the other does.

    Each opens by its own estimate of what there is to divide, and of how much the vendor would have left alone.
    """
    now, units = own.now, own.units
    if not round(float(now.opening), 2) < round(float(now.account_opening), 2):
        return ""
    why = [
        f"{words} ({_against(units, float(here), float(there))})"
        for words, here, there in (
            ("it sees less to divide between them than the account does", now.pie_vendor, now.pie_account),
            ("it has less left without the account than the account believes", now.left_vendor, now.left_believed),
            (
                "the account thinks that less hangs on it than the vendor does",
                now.externality_believed,
                now.externality,
            ),
        )
        if here < there
    ]
    reason = " and ".join(why) if why else "each side judges the other's gain otherwise than the other does itself"
    return f" The vendor asks for less than the account offers of itself: {reason}."


def _held(own: AccountRound, parameters: Parameters) -> str:
    """Why the price is not where the offers met, which may be outside both openings: prices are sticky.

    Or how the offers met outside both: in one exchange, both may come further than they were apart.
    """
    now, price, step = own.now, own.units.a_unit, parameters.bargaining.price_step
    met = min(max(0.5 * (now.ask + now.bid), now.vendor_reserve), now.account_reserve)
    if price(met) == price(now.price):
        low, high = sorted((float(now.opening), float(now.account_opening)))
        if low - _SHOWN <= now.price <= high + _SHOWN:
            return ""
        last = f"the vendor asked for {price(now.ask)} and the account offered {price(now.bid)}"
        return f" At last {last}: they sign between the two."
    limit = ", unless a side would rather part" if abs(now.price - own.before.price) > step + _SHOWN else ""
    return (
        f" The offers met at {price(met)}, but from one contract to the next a price moves by {price(step)} at most"
        f"{limit}: support has to make up for the rest."
    )


def _against(units: Units, here: float, there: float) -> str:
    """Write two amounts so that they can be told apart."""
    if units.money is None:
        return " against ".join(apart(here, there, fixed, 2))
    written = amounts(units.money, [here, there])
    return " against ".join(apart(here, there, written.write, written.places))


def _contract(own: AccountRound) -> str:
    now, before, a_unit = own.now, own.before, own.units.a_unit
    price = f"price {a_unit(now.price)}"
    if now.start != own.round and abs(now.price - before.price) >= _SHOWN:
        price += f" (from {a_unit(before.price)})"
    support = f"support of {a_unit(now.support)}"
    if now.support > WIDE * now.efficient_support:
        support += f", {a_unit(now.support - now.efficient_support)} of it beyond what it is worth"
    bound = "nothing" if now.commitment <= 0 else f"{wholly(now.commitment)} of its needs"
    return f"{price}, {support}, {bound} committed"
