"""What an arm shows, for the picture."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.data import FEWEST, beyond_rounding
from equipoise.analysis.estimate import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray


def level(label: str, values: NDArray[np.float64], unit: str) -> Estimate:
    """The mean of one value a run, with its standard error; NaN where a run has no such value.

    The error is NaN with fewer than two values, and where all are the same, unless they are 0.
    """
    known = values[~np.isnan(values)]
    if len(known) < FEWEST:
        return Estimate(float(known[0]) if len(known) else nan, runs=len(known), unit=unit, name=label)
    error = beyond_rounding(float(known.std(ddof=1) / np.sqrt(len(known))), float(np.abs(known).max()))
    error = 0.0 if not known.any() else error
    return Estimate(float(known.mean()), runs=len(known), unit=unit, error=error, name=label)
