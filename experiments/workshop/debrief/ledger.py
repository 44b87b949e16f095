"""What each year brought both sides: at a table, or with two computer players of the same luck."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.books import account_years, of_table, vendor_years
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.workshop.slips import Handed
    from equipoise.sim.session import Session


class Entry(NamedTuple):
    """A year."""

    year: int  #: from 1
    people: bool  #: whether it is one of the years in the seats; programs play those after
    apart: int  #: quarters in which the account bought elsewhere after a breakdown
    over: bool  #: whether the two had parted for good at its end
    price: float  #: money a unit, in the contract at its end; NaN without one
    vendor: float  #: profit, money
    account: float  #: how much better off the account was than with the market, money
    asked: float  #: worth of what the account asked for free, money
    granted: float  #: worth of what it was given, money
    built: str  #: a word of ``BUILD``, as planned; empty where nobody handed in a plan, or the two were apart all year
    worked: str  #: a word of ``WORK``, likewise
    level: float  #: the vendor's level on the hierarchy at its end, as the account has it; NaN without a contract


def ledger(session: Session, slot: int, years: int, handed: Sequence[Handed] = ()) -> list[Entry]:
    """Write down each year; what was planned last goes on after the years in the seats."""
    pair, there = of_table(session, slot)
    away = there & (pair["away"] > 0.0) & (pair["cause"] == 0.0)
    books = zip(vendor_years(session, slot), account_years(session, slot), strict=True)
    found = []
    for year, (vendor, account) in enumerate(books, start=1):
        quarters = slice((year - 1) * ROUNDS_A_YEAR, year * ROUNDS_A_YEAR)
        planned = handed[min(year, len(handed)) - 1] if handed and (there & ~away)[quarters].any() else None
        here = vendor.relationship.held and not vendor.relationship.away
        found.append(
            Entry(
                year,
                year <= years,
                int(away[quarters].sum()),
                not vendor.relationship.held,
                vendor.relationship.price if here else nan,
                vendor.profit,
                account.surplus,
                vendor.relationship.asked,
                vendor.relationship.granted,
                planned.vendor.build if planned else "",
                planned.account.work if planned else "",
                account.level if here else nan,
            )
        )
    return found
