"""What the games of a workshop say: chosen by the figures, and the same for pages and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import wilson
from equipoise.experiments.workshop.plans import FAIR
from equipoise.experiments.workshop.ways.game import Match
from equipoise.experiments.workshop.ways.moments import WORDS
from equipoise.experiments.workshop.ways.seats import NOTHING, VENDOR, account_people, vendor_people
from equipoise.experiments.workshop.ways.standing import Figures, mean
from equipoise.experiments.workshop.ways.way import Kind
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.workshop.plans import VendorPlan
    from equipoise.experiments.workshop.ways.game import Outcome
    from equipoise.experiments.workshop.ways.standing import Standing
    from equipoise.experiments.workshop.ways.survey import Against, Survey
    from equipoise.experiments.workshop.ways.way import Way

LIMIT = 3.0
"""Points by which no way of squeezing may beat the fair way, in the own figure or in the table's score."""

OFTEN = 0.75
"""Share of tables at which a moment has to happen for a workshop to rely on it."""

GIVES_IN = next(way for way in VENDOR if way.plan == NOTHING)


class Lead(NamedTuple):
    """By how much a way beats the fair one in its seat."""

    counterpart: str  #: who the account is
    side: Side  #: whose way
    way: Way
    standing: Standing
    opposite: str = "a computer"  #: who sits opposite

    @property
    def most(self) -> Estimate:
        """In the figure in which it is greatest."""
        return self.standing.lead


def opposite_computers(against: Against) -> Iterator[Lead]:
    """All ways to play opposite a computer player."""
    name = against.counterpart.name
    yield from (Lead(name, Side.VENDOR, *played) for played in against.vendors)
    yield from (Lead(name, Side.ACCOUNT, *played) for played in against.accounts)


def opposite_fair_people(against: Against) -> Iterator[Lead]:
    """All ways to play opposite a person who plays fair."""
    fair = against.pairs[0]
    name = against.counterpart.name
    for pair in against.pairs:
        if pair.account == fair.account:
            yield Lead(name, Side.VENDOR, pair.vendor, pair.of_vendor, "fair people")
        if pair.vendor == fair.vendor:
            yield Lead(name, Side.ACCOUNT, pair.account, pair.of_account, "fair people")


def squeezing(survey: Survey, *, on_slip: bool = True) -> list[Lead]:
    """Every way of squeezing, opposite computers and fair people, the one that brings most first.

    Those that people can hand in, or those that no slip allows.
    """
    found = [
        lead
        for against in survey.against
        for leads in (opposite_computers(against), opposite_fair_people(against))
        for lead in leads
        if lead.way.kind is Kind.SQUEEZE and lead.way.on_slip is on_slip
    ]
    return sorted(found, key=lambda lead: -lead.most.mean)


class Payback(NamedTuple):
    """What investing makes more than giving in, over the first years, money a year."""

    years: int
    vendor: Estimate
    account: Estimate
    joint: Estimate


def payback(against: Against, first: Match, second: Match) -> list[Payback]:
    """Compare the first years of two matches, for every number of them, over all lucks."""
    games = against.games[first], against.games[second]
    found = []
    for years in range(1, len(games[0][0].vendor) + 1):
        ours, theirs = (Figures.of(one, years=years) for one in games)
        vendor, account = ours.vendor - theirs.vendor, ours.account - theirs.account
        found.append(Payback(years, mean(vendor), mean(account), mean(vendor + account)))
    return found


INVESTING = (Match(VENDOR[0], None), Match(GIVES_IN, None))
"""Investing and dealing fairly, and giving in, opposite a computer account."""


def pays_from(paybacks: Sequence[Payback]) -> int | None:
    """The first number of years from which on the vendor's own figure is certainly higher; None for never."""
    found = None
    for one in reversed(paybacks):
        if not one.vendor.low > 0.0:
            break
        found = one.years
    return found


INVESTS_ALL_THE_SAME = "a vendor that invests all the same"


class Happening(NamedTuple):
    """How often a moment happens."""

    moment: str  #: its name
    share: Estimate  #: of tables

    @property
    def words(self) -> str:
        """What it is called."""
        return WORDS[self.moment]


def happenings(against: Against, outcomes: Sequence[Outcome]) -> list[Happening]:
    """How often each moment happens at the tables that rooms play."""
    dealt = [one for one, is_dealt in zip(outcomes, against.base.dealt, strict=True) if is_dealt]
    found = []
    for moment in WORDS:
        seen = np.array([getattr(one.moments, moment) for one in dealt], dtype=np.float64)
        low, high = wilson(int(seen.sum()), len(seen))
        found.append(Happening(moment, Estimate(float(seen.mean()), low, high, runs=len(seen))))
    return found


def rooms(against: Against) -> dict[str, list[Outcome]]:
    """The tables at which moments are counted."""
    vendors, accounts = vendor_people(against.counterpart), account_people(against.counterpart)
    found = {
        "two computer players": against.games[against.par],
        "fair people": against.games[Match(vendors[0], accounts[0])],
        "people who ask for service": against.games[Match(vendors[0], accounts[2])],
        "people who hold out": against.games[Match(vendors[4], accounts[4])],
        "a vendor that only gives in": against.games[Match(vendors[1], accounts[0])],
    }
    return found if against.counterpart.invests else found | {INVESTS_ALL_THE_SAME: against.games[INVESTING[0]]}


def invested(against: Against) -> Standing:
    """What a vendor makes that invests and deals fairly, whether par does or not."""
    return _of_plan(against, FAIR)


def never_shown(against: Against) -> Standing:
    """What it makes when it never shows the account to prospects."""
    return _of_plan(against, FAIR._replace(show=False))


def _of_plan(against: Against, plan: VendorPlan) -> Standing:
    return next(one.standing for one in against.vendors if one.way.plan == plan and not one.way.habits)
