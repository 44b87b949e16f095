"""Decisions about terms: the support and the commitment that each side proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.compiler import jit
from equipoise.sim.moves.kinds import Terms
from equipoise.sim.rules.package import (
    efficient_commitment,
    efficient_support,
    rigidity_cost,
    support_value,
    with_building,
)
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.state import World


class View(NamedTuple):
    """What a side reckons terms with: a, nu, X + L_b, T, b and o - v as it sees them."""

    worth: float
    building: float
    beyond: float
    pie: float
    breaks: float
    forgone: float


@jit
def _terms(world: World, i: int, view: View) -> Terms:
    """Terms that maximise the joint value as a side sees it.

    At stake in a break is the whole pie where being bound is paid for, else what both lose beyond the trade.
    """
    p, rel, volume = world.params[0], world.rows[i], world.params[0].horizon * account_of(world, i).volume
    support = efficient_support(*with_building(view.worth, p.support_curvature, view.building))
    beyond = view.beyond if p.stakes == 0.0 else 0.0
    stakes = max(beyond + p.binding * (view.pie - beyond), 0.0)
    return Terms(
        support, efficient_commitment(view.breaks, stakes, view.forgone, volume, rel.rigidity, p.commitment_cap)
    )


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
    beyond, forgone = rel.externality + rel.loss_account_seen, rel.forgone_seen - rel.kept_seen
    return _terms(world, i, View(rel.worth_seen, rel.building_seen, beyond, rel.pie_vendor, rel.breaks_seen, forgone))


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
    beyond, forgone = rel.externality_believed + rel.loss_account, rel.forgone - rel.kept
    return _terms(world, i, View(account.support_worth, rel.building, beyond, rel.pie_account, rel.breaks, forgone))


@jit
def pie_at(
    pie: float, terms: Terms, worth: float, curvature: float, rigidity: float, volume: float, kept: float
) -> float:
    """The pie at given terms: that at efficient terms, less what these terms waste, and what being bound brings.

    T - H q (waste + e d^2 / 2 - d (v - o)).

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
    kept : float
        v - o, from the side's own view (:func:`equipoise.sim.phases.binding.reckon_binding`), money a unit.

    Returns
    -------
    float
        Money.
    """
    best = efficient_support(worth, curvature)
    waste = (
        support_value(best, worth, curvature) - best - support_value(terms.support, worth, curvature) + terms.support
    )
    return pie - volume * (waste + 2.0 * rigidity_cost(terms.commitment, rigidity) - terms.commitment * kept)
