"""Decisions between renewals: what to ask for, free, and what to grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.rules.bargaining import dependence
from equipoise.sim.rules.demands import (
    best_answer,
    credible_threat,
    fear_premium,
    resolute_threat,
    threat_behind,
)
from equipoise.sim.rules.package import lasting_value, rigidity_cost
from equipoise.sim.whose import account_of

if TYPE_CHECKING:
    from equipoise.sim.state import World


@jit
def contract_gain(world: World, i: int, externality: float) -> float:
    """The vendor's gain under the contract in force: y = H q (p - c - s - its rigidity) + X.

    Parameters
    ----------
    world : World
        The state.
    i : int
        Slot.
    externality : float
        X, true or believed, money.

    Returns
    -------
    float
        Money.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    unit = rel.price - rel.unit_cost - rel.support - rigidity_cost(rel.commitment, rel.rigidity)
    return p.horizon * account.volume * unit + (externality if p.stakes == 0.0 else 0.0)


@jit
def account_gain(world: World, i: int, worth: float, building: float, loss: float) -> float:
    """The account's gain under the contract in force: g = H q (B(s) + p_alt - p - its rigidity) + L_b.

    Where terms count what support builds, B(s) is :func:`equipoise.sim.rules.package.lasting_value`.

    Parameters
    ----------
    world : World
        The state.
    i : int
        Slot.
    worth, building, loss : float
        a of B, what support builds, nu, and L_b, as the side that reckons sees them, 1, 1 and money.

    Returns
    -------
    float
        Money.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    unit = lasting_value(rel.support, worth, p.support_curvature, building) + rel.alternative - rel.price
    unit -= rigidity_cost(rel.commitment, rel.rigidity)
    return p.horizon * account.volume * unit + (loss if p.stakes == 0.0 else 0.0)


@jit
def account_threat(world: World, i: int) -> float:
    """How credibly the account can threaten with an end, by its own stakes and what it believes of the vendor's.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.

    Returns
    -------
    float
        tau, the chance that a flat refusal ends the relationship.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    if p.threats == 0.0:
        return credible_threat(p.threat, rel.dependence_account)
    own = account_gain(world, i, account.support_worth, rel.building, rel.loss_account)
    vendor = contract_gain(world, i, rel.externality_believed)
    return resolute_threat(p.threat, rel.left_account, own, rel.left_believed, vendor, p.risk_aversion)


@jit
def expected_threat(world: World, i: int) -> float:
    """The threat that the vendor reckons with before it hears a demand: tau by its own estimate of both sides' stakes.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.

    Returns
    -------
    float
        tau.
    """
    p, rel = world.params[0], world.rows[i]
    if p.threats == 0.0:
        return credible_threat(p.threat, dependence(rel.pie_vendor, rel.left_account))
    account = account_gain(world, i, rel.worth_seen, rel.building_seen, rel.loss_account_seen)
    own = contract_gain(world, i, rel.externality)
    return resolute_threat(p.threat, rel.left_account, account, rel.left_vendor, own, p.risk_aversion)


@jit
def vendor_threat(world: World, i: int, asked: float) -> float:
    """The threat that the vendor reads from a demand: who asks for so much must be so resolved.

    Where threats follow from the account's need, a demand tells nothing of it; with full information the vendor knows.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.
    asked : float
        Worth of the demand, money.

    Returns
    -------
    float
        tau.
    """
    p, rel = world.params[0], world.rows[i]
    if p.threats == 0.0 or p.information > 0.0:
        return expected_threat(world, i)
    own = contract_gain(world, i, rel.externality)
    return threat_behind(asked, rel.orientation_seen, rel.left_vendor, own, p.threat, p.risk_aversion)


@jit
def demand(world: World, i: int) -> float:
    """The account decides what to ask for, free: (1 - theta) of what it believes fear would make the vendor pay.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.

    Returns
    -------
    float
        Worth of the demand, money; 0 asks for nothing.
    """
    p, rel, account = world.params[0], world.rows[i], account_of(world, i)
    gain = contract_gain(world, i, rel.externality_believed)
    threat = account_threat(world, i)
    return (1.0 - account.orientation) * fear_premium(rel.left_believed, gain, threat, p.risk_aversion)


@jit
def answer_demand(world: World, i: int, asked: float) -> float:
    """The vendor decides what part of a demand to grant, by its true dependence.

    Parameters
    ----------
    world : World
        The state of the round.
    i : int
        Slot.
    asked : float
        Worth of the demand, money.

    Returns
    -------
    float
        In [0, 1].
    """
    p, rel = world.params[0], world.rows[i]
    own = contract_gain(world, i, rel.externality)
    return best_answer(rel.left_vendor, own, asked, vendor_threat(world, i, asked), p.risk_aversion)
