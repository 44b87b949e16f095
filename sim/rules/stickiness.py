"""Where the price can't move, support must: "free products and free support" get into contracts."""

from __future__ import annotations

from math import inf

from sim.compiler import jit
from sim.rules.bargaining import fear_of_ruin
from sim.rules.package import support_value


@jit
def boldness_ratio(wealth_vendor: float, wealth_account: float, gain_vendor: float, gain_account: float, risk_aversion: float) -> float:
    """The weight that makes a deal the Nash point: lambda = phi(W_v, y) / phi(W_b, G).

    1 at the Nash point itself; above 1 when the vendor did better than that.

    Parameters
    ----------
    wealth_vendor, wealth_account : float
        W_v, W_b, money.
    gain_vendor, gain_account : float
        The deal's y and G, money.
    risk_aversion : float
        gamma.

    Returns
    -------
    float
        lambda in [0, inf].
    """
    account = fear_of_ruin(wealth_account, max(gain_account, 0.0), risk_aversion)
    if account == 0.0:
        return inf
    return fear_of_ruin(wealth_vendor, max(gain_vendor, 0.0), risk_aversion) / account


@jit
def support_at_stuck_price(
    ratio: float, wealth_vendor: float, wealth_account: float, gain_vendor: float, gain_account: float, support: float, volume: float,
    worth: float, curvature: float, risk_aversion: float,
) -> float:  # fmt: skip
    """Support that solves the bargain when the price is stuck.

    With the price given, the weighted Nash product is greatest where lambda phi(W_b, G(s)) = B'(s) phi(W_v, y(s)): each money of
    support costs the vendor one and gives the account B'(s) = a - g s. At an unstuck price B'(s) = 1, the efficient support.

    Parameters
    ----------
    ratio : float
        lambda of :func:`boldness_ratio` at the deal that was agreed.
    wealth_vendor, wealth_account : float
        W_v, W_b, money.
    gain_vendor, gain_account : float
        y and G at the stuck price with ``support``, money.
    support : float
        The support at which the gains are stated, money a unit.
    volume : float
        H q, units over the horizon.
    worth, curvature : float
        a and g of the worth of support.
    risk_aversion : float
        gamma.

    Returns
    -------
    float
        s in [0, a/g], at which neither side's gain is below 0 if any such support exists.
    """
    low, high = 0.0, max(worth / curvature, 0.0)
    base = support_value(support, worth, curvature)
    for _ in range(60):
        s = 0.5 * (low + high)
        y = gain_vendor - volume * (s - support)
        g = gain_account + volume * (support_value(s, worth, curvature) - base)
        if y <= 0.0:
            high = s
        elif g <= 0.0:
            low = s
        elif ratio * fear_of_ruin(wealth_account, g, risk_aversion) < (worth - curvature * s) * fear_of_ruin(wealth_vendor, y, risk_aversion):
            low = s
        else:
            high = s
    return 0.5 * (low + high)
