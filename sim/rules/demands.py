"""Demands between renewals, and whether to submit (R4)."""

from __future__ import annotations

from math import exp, expm1, inf, log, log1p

from equipoise.sim.compiler import jit, jit_apart
from equipoise.sim.rules.bargaining import fear_of_ruin

STEPS = 20
"""A vendor weighs answers in steps of a twentieth of the demand."""

SQUARED = 1e-7
"""A Newton step this small, in shares of the greatest threat, leaves an error of about its square."""


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
    certain = _certain(-log1p(gain / wealth), threat, risk_aversion)
    return max(-(wealth + gain) * expm1(certain) - threat * gain, 0.0)


@jit
def _certain(ratio: float, threat: float, risk_aversion: float) -> float:
    """The certainty equivalent under a threat, ln(CE / (W + G)), from ln(W / (W + G))."""
    distance = 1.0 - risk_aversion
    return threat * ratio if distance == 0.0 else log1p(threat * expm1(distance * ratio)) / distance


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
def resolute_threat(
    threat: float,
    wealth_account: float,
    gain_account: float,
    wealth_vendor: float,
    gain_vendor: float,
    risk_aversion: float,
) -> float:
    """Tau = threat max(0, 1 - phi(W_b, g_b) / phi(W_v, G)): a side is resolved as far as it fears ruin less.

    For a small demand x, x / phi is the greatest chance of an end that a side bears for it (Zeuthen 1930); the
    account's exceeds the vendor's by the share 1 - phi_b / phi_v. At the Nash point both are equal (Harsanyi 1956),
    and nothing is left to threaten with.

    Parameters
    ----------
    threat : float
        Chance that a flat refusal ends the relationship, for an account that fears nothing.
    wealth_account, gain_account : float
        W_b, and what the account gains by the contract, g_b, money.
    wealth_vendor, gain_vendor : float
        W_v and G of the vendor, as whoever reckons believes them to be, money.
    risk_aversion : float
        gamma.

    Returns
    -------
    float
        Probability, in [0, threat].
    """
    vendor = fear_of_ruin(wealth_vendor, max(gain_vendor, 0.0), risk_aversion)
    if vendor <= 0.0:
        return 0.0
    return threat * max(1.0 - fear_of_ruin(wealth_account, max(gain_account, 0.0), risk_aversion) / vendor, 0.0)


@jit_apart
def threat_behind(
    asked: float, orientation: float, wealth: float, gain: float, threat: float, risk_aversion: float
) -> float:
    """How resolved an account must be that asks so much: the least tau with (1 - theta) premium(W, G, tau) = x.

    The premium is concave in tau, so that Newton's steps from 0 come to the least root and never pass it.

    Parameters
    ----------
    asked : float
        x, money.
    orientation : float
        theta in [0, 1], as the vendor estimates it.
    wealth, gain : float
        The vendor's W > 0 and G, money.
    threat : float
        The greatest tau.
    risk_aversion : float
        gamma.

    Returns
    -------
    float
        Probability, in [0, threat]; ``threat`` when no tau explains so much.
    """
    if asked <= 0.0:
        return 0.0
    if gain <= 0.0 or risk_aversion == 0.0 or orientation >= 1.0:
        return threat
    premium = asked / (1.0 - orientation)
    fear, ratio = fear_of_ruin(wealth, gain, risk_aversion), -log1p(gain / wealth)
    tau = 0.0
    for _ in range(60):
        certain = _certain(ratio, tau, risk_aversion)
        slope = fear * exp(risk_aversion * certain) - gain
        missing = premium + (wealth + gain) * expm1(certain) + tau * gain
        if slope <= 0.0 or missing >= slope * (threat - tau):
            return threat
        tau += missing / slope
        if missing <= SQUARED * threat * slope:
            break
    return tau


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
        f in {0, 1/20, ..., 1}; 0 when the relationship is worth nothing to the vendor, or nothing is asked.
    """
    if gain <= 0.0 or asked <= 0.0:
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
