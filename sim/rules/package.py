"""What is traded: the terms besides the price, support s and commitment d.

Price moves surplus one for one, so the best terms maximise the joint value.
"""

from __future__ import annotations

from equipoise.sim.compiler import jit


@jit
def support_value(support: float, worth: float, curvature: float) -> float:
    """Worth of support to the account: B(s) = a s - g s^2 / 2.

    Parameters
    ----------
    support : float
        s >= 0, the vendor's cost a unit, money.
    worth : float
        a, worth of the first money of support.
    curvature : float
        g > 0, a unit/money.

    Returns
    -------
    float
        B(s), money a unit.
    """
    return worth * support - 0.5 * curvature * support * support


@jit
def efficient_support(worth: float, curvature: float) -> float:
    """Support at which its last money is worth just its cost: B'(s) = 1, s = (a - 1) / g, not below 0.

    Parameters
    ----------
    worth, curvature : float
        a and g of :func:`support_value`.

    Returns
    -------
    float
        s, money a unit.
    """
    return max((worth - 1.0) / curvature, 0.0)


@jit
def rigidity_cost(commitment: float, rigidity: float) -> float:
    """Each side's half of the cost of being bound: e d^2 / 4 a unit.

    Parameters
    ----------
    commitment : float
        d in [0, 1].
    rigidity : float
        e, money a unit.

    Returns
    -------
    float
        Money a unit.
    """
    return 0.25 * rigidity * commitment * commitment


@jit
def efficient_commitment(
    break_chance: float, stakes: float, forgone: float, volume: float, rigidity: float, cap: float
) -> float:
    """Commitment that maximises d b (L_v + L_b) - d q H o - q H e d^2 / 2, with everything already over the horizon.

    Its worth is the breakups that it prevents, at both sides' stakes; its cost is the rival quotes forgone, and
    rigidity. So d = (b (L_v + L_b) / (H q) - o) / e, within [0, cap].

    Parameters
    ----------
    break_chance : float
        b, the chance that an uncommitted relationship breaks within the horizon.
    stakes : float
        L_v + L_b, money.
    forgone : float
        o, expected saving on a unit from looking at rivals, money a unit.
    volume : float
        H q > 0, units over the horizon.
    rigidity : float
        e, money a unit.
    cap : float
        Most of the wallet that may be bound.

    Returns
    -------
    float
        d in [0, cap].
    """
    worth = break_chance * stakes / volume - forgone
    if worth <= 0.0:
        return 0.0
    if worth >= rigidity * cap:
        return cap
    return worth / rigidity
