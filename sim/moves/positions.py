"""Decisions about price: where each side opens, and where it stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.moves.kinds import Position, Terms
from equipoise.sim.moves.terms import pie_at
from equipoise.sim.rules.bargaining import bargained_gain, bargained_gains, dependence
from equipoise.sim.rules.concession import matching
from equipoise.sim.rules.package import lasting_value, rigidity_cost, with_building
from equipoise.sim.whose import account_of, policy_of

if TYPE_CHECKING:
    from equipoise.sim.state import World


@jit
def bargain(world: World, i: int, pie: float, wealth: float, externality: float, switching: float) -> float:
    """The vendor's gain at the Nash point, as a side sees it that has these views of the pie and of the vendor."""
    p, left = world.params[0], world.rows[i].left_account
    idle, opt_out = _idle(world, i), p.alternatives > 0.0
    return bargained_gain(wealth, left, pie, p.risk_aversion, idle, externality, switching, opt_out)


@jit
def _idle(world: World, i: int) -> float:
    """What doing without costs the account beyond buying from a rival."""
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    return p.horizon * account.volume * max(p.do_without - rel.alternative, 0.0)


@jit
def break_even(world: World, i: int, terms: Terms, kept: float) -> float:
    """Price at which the vendor gains nothing but its wins: c + s + e d^2 / 4 - d (v + l).

    What the bound share keeps from rivals, and what its lock-in will add to prices to come, are gains of the vendor at
    any price: of these, the Nash point leaves it its share, and the price pays the rest back to the account.

    Parameters
    ----------
    world : World
        The state.
    i : int
        Slot.
    terms : Terms
        The terms on the table.
    kept : float
        v in the eyes of the side that reckons, money a unit.

    Returns
    -------
    float
        Money a unit.
    """
    rel = world.rows[i]
    cost = rel.unit_cost + terms.support + rigidity_cost(terms.commitment, rel.rigidity)
    return cost - terms.commitment * (kept + rel.locks)


@jit
def _price_at(
    world: World, i: int, terms: Terms, pie: float, gain: float, externality: float, bluff: float, kept: float
) -> float:
    """Price that gives the vendor a gain, held up towards the even split."""
    volume = world.params[0].horizon * account_of(world, i).volume
    gain += bluff * max(0.5 * pie - gain, 0.0)
    return break_even(world, i, terms, kept) + (gain - externality) / volume


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
    return positions(world, i, terms)[0]


@jit
def account_reserve(world: World, i: int, terms: Terms) -> float:
    """The price at which the relationship is worth nothing to the account.

    It is B(s) + p_alt - e d^2 / 4 + L_b / (H q) - d (o + l): being bound forgoes savings, and costs lock-in. Where
    terms count what support builds, B(s) is :func:`equipoise.sim.rules.package.lasting_value`.

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
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    loss = rel.loss_account if p.stakes == 0.0 else 0.0
    value = lasting_value(terms.support, account.support_worth, p.support_curvature, rel.building) - rigidity_cost(
        terms.commitment, rel.rigidity
    )
    alternative = rel.alternative
    bound = terms.commitment * (p.binding * rel.forgone + rel.locks)
    return value + alternative + loss / (p.horizon * account.volume) - bound


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
    return positions(world, i, terms)[1]


@jit
def positions(world: World, i: int, terms: Terms) -> tuple[Position, Position]:
    """Both decisions, :func:`vendor_position` and :func:`account_position`: a processor solves the bargains at once."""
    p, policy, rel, account = world.params[0], policy_of(world, i), world.rows[i], account_of(world, i)
    volume = p.horizon * account.volume
    weight = 1.0 if p.stakes == 0.0 else 0.0
    externality, believed = weight * rel.externality, weight * rel.externality_believed
    seen, curvature_seen = with_building(rel.worth_seen, p.support_curvature, rel.building_seen)
    worth, curvature = with_building(account.support_worth, p.support_curvature, rel.building)
    pies = (
        pie_at(
            rel.pie_vendor,
            terms,
            seen,
            curvature_seen,
            rel.rigidity,
            volume,
            rel.kept_seen - p.binding * rel.forgone_seen,
        ),
        pie_at(rel.pie_account, terms, worth, curvature, rel.rigidity, volume, rel.kept - p.binding * rel.forgone),
    )
    gains = bargained_gains(
        (rel.left_vendor, rel.left_believed),
        rel.left_account,
        pies,
        p.risk_aversion,
        _idle(world, i),
        (externality, believed),
        weight * p.switching_cost * rel.lock_in * account.volume,
        p.alternatives > 0.0,
    )
    bluff = policy.bluff if p.information == 0.0 else 0.0
    ask = _price_at(world, i, terms, pies[0], gains[0], externality, bluff, rel.kept_seen)
    bid = _price_at(world, i, terms, pies[1], gains[1], believed, 0.0, rel.kept)
    least = break_even(world, i, terms, rel.kept_seen) - externality / volume + policy.walk_away
    most = account_reserve(world, i, terms)
    return Position(max(ask, least), least, policy.concession), Position(min(bid, most), most, p.account_concession)


@jit
def vendor_matching(world: World, i: int) -> float:
    """How far the vendor only matches what the account concedes: by what it reckons that it depends on the account.

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.

    Returns
    -------
    float
        m of :func:`equipoise.sim.rules.concession.matching`.
    """
    rel = world.rows[i]
    return matching(world.params[0].reciprocity, dependence(rel.pie_vendor, rel.left_vendor))


@jit
def account_matching(world: World, i: int) -> float:
    """How far the account only matches what the vendor concedes: by what it reckons that it depends on the vendor.

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.

    Returns
    -------
    float
        m of :func:`equipoise.sim.rules.concession.matching`.
    """
    rel = world.rows[i]
    return matching(world.params[0].reciprocity, dependence(rel.pie_account, rel.left_account))


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
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    volume = p.horizon * account.volume
    weight = 1.0 if p.stakes == 0.0 else 0.0
    known = rel.pie_account - weight * rel.externality_believed
    externality = weight * rel.externality
    switching = weight * p.switching_cost * rel.lock_in * account.volume
    worth, curvature = with_building(account.support_worth, p.support_curvature, rel.building)
    kept = rel.kept - p.binding * rel.forgone
    if_dependent = pie_at(known + externality, terms, worth, curvature, rel.rigidity, volume, kept)
    if_not = pie_at(known + 0.0, terms, worth, curvature, rel.rigidity, volume, kept)
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
        _price_at(world, i, terms, if_dependent, gains[0], externality, p.expected_bluff, rel.kept),
        _price_at(world, i, terms, if_not, gains[1], 0.0, p.expected_bluff, rel.kept),
    )
