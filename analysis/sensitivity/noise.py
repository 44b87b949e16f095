"""What it does to a sensitivity analysis that the value of a point is a mean over runs, with an error.

A point's value is f + e, with the outcome f that endless runs would give and an error e of standard error s.

- *Independent luck at every point.* Both samples' variance grows by s^2, and so does the mean square that the total
  index halves, while the first order's products keep their mean::

      S' = S (1 - q)        ST' = ST (1 - q) + q        q = mean(s^2) / variance of the values

  So an inert factor gets a total index of q, first orders shrink, and :func:`without_noise` solves for S and ST.
- *The same luck at every point*, as a sweep plays it. Errors of points that differ in one factor are much alike and
  cancel in their difference: the indices are those of the outcome *under these runs*, and q is the most by which noise
  can raise a total index, reached where the luck of neighbouring points has nothing in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.data import DataError, alike, even, numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray


def point_errors(
    values: NDArray[np.float64], errors: NDArray[np.float64], runs: NDArray[np.float64], *, differences: bool = False
) -> NDArray[np.float64]:
    """Say what runs tell of the errors of shares, also where all runs of a point are 0, or all are 1.

    Two runs that are alike have a standard error of 0, which is no certainty: the third may be otherwise.

    Parameters
    ----------
    values, errors, runs : ndarray of shape (points,)
        Mean over runs at each point, its standard error, and their number.
    differences : bool
        Whether values are differences of paired runs, of which 0 in every run is certain.

    Returns
    -------
    ndarray of shape (points,)
        The same where runs differ. Of runs that are all 0, or all 1, the error of Agresti and Coull (1998), with two
        runs of each added; of differences that are all 1 or all -1, that of Agresti and Min (2005).
    """
    values, errors = numbers(values, "outcomes", gaps=True), numbers(errors, "errors", gaps=True)
    runs = numbers(runs, "numbers of runs", gaps=True)
    alike("points", values, errors, runs)
    if differences:
        few = np.sqrt(runs + 1.0 - runs**2 / (runs + 2.0)) / (runs + 2.0)
        return np.where((errors == 0.0) & (np.abs(values) == 1.0), few, errors)
    few = np.sqrt(2.0 * (runs + 2.0) / (runs + 4.0)) / (runs + 4.0)  # sqrt(p (1 - p) / (n + 4)), p = 2 / (n + 4)
    return np.where((errors == 0.0) & ((values == 0.0) | (values == 1.0)), few, errors)


def noise_share(values: NDArray[np.float64], errors: NDArray[np.float64]) -> float:
    """Share of the variance between points that is noise, if the errors of their values were independent.

    Between 0 and about 1; NaN where the values do not vary or no error is known.
    """
    values, errors = numbers(values, "outcomes", gaps=True), numbers(errors, "errors", gaps=True)
    alike("outcomes and errors", values, errors)
    known = np.isfinite(values) & np.isfinite(errors)
    if not known.any():
        return float("nan")
    if even(values[known]):
        return float("nan")
    return float((errors[known] ** 2).mean()) / float(values[known].var())


def without_noise(
    first: NDArray[np.float64], total: NDArray[np.float64], share: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Take out of Sobol' indices what independent noise put in, of a ``share`` below 1.

    The indices of the outcome itself hold for independent luck alone: under common luck, less noise went in than this
    takes out.
    """
    if not share < 1.0:
        raise DataError(f"a share of noise of {share} leaves no variance to share out")
    return first / (1.0 - share), (total - share) / (1.0 - share)


def noise_floor(step_errors: NDArray[np.float64]) -> float:
    """Mean size of elementary effects that independent noise alone would show: s sqrt(2 / pi) on average.

    s is the standard error of each effect, sqrt(s1^2 + s2^2) over the step, in the outcome's unit over a factor's whole
    range; a mean size at or below it is no evidence of an effect.
    """
    known = step_errors[np.isfinite(step_errors)]
    return float(known.mean() * np.sqrt(2.0 / np.pi)) if known.size else float("nan")
