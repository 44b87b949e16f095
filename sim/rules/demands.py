"""Demands between renewals, and whether to submit (R4)."""

from __future__ import annotations

from math import expm1, inf, log, log1p

from equipoise.sim.compiler import jit

STEPS = 20
"""A vendor weighs answers in steps of a twentieth of the demand."""


@jit
def utility(money: float, risk_aversion: float) -> float:
    """Power utility (m^(1 - gamma) - 1) / (1 - gamma); ln m at gamma = 1; with fear, minus infinity for nothing.

    Parameters
    ----------
    money : float
        The whole business, money.
    risk_aversion : float
        gamma >= 0.

    Returns
    -------
    float
        Utility.
    """
    if risk_aversion == 0.0:
        return money - 1.0
    if money <= 0.0:
        return -inf
    distance = 1.0 - risk_aversion
    if distance == 0.0:
        return log(money)
    return expm1(distance * log(money)) / distance


@jit
def fear_premium(wealth: float, gain: float, threat: float, risk_aversion: float) -> float:
    """What a frightened vendor would pay over a fearless one to be rid of a threat: W + G - CE - tau G.

    CE is the certainty equivalent of W with probability tau, W + G otherwise. At gamma = 1, with D = G / (W + G),
    this is G ((1 - (1 - D)^tau) / D - tau); at gamma = 0 it is 0.

    Parameters
    ----------
    wealth, gain : float
        W > 0 and G, money.
    threat : float
        tau, the credible chance of an end.
    risk_aversion : float
        gamma.

    Returns
    -------
    float
        Money, >= 0.
    """
    if gain <= 0.0 or threat <= 0.0 or risk_aversion == 0.0:
        return 0.0
    ratio = -log1p(gain / wealth)
    distance = 1.0 - risk_aversion
    certain = threat * ratio if distance == 0.0 else log1p(threat * expm1(distance * ratio)) / distance
    return max(-(wealth + gain) * expm1(certain) - threat * gain, 0.0)


@jit
def credible_threat(threat: float, dependence_account: float) -> float:
    """Tau = threat (1 - D_b): an account that needs the vendor can't threaten.

    Parameters
    ----------
    threat : float
        Chance that a flat refusal ends the relationship, for an account that needs nothing of the vendor.
    dependence_account : float
        D_b in [0, 1).

    Returns
    -------
    float
        Probability.
    """
    return threat * (1.0 - dependence_account)


@jit
def end_after_refusal(threat: float, fraction: float) -> float:
    """Chance that the refusal of the rest ends the relationship: tau (1 - f)^2.

    Parameters
    ----------
    threat : float
        tau.
    fraction : float
        f in [0, 1], the part granted.

    Returns
    -------
    float
        Probability.
    """
    return threat * (1.0 - fraction) ** 2


@jit
def best_answer(wealth: float, gain: float, asked: float, threat: float, risk_aversion: float) -> float:
    """The part of a demand that maximises the vendor's expected utility.

    EU(f) = (1 - tau (1 - f)^2) U(W + G - f x) + tau (1 - f)^2 U(W): what is granted is delivered only to an
    account that stays. It is concave where f x < G, and falls from there: the first peak from above is the only one.

    Parameters
    ----------
    wealth, gain : float
        The vendor's true W and G, money.
    asked : float
        x, money.
    threat : float
        tau.
    risk_aversion : float
        gamma.

    Returns
    -------
    float
        f in {0, 1/20, ..., 1}; 0 when the relationship is worth nothing to the vendor.
    """
    if gain <= 0.0:
        return 0.0
    alone = utility(wealth, risk_aversion)
    best, best_worth = 0.0, -inf
    for step in range(STEPS, -1, -1):
        fraction = step / STEPS
        left = wealth + gain - fraction * asked
        end = end_after_refusal(threat, fraction)
        worth = (1.0 - end) * utility(left, risk_aversion) + end * alone
        if worth < best_worth:
            break
        best, best_worth = fraction, worth
    return best
