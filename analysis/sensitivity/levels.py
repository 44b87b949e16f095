"""How an outcome goes over the levels of one factor: from end to end, or, where it turns, from least to greatest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import ndtri

from equipoise.analysis.intervals import LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Course(NamedTuple):
    """Which two levels a swing is between."""

    # places of the two levels: the ends of the range; the least and the greatest outcome of words, and where it
    # turns
    start: int
    end: int
    pairs: int  # pairs of levels that the two were picked from: 1 for the ends
    reach: float  # half-width of the interval of the swing
    turns: bool  # whether a level between the ends clearly lies outside of both


def course(means: NDArray[np.float64], errors: NDArray[np.float64], *, ordered: bool, level: float = LEVEL) -> Course:
    """Choose the levels that a swing is between.

    Levels that are chosen because their outcomes are the least and the greatest differ by luck alone: their interval
    holds for all pairs of levels together (Bonferroni). The ends of a range are no such choice.

    Parameters
    ----------
    means, errors : ndarray of shape (levels,)
        Outcome at each level and its standard error, in the factor's order; NaN where there is none.
    ordered : bool
        Whether levels have an order; words have none.

    Returns
    -------
    Course
        The reach is NaN where an error or a value is.
    """
    last, known = len(means) - 1, np.flatnonzero(np.isfinite(means))
    if len(known) == 0:
        return Course(0, last, 1, float("nan"), turns=False)
    least, greatest = (int(known[choose(means[known])]) for choose in (np.argmin, np.argmax))
    pairs = max(len(known) * (len(known) - 1) // 2, 1)
    picked = float(half_width(errors[least], errors[greatest], pairs, level))
    if least == greatest:  # all alike: any two will do, and two that differ can be named
        least, greatest = int(known[0]), int(known[-1])
    if not ordered:
        return Course(least, greatest, pairs, picked, turns=False)
    highest, lowest = max(means[0], means[last]), min(means[0], means[last])
    if max(means[greatest] - highest, lowest - means[least]) > picked:
        return Course(least, greatest, pairs, picked, turns=True)
    return Course(0, last, 1, float(half_width(errors[0], errors[last], 1, level)), turns=False)


def half_width(
    one: NDArray[np.float64], other: NDArray[np.float64], pairs: int | NDArray[np.int64], level: float = LEVEL
) -> NDArray[np.float64]:
    """Half-width of the interval of a difference of two means from independent errors; NaN where one is not known.

    It holds for all the ``pairs`` of levels that the two were picked from.
    """
    return np.asarray(ndtri(1.0 - (1.0 - level) / (2.0 * np.asarray(pairs))) * np.hypot(one, other))
