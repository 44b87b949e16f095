"""How much a gain may be that few cases bring: of what is rare, a sample holds few cases, or none.

Cases that bring something are counted as events of a Poisson process, of whose mean number the upper limit is
(sqrt(seen + 1) + z / 2)^2 (Vandenbroucke 1982), 3.8 where none is seen; each counts by what it brings. Few of them look
more alike than they are, by as much as if what they bring were exponential: that is put right. What a case brings is
taken within the errors of its curve, and by the mean of a tail that lies clearly above that, as behind a step, over
which a curve bends too slowly. One case more lies beyond the last, as far off as that from the tail before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import ndtri

from equipoise.analysis.intervals import LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEW = 32
"""Cases up to which resampling sees too little of what they bring."""

_BAND, _CLEAR = float(ndtri(LEVEL)), 1.5
"""Errors of a curve within which it may lie, and of a tail's mean by which that is clear of luck."""

_FURTHER = 3
"""Groups between the last one and the one from which a curve is carried on beyond it."""

_Z = float(ndtri((1.0 + LEVEL) / 2.0))


class Leads(NamedTuple):
    """Leads of policies over the one that is best on average, by groups of cases along an unknown.

    Attributes
    ----------
    curves, errors, means : ndarray of shape (policies, groups)
        Smoothed, with its errors; and means of the cases.
    noise : ndarray of shape (policies,)
        Standard deviation of a case's lead about its curve.
    cases : ndarray of shape (groups,)
        How many there are.
    """

    curves: NDArray[np.float64]
    errors: NDArray[np.float64]
    means: NDArray[np.float64]
    noise: NDArray[np.float64]
    cases: NDArray[np.float64]

    def turned(self) -> Leads:
        """The same from the other end."""
        curves, errors, means = (of[:, ::-1] for of in (self.curves, self.errors, self.means))
        return Leads(curves, errors, means, self.noise, self.cases[::-1])


def most_of_few(leads: Leads, *, goes_on: bool) -> float:
    """Bound what choosing the best in each group brings on average, where few cases bring it.

    Parameters
    ----------
    leads : Leads
        Of all policies.
    goes_on : bool
        Whether there may be cases beyond the last group.

    Returns
    -------
    float
        Upper end of a 95% interval; 0 where nothing is brought, or by so many cases that resampling tells.
    """
    sides = (leads, leads.turned())
    band = leads.curves + _BAND * leads.errors
    highest = np.max([band, _clear_of_luck(sides[0]), _clear_of_luck(sides[1])[:, ::-1]], axis=0)
    gains = np.maximum(highest.max(axis=0), 0.0)
    beyond = max(0.0, *map(_beyond, sides)) if goes_on else 0.0
    return most_on_average(gains, leads.cases, beyond)


def most_on_average(gains: NDArray[np.float64], cases: NDArray[np.float64], beyond: float = 0.0) -> float:
    """Bound the mean of what cases bring, 0 or more, in groups of so many; ``beyond`` is of a case beyond all of them.

    It is 0 where nothing is brought, or by more than :data:`FEW` cases.
    """
    seen = float(cases @ gains)
    if seen + beyond <= 0.0:
        return 0.0
    size = (float(cases @ np.square(gains)) + beyond**2) / (seen + beyond)
    size *= 1.0 + size / (seen + size)
    count = seen / size
    return size * float(np.sqrt(count + 1.0) + _Z / 2.0) ** 2 / float(cases.sum()) if count <= FEW else 0.0


def _clear_of_luck(leads: Leads) -> NDArray[np.float64]:
    """For each group of the lower half, the highest mean, less its errors, of a tail that goes at least so far."""
    cases = np.cumsum(leads.cases)
    means = np.cumsum(leads.means * leads.cases, axis=1) / cases
    clear = means - _CLEAR * leads.noise[:, None] / np.sqrt(cases)
    clear[:, clear.shape[1] // 2 :] = -np.inf
    return np.asarray(np.maximum.accumulate(clear[:, ::-1], axis=1)[:, ::-1])


def _beyond(leads: Leads) -> float:
    """What a case may bring beyond the first group, its curve carried on and within its errors."""
    if leads.curves.shape[1] <= 2 * _FURTHER:
        return 0.0
    return float((2.0 * leads.curves[:, 0] - leads.curves[:, _FURTHER] + _BAND * leads.errors[:, 0]).max())
