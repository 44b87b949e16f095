"""How large a difference between paired runs is: in its own unit, in standard deviations, and as chances.

Every measure takes two rows of the same runs, first and second; a pair with a NaN is left out. Events are 1 or true
where they happened, else 0 or false.
"""

from __future__ import annotations

from math import exp, inf, isnan, lgamma, nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import bdtr, ndtr, ndtri, stdtr, stdtrit

from equipoise.analysis.data import FEWEST, alike, count, coverage, even, events, less, numbers, rounded
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import LEVEL, agresti_min, wilson

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def mean_difference(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Estimate:
    """Mean of the differences of paired runs, with Student's t.

    Parameters
    ----------
    first, second : array_like of shape (n,)
        A measure of the same runs; pairs with a NaN are left out.

    Returns
    -------
    Estimate
        In the unit of the measure. NaN ends where all differences are equal but for rounding of the two measures; 0
        without width where all are 0.
    """
    x, y = _pairs(first, second)
    return _student(_differences(x, y), _size(x, y), level)


def student_effect(values: NDArray[np.float64], level: float = LEVEL) -> Estimate:
    """Mean of independent values, without NaN, against 0, with Student's t.

    NaN ends where all values are equal but for rounding, which shows no spread, and with fewer than two; 0 without
    width where all are 0, or what rounding leaves of values near 1.
    """
    values = numbers(values, "values")
    nothing = np.abs(values).max(initial=0.0) <= np.finfo(np.float64).eps
    return _student(np.zeros_like(values) if nothing else values, _size(values), level)


def _student(values: NDArray[np.float64], size: float, level: float) -> Estimate:
    """Student's t for values that are worked out from others of some size."""
    n = len(values)
    if n < FEWEST:
        return Estimate(float(values.mean()) if n else nan, runs=n)
    coverage(level)
    if not values.any():
        return Estimate(0.0, 0.0, 0.0, 1.0, n)
    mean, error = float(values.mean()), float(values.std(ddof=1)) / sqrt(n)
    if even(values, size) or error == 0.0:
        return Estimate(mean, runs=n)
    reach = float(stdtrit(n - 1.0, 0.5 + level / 2.0)) * error
    return Estimate(mean, mean - reach, mean + reach, float(2.0 * stdtr(n - 1.0, -abs(mean) / error)), n)


def cohens_dz(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Estimate:
    """Mean difference over the standard deviation of the differences, with Hedges' correction.

    The measure of how sure one can be of a difference in one pair of runs: it grows as common luck takes away noise.
    Its standard error, sqrt((1 - g d + (k - 1) d^2 / 4) / n) with skewness g and kurtosis k of the differences, needs
    no normal distribution (Mertens 2002, for the Sharpe ratio, which is the same quantity). NaN when all differences
    are equal; the p-value is that of :func:`mean_difference`.
    """
    x, y = _pairs(first, second)
    return _standardised(x, y, *_deviation(_differences(x, y), np.maximum(np.abs(x), np.abs(y))), level)


def cohens_dav(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Estimate:
    """Mean difference over the mean of the two standard deviations, with Hedges' correction.

    The measure of how far apart two policies are in terms of how much runs differ anyway; common luck does not change
    it, so it compares with studies of independent groups (Cumming 2012; Lakens 2013). Its standard error is that of its
    influence function, which needs no normal distribution. NaN when neither measure varies, NaN ends when all
    differences are equal; the p-value is that of :func:`mean_difference`.
    """
    x, y = _pairs(first, second)
    (spread_x, influence_x), (spread_y, influence_y) = _deviation(x, x), _deviation(y, y)
    return _standardised(x, y, (spread_x + spread_y) / 2.0, (influence_x + influence_y) / 2.0, level)


def hedges_correction(freedom: int) -> float:
    """Factor that takes the bias from a standardised mean difference (Hedges 1981), given m > 1 degrees of freedom.

    Gamma(m/2) / (sqrt(m/2) Gamma((m - 1)/2)), near 1 - 3 / (4m - 1).
    """
    count(freedom, "degrees of freedom", 2)
    return exp(lgamma(freedom / 2.0) - lgamma((freedom - 1.0) / 2.0)) / sqrt(freedom / 2.0)


def risk_difference(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Estimate:
    """Difference of the chances of an event in paired runs: Agresti and Min (2005), McNemar's exact test.

    Parameters
    ----------
    first, second : array_like of shape (n,)
        1 where the event happened, else 0; pairs with a NaN are left out.

    Returns
    -------
    Estimate
        P(first) - P(second).
    """
    x, y = _pairs(events(first, "events", gaps=True), events(second, "events", gaps=True))
    return _balance(int(((x == 1.0) & (y == 0.0)).sum()), int(((x == 0.0) & (y == 1.0)).sum()), len(x), level)


def risk_ratio(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Estimate:
    """Ratio of the chances of an event, P(first) / P(second), with the interval of Bonett and Price (2006).

    The interval sets Wilson's interval of one chance against that of the other, each narrowed so that the ratio's has
    the coverage asked for; it keeps a width and an end where an event is rare (Fagerland, Lydersen and Laake 2014). The
    p-value is that of :func:`risk_difference`. Infinite where only the second never happened, NaN where neither did.
    """
    x, y = _pairs(events(first, "events", gaps=True), events(second, "events", gaps=True))
    one, other, either = int(x.sum()), int(y.sum()), int(((x + y) > 0.0).sum())
    if either == 0:
        return Estimate(nan, 0.0, inf, nan, len(x))
    discordant = 2 * either - one - other
    between = sqrt((discordant + 2.0) / ((one + 1.0) * (other + 1.0)))
    first_part = sqrt((1.0 - (one + 1.0) / (either + 2.0)) / (one + 1.0))
    second_part = sqrt((1.0 - (other + 1.0) / (either + 2.0)) / (other + 1.0))
    z = float(ndtri(0.5 + coverage(level) / 2.0)) * between / (first_part + second_part)
    narrowed = 2.0 * float(ndtr(z)) - 1.0
    one_low, one_high = wilson(one, either, narrowed)
    other_low, other_high = wilson(other, either, narrowed)
    p = risk_difference(x, y).p
    ratio = one / other if other else inf
    return Estimate(ratio, one_low / other_high, one_high / other_low if other_low > 0.0 else inf, p, len(x))


def superiority(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Estimate:
    """Chance that a run is better under the first than under the second, ties counted half; 1/2 is no effect.

    The common-language effect size for pairs (McGraw and Wong 1992; Cliff 1993), with the sign test. It asks nothing of
    the distribution.
    """
    x, y = _pairs(first, second)
    difference = less(x, y)
    of = _balance(int((difference > 0.0).sum()), int((difference < 0.0).sum()), len(x), level)
    return Estimate((1.0 + of.value) / 2.0, (1.0 + of.low) / 2.0, (1.0 + of.high) / 2.0, of.p, of.runs)


def _pairs(first: ArrayLike, second: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, y = numbers(first, "paired runs", gaps=True), numbers(second, "paired runs", gaps=True)
    alike("paired runs", x, y)
    known = ~(np.isnan(x) | np.isnan(y))
    return x[known], y[known]


def _differences(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Differences of pairs, all 0 where rounding explains them all."""
    difference = x - y
    return np.zeros_like(difference) if rounded(x, y).all() else difference


def _size(*measures: NDArray[np.float64]) -> float:
    """Size of values, by which rounding is judged."""
    return max(float(np.abs(one).max(initial=0.0)) for one in measures)


def _balance(ups: int, downs: int, n: int, level: float) -> Estimate:
    """Share of ups less share of downs."""
    if n == 0:
        return Estimate(nan, runs=0)
    low, high = agresti_min(ups, downs, n, coverage(level))
    p = min(1.0, 2.0 * float(bdtr(min(ups, downs), ups + downs, 0.5)))
    return Estimate((ups - downs) / n, low, high, p, n)


def _deviation(values: NDArray[np.float64], of: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Standard deviation, and the influence of each value on it; none of either where rounding alone deviates.

    ``of`` is what the values were worked out from, which says how large rounding can be.
    """
    varies = len(values) > 1 and not even(values, float(np.abs(of).max()))
    spread = float(values.std(ddof=1)) if varies else 0.0
    off = values - values.mean() if len(values) else values
    return spread, (off**2 - spread**2) / (2.0 * spread) if spread > 0.0 else np.zeros_like(values)


def _standardised(
    x: NDArray[np.float64], y: NDArray[np.float64], spread: float, influence: NDArray[np.float64], level: float
) -> Estimate:
    """Mean difference over a standard deviation, given the influence of each pair on the latter."""
    difference = _differences(x, y)
    plain = _student(difference, _size(x, y), level)
    n = plain.runs
    if n <= FEWEST or spread == 0.0:  # the correction takes two degrees of freedom
        return Estimate(nan, runs=n)
    value = plain.value / spread
    of_each = (difference - plain.value - value * influence) / spread
    factor = hedges_correction(n - 1)
    if isnan(plain.low):
        return Estimate(factor * value, runs=n)
    reach = float(stdtrit(n - 1.0, 0.5 + level / 2.0)) * float(of_each.std()) / sqrt(n)
    return Estimate(factor * value, factor * (value - reach), factor * (value + reach), plain.p, n)
