"""A tornado: how far the outcome swings when one factor goes from end to end and all others stay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.data import alike, coverage, less, numbers
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.sensitivity.levels import course, half_width
from equipoise.analysis.sensitivity.measured import Measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Tornado:
    """Swings around a base."""

    base: float  #: outcome where every factor stands at its base; NaN where it was not played
    low: NDArray[np.float64]  #: of shape (factors,); outcome at the lower and at the upper end of each factor
    high: NDArray[np.float64]
    swing: Measured  #: outcome at the upper end less that at the lower, in the outcome's unit
    ends: tuple[tuple[str, str], ...] = ()  #: the two ends of each factor, as they are written
    #: of shape (factors,); 1, -1, or 0 where neither is clear, the outcome turns in between, or the levels are
    #: words
    direction: NDArray[np.int64] | None = None
    turns: tuple[bool, ...] = ()  #: whether the outcome turns: a level between the ends clearly lies outside of both


class Levels(NamedTuple):
    """The levels of one factor, all others at their base."""

    names: Sequence[str]  # as they are written
    ordered: bool  # whether they have an order
    values: NDArray[np.float64]  # of shape (levels,); mean outcome at each, and its standard error
    errors: NDArray[np.float64]


def swings(factors: Sequence[Levels], base: float = np.nan, level: float = LEVEL) -> Tornado:
    """Take the swing of each factor from all levels that were played.

    It goes from end to end of a range, and from the least to the greatest outcome where it turns in between; of words
    likewise from the least to the greatest, with an interval that knows that they were picked.
    """
    ways = [course(own.values, own.errors, ordered=own.ordered, level=level) for own in factors]
    both = list(zip(factors, ways, strict=True))
    low, high = (np.array([own.values[place(way)] for own, way in both]) for place in (_START, _END))
    errors = (np.array([own.errors[place(way)] for own, way in both]) for place in (_START, _END))
    ends = tuple((own.names[way.start], own.names[way.end]) for own, way in both)
    found = tornado(
        low, high, *errors, base=base, ends=ends, level=level, pairs=np.array([way.pairs for way in ways], int)
    )
    steady = np.array([own.ordered and not way.turns for own, way in both], bool)
    sign = np.where(found.swing.low > 0.0, 1, np.where(found.swing.high < 0.0, -1, 0))
    return replace(found, direction=np.where(steady, sign, 0), turns=tuple(way.turns for way in ways))


_START, _END = attrgetter("start"), attrgetter("end")


def tornado(  # noqa: PLR0913 - two ends with their errors, and what stands between them
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    low_error: NDArray[np.float64],
    high_error: NDArray[np.float64],
    *,
    base: float = np.nan,
    ends: tuple[tuple[str, str], ...] = (),
    level: float = LEVEL,
    pairs: int | NDArray[np.int64] = 1,
) -> Tornado:
    """Take the swing of each factor between two levels.

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
    pairs : int or ndarray of shape (factors,)
        Pairs of levels that the two were picked from, for all of which the interval holds.

    Returns
    -------
    Tornado
        NaN for a factor at one of whose ends the outcome has no value. A swing that is only rounding is none.
    """
    low, high = numbers(low, "outcomes", gaps=True), numbers(high, "outcomes", gaps=True)
    low_error, high_error = numbers(low_error, "errors", gaps=True), numbers(high_error, "errors", gaps=True)
    alike("ends", low, high, low_error, high_error)
    swing = less(high, low)
    reach = half_width(low_error, high_error, pairs, coverage(level))
    return Tornado(base, low, high, Measured(swing, swing - reach, swing + reach), ends)
