"""How a relationship ends, and how one breaks down that may yet heal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit_apart
from equipoise.sim.rules.package import rigidity_cost, support_value
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.state import World


@jit_apart
def part(world: World, i: int, cause: int) -> None:
    """End a relationship, and note what each side lost: y for the vendor, T - y for the account.

    Parameters
    ----------
    world : World
        Changed in place.
    i : int
        Slot.
    cause : int
        A :class:`~equipoise.sim.state.Cause`.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    volume = p.horizon * account.volume
    bound = rigidity_cost(rel.commitment, rel.rigidity)
    alternative = rel.alternative
    value = support_value(rel.support, account.support_worth, p.support_curvature)
    rel.cause = cause
    rel.lost_vendor = volume * (rel.price - rel.unit_cost - rel.support - bound) + rel.externality
    rel.lost_account = volume * (value + alternative - rel.price - bound) + rel.loss_account


@jit_apart
def break_off(world: World, i: int, cause: int) -> None:
    """Talks collapse, or a demand is refused: the end, or the account tries a rival while either side may come back.

    The contract and the charter lapse, and what the contract left on the table and its split with it.

    Parameters
    ----------
    world : World
        Changed in place.
    i : int
        Slot.
    cause : int
        A :class:`~equipoise.sim.state.Cause`: of the end, if it comes to that.
    """
    p, rel = world.params[0], world.rows[i]
    if p.breakdowns == 0.0:
        part(world, i, cause)
        return
    rel.away, rel.breakdown, rel.lock_in_before, rel.commitment = 1.0, cause, rel.lock_in, 0.0
    rel.rival_match, rel.waste, rel.vendor_share = 0.0, 0.0, 0.0
    rel.charter, rel.effort, rel.sponsor, rel.shown, rel.surveyed = 0.0, 0.0, 0.0, 0.0, 0.0
    rel.reopened, rel.at_table, rel.occasion, rel.looks, rel.talks_again = 0.0, 0.0, 0.0, 0.0, 0.0
