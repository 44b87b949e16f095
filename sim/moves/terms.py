"""Decisions about terms: the support and the commitment that each side proposes."""

from __future__ import annotations

from math import expm1, log1p
from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.compiler import jit
from equipoise.sim.moves.kinds import Terms
from equipoise.sim.rules.bargaining import BELOW_ONE
from equipoise.sim.rules.package import (
    efficient_commitment,
    efficient_support,
    rigidity_cost,
    support_value,
    with_building,
)
from equipoise.sim.rules.rivals import chance_below, chance_of_better_fit, expected_saving
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.state import World


class View(NamedTuple):
    """What a side reckons terms with: a, nu, u, X and L_b as it sees them."""

    worth: float
    building: float
    unique: float
    externality: float
    loss: float


@jit
def _terms(world: World, i: int, view: View) -> Terms:
    """Terms that maximise the joint value as a side sees it.

    Without commitment the relationship would break when a rival undercuts, or when talks, as long as the last
    ones, collapse. Commitment prevents the share d of that, whether it makes a collapse rarer, or as often leaves the
    old contract in force.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    lost = max(view.externality + view.loss, 0.0) if p.stakes == 0.0 else 0.0
    support = efficient_support(*with_building(view.worth, p.support_curvature, view.building))
    value = support_value(support, view.worth, p.support_curvature)
    indifferent, location = rel.price - value - view.unique, rel.quote_location
    switching = p.switching_cost * rel.lock_in / p.horizon
    chance = p.attention * p.desertion * chance_below(indifferent - switching, location, p.quote_scale, p.do_without)
    talks = max(rel.last_exchanges, 1.0) * p.horizon / p.term
    collapse = p.collapse * _final(world, i, view.unique, view.externality)
    # b = 1 - (1 - b1)^H (1 - collapse f)^n, in logarithms: one exponential in place of two powers.
    breaks = -expm1(p.horizon * log1p(-min(chance, BELOW_ONE)) + talks * log1p(-min(collapse, BELOW_ONE)))
    forgone = p.attention * expected_saving(indifferent, location, p.quote_scale, p.do_without)
    return Terms(
        support,
        efficient_commitment(breaks, lost, forgone, p.horizon * account.volume, p.rigidity, p.commitment_cap),
    )


@jit
def _final(world: World, i: int, unique: float, externality: float) -> float:
    """Chance that a breakdown is final, as a side sees it: that the account finds its rival the better one."""
    p, account = world.params[0], account_of(world, i)
    if p.breakdowns == 0.0:
        return 1.0
    brings = externality / (p.horizon * account.volume) if p.stakes == 0.0 else 0.0
    return chance_of_better_fit(unique + brings - p.return_cost / p.horizon, p.match_spread)


@jit
def vendor_terms(world: World, i: int) -> Terms:
    """The vendor proposes terms: the best joint value, as it estimates what the account values and support builds.

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.

    Returns
    -------
    Terms
        Support and commitment.
    """
    rel = world.rows[i]
    return _terms(
        world, i, View(rel.worth_seen, rel.building_seen, rel.unique_seen, rel.externality, rel.loss_account_seen)
    )


@jit
def account_terms(world: World, i: int) -> Terms:
    """The account proposes terms: the best joint value, as it believes what the vendor would lose.

    Parameters
    ----------
    world : World
        The state, estimates formed.
    i : int
        Slot.

    Returns
    -------
    Terms
        Support and commitment.
    """
    rel, account = world.rows[i], account_of(world, i)
    return _terms(
        world, i, View(account.support_worth, rel.building, rel.unique, rel.externality_believed, rel.loss_account)
    )


@jit
def pie_at(pie: float, terms: Terms, worth: float, curvature: float, rigidity: float, volume: float) -> float:
    """The pie at given terms: that at efficient terms, less what these terms waste and the cost of being bound.

    Parameters
    ----------
    pie : float
        T at efficient support and no commitment, money.
    terms : Terms
        s and d.
    worth, curvature, rigidity : float
        a, g and e; where terms count what support builds, a and g of
        :func:`equipoise.sim.rules.package.with_building` by the view of the side that reckons.
    volume : float
        H q, units.

    Returns
    -------
    float
        Money.
    """
    best = efficient_support(worth, curvature)
    waste = (
        support_value(best, worth, curvature) - best - support_value(terms.support, worth, curvature) + terms.support
    )
    return pie - volume * (waste + 2.0 * rigidity_cost(terms.commitment, rigidity))
