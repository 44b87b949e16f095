"""Decisions between renewals: what to ask for, free, and what to grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit
from equipoise.sim.rules.bargaining import dependence
from equipoise.sim.rules.demands import best_answer, credible_threat, fear_premium
from equipoise.sim.rules.package import rigidity_cost

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
    p, rel = world.params[0], world.rows[i]
    unit = rel.price - p.unit_cost - rel.support - rigidity_cost(rel.commitment, p.rigidity)
    return p.horizon * rel.volume * unit + (externality if p.stakes == 0.0 else 0.0)


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
    p, rel = world.params[0], world.rows[i]
    gain = contract_gain(world, i, rel.externality_believed)
    threat = credible_threat(p.threat, rel.dependence_account)
    return (1.0 - rel.orientation) * fear_premium(rel.left_believed, gain, threat, p.risk_aversion)


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
    threat = credible_threat(p.threat, dependence(rel.pie_vendor, rel.left_account))
    return best_answer(rel.left_vendor, contract_gain(world, i, rel.externality), asked, threat, p.risk_aversion)
