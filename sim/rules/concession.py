"""The exchange of offers: each side concedes from its opening towards its reservation value.

The tactic is that of Faratin, Sierra and Jennings (1998).
"""

from __future__ import annotations

from math import log, log1p
from typing import TYPE_CHECKING

from equipoise.sim.compiler import jit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AGREEMENT = 1e-9
"""Prices closer than this are the same price."""


@jit
def conceded(exchange: int, exchanges: int, exponent: float) -> float:
    """Share of its way that a side has conceded at an exchange: (k / K)^(1 / beta).

    Parameters
    ----------
    exchange, exchanges, exponent
        As in :func:`target`.

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
def target(opening: float, reserve: float, exchange: int, exchanges: int, exponent: float) -> float:
    """What a side holds out for at an exchange: opening - (opening - reserve) (k / K)^(1 / beta).

    Parameters
    ----------
    opening, reserve : float
        Where it starts and where it stops, money a unit.
    exchange, exchanges : int
        k from 0 to K.
    exponent : float
        beta > 0: below 1 it concedes late, above 1 early.

    Returns
    -------
    float
        Money a unit.
    """
    return opening - (opening - reserve) * conceded(exchange, exchanges, exponent)


@jit
def crossing(
    vendor_opening: float,
    vendor_reserve: float,
    vendor_path: NDArray[np.float64],
    account_opening: float,
    account_reserve: float,
    account_path: NDArray[np.float64],
) -> int:
    """First exchange at which the vendor's target is not above the account's.

    Parameters
    ----------
    vendor_opening, vendor_reserve : float
        The vendor's prices a unit.
    vendor_path : ndarray of shape (K + 2,)
        Its concession, as :func:`lay_path` lays it out.
    account_opening, account_reserve, account_path
        The account's.

    Returns
    -------
    int
        k in [0, K]; -1 when the targets never meet.
    """
    if vendor_opening <= account_opening + AGREEMENT:
        return 0
    if vendor_reserve > account_reserve + AGREEMENT:
        return -1
    exchanges = vendor_path.shape[0] - 2
    for k in range(1, exchanges + 1):
        ask = vendor_opening - (vendor_opening - vendor_reserve) * vendor_path[k]
        bid = account_opening - (account_opening - account_reserve) * account_path[k]
        if ask <= bid + AGREEMENT:
            return k
    return exchanges


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
