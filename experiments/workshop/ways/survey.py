"""Everything that docs/ways-to-play.md says of a workshop: the games, played once, and what is compared in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.experiments.workshop.dealing import try_lucks
from equipoise.experiments.workshop.ways.game import Match
from equipoise.experiments.workshop.ways.seats import account_people, account_ways, vendor_people, vendor_ways
from equipoise.experiments.workshop.ways.standing import Base, Figures, Standing, standing
from equipoise.experiments.workshop.ways.trials import Room, try_matches
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.workshop.dealing import Dealt
    from equipoise.experiments.workshop.ways.game import Outcome
    from equipoise.experiments.workshop.ways.way import Way
    from equipoise.experiments.workshop.workshop import Counterpart, Workshop

SEED = 11
LUCKS = 200
"""Lucks that rooms would play; those between them that they would not are played, too."""


class Played(NamedTuple):
    """A way, and what it made."""

    way: Way
    standing: Standing


class Pair(NamedTuple):
    """Two people opposite each other, and what each makes beside the fair one in its seat opposite the same other."""

    vendor: Way
    account: Way
    of_vendor: Standing
    of_account: Standing


class Against(NamedTuple):
    """All games opposite one account."""

    counterpart: Counterpart
    par: Match  #: two computer players
    base: Base
    vendors: list[Played]  #: people as the vendor, opposite a computer account
    accounts: list[Played]  #: people as the account, opposite a computer vendor
    pairs: list[Pair]  #: people opposite each other; the first is fair against fair
    games: dict[Match, list[Outcome]]  #: with all lucks


class Survey(NamedTuple):
    """All games of a workshop."""

    workshop: Workshop
    lucks: Sequence[Dealt]
    against: list[Against]


def try_ways(workshop: Workshop, lucks: int = LUCKS, threads: int | None = None) -> Survey:
    """Play all ways of a workshop, with as many lucks; threads change no number."""
    tried = _tried(workshop, lucks)
    return Survey(workshop, tried, [_against(workshop, one, tried, threads) for one in workshop.counterparts])


def _tried(workshop: Workshop, lucks: int) -> list[Dealt]:
    """Lucks up to the last of so many that rooms would play."""
    found: list[Dealt] = []
    for dealt in try_lucks(workshop, SEED):
        found.append(dealt)
        if sum(one.fit for one in found) == lucks:
            break
    return found


def _against(workshop: Workshop, counterpart: Counterpart, tried: Sequence[Dealt], threads: int | None) -> Against:
    ways, accounts = vendor_ways(counterpart), account_ways(counterpart)
    hired, people = vendor_people(counterpart), account_people(counterpart)
    vendors, hosts = [Match(way, None) for way in ways], [Match(ways[0], way) for way in accounts]
    par = vendors[0]
    pairs = [
        Match(vendor, account)
        for vendor in hired
        for account in people
        if (vendor.deal is None) == (account.deal is None)  # it takes two not to agree
    ]
    matches = list(dict.fromkeys([*vendors, *hosts, *pairs]))
    room = Room(workshop, counterpart, SEED, [one.replication for one in tried])
    games = dict(zip(matches, try_matches(room, matches, threads), strict=True))
    base = Base(
        Figures.of(games[par], counterpart.own_years), np.array([one.fit for one in tried]), counterpart.own_years
    )

    def played(side: Side, fair: Match, tried: Sequence[Match]) -> list[Played]:
        found = []
        for one in tried:
            way = _way(side, one)
            usual = fair if way.without is None else Match(way.without, None)
            found.append(Played(way, standing(base, side, games[usual], games[one])))
        return found

    def pair(match: Match) -> Pair:
        """Beside the fair one in each seat, opposite the same other; two who never agree beside two who are fair."""
        fair = match if match.vendor is None or match.vendor.deal is None else pairs[0]
        return Pair(
            _way(Side.VENDOR, match),
            _way(Side.ACCOUNT, match),
            standing(base, Side.VENDOR, games[fair._replace(vendor=hired[0])], games[match]),
            standing(base, Side.ACCOUNT, games[fair._replace(account=people[0])], games[match]),
        )

    return Against(
        counterpart,
        par,
        base,
        played(Side.VENDOR, par, vendors),
        played(Side.ACCOUNT, hosts[0], hosts),
        [pair(match) for match in pairs],
        games,
    )


def _way(side: Side, match: Match) -> Way:
    way = match.at(side)
    if way is None:
        raise ValueError("a program has no way")
    return way
