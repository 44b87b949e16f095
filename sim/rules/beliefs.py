"""What each side makes of what it sees: "if the account figures out that they're strategic" (R4).

The account reckons with two types of vendor, dependent and independent; pi is the probability of the first.
"""

from __future__ import annotations

from math import exp, log

from equipoise.sim.compiler import jit

_CERTAIN = 1e-9


@jit
def log_odds(probability: float) -> float:
    """ln(pi / (1 - pi)), with pi held within 1e-9 of certainty.

    Parameters
    ----------
    probability : float
        pi in [0, 1].

    Returns
    -------
    float
        Log odds.
    """
    p = min(max(probability, _CERTAIN), 1.0 - _CERTAIN)
    return log(p / (1.0 - p))


@jit
def probability(odds: float) -> float:
    """Inverse of :func:`log_odds`: 1 / (1 + exp(-x)).

    Parameters
    ----------
    odds : float
        Log odds.

    Returns
    -------
    float
        pi in [0, 1].
    """
    return 1.0 / (1.0 + exp(-min(max(odds, -50.0), 50.0)))


@jit
def updated(belief: float, log_likelihood_ratio: float) -> float:
    """Bayes on two types: posterior odds = prior odds times the likelihood ratio.

    Parameters
    ----------
    belief : float
        pi in [0, 1].
    log_likelihood_ratio : float
        Logarithm of the chance of what was seen if dependent, over the same if independent.

    Returns
    -------
    float
        The new pi.
    """
    return probability(log_odds(belief) + log_likelihood_ratio)


@jit
def prior(base: float, share_weight: float, revenue_share: float) -> float:
    """The account's prior: pi_0 + (1 - pi_0) w share. A giant knows what share of the vendor's revenue it is.

    Parameters
    ----------
    base : float
        pi_0.
    share_weight : float
        w in [0, 1].
    revenue_share : float
        The account's share of the vendor's revenue; counted as at least 0 and at most 1, which it can leave only when
        some accounts are paid to buy.

    Returns
    -------
    float
        Prior probability of dependence.
    """
    return base + (1.0 - base) * share_weight * min(max(revenue_share, 0.0), 1.0)


@jit
def faded(belief: float, towards: float, memory: float) -> float:
    """A belief after a round without news: log odds keep the share ``memory`` of their distance from the prior's.

    Parameters
    ----------
    belief, towards : float
        pi and its prior.
    memory : float
        In [0, 1].

    Returns
    -------
    float
        The new pi.
    """
    anchor = log_odds(towards)
    return probability(anchor + memory * (log_odds(belief) - anchor))


@jit
def opening_evidence(opening: float, if_dependent: float, if_independent: float, sigma: float) -> float:
    """Log likelihood ratio of an opening offer: ((x - m_N)^2 - (x - m_S)^2) / (2 sigma^2), both types normal.

    Parameters
    ----------
    opening : float
        The vendor's opening price, money a unit.
    if_dependent, if_independent : float
        Where each type would open, m_S and m_N, with the bluff that the account reckons with.
    sigma : float
        Standard deviation, money a unit.

    Returns
    -------
    float
        Positive when the opening is more like a dependent vendor's.
    """
    return ((opening - if_independent) ** 2 - (opening - if_dependent) ** 2) / (2.0 * sigma * sigma)


@jit
def yielding_evidence(ratio: float, fraction: float) -> float:
    """Log likelihood ratio of an answer: (2 f - 1) ln ratio; yielding speaks for dependence, refusal against.

    Parameters
    ----------
    ratio : float
        Likelihood ratio of yielding wholly.
    fraction : float
        f in [0, 1], the part of the demand that was granted.

    Returns
    -------
    float
        Log likelihood ratio.
    """
    return (2.0 * fraction - 1.0) * log(ratio)


@jit
def believed_wealth(belief: float, dependent: float, independent: float) -> float:
    """The vendor's wealth in the account's eyes: ln W = pi ln W_S + (1 - pi) ln W_N.

    Parameters
    ----------
    belief : float
        pi.
    dependent, independent : float
        W_S and W_N > 0, money.

    Returns
    -------
    float
        Money.
    """
    return exp(belief * log(dependent) + (1.0 - belief) * log(independent))


@jit
def revised(estimate: float, observation: float, rate: float) -> float:
    """An estimate after an observation: it moves by ``rate`` of the difference, within [0, 1].

    Parameters
    ----------
    estimate, observation : float
        Of an orientation.
    rate : float
        In [0, 1].

    Returns
    -------
    float
        The new estimate.
    """
    return min(max(estimate + rate * (observation - estimate), 0.0), 1.0)
