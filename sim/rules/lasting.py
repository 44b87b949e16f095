"""What price and age tell of a fit: a good one raises the price, and a bad one would have ended it (Jovanovic 1979)."""

from __future__ import annotations

from math import exp, inf, log1p
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.compiler import jit
from equipoise.sim.rules.bargaining import BELOW_ONE
from equipoise.sim.rules.rivals import chance_below

if TYPE_CHECKING:
    from numpy.typing import NDArray

FITS = 64
"""Fits that are told apart, each as likely as the others when a relationship begins."""

NOISE = 0.3
"""How far a price lies off what the fit makes it, in standard deviations of the fit: .2 to .35 in runs of ``base``."""

_DEVIATES = np.array([NormalDist().inv_cdf((k + 0.5) / FITS) for k in range(FITS)])


class Signs(NamedTuple):
    """What is known of a fit, but for the fit itself.

    Attributes
    ----------
    known : float
        k in [0, 1], the share of the fit that is known by now.
    rounds : float
        t, rounds that the relationship has lasted.
    premium : float
        z, what the price is above that of a fit worth nothing, money a unit.
    stated : float
        1 where the price is stated; 0 where it tells nothing.
    indifferent : float
        Quote below which it leaves where the fit is worth nothing, money a unit.
    looks : float
        Chance in a round that it looks at quotes, and leaves if they are good enough.
    location, scale, do_without : float
        Of the best quote of its rivals, as for :func:`equipoise.sim.rules.rivals.chance_below`.
    """

    known: float
    rounds: float
    premium: float
    stated: float
    indifferent: float
    looks: float
    location: float
    scale: float
    do_without: float


WEIGHED = FITS + 2 + len(Signs._fields)
"""Numbers that tell how likely each fit is: the weight of each, their sum, and what they were reckoned from."""


@jit
def lasting_fit(uniform: float, spread: float, signs: Signs, weighed: NDArray[np.float64]) -> float:
    """Draw the fit of a relationship in force, as likely as it is by price and age.

    P(m | z, t) is proportional to phi(m / sigma) phi((z - k m / 2) / (NOISE sigma)) (1 - a F(y - k m))^t: the price
    rises by half of what the fit is worth, and no rival has drawn the account away.

    Parameters
    ----------
    uniform : float
        A uniform draw in (0, 1).
    spread : float
        sigma, money a unit.
    signs : Signs
        k, t, z, y, a, and the distribution F of the best quote.
    weighed : ndarray of shape (WEIGHED,)
        Working space: how likely each fit is, reckoned anew where it stands there for other signs. One run after
        another asks for the same, and this takes longer than all else in a round.

    Returns
    -------
    float
        m, money a unit: one of ``FITS`` that are alike when a relationship begins.
    """
    if spread == 0.0:
        return 0.0
    if not _is_of(weighed, spread, signs):
        _weigh(weighed, spread, signs)
    below, enough = 0.0, uniform * weighed[FITS]
    for k in range(FITS):
        below += weighed[k]
        if below >= enough:
            return float(spread * _DEVIATES[k])
    return float(spread * _DEVIATES[FITS - 1])


@jit
def _is_of(weighed: NDArray[np.float64], spread: float, signs: Signs) -> bool:
    """Whether the weights were reckoned from just these signs."""
    same = weighed[FITS + 1] == spread
    for k in range(len(signs)):
        same = same and weighed[FITS + 2 + k] == signs[k]
    return same


@jit
def _weigh(weighed: NDArray[np.float64], spread: float, signs: Signs) -> None:
    likeliest, total = -inf, 0.0
    for k in range(FITS):
        weighed[k] = _likely(_DEVIATES[k], spread, signs)
        likeliest = max(likeliest, weighed[k])
    for k in range(FITS):
        weighed[k] = exp(weighed[k] - likeliest)
        total += weighed[k]
    weighed[FITS], weighed[FITS + 1] = total, spread
    for k in range(len(signs)):
        weighed[FITS + 2 + k] = signs[k]


@jit
def _likely(deviate: float, spread: float, signs: Signs) -> float:
    """Logarithm of how likely the signs are with a fit."""
    worth = signs.known * spread * deviate
    off = (signs.premium - 0.5 * worth) / (NOISE * spread)
    left = signs.looks * chance_below(signs.indifferent - worth, signs.location, signs.scale, signs.do_without)
    return signs.rounds * log1p(-min(left, BELOW_ONE)) - 0.5 * signs.stated * off * off
