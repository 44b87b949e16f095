"""Restricted mean survival: how many of the first so many rounds a relationship lasts, on average.

Unlike the median it always exists, unlike survival at the horizon it counts when a relationship ended, and unlike the
ratio of hazards it asks nothing of their shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtr, stdtrit

from equipoise.analysis.data import FEWEST, ROUNDING, DataError, alike, count, coverage, events, whole
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import LEVEL

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Lifetimes:
    """Relationships followed until they ended or were lost to follow-up.

    Raises
    ------
    equipoise.analysis.data.DataError
        When the columns differ in length, there are no rows, a length is no whole number from 0, an ending is neither
        0 nor 1, or a run is no whole number.
    """

    rounds: NDArray[np.int64]  #: shape (n,): rounds for which each was followed, from 0
    ended: NDArray[np.bool_]  #: shape (n,): whether it ended then; else it is censored
    #: shape (n,): run that each belongs to. Relationships of one run share its luck; so do equal runs of two arms
    runs: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Refuse what are no lifetimes."""
        columns = {
            "rounds": whole(self.rounds, "the rounds for which a relationship was followed", least=0),
            "ended": events(self.ended, "endings").astype(bool),
            "runs": whole(self.runs, "runs"),
        }
        alike("lifetimes", *columns.values())
        if not len(columns["rounds"]):
            raise DataError("lifetimes must be columns of one length that is not 0: there is no relationship")
        for name, column in columns.items():
            object.__setattr__(self, name, column)

    @classmethod
    def of(cls, rounds: ArrayLike, ended: ArrayLike, runs: ArrayLike | None = None) -> Lifetimes:
        """Lifetimes from columns of a table; by default each row is a run of its own."""
        length = whole(rounds, "the rounds for which a relationship was followed", least=0)
        run = np.arange(len(length)) if runs is None else whole(runs, "runs")
        return cls(length, events(ended, "endings").astype(bool), run)


def restricted_mean(lifetimes: Lifetimes, horizon: int, level: float = LEVEL) -> Estimate:
    """Mean of min(T, horizon): the area under Kaplan and Meier's curve up to the horizon.

    The error is that of the estimate's influence function, summed by run: with one relationship a run it is the root of
    the sum over t of A(t)^2 d(t) / (n(t) (n(t) - d(t))), A(t) being the area from t on (Klein and Moeschberger 2003).

    Parameters
    ----------
    lifetimes : Lifetimes
        Relationships.
    horizon : int
        Rounds to look at, at least 1.
    level : float
        Coverage; Student's t at one degree of freedom less than there are runs.

    Returns
    -------
    Estimate
        In rounds; its p-value, of a mean of 0, means nothing. NaN when the curve is not known as far as the horizon:
        the last that was followed has not ended, and was lost more than a round before it. NaN ends where nothing
        varies.
    """
    value, influence = _area(lifetimes, horizon)
    return _effect(value, lifetimes.runs, influence, value, level)


def restricted_mean_difference(
    first: Lifetimes, second: Lifetimes, horizon: int, *, paired: bool = True, level: float = LEVEL
) -> Estimate:
    """Restricted mean of one arm less that of another.

    Parameters
    ----------
    first, second : Lifetimes
        Relationships of two arms.
    horizon : int
        Rounds to look at, at least 1.
    paired : bool
        Whether equal runs had the same luck, as the arms of a comparison have; else the two are independent.

    Returns
    -------
    Estimate
        In rounds. NaN ends where there is a difference and nothing varies; 0 without width where both are the same.
    """
    (one, of_one), (other, of_other) = _area(first, horizon), _area(second, horizon)
    apart = 0 if paired else int(first.runs.max()) + 1 - int(second.runs.min())
    runs = np.concatenate([first.runs, second.runs + apart])
    return _effect(one - other, runs, np.concatenate([of_one, -of_other]), max(one, other), level)


def _area(lifetimes: Lifetimes, horizon: int) -> tuple[float, NDArray[np.float64]]:
    """Area under the curve, and what each relationship adds to its deviation (the influence over n)."""
    horizon = count(horizon, "the horizon, in rounds,", 1)
    rounds, ended = lifetimes.rounds, lifetimes.ended
    end = np.minimum(rounds, horizon)
    followed = np.bincount(end, minlength=horizon + 1)
    endings = np.bincount(end[ended & (rounds < horizon)], minlength=horizon + 1)
    at_risk = followed[::-1].cumsum()[::-1].astype(np.float64)
    here = np.maximum(at_risk, 1.0)
    survival = np.cumprod(1.0 - endings / here)
    if at_risk[horizon - 1] == 0.0 and survival[-1] > 0.0:
        return nan, np.zeros(len(rounds))
    area = survival[:-1].sum()
    after = np.append(survival[:-1][::-1].cumsum()[::-1], 0.0)
    # An ending at t takes A(t) / (n(t) - d(t)); being at risk at t gives back its expected share. Where all end, and
    # at the horizon, A is 0.
    cost = np.where(at_risk > endings, after / np.maximum(here - endings, 1.0), 0.0)
    expected = np.cumsum(cost * endings / here)
    influence = expected[end] - np.where(ended, cost[end], 0.0)
    return float(area), influence


def _effect(
    value: float, runs_of: NDArray[np.int64], influence: NDArray[np.float64], size: float, level: float
) -> Estimate:
    """Student's interval of an area, or a difference of areas, that is worked out from values of some size."""
    by_run = np.bincount(np.unique(runs_of, return_inverse=True)[1].ravel(), influence)
    runs = len(by_run)
    if runs < FEWEST or np.isnan(value):
        return Estimate(value, runs=runs)
    error, freedom = sqrt(float((by_run**2).sum()) * runs / (runs - 1.0)), runs - 1.0
    reach = float(stdtrit(freedom, 0.5 + coverage(level) / 2.0)) * error
    if error <= ROUNDING * size:
        same = abs(value) <= ROUNDING * size
        return Estimate(0.0, 0.0, 0.0, 1.0, runs) if same else Estimate(value, runs=runs)
    return Estimate(value, value - reach, value + reach, float(2.0 * stdtr(freedom, -abs(value) / error)), runs)
