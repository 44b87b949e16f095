"""What each side would lose, and what it would have left, at the start of a round (R1, R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.rules.bargaining import dependence
from equipoise.sim.rules.contribution import unique_contribution
from equipoise.sim.rules.package import efficient_support, rigidity_cost, support_value
from equipoise.sim.rules.portfolio import (
    account_wealth_left,
    credibility_without,
    discounted_win,
    hazard_of_winning,
    knowledge_after,
    wealth_left,
)
from equipoise.sim.whose import policy_of, vendor_of

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
        rel = world.rows[i]
        if rel.active > 0.0:
            promised += expected_contribution(world, i)
            if rel.shown > 0.0:
                unlent *= 1.0 - min(rel.reference, MOST_CREDIBLE)
        else:
            world.segments[int(rel.segment)].open_slots += 1.0
    v.credibility = 1.0 - unlent
    v.expected_contribution = promised
    for g in range(world.segments.shape[0]):
        seg = world.segments[g]
        seg.worth_open = (
            v.win_worth * _chance_open(world, v.credibility, seg.knowledge) if world.policy[0].pursue > 0.0 else 0.0
        )
    return unlent


@jit
def _chance_open(world: World, credibility: float, knowledge: float) -> float:
    p = world.params[0]
    hazard = hazard_of_winning(p.win_hazard, p.win_credibility, credibility, knowledge)
    return discounted_win(hazard, p.discount, p.horizon)


@jit
def expected_contribution(world: World, i: int) -> float:
    """Contribution a round that a contract promises: q (p - c - s - rigidity) less the selling cost.

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
    p, rel = world.params[0], world.rows[i]
    return (
        rel.volume * (rel.price - p.unit_cost - rel.support - rigidity_cost(rel.commitment, p.rigidity))
        - p.selling_cost
    )


@jit
def _wins_without(world: World, i: int, unlent: float) -> tuple[float, float]:
    """Worth of the wins expected without account ``i``, and of those that only it brings."""
    p, rel, v, policy = world.params[0], world.rows[i], vendor_of(world, i), policy_of(world, i)
    if policy.pursue <= 0.0:
        return 0.0, 0.0
    home = int(rel.segment)
    lends = rel.shown > 0.0 and rel.reference > 0.0
    opens = int(rel.opens) if policy.enter > 0.0 else 0
    credibility = credibility_without(unlent, min(rel.reference, MOST_CREDIBLE)) if lends else v.credibility
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
            ahead = knowledge_after(seg.knowledge, p.entry_learning, 0.5 * p.horizon)
            together = v.win_worth * _chance_open(world, v.credibility, ahead)
        lost += seg.open_slots * (together - without)
    return left, lost


@jit
def assess(world: World, i: int, unlent: float) -> None:
    """Both sides' stakes: S, X = L_v, L_b, T, W_v, W_b, and dependence of each on the other.

    T = S + L_v + L_b - the cost of being bound, with S = H q (B(s) + p_alt - c - s) at efficient support, and
    L_b = H q u + kappa z q.

    Parameters
    ----------
    world : World
        Changed in place.
    i : int
        Slot of a relationship that is served.
    unlent : float
        From :func:`survey_portfolio`.
    """
    p, v, rel = world.params[0], vendor_of(world, i), world.rows[i]
    volume = p.horizon * rel.volume
    rel.unique = unique_contribution(p.contribution, rel.level, rel.match, rel.tenure, p.match_rounds)
    rel.unique_seen = unique_contribution(p.contribution, rel.level_seen, rel.match, rel.tenure, p.match_rounds)
    switching = p.switching_cost * rel.lock_in * rel.volume
    alternative = rel.alternative
    best = efficient_support(rel.support_worth, p.support_curvature)
    value = support_value(best, rel.support_worth, p.support_curvature)
    wins, rel.externality = _wins_without(world, i, unlent)
    rel.surplus = volume * (value + alternative - p.unit_cost - best)
    rel.loss_account = volume * rel.unique + switching
    rel.loss_account_seen = volume * rel.unique_seen + switching
    bound = 2.0 * volume * rigidity_cost(rel.commitment, p.rigidity)
    rel.pie = rel.surplus - bound + rel.externality + rel.loss_account
    others = v.expected_contribution - expected_contribution(world, i)
    rel.left_vendor = wealth_left(v.cash, others, p.fixed_cost, p.horizon, wins, p.wealth_floor)
    rel.left_account = account_wealth_left(rel.own_margin, rel.base_volume, p.horizon, switching, p.wealth_floor)
    rel.dependence_vendor = dependence(rel.pie, rel.left_vendor)
    rel.dependence_account = dependence(rel.pie, rel.left_account)
