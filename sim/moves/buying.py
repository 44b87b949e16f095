"""The decision to buy elsewhere, or to leave for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.moves.kinds import Purchase
from equipoise.sim.rules.package import support_value
from equipoise.sim.rules.rivals import saving_from_leaving
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.state import World


@jit
def buy(world: World, i: int, quote: float) -> Purchase:
    """The account decides what to buy elsewhere at a rival's quote, and whether it would leave for good (R7).

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.
    quote : float
        The best rival quote, money a unit.

    Returns
    -------
    Purchase
        The whole uncommitted share, when a unit is cheaper elsewhere with everything counted.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    value = support_value(rel.support, account.support_worth, p.support_curvature)
    elsewhere = 1.0 - rel.commitment if saving_from_leaving(rel.price, quote, value, rel.unique, 0.0) > 0.0 else 0.0
    switching = p.switching_cost * rel.lock_in / p.horizon
    leave = 1.0 if saving_from_leaving(rel.price, quote, value, rel.unique, switching) > 0.0 else 0.0
    return Purchase(elsewhere, leave)
