"""Rivals' quotes, and leaving for pennies (R7).

A quote is mirrored Gumbel. The best of n such quotes is the same distribution shifted by -scale ln n, exactly.
"""

from __future__ import annotations

from math import exp, expm1, log, log1p

from equipoise.sim.compiler import jit

EULER_GAMMA = 0.5772156649015329

NO_TAIL = 4.0
"""Above this, E1(exp(x)) is below 1e-25."""
SMALLEST_TERM = 1e-17
"""Terms of the series for E1 below this add nothing."""


@jit
def best_quote(draw: float, rivals: float, mean: float, scale: float, cap: float) -> float:
    """The best of n quotes by inverse transform: x = mu - scale ln n + scale ln(-ln(1 - u)), mu = mean + gamma_E scale.

    Parameters
    ----------
    draw : float
        u, uniform in (0, 1).
    rivals : float
        n >= 0.
    mean, scale : float
        Of one quote, money a unit.
    cap : float
        The do-without value, at which the account would rather buy nothing; returned when there are no rivals.

    Returns
    -------
    float
        Money a unit, not above ``cap``.
    """
    if rivals < 1.0:
        return cap
    return min(mean + EULER_GAMMA * scale - scale * log(rivals) + scale * log(-log1p(-draw)), cap)


@jit
def expected_best_quote(rivals: float, mean: float, scale: float, cap: float) -> float:
    """Mean of the best of n quotes, mean - scale ln n, not above the do-without value.

    Parameters
    ----------
    rivals, mean, scale, cap : float
        As in :func:`best_quote`.

    Returns
    -------
    float
        p_alt, money a unit.
    """
    if rivals < 1.0:
        return cap
    return min(mean - scale * log(rivals), cap)


@jit
def chance_below(price: float, rivals: float, mean: float, scale: float, cap: float) -> float:
    """Chance that the best quote is below a price: 1 - exp(-exp((price - mu_n) / scale)).

    mu_n = mean + gamma_E scale - scale ln n.

    Parameters
    ----------
    price : float
        Money a unit.
    rivals, mean, scale, cap : float
        As in :func:`best_quote`.

    Returns
    -------
    float
        Probability; without rivals, whether doing without is better.
    """
    if price > cap:
        return 1.0
    if rivals < 1.0:
        return 0.0
    exponent = (price - (mean + EULER_GAMMA * scale - scale * log(rivals))) / scale
    return -expm1(-exp(min(exponent, 50.0)))


@jit
def expected_saving(price: float, rivals: float, mean: float, scale: float, cap: float) -> float:
    """Expected saving from a look at the quotes, E[(price - x)+] = integral of the chance below, up to the price.

    With z = exp((price - mu_n) / scale) it is scale (ln z + gamma_E + E1(z)); E1 by its series or continued fraction
    (Abramowitz and Stegun 5.1.11 and 5.1.22).

    Parameters
    ----------
    price : float
        Price at which the account is indifferent, money a unit.
    rivals, mean, scale, cap : float
        As in :func:`best_quote`.

    Returns
    -------
    float
        Money a unit, >= 0.
    """
    if rivals < 1.0:
        return max(price - cap, 0.0)
    below = min(price, cap)
    exponent = (below - (mean + EULER_GAMMA * scale - scale * log(rivals))) / scale
    over = max(price - cap, 0.0)
    if exponent > NO_TAIL:
        return scale * (exponent + EULER_GAMMA) + over
    z = exp(exponent)
    if z <= 1.0:
        total, term = 0.0, -1.0
        for k in range(1, 30):
            term *= -z / k
            total += term / k
            if abs(term) < SMALLEST_TERM:
                break
        return scale * total + over
    fraction = 0.0
    for k in range(60, 0, -1):
        fraction = k / (1.0 + k / (z + fraction))
    return scale * (exponent + EULER_GAMMA + exp(-z) / (z + fraction)) + over


@jit
def saving_from_leaving(price: float, quote: float, support_worth: float, unique: float, switching: float) -> float:
    """What a unit saves by leaving for good: p - B(s) - u - quote - switching cost a unit.

    Parameters
    ----------
    price, quote : float
        The vendor's price and the rival's, money a unit.
    support_worth, unique : float
        B(s) and u, which a rival does not give, money a unit.
    switching : float
        kappa z / H: the one-off cost of switching spread over the horizon; 0 for buying elsewhere in one round only.

    Returns
    -------
    float
        Money a unit; positive when leaving pays.
    """
    return price - support_worth - unique - quote - switching
