"""What both sides reckon that being bound would prevent, keep and forgo, before they propose terms (R6, R7, R9)."""

from __future__ import annotations

from math import expm1, log1p
from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.compiler import jit
from equipoise.sim.rules.bargaining import BELOW_ONE, dependence
from equipoise.sim.rules.binding import horizon_lost
from equipoise.sim.rules.package import efficient_support, support_value, with_building
from equipoise.sim.rules.rivals import chance_and_saving, chance_below, chance_of_better_fit
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.state import World


class View(NamedTuple):
    """What a side reckons with: a, nu, u, X, T and W_v as it sees them."""

    worth: float
    building: float
    unique: float
    externality: float
    pie: float
    left: float


class Binding(NamedTuple):
    """b, v and o: the chance of a break, the margin kept and the saving forgone, money a unit."""

    breaks: float
    kept: float
    forgone: float


@jit
def _reckon(world: World, i: int, view: View) -> Binding:
    """With nothing bound, a rival may undercut, or talks, as long as the last ones, collapse.

    Commitment prevents the share d of that, whether it makes a collapse rarer, or as often leaves the old contract in
    force. A rival that draws business away for a round takes the vendor's margin at the last price, and saves the
    account something.
    """
    p, rel = world.params[0], world.rows[i]
    support = efficient_support(*with_building(view.worth, p.support_curvature, view.building))
    value = support_value(support, view.worth, p.support_curvature)
    indifferent, location = rel.price - value - view.unique, rel.quote_location
    switching = p.switching_cost * rel.lock_in / p.horizon
    chance = rel.attention * p.desertion * chance_below(indifferent - switching, location, p.quote_scale, p.do_without)
    talks = max(rel.last_exchanges, 1.0) * p.horizon / rel.term
    collapse = p.collapse * _lost(world, i, view)
    # b = 1 - (1 - b1)^H (1 - collapse f)^n, in logarithms: one exponential in place of two powers.
    breaks = -expm1(p.horizon * log1p(-min(chance, BELOW_ONE)) + talks * log1p(-min(collapse, BELOW_ONE)))
    cheaper, saving = chance_and_saving(indifferent, location, p.quote_scale, p.do_without)
    kept = p.binding * rel.attention * cheaper * (rel.price - rel.unit_cost - support)
    return Binding(breaks, kept, rel.attention * saving)


@jit
def _lost(world: World, i: int, view: View) -> float:
    """Share of the horizon that a breakdown costs; unpaid, the chance that the account finds its rival the better."""
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    if p.breakdowns == 0.0:
        return 1.0
    brings = view.externality / (p.horizon * account.volume) if p.stakes == 0.0 else 0.0
    final = chance_of_better_fit(view.unique + brings - p.return_cost / p.horizon, p.match_spread)
    if p.binding == 0.0:
        return final
    alone = (1.0 - dependence(view.pie, view.left)) * (1.0 - dependence(view.pie, rel.left_account))
    return horizon_lost(final, 1.0 - alone, p.horizon)


@jit
def reckon_binding(world: World, i: int) -> None:
    """Both sides reckon what being bound is worth, each by its own estimates.

    Parameters
    ----------
    world : World
        Changed in place, estimates formed.
    i : int
        Slot.
    """
    rel, account = world.rows[i], account_of(world, i)
    ours = View(rel.worth_seen, rel.building_seen, rel.unique_seen, rel.externality, rel.pie_vendor, rel.left_vendor)
    theirs = View(
        account.support_worth, rel.building, rel.unique, rel.externality_believed, rel.pie_account, rel.left_believed
    )
    rel.breaks_seen, rel.kept_seen, rel.forgone_seen = _reckon(world, i, ours)
    rel.breaks, rel.kept, rel.forgone = _reckon(world, i, theirs)
