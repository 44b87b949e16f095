"""Sums and products of several measures of a run: for what is no mean over runs, as a share of all years together."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from equipoise.analysis.data import ROUNDING
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import LEVEL, wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RATES = np.arange(0.0, 1.0005, 0.001)
"""Discount rates a year that are looked at."""


@dataclass(frozen=True)
class Sums:
    """Of some measures over runs: their totals, and the totals of their products by pairs."""

    count: int  #: runs
    total: NDArray[np.float64]  #: shape (..., k)
    products: NDArray[np.float64]  #: shape (..., k, k)

    @classmethod
    def of(cls, values: NDArray[np.float64]) -> Sums:
        """Sum up measures of shape (..., k, runs)."""
        return cls(values.shape[-1], values.sum(axis=-1), np.einsum("...in,...jn->...ij", values, values))

    def merge(self, later: Sums) -> Sums:
        """Those of these runs and of some later ones."""
        return Sums(self.count + later.count, self.total + later.total, self.products + later.products)

    def __getitem__(self, place: tuple[int, ...]) -> Sums:
        """Those of one place."""
        return Sums(self.count, self.total[place], self.products[place])

    def error(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Standard error of the mean of weighted sums of the measures; weights of shape (..., k)."""
        mean = np.einsum("...i,...i->...", weights, self.total) / self.count
        squares = np.einsum("...i,...ij,...j->...", weights, self.products, weights)
        variance = np.maximum(squares - self.count * mean**2, 0.0) / max(self.count - 1, 1)
        return np.asarray(np.sqrt(variance / self.count))


def share(sums: Sums, unit: str) -> Estimate:
    """A share of all cases of all runs, with the interval of a ratio estimator, whose units are the runs.

    Parameters
    ----------
    sums : Sums
        Of how many cases a run has, and in how many of them it holds; shape (2,).
    unit : str
        Of the share.

    Returns
    -------
    Estimate
        The ratio R of the totals; its error is that of (held - R cases) over the mean of the cases (Cochran, *Sampling
        Techniques*, 1977, 6.3). Wilson's interval over the runs where it is 0 or 1. NaN without a case.
    """
    (ratio, slope) = _ratio(sums.total, sums.count)
    if isnan(ratio):
        return Estimate(nan, unit=unit, runs=0)
    if ratio in (0.0, 1.0):
        return Estimate(ratio, *wilson(round(ratio * sums.count), sums.count), unit=unit, runs=sums.count)
    low, high = _within(ratio, float(sums.error(slope)), sums.count)
    return Estimate(ratio, max(low, 0.0), min(high, 1.0), unit=unit, runs=sums.count)


def difference_of_shares(sums: Sums, unit: str) -> Estimate:
    """One share less another, of the same runs.

    Parameters
    ----------
    sums : Sums
        Of cases and held of the one, then of the other; shape (4,).
    unit : str
        Of the shares.
    """
    (one, slope), (other, back) = _ratio(sums.total[:2], sums.count), _ratio(sums.total[2:], sums.count)
    change = one - other
    if isnan(change):
        return Estimate(nan, unit=unit, runs=0)
    low, high = _within(change, float(sums.error(np.concatenate([slope, -back]))), sums.count)
    return Estimate(change, max(low, -1.0), min(high, 1.0), unit=unit, runs=sums.count)


def _ratio(total: NDArray[np.float64], count: int) -> tuple[float, NDArray[np.float64]]:
    """The second total over the first, and how far each measure of a run moves it."""
    cases, held = float(total[0]), float(total[1])
    if cases <= 0.0:
        return nan, np.full(2, nan)
    return held / cases, np.array([-held / cases, 1.0]) * count / cases


def _within(value: float, error: float, count: int) -> tuple[float, float]:
    if count <= 1 or (error <= ROUNDING and value != 0.0):  # what is the same in every run shows no error
        return nan, nan
    reach = float(stdtrit(count - 1.0, 0.5 + LEVEL / 2.0)) * error
    return value - reach, value + reach


def rate_of_nothing(sums: Sums) -> Estimate | None:
    """The discount rate at which gains by year are worth nothing today.

    Parameters
    ----------
    sums : Sums
        Of the gain of each year; shape (years,).

    Returns
    -------
    Estimate or None
        The rate a year from 0 to 1 at which the mean present value crosses zero, and all rates around it at which that
        cannot be told from zero (infinite where they reach beyond 1). None where it crosses nowhere, or more than once,
        or where the gains, undiscounted, cannot be told from nothing.
    """
    if sums.count <= 1 or not len(sums.total):
        return None
    factors = (1.0 + _RATES[:, None]) ** -np.arange(1.0, len(sums.total) + 1.0)
    value = factors @ sums.total / sums.count
    crossings = np.nonzero((value[:-1] > 0.0) != (value[1:] > 0.0))[0]
    reach = float(stdtrit(sums.count - 1.0, 0.5 + LEVEL / 2.0)) * sums.error(factors)
    sure = np.abs(value) > reach
    if len(crossings) != 1 or not sure[0]:
        return None
    place = int(crossings[0])
    rate = _RATES[place] + (_RATES[1] - _RATES[0]) * value[place] / (value[place] - value[place + 1])
    before, after = np.nonzero(sure[: place + 1])[0], np.nonzero(sure[place + 1 :])[0]
    low = _RATES[before[-1]] if len(before) else 0.0
    high = _RATES[place + 1 + after[0]] if len(after) else np.inf
    return Estimate(float(rate), float(low), float(high), unit="1/year", runs=sums.count)
