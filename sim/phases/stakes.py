"""What each side would lose, and what it would have left, at the start of a round (R1, R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.rules.bargaining import dependence
from equipoise.sim.rules.contribution import copied, unique_contribution
from equipoise.sim.rules.package import (
    efficient_support,
    rigidity_cost,
    support_value,
    value_built,
    with_building,
)
from equipoise.sim.rules.portfolio import (
    account_wealth_left,
    credibility_without,
    discounted_win,
    hazard_of_winning,
    knowledge_after,
    overhead_at,
    wealth_left,
)
from equipoise.sim.whose import account_of, own_policy, policy_of, vendor_of

if TYPE_CHECKING:
    from equipoise.sim.state import World

MOST_CREDIBLE = 0.999
"""A single reference never lends all credibility."""


@jit
def survey_portfolio(world: World) -> float:
    """Sum up the portfolio: credibility, open slots, and what an open slot of each segment is worth.

    Parameters
    ----------
    world : World
        Changed in place (vendor and segments).

    Returns
    -------
    float
        prod(1 - r_j) over references that are held and shown.
    """
    v = world.vendor[0]
    for g in range(world.segments.shape[0]):
        world.segments[g].open_slots = 0.0
    unlent, promised = 1.0, 0.0
    for i in range(world.rows.shape[0]):
        rel, account = world.rows[i], account_of(world, i)
        if rel.active > 0.0:
            promised += expected_contribution(world, i)
            if rel.shown > 0.0:
                unlent *= 1.0 - min(account.reference, MOST_CREDIBLE)
        else:
            world.segments[int(account.segment)].open_slots += 1.0
    v.credibility = 1.0 - unlent
    v.expected_contribution = promised
    for g in range(world.segments.shape[0]):
        seg = world.segments[g]
        seg.worth_open = (
            v.win_worth * _chance_open(world, v.credibility, seg.knowledge) if own_policy(world).pursue > 0.0 else 0.0
        )
    return unlent


@jit
def _chance_open(world: World, credibility: float, knowledge: float) -> float:
    p = world.params[0]
    hazard = hazard_of_winning(p.win_hazard, p.win_credibility, credibility, knowledge)
    return discounted_win(hazard, p.discount, p.win_horizon)


@jit
def expected_contribution(world: World, i: int) -> float:
    """Contribution a round that a contract promises: q (p - c - s - rigidity) less the selling cost; 0 without one.

    Parameters
    ----------
    world : World
        The state.
    i : int
        Slot.

    Returns
    -------
    float
        Money a round.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    if rel.away > 0.0:
        return 0.0
    return (
        account.volume * (rel.price - rel.unit_cost - rel.support - rigidity_cost(rel.commitment, rel.rigidity))
        - p.selling_cost
    )


@jit
def _wins_without(world: World, i: int, unlent: float) -> tuple[float, float]:
    """Worth of the wins expected without account ``i``, and of those that only it brings."""
    p, rel, v, policy, account = (
        world.params[0],
        world.rows[i],
        vendor_of(world, i),
        policy_of(world, i),
        account_of(world, i),
    )
    if policy.pursue <= 0.0:
        return 0.0, 0.0
    home = int(account.segment)
    lends = rel.shown > 0.0 and account.reference > 0.0
    opens = int(account.opens) if policy.enter > 0.0 else 0
    credibility = credibility_without(unlent, min(account.reference, MOST_CREDIBLE)) if lends else v.credibility
    left, lost = 0.0, 0.0
    for g in range(world.segments.shape[0]):
        seg = world.segments[g]
        slots = seg.open_slots + (1.0 if g == home else 0.0)
        if slots == 0.0:
            continue
        without = seg.worth_open
        if lends:
            without = v.win_worth * _chance_open(world, credibility, seg.knowledge)
        left += slots * without
        together = seg.worth_open
        if opens > 0 and g == opens:
            ahead = knowledge_after(seg.knowledge, p.entry_learning, 0.5 * p.win_horizon)
            together = v.win_worth * _chance_open(world, v.credibility, ahead)
        lost += seg.open_slots * (together - without)
    return left, lost


@jit
def unique_now(world: World, i: int, level: float) -> float:
    """What rivals do not give, at a level on the hierarchy: less of it the longer they have had to copy it."""
    p, rel = world.params[0], world.rows[i]
    unique = unique_contribution(rel.level_worth, level, rel.match, rel.together, p.match_rounds)
    return unique - copied(rel.level_worth, level, p.start_level, p.imitable, rel.tenure, p.imitation)


@jit
def reckon_building(world: World, i: int) -> None:
    """Both sides reckon what support builds: the account from its level, the vendor from the one that it sees.

    The account knows how its expectations have grown; the vendor thinks that they stand still (R12). Where what is lost
    beyond the trade is no part of the bargain, neither is what support builds.

    Parameters
    ----------
    world : World
        Changed in place.
    i : int
        Slot.
    """
    p, rel = world.params[0], world.rows[i]
    counts = p.building if p.stakes == 0.0 else 0.0
    if counts > 0.0:
        lasting = counts * rel.level_worth * (1.0 - p.imitable)
        expects = rel.expectation * world.growth[int(rel.tenure)]
        rel.building = value_built(lasting, rel.level, expects, rel.perceived)
        rel.building_seen = value_built(lasting, rel.level_seen, rel.expectation, rel.perceived)


@jit
def assess(world: World, i: int, unlent: float) -> None:
    """Both sides' stakes: S, X = L_v, L_b, T, W_v, W_b, and dependence of each on the other.

    T = S + L_v + L_b - the cost of being bound, with S = H q (B(s) + p_alt - c - s) at efficient support, and
    L_b = H q u + kappa z q. Where terms count what support builds, efficient support is that by the account's view,
    which is the true one, and L_b holds today's level, which such support keeps to.

    Parameters
    ----------
    world : World
        Changed in place.
    i : int
        Slot of a relationship that is served.
    unlent : float
        From :func:`survey_portfolio`.
    """
    p, v, rel, account = world.params[0], vendor_of(world, i), world.rows[i], account_of(world, i)
    volume = p.horizon * account.volume
    reckon_building(world, i)
    unique, seen = unique_now(world, i, rel.level), unique_now(world, i, rel.level_seen)
    switching = p.switching_cost * rel.lock_in * account.volume
    best = efficient_support(*with_building(account.support_worth, p.support_curvature, rel.building))
    value = support_value(best, account.support_worth, p.support_curvature)
    wins, externality = _wins_without(world, i, unlent)
    surplus, loss = volume * (value + rel.alternative - rel.unit_cost - best), volume * unique + switching
    pie = surplus - 2.0 * volume * rigidity_cost(rel.commitment, rel.rigidity) + externality + loss
    others = v.expected_contribution - expected_contribution(world, i)
    overhead = overhead_at(p.fixed_cost, p.overhead_rate, v.usual_revenue * (1.0 - rel.revenue_share))
    ours = wealth_left(v.cash, others, overhead, p.horizon, wins, p.wealth_floor)
    theirs = account_wealth_left(account.own_margin, account.base_volume, p.horizon, switching, p.wealth_floor)
    rel.unique, rel.unique_seen, rel.surplus, rel.externality = unique, seen, surplus, externality
    rel.loss_account, rel.loss_account_seen, rel.pie = loss, volume * seen + switching, pie
    rel.left_vendor, rel.left_account = ours, theirs
    rel.dependence_vendor, rel.dependence_account = dependence(pie, ours), dependence(pie, theirs)
