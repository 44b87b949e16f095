"""Sobol' indices: what share of an outcome's variance a factor accounts for, alone and with all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.data import alike, even, numbers
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.sensitivity.measured import Measured, resampled

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROWS_NEEDED = 16  #: fewest base rows that bear an interval


@dataclass(frozen=True)
class SobolIndices:
    """First-order and total indices."""

    first: Measured  #: share of the variance that would go if the factor were known, on average
    total: Measured  #: share that would stay if all but this factor were known: with its part in every interaction
    variance: float  #: of the outcome over the design, in its unit squared
    used: int  #: base rows; those are left out in which a point has no value
    left_out: int


def sobol_indices(
    a: NDArray[np.float64], b: NDArray[np.float64], ab: NDArray[np.float64], level: float = LEVEL
) -> SobolIndices:
    """Estimate from a radial design: two independent samples, and the first with one factor at a time of the second.

    ::

        S_i  = mean(b (ab_i - a)) / variance           Saltelli et al. 2010, table 2 (b)
        ST_i = mean((a - ab_i)^2) / (2 variance)       Jansen 1999; Saltelli et al. 2010, table 2 (f)

    SciPy and SALib have the same estimators. SciPy's wants a power of two of rows, which does not hold where points
    without a value (a margin without revenue) are left out; SALib's interval supposes a normal index. Tests hold all
    three equal where all three apply.

    Parameters
    ----------
    a, b : ndarray of shape (rows,)
        Outcome at both samples.
    ab : ndarray of shape (factors, rows)
        Outcome at the first sample with that factor taken from the second.
    level : float
        Coverage of the intervals, which are bootstrapped over base rows.

    Returns
    -------
    SobolIndices
        NaN where the outcome does not vary by more than rounding. An estimate can lie outside 0 to 1, by its error.
    """
    a, b = numbers(a, "outcomes", gaps=True), numbers(b, "outcomes", gaps=True)
    ab = numbers(ab, "outcomes", gaps=True, axes=2)
    alike("samples", a, b, ab.T)
    known = np.isfinite(a) & np.isfinite(b) & np.isfinite(ab).all(axis=0)
    a, b, ab = a[known], b[known], ab[:, known]
    rows = len(a)
    if rows == 0 or even(np.concatenate([a, b])):
        none = Measured(*(np.full(len(ab), np.nan) for _ in range(3)))
        return SobolIndices(none, none, 0.0 if rows else np.nan, rows, len(known) - rows)
    # The estimator of the first order is much noisier where the mean is far from nothing.
    centre = np.concatenate([a, b]).mean()
    a, b, ab = a - centre, b - centre, ab - centre

    def first_and_total(chosen: NDArray[np.int64]) -> NDArray[np.float64]:
        fa, fb, fab = a[chosen], b[chosen], ab[:, chosen]
        variance = np.concatenate([fa, fb], axis=-1).var(axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):  # a resample may hold one row alone
            first = (fb * (fab - fa)).mean(axis=-1) / variance
            total = ((fa - fab) ** 2).mean(axis=-1) / (2.0 * variance)
        return np.concatenate([first, total])

    both = resampled(rows, len(ab), first_and_total, level)
    first, total = (Measured(*(part[half] for part in both)) for half in np.split(np.arange(2 * len(ab)), 2))
    return SobolIndices(first, total, float(np.concatenate([a, b]).var()), rows, len(known) - rows)
