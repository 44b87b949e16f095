"""A tornado: how far the outcome swings when one factor goes from end to end and all others stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from analysis.data import alike, coverage, less, numbers
from analysis.intervals import LEVEL
from analysis.sensitivity.measured import Measured

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Tornado:
    """Swings around a base.

    Attributes
    ----------
    base : float
        Outcome where every factor stands at its base; NaN where it was not played.
    low, high : ndarray of shape (factors,)
        Outcome at the lower and at the upper end of each factor.
    swing : Measured
        Outcome at the upper end less that at the lower, in the outcome's unit.
    ends : tuple of tuple of two str
        The two ends of each factor, as they are written.
    """

    base: float
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    swing: Measured
    ends: tuple[tuple[str, str], ...] = ()


def tornado(  # noqa: PLR0913 - two ends with their errors, and what stands between them
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    low_error: NDArray[np.float64],
    high_error: NDArray[np.float64],
    *,
    base: float = np.nan,
    ends: tuple[tuple[str, str], ...] = (),
    level: float = LEVEL,
) -> Tornado:
    """Take the swing of each factor.

    The interval takes both ends' errors as independent. Where all points face the same luck, as in a sweep, errors
    mostly cancel in a difference, and the interval is wider than it would have to be.

    Parameters
    ----------
    low, high : ndarray of shape (factors,)
        Mean outcome at the ends.
    low_error, high_error : ndarray of shape (factors,)
        Their standard errors.
    base : float
        Outcome at the base.
    ends : tuple of tuple of two str
        The ends, for labels.
    level : float
        Coverage.

    Returns
    -------
    Tornado
        NaN for a factor at one of whose ends the outcome has no value. A swing that is only rounding is none.

    Raises
    ------
    analysis.data.DataError
        When outcomes or errors are no numbers, infinite, or differ in number.
    """
    low, high = numbers(low, "outcomes", gaps=True), numbers(high, "outcomes", gaps=True)
    low_error, high_error = numbers(low_error, "errors", gaps=True), numbers(high_error, "errors", gaps=True)
    alike("ends", low, high, low_error, high_error)
    swing = less(high, low)
    reach = float(ndtri(0.5 + coverage(level) / 2.0)) * np.hypot(low_error, high_error)
    return Tornado(base, low, high, Measured(swing, swing - reach, swing + reach), ends)
