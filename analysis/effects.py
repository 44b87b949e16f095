"""How large a difference between paired runs is: in its own unit, in standard deviations, and as chances."""

from __future__ import annotations

from math import exp, inf, isnan, lgamma, nan, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import bdtr, ndtr, ndtri, stdtr, stdtrit

from analysis.intervals import LEVEL, agresti_min, wilson

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


class Effect(NamedTuple):
    """An estimate with its interval, and how surprising it would be if there were no effect.

    Attributes
    ----------
    value, low, high : float
        Estimate and interval; NaN where there are too few runs.
    p : float
        Two-sided p-value of no effect; 1 where nothing could be tested.
    runs : int
        Pairs, or independent clusters, behind it.
    """

    value: float
    low: float
    high: float
    p: float
    runs: int


def mean_difference(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Effect:
    """Mean of the differences of paired runs, with Student's t.

    Parameters
    ----------
    first, second : array_like of shape (n,)
        A measure of the same runs; pairs with a NaN are left out.
    level : float
        Coverage.

    Returns
    -------
    Effect
        In the unit of the measure.
    """
    x, y = _pairs(first, second)
    return student_effect(x - y, level)


def student_effect(values: NDArray[np.float64], level: float = LEVEL) -> Effect:
    """Mean of independent values against 0, with Student's t.

    Parameters
    ----------
    values : ndarray of shape (n,)
        Without NaN.
    level : float
        Coverage.

    Returns
    -------
    Effect
        Without width where all values are equal; NaN ends with fewer than two.
    """
    n = len(values)
    if n < 2:  # noqa: PLR2004 - a spread takes two
        return Effect(float(values.mean()) if n else nan, nan, nan, 1.0, n)
    mean, error = float(values.mean()), float(values.std(ddof=1)) / sqrt(n)
    reach = float(stdtrit(n - 1.0, 0.5 + level / 2.0)) * error
    return Effect(mean, mean - reach, mean + reach, _student_p(mean, error, n - 1.0), n)


def cohens_dz(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Effect:
    """Mean difference over the standard deviation of the differences, with Hedges' correction.

    The measure of how sure one can be of a difference in one pair of runs: it grows as common luck takes away noise.
    Its standard error, sqrt((1 - g d + (k - 1) d^2 / 4) / n) with skewness g and kurtosis k of the differences, needs
    no normal distribution (Mertens 2002, for the Sharpe ratio, which is the same quantity).

    Parameters
    ----------
    first, second : array_like of shape (n,)
        A measure of the same runs; pairs with a NaN are left out.
    level : float
        Coverage.

    Returns
    -------
    Effect
        In standard deviations; NaN when all differences are equal. The p-value is that of :func:`mean_difference`.
    """
    x, y = _pairs(first, second)
    difference = x - y
    return _standardised(difference, *_deviation(difference), level)


def cohens_dav(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Effect:
    """Mean difference over the mean of the two standard deviations, with Hedges' correction.

    The measure of how far apart two policies are in terms of how much runs differ anyway; common luck does not change
    it, so it compares with studies of independent groups (Cumming 2012; Lakens 2013). Its standard error is that of its
    influence function, which needs no normal distribution.

    Parameters
    ----------
    first, second : array_like of shape (n,)
        A measure of the same runs; pairs with a NaN are left out.
    level : float
        Coverage.

    Returns
    -------
    Effect
        In standard deviations; NaN when neither measure varies. The p-value is that of :func:`mean_difference`.
    """
    x, y = _pairs(first, second)
    (spread_x, influence_x), (spread_y, influence_y) = _deviation(x), _deviation(y)
    return _standardised(x - y, (spread_x + spread_y) / 2.0, (influence_x + influence_y) / 2.0, level)


def hedges_correction(freedom: int) -> float:
    """Factor that takes the bias from a standardised mean difference (Hedges 1981).

    Parameters
    ----------
    freedom : int
        Degrees of freedom of the standard deviation, at least 2.

    Returns
    -------
    float
        Gamma(m/2) / (sqrt(m/2) Gamma((m - 1)/2)), near 1 - 3 / (4m - 1).
    """
    return exp(lgamma(freedom / 2.0) - lgamma((freedom - 1.0) / 2.0)) / sqrt(freedom / 2.0)


def risk_difference(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Effect:
    """Difference of the chances of an event in paired runs: Agresti and Min (2005), McNemar's exact test.

    Parameters
    ----------
    first, second : array_like of shape (n,)
        1 where the event happened, else 0; pairs with a NaN are left out.
    level : float
        Coverage.

    Returns
    -------
    Effect
        P(first) - P(second).
    """
    x, y = _pairs(first, second)
    return _balance(int(((x == 1.0) & (y == 0.0)).sum()), int(((x == 0.0) & (y == 1.0)).sum()), len(x), level)


def risk_ratio(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Effect:
    """Ratio of the chances of an event in paired runs, with the interval of Bonett and Price (2006).

    The interval sets Wilson's interval of one chance against that of the other, each narrowed so that the ratio's has
    the coverage asked for; it keeps a width and an end where an event is rare (Fagerland, Lydersen and Laake 2014).

    Parameters
    ----------
    first, second : array_like of shape (n,)
        1 where the event happened, else 0; pairs with a NaN are left out.
    level : float
        Coverage.

    Returns
    -------
    Effect
        P(first) / P(second); the p-value is that of :func:`risk_difference`. Infinite where only the second never
        happened, NaN where neither did.
    """
    x, y = _pairs(first, second)
    one, other, either = int(x.sum()), int(y.sum()), int(((x + y) > 0.0).sum())
    if either == 0:
        return Effect(nan, 0.0, inf, 1.0, len(x))
    discordant = 2 * either - one - other
    between = sqrt((discordant + 2.0) / ((one + 1.0) * (other + 1.0)))
    first_part = sqrt((1.0 - (one + 1.0) / (either + 2.0)) / (one + 1.0))
    second_part = sqrt((1.0 - (other + 1.0) / (either + 2.0)) / (other + 1.0))
    z = float(ndtri(0.5 + level / 2.0)) * between / (first_part + second_part)
    narrowed = 2.0 * float(ndtr(z)) - 1.0
    one_low, one_high = wilson(one, either, narrowed)
    other_low, other_high = wilson(other, either, narrowed)
    p = risk_difference(x, y).p
    ratio = one / other if other else inf
    return Effect(ratio, one_low / other_high, one_high / other_low if other_low > 0.0 else inf, p, len(x))


def superiority(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Effect:
    """Chance that a run is better under the first than under the second, ties counted half.

    The common-language effect size for pairs (McGraw and Wong 1992; Cliff 1993), with the sign test. It asks nothing of
    the distribution.

    Parameters
    ----------
    first, second : array_like of shape (n,)
        A measure of the same runs; pairs with a NaN are left out.
    level : float
        Coverage.

    Returns
    -------
    Effect
        1/2 is no effect.
    """
    x, y = _pairs(first, second)
    value, low, high, p, n = _balance(int((x > y).sum()), int((x < y).sum()), len(x), level)
    return Effect((1.0 + value) / 2.0, (1.0 + low) / 2.0, (1.0 + high) / 2.0, p, n)


def _pairs(first: ArrayLike, second: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, y = np.asarray(first, np.float64), np.asarray(second, np.float64)
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError(f"paired runs come as two rows of one length, not as shapes {x.shape} and {y.shape}")
    known = ~(np.isnan(x) | np.isnan(y))
    return x[known], y[known]


def _balance(ups: int, downs: int, n: int, level: float) -> Effect:
    """Share of ups less share of downs."""
    if n == 0:
        return Effect(nan, nan, nan, 1.0, 0)
    low, high = agresti_min(ups, downs, n, level)
    p = min(1.0, 2.0 * float(bdtr(min(ups, downs), ups + downs, 0.5)))
    return Effect((ups - downs) / n, low, high, p, n)


def _deviation(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Standard deviation, and the influence of each value on it."""
    spread = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    off = values - values.mean() if len(values) else values
    return spread, (off**2 - spread**2) / (2.0 * spread) if spread > 0.0 else np.zeros_like(values)


def _standardised(
    difference: NDArray[np.float64], spread: float, influence: NDArray[np.float64], level: float
) -> Effect:
    """Mean difference over a standard deviation, given the influence of each pair on the latter."""
    plain = student_effect(difference, level)
    n = plain.runs
    if isnan(plain.low) or n < 3 or spread == 0.0:  # noqa: PLR2004 - the correction takes two degrees of freedom
        return Effect(nan, nan, nan, plain.p, n)
    value = plain.value / spread
    of_each = (difference - plain.value - value * influence) / spread
    factor = hedges_correction(n - 1)
    reach = float(stdtrit(n - 1.0, 0.5 + level / 2.0)) * float(of_each.std()) / sqrt(n)
    return Effect(factor * value, factor * (value - reach), factor * (value + reach), plain.p, n)


def _student_p(value: float, error: float, freedom: float) -> float:
    if error == 0.0:
        return 1.0 if value == 0.0 else 0.0
    return float(2.0 * stdtr(freedom, -abs(value) / error))
