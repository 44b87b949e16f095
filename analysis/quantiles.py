"""Quantiles of what runs come to, with intervals that assume nothing of their distribution."""

from __future__ import annotations

from math import ceil, floor, nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from equipoise.analysis.data import coverage
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import LEVEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def quantiles(
    values: NDArray[np.float64], levels: Sequence[float], unit: str, level: float = LEVEL
) -> dict[float, Estimate]:
    """Quantiles of values over runs, each with its interval.

    The ends of an interval are values themselves: how many lie below the true quantile is binomial, whatever they are
    distributed like, and here taken for normal (Conover 1999, 3.2), rounded outwards.

    Parameters
    ----------
    values : ndarray, shape (n,)
        One a run; NaN is a run without any.
    levels : sequence of float
        Shares of runs that lie below, between 0 and 1.
    unit : str
        Of the values.

    Returns
    -------
    dict of float to Estimate
        By level; NaN where there is no value, and ends of NaN where the runs are too few for them.
    """
    known = np.sort(values[~np.isnan(values)])
    reach = float(ndtri(0.5 + coverage(level) / 2.0))
    return {share: _quantile(known, share, reach, unit) for share in levels}


def _quantile(known: NDArray[np.float64], share: float, reach: float, unit: str) -> Estimate:
    n = len(known)
    if not n:
        return Estimate(nan, unit=unit)
    about, spread = n * share, reach * sqrt(n * share * (1.0 - share))
    first, last = floor(about - spread), ceil(about + spread) + 1  # counted from 1
    within = first >= 1 and last <= n
    low, high = (float(known[first - 1]), float(known[last - 1])) if within else (nan, nan)
    return Estimate(float(np.quantile(known, share)), low, high, unit=unit, runs=n)
