"""Rivals' quotes, and leaving for pennies (R7).

A quote is mirrored Gumbel. The best of n such quotes is the same distribution shifted by -scale ln n, exactly.
"""

from __future__ import annotations

from math import erfc, exp, expm1, log, log1p, sqrt

from equipoise.sim.compiler import jit

EULER_GAMMA = 0.5772156649015329

NOWHERE = 1e300
"""Where the best quote is when there is none: above every price."""

NO_TAIL = 4.0
"""Above this, E1(exp(x)) is below 1e-25."""
SMALLEST_TERM = 1e-17
"""Terms of the series for E1 below this add nothing."""


@jit
def quote_location(rivals: float, mean: float, scale: float) -> float:
    """Location of the best of n quotes: mu_n = mean + gamma_E scale - scale ln n.

    Parameters
    ----------
    rivals : float
        n >= 0.
    mean, scale : float
        Of one quote, money a unit.

    Returns
    -------
    float
        Money a unit; ``NOWHERE`` without rivals, so that nobody ever quotes below the do-without value.
    """
    return mean + EULER_GAMMA * scale - scale * log(rivals) if rivals >= 1.0 else NOWHERE


@jit
def best_quote(draw: float, location: float, scale: float, cap: float) -> float:
    """The best of n quotes by inverse transform: x = mu_n + scale ln(-ln(1 - u)).

    Parameters
    ----------
    draw : float
        u, uniform in (0, 1).
    location : float
        mu_n, as :func:`quote_location` gives it, money a unit.
    scale : float
        Of one quote, money a unit.
    cap : float
        The do-without value, at which the account would rather buy nothing.

    Returns
    -------
    float
        Money a unit, not above ``cap``.
    """
    return min(location + scale * log(-log1p(-draw)), cap)


@jit
def expected_best_quote(rivals: float, mean: float, scale: float, cap: float) -> float:
    """Mean of the best of n quotes, mean - scale ln n, not above the do-without value.

    Parameters
    ----------
    rivals, mean, scale : float
        As in :func:`quote_location`.
    cap : float
        As in :func:`best_quote`; it is what remains when there are no rivals.

    Returns
    -------
    float
        p_alt, money a unit.
    """
    if rivals < 1.0:
        return cap
    return min(mean - scale * log(rivals), cap)


@jit
def chance_below(price: float, location: float, scale: float, cap: float) -> float:
    """Chance that the best quote is below a price: 1 - exp(-exp((price - mu_n) / scale)).

    Parameters
    ----------
    price : float
        Money a unit.
    location, scale, cap : float
        As in :func:`best_quote`.

    Returns
    -------
    float
        Probability; 1 above the do-without value.
    """
    if price > cap:
        return 1.0
    return -expm1(-exp(min((price - location) / scale, 50.0)))


@jit
def chance_and_saving(price: float, location: float, scale: float, cap: float) -> tuple[float, float]:
    """Chance that a look at the quotes finds one below a price, and what it is expected to save, E[(price - x)+].

    The saving is the integral of the chance, up to the price. With z = exp((price - mu_n) / scale) the two are
    1 - exp(-z), as in :func:`chance_below`, and scale (ln z + gamma_E + E1(z)); E1 by its series or continued fraction
    (Abramowitz and Stegun 5.1.11 and 5.1.22).

    Parameters
    ----------
    price : float
        Price at which the account is indifferent, money a unit.
    location, scale, cap : float
        As in :func:`best_quote`.

    Returns
    -------
    chance : float
        Probability; 1 above the do-without value.
    saving : float
        Money a unit, >= 0.
    """
    below = min(price, cap)
    exponent = (below - location) / scale
    over = max(price - cap, 0.0)
    if exponent > NO_TAIL:
        return 1.0, scale * (exponent + EULER_GAMMA) + over
    z = exp(exponent)
    chance = 1.0 if over > 0.0 else -expm1(-z)
    if z <= 1.0:
        total, term = 0.0, -1.0
        for k in range(1, 30):
            term *= -z / k
            total += term / k
            if abs(term) < SMALLEST_TERM:
                break
        return chance, scale * total + over
    fraction = 0.0
    for k in range(60, 0, -1):
        fraction = k / (1.0 + k / (z + fraction))
    return chance, scale * (exponent + EULER_GAMMA + exp(-z) / (z + fraction)) + over


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


@jit
def chance_of_better_fit(advantage: float, spread: float) -> float:
    """Chance that a rival's fit, normal around 0, is worth more than the vendor's advantage: Phi(-a / sigma_m).

    Parameters
    ----------
    advantage : float
        a, what the vendor is worth beyond any rival, less the cost of changing, money a unit.
    spread : float
        sigma_m, standard deviation of how well a vendor and an account fit, money a unit.

    Returns
    -------
    float
        Probability; without spread 1 below 0, and 0 from there.
    """
    if spread <= 0.0:
        return 1.0 if advantage < 0.0 else 0.0
    return 0.5 * erfc(advantage / (spread * sqrt(2.0)))
