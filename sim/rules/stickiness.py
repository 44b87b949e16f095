"""Where the price can't move, support must: "free products and free support" get into contracts."""

from __future__ import annotations

from math import inf

from equipoise.sim.compiler import jit
from equipoise.sim.rules.bargaining import fear_of_ruin, fear_slope_bend
from equipoise.sim.rules.package import support_value

TOLERANCE = 1e-11
"""Of the support found, in shares of the most that is worth anything."""

SQUARED = 1e-7
"""A Newton step this small, in the same shares, leaves an error of about its square."""


@jit
def boldness_ratio(
    wealth_vendor: float, wealth_account: float, gain_vendor: float, gain_account: float, risk_aversion: float
) -> float:
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
    ratio: float,
    wealth_vendor: float,
    wealth_account: float,
    gain_vendor: float,
    gain_account: float,
    support: float,
    volume: float,
    worth: float,
    curvature: float,
    risk_aversion: float,
) -> float:
    """Support that solves the bargain when the price is stuck.

    With the price given, the weighted Nash product is greatest where lambda phi(W_b, G(s)) = B'(s) phi(W_v, y(s)):
    each money of support costs the vendor one and gives the account B'(s) = a - g s. At an unstuck price B'(s) = 1,
    the efficient support.

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
    most = max(worth / curvature, 0.0)
    low, high = -most, most  # below 0, where the root stands when any support is too much
    base = support_value(support, worth, curvature)
    s = min(max(support, 0.0), most)
    for _ in range(200):
        marginal = worth - curvature * s
        y = max(gain_vendor - volume * (s - support), 0.0)
        g = max(gain_account + volume * (support_value(s, worth, curvature) - base), 0.0)
        fear_vendor, slope_vendor, _ = fear_slope_bend(wealth_vendor, y, risk_aversion)
        fear_account, slope_account, _ = fear_slope_bend(wealth_account, g, risk_aversion)
        # Increases with s: support makes the account fear more for its gain, and the vendor less for its own.
        pull = (ratio * fear_account if g > 0.0 else 0.0) - marginal * fear_vendor
        if pull > 0.0 or y <= 0.0:  # a vendor that was promised nothing still gives no more than it has
            high = s
        else:
            low = s
        slope = volume * marginal * (ratio * slope_account + slope_vendor) + curvature * fear_vendor
        step = s - pull / slope if slope > 0.0 and g > 0.0 and y > 0.0 else low - 1.0
        newton = low <= step <= high
        moved = max(step if newton else 0.5 * (low + high), 0.0)
        if abs(moved - s) <= (SQUARED if newton else TOLERANCE) * most:
            return moved
        s = moved
    return s
