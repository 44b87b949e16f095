"""The exchange of offers: each side concedes from its opening towards its reservation value.

The tactic is that of Faratin, Sierra and Jennings (1998).
"""

from __future__ import annotations

from math import log, log1p

from equipoise.sim.compiler import jit

AGREEMENT = 1e-9
"""Prices closer than this are the same price."""


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
    return opening - (opening - reserve) * (exchange / exchanges) ** (1.0 / exponent)


@jit
def crossing(
    vendor_opening: float,
    vendor_reserve: float,
    vendor_exponent: float,
    account_opening: float,
    account_reserve: float,
    account_exponent: float,
    exchanges: int,
) -> int:
    """First exchange at which the vendor's target is not above the account's.

    Parameters
    ----------
    vendor_opening, vendor_reserve, vendor_exponent : float
        The vendor's concession: prices a unit, and beta.
    account_opening, account_reserve, account_exponent : float
        The account's.
    exchanges : int
        K.

    Returns
    -------
    int
        k in [0, K]; -1 when the targets never meet.
    """
    if vendor_opening <= account_opening + AGREEMENT:
        return 0
    if vendor_reserve > account_reserve + AGREEMENT:
        return -1
    for k in range(1, exchanges + 1):
        ask = target(vendor_opening, vendor_reserve, k, exchanges, vendor_exponent)
        bid = target(account_opening, account_reserve, k, exchanges, account_exponent)
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
