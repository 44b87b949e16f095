"""A contract is signed: how long it runs, and the split of the pie that it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.luck import Purpose, draw
from equipoise.sim.moves import Terms, break_even, pie_at
from equipoise.sim.rules.package import efficient_support, support_value, with_building
from equipoise.sim.rules.stickiness import boldness_ratio, support_at_stuck_price
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.luck import Luck
    from equipoise.sim.state import World


@jit
def contract_length(term: float, t: int, renews: float, keeps_date: float) -> float:
    """Rounds that a contract runs: the term, or, where dates are kept, 1 + (renews - t - 1) mod term.

    A date that is further off than a term, of a contract that was renewed before it ended, is kept as it is. Kept dates
    lie whole terms apart, however a contract comes to be signed between them: after a reorganisation, after
    a return, or when talks break down and leave the old one in force. A first contract runs a whole term either way,
    since a relationship begins in the round in which it is due.

    Parameters
    ----------
    term : float
        Length of a contract, rounds.
    t : int
        Round in which it begins.
    renews : float
        Round in which the one before it would have ended; that of a first contract is ``t``.
    keeps_date : float
        1 where dates are kept (``reopened_contracts``), 0 where each contract runs a whole term.

    Returns
    -------
    float
        1 to ``term`` rounds, or all that is left of a contract that was renewed early.
    """
    left = renews - t
    if keeps_date <= 0.0:
        return float(term)
    return left if left > term else 1.0 + (left - 1.0) % term


@jit
def _length(world: World, t: int, i: int, luck: Luck) -> float:
    """Rounds that a contract runs: as below, or what is left of it in a relationship that is older than the run."""
    p, rel = world.params[0], world.rows[i]
    if t > 0 or rel.contract > 0.0 or p.first_contracts == 0.0:
        return contract_length(rel.term, t, rel.renews, p.reopened_contracts)
    return rounds_left(rel.term, luck, i)


@jit
def rounds_left(term: float, luck: Luck, i: int) -> float:
    """What is left of a contract at the start of a run: 1 to ``term`` rounds, each alike."""
    # First talks do not collapse by chance, and without talks nothing does: this draw is free.
    return 1.0 + float(int(term * draw(luck, 0, i, Purpose.COLLAPSE)))


@jit
def sign(world: World, t: int, i: int, terms: Terms, price: float, stuck: float, luck: Luck) -> None:
    """Sign: what the price could not move, support does.

    The pie, what support is best, and what the contract wastes are true ones, where terms count what support builds by
    the account's view of it.

    Parameters
    ----------
    world : World
        Changed in place.
    t, i : int
        Round and slot.
    terms : Terms
        Agreed support and commitment.
    price, stuck : float
        The agreed price, and the price within reach of the last one, money a unit.
    luck : Luck
        The run's.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    volume = p.horizon * account.volume
    weight = 1.0 if p.stakes == 0.0 else 0.0
    whole = rel.surplus + weight * (rel.externality + rel.loss_account)
    worth, curvature = with_building(account.support_worth, p.support_curvature, rel.building)
    kept = rel.kept - p.binding * rel.forgone
    pie = pie_at(whole, terms, worth, curvature, rel.rigidity, volume, kept)
    unit = break_even(world, i, terms, rel.kept)
    agreed = volume * (price - unit) + weight * rel.externality
    support = terms.support
    if stuck != price:
        gain = volume * (stuck - unit) + weight * rel.externality
        ratio = boldness_ratio(rel.left_vendor, rel.left_account, agreed, pie - agreed, p.risk_aversion)
        support = support_at_stuck_price(
            ratio,
            rel.left_vendor,
            rel.left_account,
            gain,
            pie - gain,
            support,
            volume,
            worth,
            curvature,
            p.risk_aversion,
        )
    rel.price, rel.support, rel.commitment = stuck, support, terms.commitment
    rel.signed, rel.renews, rel.reopened, rel.contract = t, t + _length(world, t, i, luck), 0.0, 1.0
    appraise(world, i, agreed - volume * (price - stuck) - volume * (support - terms.support))


@jit
def appraise(world: World, i: int, gain: float) -> None:
    """Work out the split of the pie that a contract comes to, and what it leaves on the table.

    Parameters
    ----------
    world : World
        Changed in place; the contract stands in its row, with estimates formed.
    i : int
        Slot.
    gain : float
        What the vendor gains by the contract, money.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    volume = p.horizon * account.volume
    weight = 1.0 if p.stakes == 0.0 else 0.0
    whole = rel.surplus + weight * (rel.externality + rel.loss_account)
    worth, curvature = with_building(account.support_worth, p.support_curvature, rel.building)
    kept = rel.kept - p.binding * rel.forgone
    final = pie_at(whole, Terms(rel.support, rel.commitment), worth, curvature, rel.rigidity, volume, kept)
    rel.vendor_share = gain / final if final > 0.0 else 0.0
    rel.efficient_support = efficient_support(worth, curvature)
    best = support_value(rel.efficient_support, worth, curvature) - rel.efficient_support
    rel.waste = volume * (best - support_value(rel.support, worth, curvature) + rel.support)
