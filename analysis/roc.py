"""How well a score tells what ends from what stays: ROC curve, and the area under it with its interval."""

from __future__ import annotations

from math import nan, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import expit, logit, ndtr, ndtri

from equipoise.analysis.data import FEWEST, ROUNDING, DataError, alike, coverage, labels, numbers, snapped
from equipoise.analysis.data import events as as_events
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.one_thread import one_thread

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


class RocCurve(NamedTuple):
    """Receiver operating characteristic.

    Attributes
    ----------
    thresholds : ndarray of shape (n + 1,)
        Infinite, then each distinct score, falling; scores that differ by rounding alone are one: the
        alarm is given at this score or above.
    alarms : ndarray of shape (n + 1,)
        Share of the cases without the event in which the alarm is given (1 - specificity).
    hits : ndarray of shape (n + 1,)
        Share of those with it (sensitivity).
    """

    thresholds: NDArray[np.float64]
    alarms: NDArray[np.float64]
    hits: NDArray[np.float64]


def roc_curve(scores: ArrayLike, events: ArrayLike) -> RocCurve:
    """Hits against false alarms at every threshold.

    Parameters
    ----------
    scores : array_like of shape (n,)
        Higher for what is thought more likely to have the event.
    events : array_like of shape (n,)
        1 or true where it came.

    Returns
    -------
    RocCurve
        Equal scores share one point, so that trapezia between points have the area that ties counted half give.

    Raises
    ------
    equipoise.analysis.data.DataError
        When there are no events, or nothing but events; a score is no finite number; an event is neither 0 nor 1.
    """
    values, came = _cases(scores, events)
    order = np.argsort(-values, kind="stable")
    last = np.flatnonzero(np.diff(values[order], append=-np.inf))
    hits, alarms = np.cumsum(came[order])[last], np.cumsum(~came[order])[last]
    return RocCurve(
        np.concatenate(([np.inf], values[order][last])),
        np.concatenate(([0.0], alarms / alarms[-1])),
        np.concatenate(([0.0], hits / hits[-1])),
    )


def auc(scores: ArrayLike, events: ArrayLike, runs: ArrayLike | None = None, level: float = LEVEL) -> Estimate:
    """Area under the ROC curve: the chance that a case with the event has the higher score, ties counted half.

    Its error is that of DeLong, DeLong and Clarke-Pearson (1988) for independent cases, and of Obuchowski (1997) where
    several cases come from one run; the interval is taken on the scale of log(A / (1 - A)), which stays within (0, 1).

    Parameters
    ----------
    scores, events : array_like of shape (n,)
        As for :func:`roc_curve`.
    runs : array_like of shape (n,), optional
        Which run a case comes from; by default each case is independent of the others.
    level : float
        Coverage.

    Returns
    -------
    Estimate
        1/2 is a score that tells nothing. NaN ends where there are too few runs with and without the event, or where
        the score makes no mistake, so that its error can't be told from the cases.

    Raises
    ------
    equipoise.analysis.data.DataError
        As for :func:`roc_curve`, and when a case has no run.
    """
    parts = _parts([scores], events, runs)
    area, error = float(parts.areas[0]), sqrt(max(float(_covariance(parts)[0, 0]), 0.0))
    if not 0.0 < area < 1.0 or not error > ROUNDING:
        return Estimate(area, runs=parts.runs)
    reach = float(ndtri(0.5 + coverage(level) / 2.0)) * error / (area * (1.0 - area))
    low, high = float(expit(logit(area) - reach)), float(expit(logit(area) + reach))
    return Estimate(area, low, high, _normal_p(area - 0.5, error), parts.runs)


def auc_difference(
    first: ArrayLike, second: ArrayLike, events: ArrayLike, runs: ArrayLike | None = None, level: float = LEVEL
) -> Estimate:
    """Area under one score's curve less that under another's, on the same cases (DeLong et al. 1988; Obuchowski 1997).

    Parameters
    ----------
    first, second : array_like of shape (n,)
        Scores.
    events, runs, level
        As for :func:`auc`.

    Returns
    -------
    Estimate
        Difference of the areas, with the normal interval. NaN ends where there are too few runs with and without the
        event; without width where the two scores rank all cases alike.

    Raises
    ------
    equipoise.analysis.data.DataError
        As for :func:`roc_curve`.
    """
    parts = _parts([first, second], events, runs)
    covariance = _covariance(parts)
    error = sqrt(max(float(covariance[0, 0] + covariance[1, 1] - 2.0 * covariance[0, 1]), 0.0))
    value = float(parts.areas[0] - parts.areas[1])
    if not error > ROUNDING and abs(value) > ROUNDING:
        return Estimate(value, runs=parts.runs)
    reach = float(ndtri(0.5 + coverage(level) / 2.0)) * error
    return Estimate(value, value - reach, value + reach, _normal_p(value, error), parts.runs)


class _Parts(NamedTuple):
    """Structural components of areas, summed by run and centred.

    ``with_event`` and ``without`` have shape (scores, runs): what a run's cases of each kind add to each area.
    """

    areas: NDArray[np.float64]
    with_event: NDArray[np.float64]
    without: NDArray[np.float64]
    kinds: tuple[int, int]
    having: tuple[int, int]
    runs: int


def _parts(scores: list[ArrayLike], events: ArrayLike, runs: ArrayLike | None) -> _Parts:
    came = _cases(scores[0], events)[1]
    groups = np.arange(len(came)) if runs is None else labels(runs, "runs")
    if groups.shape != came.shape:
        raise DataError(f"each case comes from a run: {len(came)} cases, {len(groups)} runs")
    number = int(groups.max()) + 1
    areas, rows, others = [], [], []
    for score in scores:
        values, _ = _cases(score, events)
        beaten = _share_below(values[came], values[~came])
        beating = 1.0 - _share_below(values[~came], values[came])
        area = float(beaten.mean())
        areas.append(area)
        rows.append(np.bincount(groups[came], beaten - area, number))
        others.append(np.bincount(groups[~came], beating - area, number))
    kinds = (int(came.sum()), int((~came).sum()))
    having = (len(np.unique(groups[came])), len(np.unique(groups[~came])))
    return _Parts(np.array(areas), np.stack(rows), np.stack(others), kinds, having, number)


@one_thread()
def _covariance(parts: _Parts) -> NDArray[np.float64]:
    """Covariance of the areas (Obuchowski 1997); DeLong's where each run has one case."""
    (m, n), (with_event, without), all_runs = parts.kinds, parts.having, parts.runs
    if min(with_event, without) < FEWEST:
        return np.full((len(parts.areas),) * 2, nan)
    x, y = parts.with_event, parts.without
    own = x @ x.T * with_event / ((with_event - 1) * m * m) + y @ y.T * without / ((without - 1) * n * n)
    shared = (x @ y.T + y @ x.T) * all_runs / ((all_runs - 1) * m * n)
    covariance: NDArray[np.float64] = own + shared
    return covariance


def _share_below(values: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the others below each value, ties counted half."""
    ranked = np.sort(others)
    below, upto = np.searchsorted(ranked, values, "left"), np.searchsorted(ranked, values, "right")
    return np.asarray((below + upto) / (2.0 * len(others)))


def _cases(scores: ArrayLike, events: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    values, came = numbers(scores, "scores"), as_events(events, "events").astype(bool)
    alike("scores and events", values, came)
    if not came.any() or came.all():
        raise DataError("a curve takes cases with the event and cases without it")
    return snapped(values), came


def _normal_p(value: float, error: float) -> float:
    return float(2.0 * ndtr(-abs(value) / error)) if error > 0.0 else 1.0
