"""What knowing a number before deciding would be worth: expected value of partial perfect information, by regression.

A case is one run of each policy under a value of its own for every unknown, and under luck of its own, which all
policies share. The mean outcome of each policy, given one unknown, is a smoothing spline through all cases (Strong,
Oakley and Brennan 2014; SciPy's cubic smoothing spline, whose penalty generalised cross-validation chooses). What it
is worth to know that unknown is then the mean of the best policy's value over the cases, less the value of the one
policy that is best on average. Its interval is of cases drawn anew, values and luck together: cases that shared luck
would move together, and their error would go unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.interpolate import make_smoothing_spline

from equipoise.analysis.data import numbers
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELLS, FOR_A_CURVE = 32, 5
"""Groups of cases that lie next to each other, for whose means a curve is drawn; fewest values that have one."""

RESAMPLES = 200


def worth_of_knowing(
    unknown: NDArray[np.float64], leads: NDArray[np.float64], *, resamples: int = RESAMPLES, seed: int = 0
) -> Estimate:
    """Estimate what it is worth to know an unknown before choosing a policy.

    Parameters
    ----------
    unknown : ndarray of shape (cases,)
        Its value in each case.
    leads : ndarray of shape (policies, cases)
        Outcome of each further policy less that of the first, case by case.
    resamples, seed : int
        Times that cases are drawn anew for the interval, and the seed of that.

    Returns
    -------
    Estimate
        In the outcome's unit, 0 or more, with a 95% interval (bootstrap, percentiles).
    """
    x, y = numbers(unknown, "values"), np.atleast_2d(leads)
    cells, many = _cells(x)
    value = _worth(x, y, cells, many)
    drawn = np.random.default_rng(seed)
    again = []
    for _ in range(resamples):
        chosen = drawn.integers(0, len(x), len(x))
        again.append(_worth(x[chosen], y[:, chosen], cells[chosen], many))
    low, high = np.quantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, min(float(low), value), max(float(high), value), runs=len(x), error=float(np.std(again)))


def worth_of_everything(leads: NDArray[np.float64], *, resamples: int = RESAMPLES, seed: int = 0) -> Estimate:
    """Bound what any knowledge can be worth: that of everything, each run's luck too (leads as above)."""
    y = np.atleast_2d(leads)
    drawn = np.random.default_rng(seed)
    again = [_of_all(y[:, drawn.integers(0, y.shape[1], y.shape[1])]) for _ in range(resamples)]
    low, high = np.quantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(_of_all(y), float(low), float(high), runs=y.shape[1], error=float(np.std(again)))


def best_at(unknown: NDArray[np.float64], leads: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Say which policy is best along an unknown: its values from the least, and at each the best (0 is the first)."""
    x, y = numbers(unknown, "values"), np.atleast_2d(leads)
    cells, many = _cells(x)
    middles, fitted = _fitted(x, y, cells, many)
    best = np.vstack([np.zeros(len(middles)), fitted]).argmax(axis=0)
    return middles, best


def _of_all(leads: NDArray[np.float64]) -> float:
    return float(np.maximum(leads.max(axis=0), 0.0).mean() - max(leads.mean(axis=1).max(), 0.0))


def _cells(x: NDArray[np.float64]) -> tuple[NDArray[np.int64], int]:
    """The group of each case: those of one value, or as many next to each other in every group."""
    values = np.unique(x)
    edges = values[1:] if len(values) <= CELLS else np.quantile(x, np.linspace(0.0, 1.0, CELLS + 1)[1:-1])
    return np.searchsorted(edges, x, side="right"), len(edges) + 1


def _fitted(
    x: NDArray[np.float64], y: NDArray[np.float64], cells: NDArray[np.int64], many: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middle of each group that has cases, and the curve of each policy there."""
    count = np.bincount(cells, minlength=many)
    there = count > 0
    weight = count[there].astype(np.float64)
    middle = np.bincount(cells, x, many)[there] / weight
    means = np.array([np.bincount(cells, row, many)[there] / weight for row in y])
    spread = middle.std()
    if len(middle) < FOR_A_CURVE or spread == 0.0:
        return middle, means
    scaled = (middle - middle.mean()) / spread
    return middle, np.array([_curve(scaled, row, weight) for row in means])


def _curve(x: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    size = y.std()
    if size == 0.0:
        return y
    found: NDArray[np.float64] = make_smoothing_spline(x, y / size, weight / weight.mean())(x)
    return np.asarray(found * size)


def _worth(x: NDArray[np.float64], y: NDArray[np.float64], cells: NDArray[np.int64], many: int) -> float:
    _, fitted = _fitted(x, y, cells, many)
    count = np.bincount(cells, minlength=many)
    share = count[count > 0] / len(x)
    best = np.maximum(fitted.max(axis=0), 0.0) @ share
    return float(max(best - max((fitted @ share).max(), 0.0), 0.0))
