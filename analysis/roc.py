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
    """Receiver operating characteristic."""

    #: of shape (n + 1,); infinite, then each distinct score, falling; scores that differ by rounding alone are
    #: one: the alarm is given at this score or above
    thresholds: NDArray[np.float64]
    #: of shape (n + 1,); share of the cases without the event in which the alarm is given (1 - specificity)
    alarms: NDArray[np.float64]
    hits: NDArray[np.float64]  #: of shape (n + 1,); share of those with it (sensitivity)


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

    Returns
    -------
    Estimate
        1/2 is a score that tells nothing. NaN ends where there are too few runs with and without the event, or where
        the score makes no mistake, so that its error can't be told from the cases.
    """
    values, came = _cases(scores, events)
    groups = np.arange(len(came)) if runs is None else labels(runs, "runs")
    if groups.shape != came.shape:
        raise DataError(f"each case comes from a run: {len(came)} cases, {len(groups)} runs")
    number = int(groups.max()) + 1
    beaten = _share_below(values[came], values[~came])
    beating = 1.0 - _share_below(values[~came], values[came])
    area = float(beaten.mean())
    error = sqrt(max(_variance(beaten - area, groups[came], beating - area, groups[~came], number), 0.0))
    if not 0.0 < area < 1.0 or not error > ROUNDING:
        return Estimate(area, runs=number)
    reach = float(ndtri(0.5 + coverage(level) / 2.0)) * error / (area * (1.0 - area))
    low, high = float(expit(logit(area) - reach)), float(expit(logit(area) + reach))
    return Estimate(area, low, high, float(2.0 * ndtr(-abs(area - 0.5) / error)), number)


@one_thread()
def _variance(
    with_event: NDArray[np.float64],
    runs_with: NDArray[np.int64],
    without: NDArray[np.float64],
    runs_without: NDArray[np.int64],
    number: int,
) -> float:
    """Variance of an area from what cases of each kind, centred, and their runs add (Obuchowski 1997).

    DeLong's where each run has one case.
    """
    m, n, having, lacking = len(with_event), len(without), len(np.unique(runs_with)), len(np.unique(runs_without))
    if min(having, lacking) < FEWEST:
        return nan
    x, y = np.bincount(runs_with, with_event, number)[None], np.bincount(runs_without, without, number)[None]
    own = x @ x.T * having / ((having - 1) * m * m) + y @ y.T * lacking / ((lacking - 1) * n * n)
    shared = (x @ y.T + y @ x.T) * number / ((number - 1) * m * n)
    return float((own + shared)[0, 0])


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
