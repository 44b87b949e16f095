"""Intervals of 95% for means over runs and for paired differences."""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import ndtri, stdtrit

from equipoise.analysis.data import ROUNDING, DataError, coverage
from equipoise.analysis.estimate import Estimate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.moments import Moments

LEVEL = 0.95  #: chance with which an interval covers the truth

BOUNDED = frozenset({"chance", "share"})
"""Kinds of measure that lie between 0 and 1, so that values of 0 and 1 alone are a proportion's."""


Interval: TypeAlias = "Callable[[Moments, str], tuple[NDArray[np.float64], NDArray[np.float64]]]"
"""What makes intervals of moments of a kind of measure: :func:`mean_interval` or :func:`difference_interval`."""


def estimates(
    moments: Moments, kind: str, unit: str, interval: Interval, same: NDArray[np.bool_] | None = None
) -> list[Estimate]:
    """Means over runs with their intervals.

    Parameters
    ----------
    moments : Moments
        Of shape (n,).
    kind, unit : str
        Of the measure.
    interval : callable
        What makes intervals.
    same : ndarray of bool, shape (n,), optional
        Of differences, which are exactly nothing in every run.

    Returns
    -------
    list of Estimate
        NaN where no run has the measure.

    Raises
    ------
    equipoise.analysis.data.DataError
        As the interval does.
    """
    low, high = interval(moments, kind)
    mean = np.where(moments.count > 0, moments.mean, np.nan)
    alike = np.zeros(len(mean), bool) if same is None else same
    return [
        Estimate(float(m), float(lo), float(hi), unit=unit, runs=int(n), same=bool(s))
        for m, lo, hi, n, s in zip(mean, low, high, moments.count, alike, strict=True)
    ]


def estimate_rows(
    moments: Moments,
    kinds: Sequence[str],
    units: Sequence[str],
    interval: Interval,
    same: NDArray[np.bool_] | None = None,
) -> list[list[Estimate]]:
    """Means of many measures at once, those of a kind together, which is much quicker than one by one.

    Parameters
    ----------
    moments : Moments
        Of shape (rows, measures).
    kinds, units : sequence of str
        Of each measure.
    interval, same
        As for :func:`estimates`; ``same`` of the moments' shape.

    Returns
    -------
    list of list of Estimate
        By row, by measure; NaN where no run has the measure.

    Raises
    ------
    equipoise.analysis.data.DataError
        As the interval does.
    """
    low, high = np.empty(moments.mean.shape), np.empty(moments.mean.shape)
    for kind in dict.fromkeys(kinds):
        own = [k for k, one in enumerate(kinds) if one == kind]
        low[:, own], high[:, own] = interval(moments[:, own], kind)
    mean = np.where(moments.count > 0, moments.mean, np.nan)
    alike = np.zeros(mean.shape, bool) if same is None else same
    rows = zip(*(part.tolist() for part in (mean, low, high, moments.count, alike)), strict=True)
    return [
        [Estimate(m, lo, hi, unit=unit, runs=n, same=s) for unit, m, lo, hi, n, s in zip(units, *row, strict=True)]
        for row in rows
    ]


def mean_interval(moments: Moments, kind: str, level: float = LEVEL) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Interval of a mean over independent runs of a measure of some kind (:class:`equipoise.sim.outcome.Outcome`).

    Student's t for a measure; Wilson's (1927) for a proportion, which does not collapse where every run says the same.
    Both ends have the moments' shape; NaN where there are too few runs for any, or all show one measure.
    """
    if kind == "chance":
        _check_range(moments, 0.0)
    low, high = student(moments, level)
    if kind in BOUNDED:
        ups, downs = moments.ups_and_downs()
        for at in zip(*np.nonzero(moments.signs & (downs == 0) & (moments.count > 0)), strict=True):
            low[at], high[at] = wilson(int(ups[at]), int(moments.count[at]), level)
    if kind == "chance":  # of several accounts the share held is neither 0 nor 1, and Student's t knows no ends
        low, high = np.maximum(low, 0.0), np.minimum(high, 1.0)
    return low, high


def difference_interval(
    moments: Moments, kind: str, level: float = LEVEL
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Interval of a mean of differences between paired runs, of the moments' shape.

    Student's t for a measure; for the difference of two 0/1 measures, :func:`agresti_min`.
    """
    if kind == "chance":
        _check_range(moments, -1.0)
    low, high = student(moments, level)
    if kind == "chance":
        ups, downs = moments.ups_and_downs()
        for at in zip(*np.nonzero(moments.signs & (moments.count > 0)), strict=True):
            low[at], high[at] = agresti_min(int(ups[at]), int(downs[at]), int(moments.count[at]), level)
        low, high = np.maximum(low, -1.0), np.minimum(high, 1.0)
    return low, high


def student(moments: Moments, level: float = LEVEL) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Interval by Student's t, good for any mean of many runs, of the moments' shape.

    NaN with fewer than two runs, and where all say the same, unless that is 0.
    """
    freedom = np.maximum(moments.count - 1, 1).astype(np.float64)
    reach = stdtrit(freedom, 0.5 + coverage(level) / 2.0) * moments.error
    return np.asarray(moments.mean - reach), np.asarray(moments.mean + reach)


@cache
def wilson(successes: int, runs: int, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's interval of a proportion: (p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n).

    SciPy's own stands in ``scipy.stats``, which takes longer to import than a short comparison takes to run.
    """
    _check_counts(runs, successes)
    p, z = successes / runs, float(ndtri(0.5 + coverage(level) / 2.0))
    centre, whole = p + z * z / (2.0 * runs), 1.0 + z * z / runs
    reach = z * sqrt(p * (1.0 - p) / runs + z * z / (4.0 * runs * runs))
    low = (centre - reach) / whole if successes > 0 else 0.0
    high = (centre + reach) / whole if successes < runs else 1.0
    return low, high


def agresti_min(ups: int, downs: int, runs: int, level: float = LEVEL) -> tuple[float, float]:
    """Interval of the difference of two proportions in paired runs (Agresti and Min 2005), within [-1, 1].

    Wald's interval after half a run is added to each of the four cells: it keeps some width where no run differs.
    ``ups`` and ``downs`` are runs in which only the first, and only the second, is 1.
    """
    _check_counts(runs, ups, downs)
    n, up, down = runs + 2.0, ups + 0.5, downs + 0.5
    centre = (up - down) / n
    reach = float(ndtri(0.5 + coverage(level) / 2.0)) * sqrt(up + down - (up - down) ** 2 / n) / n
    return max(centre - reach, -1.0), min(centre + reach, 1.0)


def _check_range(moments: Moments, least: float) -> None:
    """Refuse moments that no values between ``least`` and 1 have: those have (x - least) (1 - x) >= 0 on average."""
    mean = moments.mean
    room = moments.count * (mean - least) * (1.0 - mean) + ROUNDING * np.maximum(moments.count, 1)
    outside = (moments.count > 0) & ((mean < least - ROUNDING) | (mean > 1.0 + ROUNDING) | (moments.deviations > room))
    if outside.any():
        raise DataError(f"values of a chance must lie between {least:g} and 1; these go beyond")


def _check_counts(runs: int, *parts: int) -> None:
    if runs < 1 or min(parts) < 0 or sum(parts) > runs:
        raise DataError(f"of {runs} runs there can't be {' and '.join(str(part) for part in parts)}")
