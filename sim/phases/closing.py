"""The round closes: books, beliefs, learning, reviews, reorganisations, exits, and whether the vendor lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.compiler import jit
from equipoise.sim.luck import Purpose, draw
from equipoise.sim.phases.parting import part
from equipoise.sim.phases.winning import new_orientation
from equipoise.sim.rules.beliefs import faded, prior
from equipoise.sim.rules.charter import goals_met, project_return
from equipoise.sim.rules.communication import after_reorganisation, level_after_reorganisation
from equipoise.sim.rules.contribution import level_deserved
from equipoise.sim.rules.package import support_value
from equipoise.sim.rules.portfolio import (
    ends_period,
    hazard_of_winning,
    knowledge_after,
    overhead_at,
    usual_revenue_after,
)
from equipoise.sim.rules.red_flags import red_flags
from equipoise.sim.state import Cause, World
from equipoise.sim.whose import account_of, own_policy, vendor_of

if TYPE_CHECKING:
    from equipoise.sim.luck import Luck


@jit
def close_books(world: World, t: int) -> None:
    """The vendor's books: revenue, concentration, each account's share, cash, yearly payout.

    Parameters
    ----------
    world : World
        Changed in place.
    t : int
        Round.
    """
    p, v = world.params[0], world.vendor[0]
    revenue, contribution, segment = 0.0, 0.0, 0.0
    for i in range(world.rows.shape[0]):
        rel, account = world.rows[i], account_of(world, i)
        if rel.active > 0.0:
            revenue += rel.revenue
            contribution += rel.contribution
            if account.segment > 0.0:
                segment += rel.revenue
    v.revenue, v.contribution, v.segment_revenue = revenue, contribution, segment
    v.concentration = 0.0
    v.usual_revenue = usual_revenue_after(v.usual_revenue, revenue)
    v.fixed_cost = overhead_at(p.fixed_cost, p.overhead_rate, v.usual_revenue) if v.insolvent == 0.0 else 0.0
    v.cash += contribution - v.fixed_cost
    if ends_period(t + 1, ROUNDS_A_YEAR):
        v.paid_out = p.payout * max(v.cash - p.reserve, 0.0)
        v.cash -= v.paid_out
    for i in range(world.rows.shape[0]):
        rel = world.rows[i]
        rel.revenue_share = rel.revenue / revenue if revenue > 0.0 and rel.active > 0.0 else 0.0
        v.concentration += rel.revenue_share * rel.revenue_share
        rel.fixed_cost = v.fixed_cost * rel.revenue_share


@jit
def learn_segments(world: World) -> None:
    """Market-entry accounts that were served teach their segments, to a vendor that learns from them (R3).

    Parameters
    ----------
    world : World
        Changed in place.
    """
    p = world.params[0]
    if own_policy(world).enter <= 0.0:
        return
    for i in range(world.rows.shape[0]):
        rel, account = world.rows[i], account_of(world, i)
        if rel.active > 0.0 and rel.cause == 0.0 and rel.away == 0.0 and account.opens > 0.0:
            seg = world.segments[int(account.opens)]
            seg.knowledge = knowledge_after(seg.knowledge, p.entry_learning, 1.0)


@jit
def close_relationship(world: World, t: int, i: int, luck: Luck) -> None:
    """One relationship at the end of a round: review, red flags, fading belief, reorganisation, exit, removal.

    An account that is taken away at the start of the next round parts now, after everything that this round brings.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.
    """
    p, v, rel, account = world.params[0], vendor_of(world, i), world.rows[i], account_of(world, i)
    planned = rel.charter > 0.0
    if rel.cause == 0.0:
        review(world, t, i)
    if rel.shown > 0.0 and account.reference > 0.0:
        open_hazard = hazard_of_winning(p.win_hazard, p.win_credibility, v.credibility, 1.0)
        rel.referrals = world.segments[0].open_slots * max(open_hazard - p.win_hazard, 0.0)
    if rel.cause == 0.0:
        if rel.tenure > 0.0 and draw(luck, t, i, Purpose.REORGANISATION) < p.reorganisation:
            reorganise(world, t, i, luck)
        if draw(luck, t, i, Purpose.EXIT) < p.exit_hazard:
            part(world, i, Cause.EXIT.value)
        if rel.cause == 0.0 and t + 1.0 == account.leaves:
            part(world, i, Cause.TAKEN.value)
        rel.belief = faded(rel.belief, prior(p.prior_dependent, p.prior_share, rel.revenue_share), p.memory)
    since = t - account.reorganised if account.reorganised >= 0.0 else -1.0
    # What a plan has missed is a warning while it lasts, and when it ends; an old one that nobody works under is none.
    joint, misses = (rel.project_return, rel.misses) if planned else (p.return_goal, 0.0)
    rel.red_flags = red_flags(rel.diverted_average, since, rel.contribution, joint, p.return_goal, misses, rel.away)


@jit
def review(world: World, t: int, i: int) -> None:
    """Review a charter at the end of each period: joint return, growth and communication against their goals (R19).

    The return is measured against the level that support alone would earn. A charter that has missed too often is
    dissolved. That ends nothing else: the contract is reopened, and both sides decide at the table by what each stands
    to lose. The count of misses stays, and with it what the vendor knows of these people.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    if rel.charter == 0.0 or not ends_period(t + 1.0 - rel.charter_start, p.review):
        return
    alone = support_value(rel.support, account.support_worth, p.support_curvature)
    gained = rel.level - level_deserved(alone, rel.expectation * world.growth[int(rel.tenure)])
    rel.project_return = project_return(rel.level_worth, gained, p.review * account.volume, rel.review_invested)
    grown = account.volume / rel.review_volume - 1.0
    if goals_met(rel.project_return, p.return_goal, grown, p.volume_goal, rel.channel, p.channel_goal):
        rel.misses = 0.0
    else:
        rel.misses += 1.0
    rel.review_volume, rel.review_invested = account.volume, 0.0
    if rel.misses >= p.misses_allowed:
        rel.charter, rel.effort, rel.reopened = 0.0, 0.0, 1.0


@jit
def reorganise(world: World, t: int, i: int, luck: Luck) -> None:
    """The account reorganises: what was built with its people suffers by 1 - h, and the contract is reopened (R20).

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    fresh = new_orientation(world, t, i, luck)
    rel.level = level_after_reorganisation(rel.level, p.reorganisation_drop, rel.channel)
    account.orientation = after_reorganisation(account.orientation, fresh, rel.channel)
    rel.orientation_seen = after_reorganisation(rel.orientation_seen, p.orientation_prior, rel.channel)
    account.reorganised, rel.reopened = t, 1.0


@jit
def judge(world: World, t: int) -> None:
    """Whether the go-to-market has failed (R1): cash ran out, which ends every relationship, or the plan was missed.

    Parameters
    ----------
    world : World
        Changed in place.
    t : int
        Round.
    """
    p, v = world.params[0], world.vendor[0]
    missed_wins = p.wins_target > 0.0 and t + 1.0 == p.wins_by and v.wins < p.wins_target
    missed_segment = p.segment_revenue > 0.0 and t + 1.0 == p.segment_by and v.segment_revenue < p.segment_revenue
    if v.failed == 0.0 and (missed_wins or missed_segment or v.cash < 0.0):
        v.failed, v.failed_at = 1.0, t
    if v.cash < 0.0 and v.insolvent == 0.0:
        v.insolvent = 1.0
        for i in range(world.rows.shape[0]):
            rel = world.rows[i]
            if rel.active > 0.0 and rel.cause == 0.0:
                part(world, i, Cause.VENDOR_FAILED.value)
