"""Intervals that may be looked at after every run: confidence sequences, which cover whenever one stops.

An interval of Student's t covers with 95% at a number of runs fixed beforehand. Whoever looks again and again and stops
when it is narrow enough, or when it leaves zero out, stops too often where it errs. A confidence sequence covers at all
numbers of runs at once with that chance, so any rule of stopping keeps it.

Robbins' normal mixture (1970), with the estimated standard deviation in the place of the true one, is an *asymptotic*
confidence sequence (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic
confidence sequences", 2021; Annals of Statistics 2024): its coverage tends to the nominal as the first look is later. A
measure that is 0 or 1 gets the beta mixture (Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon 2021), which is exact.
"""

from __future__ import annotations

from math import e, exp, log, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaln, lambertw, xlog1py, xlogy

from equipoise.analysis.data import DataError, count, coverage
from equipoise.analysis.intervals import LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.analysis.moments import Moments

GROWTH = 1.25  #: each look comes after this many times the runs of the one before, rounded up


def looks(first: int, most: int) -> list[int]:
    """Number of runs at each look, rising from the ``first`` to the ``most``; both are at least 1."""
    first, most = count(first, "runs at the first look", 1), count(most, "runs at the last look", 1)
    runs = [min(first, most)]
    while runs[-1] < most:
        runs.append(min(int(np.ceil(runs[-1] * GROWTH)), most))
    return runs


def mixture_scale(first: int, level: float = LEVEL) -> float:
    """Scale rho > 0 of the normal mixture for a first look after some runs, at least 1.

    The sequence is narrowest near ``t* = first * log(first)`` runs, and the later the first look, the nearer its
    coverage to the nominal: rho = sqrt((-W_{-1}(-alpha^2 / e) - 1) / t*), W the function of Lambert (Waudby-Smith
    et al. 2021).
    """
    count(first, "runs at the first look", 1)
    alpha = 1.0 - coverage(level)
    best = first * log(max(first, e))
    return sqrt((-float(lambertw(-(alpha**2) * exp(-1.0), -1).real) - 1.0) / best)


def mixture_width(
    runs: NDArray[np.int64], deviation: NDArray[np.float64], scale: float, level: float = LEVEL
) -> NDArray[np.float64]:
    """Half-width of the normal mixture: s sqrt(2 (n rho^2 + 1) / (n^2 rho^2) log(sqrt(n rho^2 + 1) / alpha)).

    Of the shape of n, the ``runs``, at least 1, and of s, the standard ``deviation`` of a run as it is estimated; rho
    is the ``scale`` from :func:`mixture_scale`.
    """
    if (np.asarray(runs) < 1).any() or (np.asarray(deviation) < 0.0).any() or not scale > 0.0:
        raise DataError("a width takes at least one run, a deviation that is not negative and a scale above 0")
    n = np.asarray(runs, dtype=np.float64)
    inside = n * scale**2 + 1.0
    reach: NDArray[np.float64] = np.asarray(deviation) * np.sqrt(
        2.0 * inside / (n**2 * scale**2) * np.log(np.sqrt(inside) / (1.0 - level))
    )
    return reach


def beta_mixture(successes: float, runs: int, level: float = LEVEL) -> tuple[float, float]:
    """Interval of the beta mixture for a chance: all p at which B(s + a, f + a) / B(a, a) < p^s (1 - p)^f / alpha.

    a = 1/2; s successes, the sum of the measure, and f failures. By Ville's inequality it covers at all numbers of runs
    at once, exactly; for measures between 0 and 1 that take other values too, with more than the nominal chance.
    """
    from scipy.optimize import brentq

    count(runs, "the number of runs", 1)
    coverage(level)
    if not 0.0 <= successes <= runs:
        raise DataError(f"of {runs} runs there can't be {successes:g} successes")
    failures = runs - successes
    bar = betaln(successes + 0.5, failures + 0.5) - betaln(0.5, 0.5) + log(1.0 - level)

    def inside(p: float) -> float:
        return float(xlogy(successes, p) + xlog1py(failures, -p) - bar)

    best, tiny = successes / runs, 1e-300
    low = 0.0 if successes <= 0.0 or inside(tiny) > 0.0 else brentq(inside, tiny, best)
    high = 1.0 if failures <= 0.0 or inside(1.0 - 2.0**-53) > 0.0 else brentq(inside, best, 1.0 - 2.0**-53)
    return float(low), float(high)


def half_widths(
    moments: Moments, first: int, *, chance: bool = False, span: float | None = None, level: float = LEVEL
) -> NDArray[np.float64]:
    """Half-width of the confidence sequence of a mean after some runs.

    Parameters
    ----------
    moments : Moments
        Of any shape.
    first : int
        Runs at the first look; earlier ones are not covered.
    chance : bool
        Whether every run has 0 or 1, so that the beta mixture is exact; else the normal mixture.
    span : float, optional
        Width of the range in which the measure lies. The estimated variance then gets one more squared deviation, of a
        half of this, so that a measure which has yet to vary is not taken for one that never will.

    Returns
    -------
    ndarray of float
        Infinite where fewer than two runs, or fewer than half of ``first``, have the measure. An interval of the beta
        mixture is not symmetric: it is its longer side.
    """
    count = np.maximum(moments.count, 2)
    if chance:
        widths = np.full(np.shape(moments.count), np.inf)
        for at in zip(*np.nonzero(moments.count > 0), strict=True):
            mean, runs = float(moments.mean[at]), int(moments.count[at])
            low, high = beta_mixture(round(mean * runs), runs, level)
            widths[at] = max(mean - low, high - mean)
    else:
        spread = moments.deviations + (0.0 if span is None else (span / 2.0) ** 2)
        widths = mixture_width(count, np.sqrt(spread / (count - 1)), mixture_scale(first, level), level)
    return np.where(2 * moments.count >= max(first, 4), widths, np.inf)
