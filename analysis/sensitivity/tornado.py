"""A tornado: how far the outcome swings when one factor goes from end to end and all others stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from analysis.intervals import LEVEL
from analysis.sensitivity.measured import Measured

if TYPE_CHECKING:
    from numpy.typing import NDArray


def swings(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    low_error: NDArray[np.float64],
    high_error: NDArray[np.float64],
    level: float = LEVEL,
) -> Measured:
    """Outcome at each factor's upper end less that at its lower end.

    The interval takes both ends' errors as independent. Where all points face the same luck, as in a sweep, errors
    mostly cancel in a difference, and the interval is wider than it would have to be, never narrower by much.

    Parameters
    ----------
    low, high : ndarray of shape (factors,)
        Mean outcome at the ends.
    low_error, high_error : ndarray of shape (factors,)
        Their standard errors.
    level : float
        Coverage.

    Returns
    -------
    Measured
        In the outcome's unit.
    """
    swing = np.asarray(high - low)
    reach = float(ndtri(0.5 + level / 2.0)) * np.hypot(low_error, high_error)
    return Measured(swing, swing - reach, swing + reach)
