"""The exchange of offers: each side concedes from its opening towards its reservation value.

The tactic is that of Faratin, Sierra and Jennings (1998): by the clock, and in part only as far as the other goes. By
the clock alone stubbornness is free, since the other side moves whatever one does. Abreu and Gul (2000) price it by
concession at the rate that leaves the other side indifferent, which no lever could then improve on; here a side that
holds out is answered instead, and at the last exchange talks break down.
"""

from __future__ import annotations

from math import log, log1p
from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.compiler import jit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AGREEMENT = 1e-9
"""Prices closer than this are the same price."""


class Stance(NamedTuple):
    """What a side brings to an exchange of offers, besides its pace.

    Attributes
    ----------
    opening, reserve : float
        Where it starts and where it stops, money a unit.
    matching : float
        m in [0, 1], the part of its concession in which it only matches the other's.
    """

    opening: float
    reserve: float
    matching: float


@jit
def conceded(exchange: int, exchanges: int, exponent: float) -> float:
    """Share of its way that a side has conceded at an exchange, by the clock: (k / K)^(1 / beta).

    Parameters
    ----------
    exchange, exchanges : int
        k from 0 to K.
    exponent : float
        beta > 0: below 1 it concedes late, above 1 early.

    Returns
    -------
    float
        From 0 to 1.
    """
    return (exchange / exchanges) ** (1.0 / exponent)


@jit
def lay_path(path: NDArray[np.float64], exponent: float) -> None:
    """Lay out the shares conceded at all exchanges, unless they are those of the last talks.

    Parameters
    ----------
    path : ndarray of shape (K + 2,)
        Changed in place: the shares at exchanges 0 to K, and the exponent that they are of.
    exponent : float
        beta > 0.
    """
    exchanges = path.shape[0] - 2
    if path[-1] != exponent:
        for k in range(exchanges + 1):
            path[k] = conceded(k, exchanges, exponent)
        path[-1] = exponent


@jit
def matching(reciprocity: float, dependence: float) -> float:
    """Part of its concession in which a side only matches the other's: m = reciprocity (1 - D).

    Who would have more left without the deal answers stubbornness in kind; who depends on it moves all the same
    (Emerson 1962).

    Parameters
    ----------
    reciprocity : float
        In [0, 1]; at 0 both concede by the clock alone.
    dependence : float
        D in [0, 1], the side's own on the other, as it estimates it.

    Returns
    -------
    float
        m in [0, 1].
    """
    return reciprocity * (1.0 - dependence)


@jit
def matched(own: float, other: float, matching: float) -> float:
    """Money that a side concedes: C_i = (1 - m_i) A_i + m_i min(A_i, A_j) = A_i - m_i max(A_i - A_j, 0).

    A time-dependent tactic mixed with an imitative one (Faratin, Sierra and Jennings 1998). It is money that is
    matched, and not shares of the way, since money can be seen.

    Parameters
    ----------
    own, other : float
        A_i and A_j, what each side would concede by the clock, money a unit.
    matching : float
        m_i in [0, 1].

    Returns
    -------
    float
        C_i, money a unit: never more than by the clock.
    """
    return own - matching * max(own - other, 0.0)


@jit
def offers(vendor: Stance, account: Stance, ours: float, theirs: float) -> tuple[float, float]:
    """What both sides offer: each its opening, less or plus the money that it concedes.

    Parameters
    ----------
    vendor, account : Stance
        Both sides'.
    ours, theirs : float
        A_v and A_b, what the vendor and the account would concede by the clock, money a unit.

    Returns
    -------
    ask, bid : float
        Money a unit.
    """
    ask = vendor.opening - matched(ours, theirs, vendor.matching)
    return ask, account.opening + matched(theirs, ours, account.matching)


@jit
def meeting(vendor: Stance, account: Stance, paths: NDArray[np.float64]) -> tuple[float, float, float]:
    """First exchange at which the money that both have conceded covers the gap between their openings.

    By the clock a side concedes A_i(k) = abs(opening_i - stop_i) (k / K)^(1 / beta_i), of which it holds back what
    :func:`matched` says. At the last exchange only the side that has further to go holds anything back, so that they
    agree at all where the stops overlap by as much.

    Parameters
    ----------
    vendor, account : Stance
        Both sides'.
    paths : ndarray of shape (2, K + 2)
        How the vendor and the account concede, as :func:`lay_path` lays it out.

    Returns
    -------
    exchange, ask, bid : float
        k from 0 to K, -1 when they never agree; and the last offer of each side, money a unit.
    """
    if vendor.opening <= account.opening + AGREEMENT:
        return 0.0, vendor.opening, account.opening
    exchanges = paths.shape[1] - 2
    ours, theirs = vendor.opening - vendor.reserve, account.reserve - account.opening
    held_back = vendor.matching * max(ours - theirs, 0.0) + account.matching * max(theirs - ours, 0.0)
    never = vendor.reserve + held_back > account.reserve + AGREEMENT
    for k in range(exchanges if never else 1, exchanges):
        ask, bid = offers(vendor, account, ours * paths[0, k], theirs * paths[1, k])
        if ask <= bid + AGREEMENT:
            return float(k), ask, bid
    ask, bid = offers(vendor, account, ours * paths[0, exchanges], theirs * paths[1, exchanges])
    return -1.0 if never else float(exchanges), ask, bid


@jit
def exchanges_until_collapse(draw: float, collapse: float) -> float:
    """Exchange at which talks collapse: geometric with a constant chance, floor(ln u / ln(1 - c)) + 1.

    Parameters
    ----------
    draw : float
        Uniform in (0, 1).
    collapse : float
        c, chance for each exchange.

    Returns
    -------
    float
        1, 2, ...; beyond any negotiation when the chance is 0.
    """
    if collapse <= 0.0:
        return 1e18
    if collapse >= 1.0:
        return 1.0
    return float(int(min(log(draw) / log1p(-collapse), 1e17))) + 1.0
