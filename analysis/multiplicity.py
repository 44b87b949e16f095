"""Many claims tested at once: p-values and intervals that hold for all of them together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from equipoise.analysis.data import DataError, coverage, numbers
from equipoise.analysis.intervals import LEVEL

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from equipoise.analysis.estimate import Estimate


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """P-values adjusted by Holm's (1979) step-down rule.

    Rejecting where the adjusted value is at most alpha keeps the chance of even one false rejection at alpha, whatever
    the dependence among the tests, and never rejects less than Bonferroni's rule.

    Parameters
    ----------
    p : array_like of shape (n,)
        P-values, one a claim. A claim that could not be tested has the p-value 1: to leave it out after seeing the data
        would make the others look better than they are.

    Returns
    -------
    ndarray of shape (n,)
        max over j <= i of min(1, (n - j + 1) p_(j)), in the order of ``p``.
    """
    values = _chances(p)
    order = np.argsort(values, kind="stable")
    stepped = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1))
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    """P-values adjusted by Benjamini and Hochberg (1995), in their order.

    Rejecting where the adjusted value is at most q keeps the expected share of false rejections among all rejections at
    q, for tests that are independent or positively dependent: a screen for many effects, not proof of each.
    """
    from scipy.stats import false_discovery_control

    values = _chances(p)
    return np.asarray(false_discovery_control(values)) if len(values) else values


def bonferroni_level(intervals: int, level: float = LEVEL) -> float:
    """Coverage that each of several intervals needs for all of them to hold together: 1 - (1 - level) / intervals."""
    if intervals < 1:
        raise DataError(f"there must be at least one interval, not {intervals}")
    return 1.0 - (1.0 - coverage(level)) / intervals


def widening(intervals: int, freedom: float) -> float:
    """How much wider than one of 95% an interval is that holds together with so many in all, by Student's t."""
    alone, joint = (stdtrit(freedom, 0.5 + level / 2.0) for level in (LEVEL, bonferroni_level(intervals, LEVEL)))
    return float(joint / alone)


def together(estimate: Estimate, intervals: int) -> Estimate:
    """Widen a 95% interval so that it holds together with so many in all (Bonferroni), about the same centre."""
    wider = widening(intervals, max(estimate.runs - 1.0, 1.0))
    low, high = (estimate.value + wider * (end - estimate.value) for end in (estimate.low, estimate.high))
    return replace(estimate, low=low, high=high)


def _chances(p: ArrayLike) -> NDArray[np.float64]:
    values = numbers(p, "p-values", gaps=True)
    if not ((values >= 0.0) & (values <= 1.0)).all():
        raise DataError(f"p-values lie between 0 and 1; these are {values.tolist()}")
    return values
