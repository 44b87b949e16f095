"""What was true at a table, year by year, and what each side took for true: hidden until the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.books import of_table, vendor_years
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from equipoise.sim.session import Session


class Need(NamedTuple):
    """How much each side needed the other at the end of a year, and what the model's other side took it for."""

    year: int  #: from 1
    vendor: float  #: the vendor's dependence on the account
    believed: float  #: probability at which the model's account would have believed that the vendor depends on it
    account: float  #: the account's dependence on the vendor
    guessed: float  #: the same as the vendor's books estimate it


class Request(NamedTuple):
    """What the account asked for free in a year, and was given."""

    year: int  #: from 1
    asked: float  #: worth, money
    granted: float  #: worth, money
    purchases: float  #: what the account paid the vendor, money
    belief: float  #: of the model's account, that the vendor depends on it, at the end of the year


def needs(session: Session, slot: int) -> list[Need]:
    """What was true at the end of each year that found the two together, and not broken down."""
    pair, there = of_table(session, slot)
    guesses = [year.relationship.needs_vendor for year in vendor_years(session, slot)]
    return [
        Need(
            t // ROUNDS_A_YEAR + 1,
            float(pair["dependence_vendor"][t]),
            float(pair["belief"][t]),
            float(pair["dependence_account"][t]),
            guesses[t // ROUNDS_A_YEAR],
        )
        for t in range(ROUNDS_A_YEAR - 1, session.round, ROUNDS_A_YEAR)
        if there[t] and pair["away"][t] == 0.0 and pair["cause"][t] == 0.0
    ]


def requests(session: Session, slot: int, years: int) -> list[Request]:
    """What the account asked for in each of some years, while the relationship lasted."""
    pair, there = of_table(session, slot)
    found = []
    for year in range(min(years, session.round // ROUNDS_A_YEAR)):
        quarters = slice(year * ROUNDS_A_YEAR, (year + 1) * ROUNDS_A_YEAR)
        if not there[quarters].any():
            break
        sums = {
            name: float(pair[name][quarters][there[quarters]].sum()) for name in ("asked", "granted", "account_spend")
        }
        belief = float(pair["belief"][quarters][there[quarters]][-1])
        found.append(Request(year + 1, sums["asked"], sums["granted"], sums["account_spend"], belief))
    return found
