"""What is estimated of every factor: a figure with its interval; and how intervals come from resampling."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.data import FEWEST
from equipoise.analysis.intervals import LEVEL

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_MOST = 0.5  # of the resamples

RESAMPLES = 999  #: resamples of a bootstrap

_SEED = 20_259  # resampling is part of the estimator: the same points always give the same interval
_CELLS = 4_000_000  # numbers that a batch of resamples may hold, 32 MB


class Measured(NamedTuple):
    """A figure for each factor."""

    value: NDArray[np.float64]  #: shape (factors,): the figure and the ends of its interval
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def sizes(self) -> Measured:
        """The same without signs; an interval begins at 0 where the signed one holds 0."""
        low, high = abs(self.low), abs(self.high)
        crosses = (self.low <= 0.0) & (self.high >= 0.0)
        return Measured(abs(self.value), np.where(crosses, 0.0, np.minimum(low, high)), np.maximum(low, high))


def resampled(
    rows: int, size: int, statistic: Callable[[NDArray[np.int64]], NDArray[np.float64]], level: float = LEVEL
) -> Measured:
    """Estimate, and draw the interval from resampled rows (percentile bootstrap, Efron 1979).

    Percentiles, since they exist where an index is exactly nothing and its resamples are all alike; there the
    accelerated bootstrap has no value.

    Of shape (figures,). NaN ends with fewer than two rows, and where most resamples have no figure.
    """
    from scipy.stats import DegenerateDataWarning, bootstrap

    value = statistic(np.arange(rows))
    if rows < FEWEST:
        nothing = np.full_like(value, np.nan)
        return Measured(value, nothing, nothing)

    def along(rows_of: NDArray[np.int64], axis: int = -1) -> NDArray[np.float64]:
        return statistic(np.moveaxis(rows_of, axis, -1))

    with (
        np.errstate(invalid="ignore"),
        warnings.catch_warnings(action="ignore", category=DegenerateDataWarning),
    ):  # told of some resamples alone
        draws = bootstrap(
            (np.arange(rows),),
            along,
            n_resamples=RESAMPLES,
            batch=max(_CELLS // max(rows * size, 1), 1),
            vectorized=True,
            method="percentile",
            confidence_level=level,
            rng=np.random.default_rng(_SEED),
        ).bootstrap_distribution
    # A resample of a few rows can be all alike, and then has no figure; SciPy's own interval would be lost with it.
    some = np.asarray(np.isfinite(draws).mean(axis=-1) > _MOST)
    tails = [(1.0 - level) / 2.0, (1.0 + level) / 2.0]
    draws = np.where(np.isfinite(draws), draws, np.nan)  # a share of no variance may be infinite, too
    low, high = np.nanquantile(np.where(some[:, np.newaxis], draws, 0.0), tails, axis=-1)
    return Measured(value, np.where(some, low, np.nan), np.where(some, high, np.nan))
