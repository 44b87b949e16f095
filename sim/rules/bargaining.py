"""Who gets how much: the Nash bargain between two sides that fear ruin.

Each side values its whole business W + G with constant relative risk aversion gamma. The Nash solution equates the two
*fears of ruin* (Aumann and Kurz 1977): the side with less left, W, asks for less.
"""

from __future__ import annotations

from math import expm1, log1p

from equipoise.sim.compiler import jit, jit_apart

TOLERANCE = 1e-14
"""Width of the final bracket, in shares of the pie."""

CUBIC = 1e-4
"""A Halley step this small, in shares of the smaller business, leaves an error of about its third power."""

BELOW_ONE = 1.0 - 2.0**-53
"""The largest number below 1."""


@jit
def fear_of_ruin(wealth: float, gain: float, risk_aversion: float) -> float:
    """Fear of ruin phi(W, g) = (W + g) (1 - (1 + g/W)^(gamma - 1)) / (1 - gamma); (W + g) ln(1 + g/W) at gamma = 1.

    It is utility over marginal utility, measured from the point of no agreement (Aumann and Kurz 1977).

    Parameters
    ----------
    wealth : float
        What is left without the relationship, W > 0, money.
    gain : float
        What the relationship adds, g >= 0, money.
    risk_aversion : float
        gamma >= 0; 0 is risk neutral, where phi = g.

    Returns
    -------
    float
        phi, money; it increases with the gain.
    """
    logratio = log1p(gain / wealth)
    distance = 1.0 - risk_aversion
    if distance == 0.0:
        return (wealth + gain) * logratio
    return -(wealth + gain) * expm1(-distance * logratio) / distance


@jit
def nash_gain(wealth_vendor: float, wealth_account: float, pie: float, risk_aversion: float) -> float:
    """The vendor's gain y at the Nash point: phi(W_v, y) = phi(W_b, T - y).

    The root is bracketed in [0, T]; a Halley step that would leave the bracket is replaced by its midpoint.

    Parameters
    ----------
    wealth_vendor, wealth_account : float
        W_v, W_b > 0, money.
    pie : float
        T, money.
    risk_aversion : float
        gamma of both sides.

    Returns
    -------
    float
        y in [0, T], money; T/2 at gamma = 0 or equal wealth; 0 when there is no pie.
    """
    if pie <= 0.0:
        return 0.0
    low, high, y = 0.0, pie, 0.5 * pie
    for _ in range(200):
        low, high, y, found = _closer(low, high, y, wealth_vendor, wealth_account, pie, risk_aversion)
        if found:
            break
    return y


@jit
def _closer(
    low: float, high: float, y: float, wealth_vendor: float, wealth_account: float, pie: float, risk_aversion: float
) -> tuple[float, float, float, bool]:
    """One step of :func:`nash_gain`: the bracket, a better y, and whether it is good enough."""
    fear_vendor, slope_vendor, bend_vendor = fear_slope_bend(wealth_vendor, y, risk_aversion)
    fear_account, slope_account, bend_account = fear_slope_bend(wealth_account, pie - y, risk_aversion)
    gap, slope, bend = fear_vendor - fear_account, slope_vendor + slope_account, bend_vendor - bend_account
    if gap > 0.0:
        high = y
    else:
        low = y
    step = y - 2.0 * gap * slope / (2.0 * slope * slope - gap * bend)
    if low <= step <= high:
        scale = min(wealth_vendor + y, wealth_account + pie - y, pie)
        return low, high, step, abs(step - y) <= CUBIC * scale or high - low <= TOLERANCE * pie
    return low, high, 0.5 * (low + high), high - low <= TOLERANCE * pie


@jit_apart
def nash_gains(
    wealths: tuple[float, float], wealth_account: float, pies: tuple[float, float], risk_aversion: float
) -> tuple[float, float]:
    """The gains of two vendors from bargains with one account: :func:`nash_gain` of each.

    Neither waits for the other, so that a processor reckons both at once.

    Parameters
    ----------
    wealths, pies : tuple of two floats
        W_v and T of each.
    wealth_account, risk_aversion : float
        As in :func:`nash_gain`.

    Returns
    -------
    tuple of two floats
        y of each.
    """
    first, second = max(pies[0], 0.0), max(pies[1], 0.0)
    low, high, y, found = 0.0, first, 0.5 * first, first == 0.0
    lower, higher, z, settled = 0.0, second, 0.5 * second, second == 0.0
    for _ in range(200):
        if found and settled:
            break
        if not found:
            low, high, y, found = _closer(low, high, y, wealths[0], wealth_account, first, risk_aversion)
        if not settled:
            lower, higher, z, settled = _closer(lower, higher, z, wealths[1], wealth_account, second, risk_aversion)
    return y, z


@jit
def fear_slope_bend(wealth: float, gain: float, risk_aversion: float) -> tuple[float, float, float]:
    """The fear of ruin with its first two derivatives by the gain; r = 1 + g/W.

    phi' = (1 - r^(gamma - 1)) / (1 - gamma) + r^(gamma - 1), which is ln r + 1 at gamma = 1; phi'' = gamma
    r^(gamma - 1) / (W + g).

    Parameters
    ----------
    wealth, gain, risk_aversion : float
        As in :func:`fear_of_ruin`.

    Returns
    -------
    tuple of three floats
        phi (money), phi' (1), phi'' (1/money).
    """
    logratio = log1p(gain / wealth)
    distance = 1.0 - risk_aversion
    whole = wealth + gain
    if distance == 0.0:
        return whole * logratio, logratio + 1.0, 1.0 / whole
    shrunk = expm1(-distance * logratio)
    return -whole * shrunk / distance, 1.0 + shrunk - shrunk / distance, risk_aversion * (1.0 + shrunk) / whole


@jit
def bargained_gain(
    wealth_vendor: float,
    wealth_account: float,
    pie: float,
    risk_aversion: float,
    idle: float,
    loss_vendor: float,
    loss_account: float,
    opt_out: bool,
) -> float:
    """The vendor's gain y, with alternatives as threat point or as opt-out.

    As threat point the pie T is what both lose without each other: y = nash_gain(T). As opt-out (outside-option
    principle: Binmore, Rubinstein and Wolinsky 1986) nothing is lost while talks go on but the trade itself: the pie
    during talks is T + Z - L_v - K, with Z what doing without costs the account beyond buying from a rival, and K what
    only an ending costs it; alternatives only bound the result, 0 <= y <= T.

    Parameters
    ----------
    wealth_vendor, wealth_account, pie, risk_aversion : float
        As in :func:`nash_gain`.
    idle : float
        Z >= 0: H q (do-without value - price of the best alternative), money.
    loss_vendor, loss_account : float
        L_v, and K: the part of L_b that only an ending loses (switching cost), money.
    opt_out : bool
        Which variant.

    Returns
    -------
    float
        y in [0, max(T, 0)], money.
    """
    inside = pie + idle - loss_vendor - loss_account if opt_out else pie
    return _bounded(nash_gain(wealth_vendor, wealth_account, inside, risk_aversion), pie, loss_vendor, opt_out)


@jit
def bargained_gains(
    wealths: tuple[float, float],
    wealth_account: float,
    pies: tuple[float, float],
    risk_aversion: float,
    idle: float,
    losses: tuple[float, float],
    loss_account: float,
    opt_out: bool,
) -> tuple[float, float]:
    """The gains of two vendors: :func:`bargained_gain` of each, as :func:`nash_gains` has it."""
    inside = pies
    if opt_out:
        inside = (pies[0] + idle - losses[0] - loss_account, pies[1] + idle - losses[1] - loss_account)
    gains = nash_gains(wealths, wealth_account, inside, risk_aversion)
    return _bounded(gains[0], pies[0], losses[0], opt_out), _bounded(gains[1], pies[1], losses[1], opt_out)


@jit
def _bounded(y: float, pie: float, loss_vendor: float, opt_out: bool) -> float:
    return min(max(y + loss_vendor, 0.0), max(pie, 0.0)) if opt_out else y


@jit
def dependence(pie: float, wealth: float) -> float:
    """Dependence D = (T/2) / (T/2 + W): at the even split, so that it is not moved by the price (Emerson 1962).

    Parameters
    ----------
    pie : float
        T, money.
    wealth : float
        W > 0, what the side has left, money.

    Returns
    -------
    float
        In [0, 1); 0 when there is no pie.
    """
    half = 0.5 * max(pie, 0.0)
    return min(half / (half + wealth), BELOW_ONE)
