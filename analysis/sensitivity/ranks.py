"""Standardised rank regression: what an outcome rises and falls with, from a design that varies all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.data import alike, even, numbers
from analysis.intervals import LEVEL
from analysis.sensitivity.measured import Measured, resampled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class RankRegression:
    """A regression of ranks on ranks.

    Attributes
    ----------
    coefficients : Measured
        Between about -1 and 1; where factors are independent, their squares are shares of the ranks' variance.
    explained : float
        R squared: how much of the ranks' variance the regression accounts for. Where it is low, factors interact or
        the outcome turns, and coefficients say little.
    used, left_out : int
        Points; those are left out that have no value.
    """

    coefficients: Measured
    explained: float
    used: int
    left_out: int


def rank_regression(x: NDArray[np.float64], y: NDArray[np.float64], level: float = LEVEL) -> RankRegression:
    """Regress the ranks of an outcome on the ranks of the factors (Iman and Conover 1979).

    Standardised rank regression, not partial rank correlation: that one comes close to 1 for every factor of an
    outcome that follows its factors exactly, however little the factor moves it.

    Parameters
    ----------
    x : ndarray of shape (points, factors)
        Factors; ties get their mean rank.
    y : ndarray of shape (points,)
        Outcome.
    level : float
        Coverage of the intervals, which are bootstrapped over points.

    Returns
    -------
    RankRegression
        NaN where there are fewer points than a regression needs, or the outcome does not vary. A factor that does
        not vary has coefficient 0.

    Raises
    ------
    analysis.data.DataError
        When factors or outcomes are no numbers, infinite, or differ in number.
    """
    from scipy.stats import rankdata  # noqa: PLC0415 - scipy.stats takes half a second to load

    x, y = numbers(x, "factors", gaps=True, axes=2), numbers(y, "outcomes", gaps=True)
    alike("points", x, y)
    known = np.isfinite(y)
    x, y = x[known], y[known]
    points, factors = x.shape
    if points < factors + 2 or even(y):
        none = Measured(*(np.full(factors, np.nan) for _ in range(3)))
        return RankRegression(none, np.nan, points, len(known) - points)
    ranks = rankdata(np.column_stack([x, y]), axis=0)

    def coefficients(chosen: NDArray[np.int64]) -> NDArray[np.float64]:
        # From the table of correlations: R b = r. Ranks are not taken anew, which would only move ties.
        drawn = ranks[chosen]
        drawn = drawn - drawn.mean(axis=-2, keepdims=True)
        scale = np.sqrt((drawn**2).sum(axis=-2, keepdims=True))
        drawn = np.divide(drawn, scale, out=np.zeros_like(drawn), where=scale > 0.0)
        inputs, outcome = drawn[..., :-1], drawn[..., -1:]
        crossed = np.swapaxes(inputs, -1, -2)
        solved = np.linalg.pinv(crossed @ inputs, hermitian=True) @ (crossed @ outcome)
        return np.moveaxis(solved[..., 0], -1, 0)

    measured = resampled(points, factors + 1, coefficients, level)
    centred = ranks - ranks.mean(axis=0)
    scaled = centred / np.where(ranks.std(axis=0) > 0.0, ranks.std(axis=0), 1.0)
    left = scaled[:, -1] - scaled[:, :-1] @ measured.value
    return RankRegression(measured, float(1.0 - (left**2).mean()), points, len(known) - points)
