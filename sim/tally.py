"""What a run leaves behind: one record a relationship, and one row of totals a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.compiler import jit
from equipoise.sim.rules.portfolio import ends_period
from equipoise.sim.state import Cause, World
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEAD = (
    "replication",
    "slot",
    "generation",
    "joined_at_start",
    "start",
    "rounds",
    "cause",
    "censored",
    "base_volume",
    "orientation",
    "own_margin",
    "support_worth",
    "reference",
    "opens",
    "segment",
    "lost_vendor",
    "lost_account",
)
_SUMS = (
    "revenue",
    "gross",
    "contribution",
    "cost_to_serve",
    "relationship_cost",
    "asked",
    "granted",
    "free_support",
    "account_surplus",
    "account_effort",
    "fixed_cost",
    "assets",
    "referrals",
    "units",
    "wallet",
    "dependence_vendor",
    "dependence_account",
    "level",
    "support",
    "commitment",
    "channel",
    "lock_in",
    "vendor_share",
    "waste",
    "talks",
    "exchanges",
    "charter",
    "flagged",
    "elsewhere",
    "away",
    "breakdowns",
    "returns",
)

RECORD = np.dtype([(name, np.float64) for name in (*_HEAD, *_SUMS)])
"""One relationship: who, when, how it ended, and sums over its rounds (volume-weighted where they are per unit)."""

YEARS = 10
"""Years, the first of a run, of which each is entered by itself."""

_OF_YEARS = ("profit_of_year", "relationship_cost_of_year", "held_after_year")

RUN = np.dtype(
    [
        (name, np.float64)
        for name in (
            "replication",
            "rounds",
            *_SUMS,
            "served",
            "fixed_cost_due",
            "winning_cost",
            "concentration",
            "years_at_risk",
            "years_retained",
            "started_with",
            "still_held",
            "closed_itself",
            "relationships",
            "wins",
            "failed",
            "failed_at",
            "insolvent",
            "insolvent_after",
            "cash",
            "paid_out",
        )
    ]
    + [("ended", np.float64, (len(Cause),))]
    + [(name, np.float64, (YEARS,)) for name in _OF_YEARS]
)
"""One run: sums over all relationships and rounds, its first years, and the vendor's end.

``insolvent_after`` is how many rounds had been played when cash ran out, 0 where it never did; ``held_after_year`` is
how many of the accounts of the start were held at the end of a year.
"""


@jit
def open_record(record: NDArray[np.void], i: int, world: World, replication: int) -> None:
    """Begin the record of the relationship in slot ``i``, of which only rounds of the run are counted."""
    rec, rel, account = record[i], world.rows[i], account_of(world, i)
    rec.replication, rec.slot, rec.generation, rec.joined_at_start = replication, i, rel.generation, rel.joined_at_start
    rec.start, rec.rounds, rec.cause, rec.censored, rec.lost_vendor, rec.lost_account = (
        max(rel.start, 0.0),
        0.0,
        0.0,
        1.0,
        0.0,
        0.0,
    )
    rec.base_volume, rec.orientation, rec.own_margin, rec.support_worth = (
        account.base_volume,
        account.orientation,
        account.own_margin,
        account.support_worth,
    )
    rec.reference, rec.opens, rec.segment = account.reference, account.opens, account.segment
    rec.revenue, rec.gross, rec.contribution, rec.cost_to_serve, rec.relationship_cost = 0.0, 0.0, 0.0, 0.0, 0.0
    rec.asked, rec.granted, rec.free_support, rec.account_surplus, rec.account_effort = 0.0, 0.0, 0.0, 0.0, 0.0
    rec.fixed_cost, rec.assets, rec.referrals, rec.units, rec.wallet = 0.0, 0.0, 0.0, 0.0, 0.0
    rec.dependence_vendor, rec.dependence_account, rec.level, rec.support, rec.commitment = 0.0, 0.0, 0.0, 0.0, 0.0
    rec.channel, rec.lock_in, rec.vendor_share, rec.waste, rec.talks, rec.exchanges = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    rec.charter, rec.flagged, rec.elsewhere = 0.0, 0.0, 0.0
    rec.away, rec.breakdowns, rec.returns = 0.0, 0.0, 0.0


@jit
def add_round(record: NDArray[np.void], i: int, world: World) -> None:
    """Add a round to the record of the relationship in slot ``i``."""
    to, rel, account = record[i], world.rows[i], account_of(world, i)
    units = rel.bought * account.volume
    to.rounds += 1.0
    to.revenue += rel.revenue
    to.gross += rel.gross
    to.contribution += rel.contribution
    to.cost_to_serve += rel.cost_to_serve
    to.relationship_cost += rel.relationship_cost
    to.asked += rel.asked
    to.granted += rel.granted
    to.free_support += rel.free_support
    to.account_surplus += rel.account_surplus
    to.account_effort += rel.account_effort
    to.fixed_cost += rel.fixed_cost
    to.assets += rel.assets
    to.referrals += rel.referrals
    to.units += units
    to.wallet += account.volume
    to.dependence_vendor += rel.dependence_vendor
    to.dependence_account += rel.dependence_account
    to.level += rel.level
    to.support += rel.support * units
    to.commitment += rel.commitment
    to.channel += rel.channel
    to.lock_in += rel.lock_in
    to.vendor_share += rel.vendor_share
    to.waste += rel.waste
    to.charter += rel.charter
    to.flagged += 1.0 if rel.red_flags > 0.0 else 0.0
    to.elsewhere += account.volume - units
    to.away += 1.0 if rel.away > 0.0 else 0.0
    to.breakdowns += 1.0 if rel.away == 1.0 else 0.0
    to.returns += rel.returned
    if rel.exchanges >= 0.0:
        to.talks += 1.0
        to.exchanges += rel.exchanges


@jit
def close_record(record: NDArray[np.void], i: int, run: NDArray[np.void], r: int) -> None:
    """Add the sums of a finished record to its run's."""
    to, rec = run[r], record[i]
    to.served += rec.rounds
    to.revenue += rec.revenue
    to.gross += rec.gross
    to.contribution += rec.contribution
    to.cost_to_serve += rec.cost_to_serve
    to.relationship_cost += rec.relationship_cost
    to.asked += rec.asked
    to.granted += rec.granted
    to.free_support += rec.free_support
    to.account_surplus += rec.account_surplus
    to.account_effort += rec.account_effort
    to.fixed_cost += rec.fixed_cost
    to.assets += rec.assets
    to.referrals += rec.referrals
    to.units += rec.units
    to.wallet += rec.wallet
    to.dependence_vendor += rec.dependence_vendor
    to.dependence_account += rec.dependence_account
    to.level += rec.level
    to.support += rec.support
    to.commitment += rec.commitment
    to.channel += rec.channel
    to.lock_in += rec.lock_in
    to.vendor_share += rec.vendor_share
    to.waste += rec.waste
    to.talks += rec.talks
    to.exchanges += rec.exchanges
    to.charter += rec.charter
    to.flagged += rec.flagged
    to.elsewhere += rec.elsewhere
    to.away += rec.away
    to.breakdowns += rec.breakdowns
    to.returns += rec.returns


@jit
def tally(world: World, t: int, record: NDArray[np.void], run: NDArray[np.void], r: int) -> None:
    """Enter a finished round into the records in progress and into the run's totals.

    Of the relationships held at the start of a year, those still held at its end are *retained*.
    """
    v, to, year = world.vendor[0], run[r], t // ROUNDS_A_YEAR
    year_ends = ends_period(t + 1, ROUNDS_A_YEAR)
    new_year = t - t % ROUNDS_A_YEAR
    for i in range(world.rows.shape[0]):
        rel = world.rows[i]
        if rel.active == 0.0:
            continue
        if max(rel.start, 0.0) == t:
            open_record(record, i, world, int(to.replication))
            to.relationships += 1.0
        add_round(record, i, world)
        if year < YEARS:
            to.relationship_cost_of_year[year] += rel.relationship_cost
            if year_ends and rel.cause == 0.0:
                to.held_after_year[year] += rel.joined_at_start
        held_at_new_year = rel.start <= new_year
        if rel.cause > 0.0:
            record[i].cause, record[i].censored = rel.cause, 0.0
            record[i].lost_vendor, record[i].lost_account = rel.lost_vendor, rel.lost_account
            to.ended[int(rel.cause)] += 1.0
            to.closed_itself += rel.joined_at_start if rel.cause == Cause.EXIT.value else 0.0
            close_record(record, i, run, r)
            to.years_at_risk += 1.0 if held_at_new_year else 0.0
        elif year_ends and held_at_new_year:
            to.years_at_risk += 1.0
            to.years_retained += 1.0
    to.rounds += 1.0
    to.fixed_cost_due += v.fixed_cost
    to.winning_cost += v.winning_cost
    to.concentration += v.concentration
    to.paid_out += v.paid_out
    if year < YEARS:
        to.profit_of_year[year] += v.contribution - v.fixed_cost - v.winning_cost
    if v.insolvent > 0.0 and to.insolvent_after == 0.0:
        to.insolvent_after = t + 1.0


@jit
def finish(world: World, record: NDArray[np.void], run: NDArray[np.void], r: int) -> None:
    """Enter the end of a run: what is still held, and the vendor's fate."""
    v, to = world.vendor[0], run[r]
    for i in range(world.rows.shape[0]):
        rel = world.rows[i]
        if rel.active > 0.0 and rel.cause == 0.0:
            close_record(record, i, run, r)
            to.still_held += rel.joined_at_start
    to.wins, to.failed, to.failed_at, to.insolvent, to.cash = v.wins, v.failed, v.failed_at, v.insolvent, v.cash
