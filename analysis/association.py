"""How far two measures go together: Pearson's r over a stream of runs, Spearman's rho over a few cases."""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, copysign, nan, sqrt, tanh
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from equipoise.analysis.data import ROUNDING, alike, coverage, even, numbers, snapped
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.one_thread import one_thread

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEWEST = 4  # cases below which an interval's error, over n - 3, does not exist


@dataclass(frozen=True)
class Comoments:
    """Count, means and products of deviations of pairs; merged as :class:`equipoise.analysis.moments.Moments` are."""

    count: int  #: pairs of which both are known
    mean: NDArray[np.float64]  #: of shape (2,); means
    products: NDArray[np.float64]  #: of shape (2, 2); sums of products of deviations from the means

    @classmethod
    def of(cls, first: NDArray[np.float64], second: NDArray[np.float64]) -> Comoments:
        """Comoments of some runs, of shape (runs,) each; a pair with a NaN is left out."""
        pairs = _pairs(first, second)
        pairs = pairs[:, ~np.isnan(pairs).any(axis=0)]
        count = pairs.shape[1]
        mean = pairs.sum(axis=1) / max(count, 1)
        deviations = pairs - mean[:, None]
        with one_thread():
            return cls(count, mean, deviations @ deviations.T)

    def merge(self, later: Comoments) -> Comoments:
        """Comoments of these pairs and of some later ones."""
        count = self.count + later.count
        weight = later.count / max(count, 1)
        step = later.mean - self.mean
        return Comoments(
            count,
            self.mean + step * weight,
            self.products + later.products + np.outer(step, step) * self.count * weight,
        )

    def pearson(self, level: float = LEVEL) -> Estimate:
        """Pearson's r with Fisher's (1921) interval for normal pairs: tanh(atanh r -+ z / sqrt(n - 3)).

        NaN where one of the two does not vary by more than rounding.
        """
        squares = np.diag(self.products)
        noise = (ROUNDING * np.abs(self.mean)) ** 2 * self.count
        if self.count < _FEWEST or bool((squares <= noise).any()):
            return Estimate(nan, nan, nan, runs=self.count)
        value = float(self.products[0, 1] / np.sqrt(squares.prod()))
        return _fisher(value, 1.0 / sqrt(self.count - 3), self.count, level)


def spearman(first: NDArray[np.float64], second: NDArray[np.float64], level: float = LEVEL) -> Estimate:
    """Spearman's rho with the interval of Bonett and Wright (2000): standard error sqrt((1 + rho^2 / 2) / (n - 3)).

    A pair with a NaN is left out. The coverage is approximate below 25 cases. NaN where one of the two does not vary by
    more than rounding, or with fewer than four cases. What differs by rounding alone is a tie.
    """
    from scipy.stats import spearmanr

    pairs = _pairs(first, second)
    first, second = pairs[:, ~np.isnan(pairs).any(axis=0)]
    if len(first) < _FEWEST or even(first) or even(second):
        return Estimate(nan, nan, nan, runs=len(first))
    value = float(spearmanr(snapped(first), snapped(second)).statistic)
    return _fisher(value, sqrt((1.0 + value * value / 2.0) / (len(first) - 3)), len(first), level)


def _pairs(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    pairs = [numbers(one, "measures", gaps=True) for one in (first, second)]
    alike("two measures", *pairs)
    return np.stack(pairs)


def _fisher(value: float, error: float, cases: int, level: float) -> Estimate:
    reach = float(ndtri(0.5 + coverage(level) / 2.0)) * error
    if 1.0 - abs(value) <= ROUNDING:
        return Estimate(copysign(1.0, value), nan, nan, runs=cases)
    centre = atanh(value)
    return Estimate(value, tanh(centre - reach), tanh(centre + reach), runs=cases)
