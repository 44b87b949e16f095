"""Slots are freed and won: a new account arrives with traits of its own."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit, jit_apart
from equipoise.sim.luck import Purpose, draw, normal
from equipoise.sim.phases.investing import carry_over
from equipoise.sim.phases.stakes import reckon_building
from equipoise.sim.rules.communication import channel, level_seen
from equipoise.sim.rules.contribution import starting_expectation
from equipoise.sim.rules.package import efficient_support, support_value, with_building
from equipoise.sim.rules.portfolio import hazard_of_winning, winning_cost
from equipoise.sim.rules.rivals import quote_location
from equipoise.sim.whose import account_of, vendor_of

if TYPE_CHECKING:
    from equipoise.sim.luck import Luck
    from equipoise.sim.state import World


@jit
def open_round(world: World, t: int) -> None:
    """Turn to the part of the policy that is due, free slots, clear last round's ledger, let volume and lock-in grow.

    Parameters
    ----------
    world : World
        Changed in place.
    t : int
        Round.
    """
    v = world.vendor[0]
    v.now = t
    for k in range(world.begins.shape[0]):
        if world.begins[k] == t:
            v.levers = k * (world.policy.shape[0] // world.begins.shape[0])
    v.last_revenue, v.revenue, v.contribution, v.winning_cost, v.paid_out, v.segment_revenue = (
        v.revenue,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    for i in range(world.rows.shape[0]):
        rel = world.rows[i]
        if rel.cause > 0.0:
            rel.active, rel.cause, rel.generation = 0.0, 0.0, rel.generation + 1.0
            rel.revenue_share, rel.joined_at_start, rel.lost_vendor, rel.lost_account = 0.0, 0.0, 0.0, 0.0
            rel.away, rel.breakdown, rel.talks_again = 0.0, 0.0, 0.0
        rel.bought, rel.revenue, rel.gross, rel.contribution, rel.cost_to_serve, rel.relationship_cost = (
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        )
        rel.asked, rel.granted, rel.free_support, rel.account_surplus, rel.account_spend, rel.account_effort = (
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        )
        rel.fixed_cost, rel.assets, rel.exchanges, rel.fell_back, rel.referrals, rel.red_flags, rel.quote = (
            0.0,
            0.0,
            -1.0,
            0.0,
            0.0,
            0.0,
            0.0,
        )
        rel.returned = 0.0
        if rel.away > 0.0:
            rel.away += 1.0
        elif rel.start < t:
            rel.together += 1.0
        rel.tenure = t - rel.start if rel.active > 0.0 else 0.0
        if rel.active > 0.0:
            carry_over(world, i)


@jit
def new_orientation(world: World, t: int, i: int, luck: Luck) -> float:
    """The orientation of people who are new: uniform between the lowest and the highest."""
    p = world.params[0]
    return p.orientation_low + (p.orientation_high - p.orientation_low) * draw(luck, t, i, Purpose.ORIENTATION)


@jit
def win(world: World, t: int, i: int, luck: Luck) -> bool:
    """An open slot that the vendor pursues is won with the hazard of its segment, if cash covers the cost (R2, R3, R8).

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.

    Returns
    -------
    bool
        Whether the slot was won.
    """
    p, v, rel, account = world.params[0], vendor_of(world, i), world.rows[i], account_of(world, i)
    hazard = hazard_of_winning(
        p.win_hazard, p.win_credibility, v.credibility, world.segments[int(account.segment)].knowledge
    )
    cost = winning_cost(p.replace_ratio, p.selling_cost)
    if draw(luck, t, i, Purpose.WIN) >= hazard or v.cash < cost:
        return False
    v.cash -= cost
    v.winning_cost += cost
    v.wins += 1.0
    account.base_volume = p.typical_size * exp(
        p.size_spread * normal(luck, t, i, Purpose.SIZE) - 0.5 * p.size_spread * p.size_spread
    )
    account.orientation = new_orientation(world, t, i, luck)
    account.own_margin, account.support_worth, account.reference, account.opens, rel.level, rel.breadth = (
        -1.0,
        -1.0,
        0.0,
        0.0,
        p.start_level,
        p.start_channel,
    )
    rel.joined_at_start, rel.levers, account.leaves = 0.0, 0, -1.0
    rel.rivals, rel.quote_mean, rel.term, rel.rigidity = p.rivals, p.quote_mean, p.term, p.rigidity
    rel.alternative, rel.unit_cost, rel.level_worth = v.alternative, p.unit_cost, p.contribution
    rel.attention = p.attention
    rel.quote_location = quote_location(p.rivals, p.quote_mean, p.quote_scale)
    return True


@jit_apart
def begin(world: World, t: int, i: int, luck: Luck) -> None:
    """A relationship begins: traits that nobody stated are drawn, and everything else starts from its beginning.

    Parameters
    ----------
    world : World
        Changed in place; size, orientation, level, breadth and roles of the account are in its row already.
    t, i : int
        Round and slot.
    luck : Luck
        The run's.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    if account.own_margin < 0.0:
        account.own_margin = p.own_margin * exp(p.own_margin_spread * normal(luck, t, i, Purpose.MARGIN))
    if account.support_worth < 0.0:
        account.support_worth = max(p.support_worth + p.support_worth_spread * normal(luck, t, i, Purpose.WORTH), 0.0)
    if account.orientation < 0.0:
        account.orientation = new_orientation(world, t, i, luck)
    rel.match = p.match_spread * normal(luck, t, i, Purpose.MATCH)
    rel.together = 0.0
    rel.active, rel.start, rel.tenure, account.volume, rel.renews, rel.cause = 1.0, t, 0.0, account.base_volume, t, 0.0
    rel.expectation = starting_expectation(p.reference_effort, rel.level)
    rel.capability, rel.sponsor, rel.surveyed, rel.lock_in, rel.commitment = 0.0, 0.0, 0.0, 0.0, 0.0
    rel.channel = channel(rel.breadth, 0.0, p.sponsor_reach)
    rel.level_seen = level_seen(rel.level, p.level_bias, rel.channel, 0.0)
    rel.belief, rel.orientation_seen, rel.score, rel.shown = p.prior_dependent, p.orientation_prior, 0.0, 0.0
    rel.charter, rel.charter_start, rel.misses, rel.effort = 0.0, -1.0, 0.0, 0.0
    rel.review_volume, rel.review_invested, rel.project_return = account.volume, 0.0, 0.0
    rel.vendor_invested, rel.account_invested, account.reorganised, rel.reopened = 0.0, 0.0, -1.0, 0.0
    rel.diverted_average, rel.waste, rel.vendor_share, rel.revenue_share = 0.0, 0.0, 0.0, 0.0
    reckon_building(world, i)
    rel.efficient_support = efficient_support(*with_building(account.support_worth, p.support_curvature, rel.building))
    rel.support = rel.efficient_support
    alternative = rel.alternative
    value = support_value(rel.support, account.support_worth, p.support_curvature)
    rel.price = rel.unit_cost + rel.support + 0.5 * (value + alternative - rel.unit_cost - rel.support)
    rel.opening, rel.account_opening, rel.vendor_reserve, rel.account_reserve, rel.ask, rel.bid = (
        rel.price,
        rel.price,
        rel.price,
        rel.price,
        rel.price,
        rel.price,
    )
    rel.last_exchanges, rel.contract, rel.signed = 0.0, 0.0, -1.0
    rel.away, rel.breakdown, rel.talks_again, rel.returned = 0.0, 0.0, 0.0, 0.0
    rel.average_margin = 1.0 - (rel.unit_cost + rel.support) / rel.price if rel.price > 0.0 else 0.0
