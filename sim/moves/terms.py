"""Decisions about terms: the support and the commitment that each side proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.moves.kinds import Terms
from equipoise.sim.rules.package import efficient_commitment, efficient_support, rigidity_cost, support_value
from equipoise.sim.rules.rivals import chance_below, expected_saving

if TYPE_CHECKING:
    from equipoise.sim.state import World


@jit
def _terms(world: World, i: int, worth: float, unique: float, stakes: float) -> Terms:
    """Terms that maximise the joint value as a side sees it.

    Without commitment the relationship would break when a rival undercuts, or when talks, as long as the last
    ones, collapse.
    """
    p, rel = world.params[0], world.rows[i]
    lost = max(stakes, 0.0) if p.stakes == 0.0 else 0.0
    support = efficient_support(worth, p.support_curvature)
    value = support_value(support, worth, p.support_curvature)
    indifferent, location = rel.price - value - unique, rel.quote_location
    switching = p.switching_cost * rel.lock_in / p.horizon
    chance = p.attention * p.desertion * chance_below(indifferent - switching, location, p.quote_scale, p.do_without)
    talks = max(rel.last_exchanges, 1.0) * p.horizon / p.term
    breaks = 1.0 - (1.0 - chance) ** p.horizon * (1.0 - p.collapse) ** talks
    forgone = p.attention * expected_saving(indifferent, location, p.quote_scale, p.do_without)
    return Terms(
        support,
        efficient_commitment(breaks, lost, forgone, p.horizon * rel.volume, p.rigidity, p.commitment_cap),
    )


@jit
def vendor_terms(world: World, i: int) -> Terms:
    """The vendor proposes terms: the best joint value, as it estimates what the account values.

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
    return _terms(world, i, rel.worth_seen, rel.unique_seen, rel.externality + rel.loss_account_seen)


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
    rel = world.rows[i]
    return _terms(world, i, rel.support_worth, rel.unique, rel.externality_believed + rel.loss_account)


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
        a, g and e.
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
