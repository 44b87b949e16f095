"""Decisions after a breakdown: whether to come back, and whether to take the account back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.compiler import jit
from equipoise.sim.moves.positions import bargain
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.state import World


@jit
def come_back(world: World, i: int) -> bool:
    """The account decides whether to come back: H q (u - m_r) + X > r q + kappa (z_0 - z) q.

    The rival has the vendor's cost and would fight for the account, so that the trade itself is no reason. Against the
    vendor stand the cost of changing back, and lock-in that has faded and must be built again.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.

    Returns
    -------
    bool
        Whether it would.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    gain = p.horizon * account.volume * (rel.unique - rel.rival_match)
    gain += rel.externality_believed if p.stakes == 0.0 else 0.0
    again = p.return_cost + p.switching_cost * max(rel.lock_in_before - rel.lock_in, 0.0)
    return gain > again * account.volume


@jit
def take_back(world: World, i: int) -> bool:
    """The vendor decides whether to take the account back: if it gains more than a year of selling to it costs.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.

    Returns
    -------
    bool
        Whether it would, by its gain at the Nash point of its own estimate.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    externality = rel.externality if p.stakes == 0.0 else 0.0
    switching = p.switching_cost * rel.lock_in * account.volume if p.stakes == 0.0 else 0.0
    gain = bargain(world, i, rel.pie_vendor, rel.left_vendor, externality, switching)
    return gain > ROUNDS_A_YEAR * p.selling_cost
