"""How long relationships last: Kaplan-Meier, cumulative incidence by cause, and the median, from counts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from equipoise.analysis.data import DataError, alike, coverage, numbers, whole
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.results import SurvivalCurve
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HALF = 0.5  # where the median is


def survival_curve(
    endings: NDArray[np.int64], error: NDArray[np.float64] | None = None, level: float = LEVEL
) -> SurvivalCurve:
    """Survival from counts of relationships by length and cause.

    Kaplan-Meier's estimate with the log-log interval of Kalbfleisch and Prentice on Greenwood's variance; cumulative
    incidence by Aalen and Johansen; the median's interval by Brookmeyer and Crowley: every length at which the interval
    of survival holds one half.

    Parameters
    ----------
    endings : ndarray of int, shape (n + 1, causes)
        Relationships that were followed for so many rounds (0 to n), by cause; column 0, ``Cause.NONE``, is
        censored.
    error : ndarray of float, shape (n + 1,), optional
        Standard error of survival after so many rounds, in place of Greenwood's, where relationships share runs and
        so are not independent.

    Returns
    -------
    SurvivalCurve
        At 0 to n rounds. Where nothing has ended yet the interval is a point, and where nothing was followed it is NaN;
        after the last relationship is lost to
        follow-up the estimate stays where it was.
    """
    endings = _counts(endings)
    if endings.shape[1] != len(Cause):
        raise DataError(f"counts of relationships have a column a cause, {len(Cause)}, not {endings.shape[1]}")
    ended, followed = endings[:, 1:].sum(axis=1), endings.sum(axis=1)
    at_risk = followed[::-1].cumsum()[::-1]
    if error is not None:
        error = numbers(error, "standard errors of survival", gaps=True)
        alike("counts and standard errors of survival", endings, error)
    here = np.maximum(at_risk, 1)
    survival = np.cumprod(1.0 - ended / here)
    if error is None:
        still = np.maximum(at_risk - ended, 1)
        greenwood = np.cumsum(ended / (here * still.astype(np.float64)))
        error = survival * np.sqrt(greenwood)
    low, high = log_log_interval(survival, error, level)
    if not at_risk[0]:
        low, high = np.full_like(survival, np.nan), np.full_like(survival, np.nan)
    before = np.concatenate(([1.0], survival[:-1]))
    incidence = np.cumsum(before[:, None] * endings[:, 1:] / here[:, None], axis=0)
    words = [CAUSE_WORDS[cause] for cause in Cause if cause != Cause.NONE]
    return SurvivalCurve(
        np.arange(len(endings)),
        survival,
        low,
        high,
        at_risk,
        {word: incidence[:, k] for k, word in enumerate(words)},
        (_first_at_half(survival), _first_at_half(low), _first_at_half(high)),
    )


def log_log_interval(
    survival: NDArray[np.float64], error: NDArray[np.float64], level: float = LEVEL
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Interval of survival on the scale of log(-log S), which stays within [0, 1].

    The estimate itself where it is 0 or 1. NaN where its standard error is not known, or 0: a share that is the same in
    every run shows no spread.
    """
    inside = (survival > 0.0) & (survival < 1.0)
    safe = np.where(inside, survival, 0.5)
    sure = np.where(error > 0.0, error, np.nan)
    reach = float(ndtri(0.5 + coverage(level) / 2.0)) * sure / (safe * -np.log(safe))
    low = np.where(inside, safe ** np.exp(reach), survival)
    high = np.where(inside, safe ** np.exp(-reach), survival)
    return low, high


def log_rank(first: NDArray[np.int64], second: NDArray[np.int64]) -> tuple[float, float]:
    """Log-rank test of two *independent* sets of relationships: Z = sum(O - E) / sqrt(sum V) (Mantel 1966).

    With d endings among n at risk, n_1 of them in the first set: E = d n_1 / n and
    V = d (n_1 / n)(1 - n_1 / n)(n - d) / (n - 1). Arms under the same luck are not independent: for those the paired
    difference is sharper, and this test errs on the side of caution.

    Parameters
    ----------
    first, second : ndarray of int, shape (n + 1, causes)
        Counts, as in :func:`survival_curve`.

    Returns
    -------
    tuple of two floats
        Z, above 0 when the first set ends faster, and the two-sided p-value; (0, 1) when nothing ends.

    Raises
    ------
    equipoise.analysis.data.DataError
        As for :func:`survival_curve`; and when one of the sets is empty, or they are not counted over the same rounds.
    """
    first, second = _counts(first), _counts(second)
    alike("counts of two sets", first, second)
    if not (first.any() and second.any()):
        raise DataError("a test of two sets of relationships takes a relationship of each")
    ended_first = first[:, 1:].sum(axis=1)
    ended = ended_first + second[:, 1:].sum(axis=1)
    risk_first = first.sum(axis=1)[::-1].cumsum()[::-1].astype(np.float64)
    risk = risk_first + second.sum(axis=1)[::-1].cumsum()[::-1]
    share = risk_first / np.maximum(risk, 1.0)
    variance = float((ended * share * (1.0 - share) * (risk - ended) / np.maximum(risk - 1.0, 1.0)).sum())
    if variance == 0.0:
        return 0.0, 1.0
    z = float((ended_first - ended * share).sum() / np.sqrt(variance))
    return z, float(2.0 * ndtr(-abs(z)))


def _counts(endings: NDArray[np.int64]) -> NDArray[np.int64]:
    found = whole(endings, "counts of relationships", least=0, axes=2)
    if found.shape[0] < 1 or found.shape[1] <= Cause.NONE + 1:  # a cause at least, beside those that are censored
        raise DataError(f"counts of relationships are by rounds and by cause, not of shape {found.shape}")
    return found


def _first_at_half(survival: NDArray[np.float64]) -> float:
    reached = np.nonzero(~(survival > _HALF))[0]  # or not known to be above it
    if not len(reached):
        return float("inf")
    return float(reached[0]) if not np.isnan(survival[reached[0]]) else float("nan")
