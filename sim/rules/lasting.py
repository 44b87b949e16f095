"""What is known of a relationship by its having lasted: a bad fit would have ended it (Jovanovic 1979)."""

from __future__ import annotations

from math import exp, log1p
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from equipoise.sim.compiler import jit
from equipoise.sim.rules.bargaining import BELOW_ONE
from equipoise.sim.rules.rivals import chance_below

FITS = 64
"""Fits that are told apart, each as likely as the others when a relationship begins."""

_DEVIATES = np.array([NormalDist().inv_cdf((k + 0.5) / FITS) for k in range(FITS)])


class Temptation(NamedTuple):
    """What would have drawn an account away.

    Attributes
    ----------
    indifferent : float
        Quote below which it leaves where the fit is worth nothing, money a unit.
    looks : float
        Chance in a round that it looks at quotes, and leaves if they are good enough.
    location, scale, do_without : float
        Of the best quote of its rivals, as for :func:`equipoise.sim.rules.rivals.chance_below`.
    """

    indifferent: float
    looks: float
    location: float
    scale: float
    do_without: float


@jit
def lasting_fit(uniform: float, spread: float, known: float, rounds: float, tempted: Temptation) -> float:
    """Draw the fit of a relationship that has lasted some rounds, as likely as it would have lasted with that fit.

    P(m | t) is proportional to phi(m / sigma) (1 - a F(y - k m))^t: of the fits that a relationship begins with, those
    with which no rival has drawn the account away.

    Parameters
    ----------
    uniform : float
        A uniform draw in (0, 1).
    spread : float
        sigma, money a unit.
    known : float
        k in [0, 1], the share of the fit that is known by now.
    rounds : float
        t, rounds that it has lasted.
    tempted : Temptation
        y, a, and the distribution F of the best quote.

    Returns
    -------
    float
        m, money a unit.
    """
    best = _lasts(known * spread * _DEVIATES[FITS - 1], rounds, tempted)  # by which no weight of all is too small
    total = 0.0
    for fit in _DEVIATES:
        total += exp(_lasts(known * spread * fit, rounds, tempted) - best)
    below = 0.0
    for fit in _DEVIATES:
        below += exp(_lasts(known * spread * fit, rounds, tempted) - best)
        if below >= uniform * total:
            return float(spread * fit)
    return float(spread * _DEVIATES[FITS - 1])


@jit
def _lasts(unique: float, rounds: float, tempted: Temptation) -> float:
    """Logarithm of the chance that no rival has drawn the account away."""
    limit = tempted.indifferent - unique
    left = tempted.looks * chance_below(limit, tempted.location, tempted.scale, tempted.do_without)
    return rounds * log1p(-min(left, BELOW_ONE))
