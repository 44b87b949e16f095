"""Decisions about price: where each side opens, and where it stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.moves.kinds import Position, Terms
from equipoise.sim.moves.terms import pie_at
from equipoise.sim.rules.bargaining import bargained_gain, bargained_gains
from equipoise.sim.rules.package import rigidity_cost, support_value
from equipoise.sim.whose import policy_of

if TYPE_CHECKING:
    from equipoise.sim.state import World


@jit
def _opening(
    world: World, i: int, terms: Terms, pie: float, wealth: float, externality: float, switching: float, bluff: float
) -> float:
    """Price at which a side with these views of the vendor opens: the Nash point, held up towards the even split."""
    p, left = world.params[0], world.rows[i].left_account
    idle, opt_out = _idle(world, i), p.alternatives > 0.0
    gain = bargained_gain(wealth, left, pie, p.risk_aversion, idle, externality, switching, opt_out)
    return _price_at(world, i, terms, pie, gain, externality, bluff)


@jit
def _idle(world: World, i: int) -> float:
    """What doing without costs the account beyond buying from a rival."""
    p, rel = world.params[0], world.rows[i]
    return p.horizon * rel.volume * max(p.do_without - rel.alternative, 0.0)


@jit
def _price_at(world: World, i: int, terms: Terms, pie: float, gain: float, externality: float, bluff: float) -> float:
    """Price that gives the vendor a gain, held up towards the even split."""
    p, rel = world.params[0], world.rows[i]
    volume = p.horizon * rel.volume
    cost = p.unit_cost + terms.support + rigidity_cost(terms.commitment, p.rigidity)
    gain += bluff * max(0.5 * pie - gain, 0.0)
    return cost + (gain - externality) / volume


@jit
def vendor_position(world: World, i: int, terms: Terms) -> Position:
    """The vendor decides how to open and where to stop.

    It opens at the Nash point of its own estimate, held up towards the even split by its bluff; it stops where the
    whole relationship, wins included, is worth nothing to it, plus its walk-away margin: "a vendor will lose money to
    keep the account".

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.
    terms : Terms
        The terms on the table.

    Returns
    -------
    Position
        Prices a unit.
    """
    p, policy, rel = world.params[0], policy_of(world, i), world.rows[i]
    volume = p.horizon * rel.volume
    externality = rel.externality if p.stakes == 0.0 else 0.0
    switching = p.switching_cost * rel.lock_in * rel.volume if p.stakes == 0.0 else 0.0
    pie = pie_at(rel.pie_vendor, terms, rel.worth_seen, p.support_curvature, p.rigidity, volume)
    bluff = policy.bluff if p.information == 0.0 else 0.0
    opening = _opening(world, i, terms, pie, rel.left_vendor, externality, switching, bluff)
    cost = p.unit_cost + terms.support + rigidity_cost(terms.commitment, p.rigidity)
    reserve = cost - externality / volume + policy.walk_away
    return Position(max(opening, reserve), reserve, policy.concession)


@jit
def account_reserve(world: World, i: int, terms: Terms) -> float:
    """The price at which the relationship is worth nothing to the account: B(s) + p_alt - rigidity + L_b / (H q).

    Parameters
    ----------
    world : World
        The state.
    i : int
        Slot.
    terms : Terms
        The terms on the table.

    Returns
    -------
    float
        Money a unit.
    """
    p, rel = world.params[0], world.rows[i]
    loss = rel.loss_account if p.stakes == 0.0 else 0.0
    value = support_value(terms.support, rel.support_worth, p.support_curvature) - rigidity_cost(
        terms.commitment, p.rigidity
    )
    alternative = rel.alternative
    return value + alternative + loss / (p.horizon * rel.volume)


@jit
def account_position(world: World, i: int, terms: Terms) -> Position:
    """The account decides how to open and where to stop: the Nash point with the vendor as it believes it to be.

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.
    terms : Terms
        The terms on the table.

    Returns
    -------
    Position
        Prices a unit.
    """
    p, rel = world.params[0], world.rows[i]
    volume = p.horizon * rel.volume
    externality = rel.externality_believed if p.stakes == 0.0 else 0.0
    switching = p.switching_cost * rel.lock_in * rel.volume if p.stakes == 0.0 else 0.0
    pie = pie_at(rel.pie_account, terms, rel.support_worth, p.support_curvature, p.rigidity, volume)
    opening = _opening(world, i, terms, pie, rel.left_believed, externality, switching, 0.0)
    reserve = account_reserve(world, i, terms)
    return Position(min(opening, reserve), reserve, p.account_concession)


@jit
def expected_opening(world: World, i: int, terms: Terms, dependent: bool) -> float:
    """Where the account expects a type of vendor to open, with the bluff that it reckons with.

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.
    terms : Terms
        The terms on the table.
    dependent : bool
        The type: W_S = ``dependent_wealth`` T and the whole externality, or W_N = ``independent_wealth`` T and none.

    Returns
    -------
    float
        Money a unit.
    """
    openings = expected_openings(world, i, terms)
    return openings[0] if dependent else openings[1]


@jit
def expected_openings(world: World, i: int, terms: Terms) -> tuple[float, float]:
    """Where the account expects a dependent and an independent vendor to open: :func:`expected_opening` of both."""
    p, rel = world.params[0], world.rows[i]
    volume = p.horizon * rel.volume
    weight = 1.0 if p.stakes == 0.0 else 0.0
    known = rel.pie_account - weight * rel.externality_believed
    externality = weight * rel.externality
    switching = weight * p.switching_cost * rel.lock_in * rel.volume
    if_dependent = pie_at(known + externality, terms, rel.support_worth, p.support_curvature, p.rigidity, volume)
    if_not = pie_at(known + 0.0, terms, rel.support_worth, p.support_curvature, p.rigidity, volume)
    gains = bargained_gains(
        (max(p.dependent_wealth * if_dependent, p.wealth_floor), max(p.independent_wealth * if_not, p.wealth_floor)),
        rel.left_account,
        (if_dependent, if_not),
        p.risk_aversion,
        _idle(world, i),
        (externality, 0.0),
        switching,
        p.alternatives > 0.0,
    )
    return (
        _price_at(world, i, terms, if_dependent, gains[0], externality, p.expected_bluff),
        _price_at(world, i, terms, if_not, gains[1], 0.0, p.expected_bluff),
    )
