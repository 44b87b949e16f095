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
    found = np.quantile(known, levels).tolist() if len(known) else [nan] * len(levels)
    return {share: _quantile(known, share, value, reach, unit) for share, value in zip(levels, found, strict=True)}


def quantiles_of_columns(values: NDArray[np.float64], levels: Sequence[float]) -> NDArray[np.float64]:
    """Quantiles over the last axis of many columns at once, without intervals; interpolated as NumPy does.

    Parameters
    ----------
    values : ndarray, shape (..., n)
        NaN is a run without any.
    levels : sequence of float
        Shares of runs that lie below, between 0 and 1.

    Returns
    -------
    ndarray, shape (levels, ...)
        NaN where a column has no value.
    """
    if not values.shape[-1]:
        return np.full((len(levels), *values.shape[:-1]), np.nan)
    known = np.sort(values, axis=-1)  # what is no number comes last
    last = np.maximum((~np.isnan(known)).sum(axis=-1) - 1, 0)
    found = []
    for level in levels:
        place = level * last
        below = np.floor(place).astype(np.int64)
        low, high = (
            np.take_along_axis(known, at[..., None], axis=-1)[..., 0] for at in (below, np.minimum(below + 1, last))
        )
        found.append(low + (place - below) * (high - low))
    return np.stack(found)


def _quantile(known: NDArray[np.float64], share: float, value: float, reach: float, unit: str) -> Estimate:
    n = len(known)
    if not n:
        return Estimate(nan, unit=unit)
    about, spread = n * share, reach * sqrt(n * share * (1.0 - share))
    first, last = floor(about - spread), ceil(about + spread) + 1  # counted from 1
    within = first >= 1 and last <= n
    low, high = (float(known[first - 1]), float(known[last - 1])) if within else (nan, nan)
    return Estimate(value, low, high, unit=unit, runs=n)
