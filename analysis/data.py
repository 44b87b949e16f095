"""The one rule of all estimators: what the data cannot tell is said in words, never as a number.

Two things can be wrong, and each has one answer, whichever the estimator:

- *No data of the kind*: a 2 among events, words among numbers, columns of different length, an infinite value, no
  variation to fit anything to. :class:`DataError` says what, and where.
- *Data that say too little*: no run, one run, an error that cannot be told. What is not known is NaN, and there is no
  p; :attr:`equipoise.analysis.estimate.Estimate.reason` says why, and tables have a hyphen.

What differs by rounding alone does not differ (:func:`even`, :func:`rounded`, :func:`less`), and has no order
(:func:`snapped`).

Values that are the same in every run show no spread, so that these runs tell no error: the value stands without an
interval and without a p. Exactly 0 in every run is the one exception, certain and without width: under common luck it
says that nothing differs, as between two names of one vendor, or where a mechanism is switched off.
"""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

ROUNDING = 1e-12  #: share of the size of values up to which they differ by rounding: what twelve digits do not show
LARGEST = 1e100  #: size from which values are refused: squares of larger ones, summed over a table, may be no numbers

FEWEST = 2
"""Fewest values that have a spread."""

_EXACT = 2.0**53  # whole numbers beyond are not all held
_ROW = 1


class DataError(EquipoiseError, ValueError):
    """Data from which an estimator can tell nothing; a ``ValueError`` to whoever calls it from Python."""


def numbers(values: ArrayLike, what: str, *, gaps: bool = False, axes: int = _ROW) -> NDArray[np.float64]:
    """Take values for numbers. Finite, or NaN where gaps may be."""
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise DataError(f"{what} must be rows of one length") from error
    if array.ndim != axes:
        shape = "one row of numbers" if axes == _ROW else f"an array of numbers with {axes} axes"
        raise DataError(f"{what} must be {shape}, not of shape {array.shape}")
    if array.dtype.kind == "O":
        strange = next((v for v in array.flat if not (v is None or isinstance(v, Real | np.bool_))), None)
        if strange is not None:
            raise DataError(f"{what} must be numbers, not {strange!r}")
    elif array.dtype.kind not in "biuf":
        raise DataError(f"{what} must be numbers, not of type {array.dtype}")
    found = array.astype(np.float64)
    if np.isinf(found).any():
        raise DataError(f"{what} must be finite numbers; one of them is infinite")
    if found.size and np.nanmax(np.abs(found), initial=0.0) >= LARGEST:
        raise DataError(f"{what} must be below {LARGEST:g} in size, so that their squares are numbers")
    if not gaps and np.isnan(found).any():
        raise DataError(f"there is a NaN among {what}: leave the case out")
    return found


def events(values: ArrayLike, what: str, *, gaps: bool = False) -> NDArray[np.float64]:
    """Take values for events: 1 or true where it happened, 0 or false where it did not.

    Of 0 and 1, or NaN where gaps may be.
    """
    found = numbers(values, what, gaps=gaps)
    other = found[~(np.isnan(found) | (found == 0.0) | (found == 1.0))]
    if len(other):
        raise DataError(f"{what} must be 0 or 1, or false or true; one of them is {other[0]:g}")
    return found


def whole(values: ArrayLike, what: str, *, least: int | None = None, axes: int = _ROW) -> NDArray[np.int64]:
    """Take values for whole numbers, such as rounds, counts and names of runs."""
    found = numbers(values, what, axes=axes)
    if np.asarray(values).dtype.kind == "b":
        raise DataError(f"{what} must be whole numbers, not true and false")
    if found.size and np.abs(found).max() > _EXACT:
        raise DataError(f"{what} must be whole numbers up to {_EXACT:.0f}; one of them is {np.abs(found).max():g}")
    broken = found[found != np.floor(found)]
    if broken.size:
        raise DataError(f"{what} must be whole numbers; one of them is {broken[0]:g}")
    if least is not None and (found < least).any():
        raise DataError(f"{what} can't be less than {least}; one of them is {found.min():g}")
    return found.astype(np.int64)


def labels(values: ArrayLike, what: str) -> NDArray[np.int64]:
    """Number the names of groups, such as runs. From 0, in the order of the names."""
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise DataError(f"{what} must be one row of names") from error
    if array.ndim != _ROW:
        raise DataError(f"{what} must be one row of names, not of shape {array.shape}")
    # The values as they came: an array of words has turned a NaN among them into a word.
    if any(one is None or bool(one != one) for one in cast("Iterable[Any]", values)):  # noqa: PLR0124 - NaN is unlike itself
        raise DataError(f"a name is missing among {what}: leave the case out")
    try:
        return np.asarray(np.unique(array, return_inverse=True)[1].ravel(), np.int64)
    except TypeError as error:
        raise DataError(f"{what} must be all numbers or all words") from error


def count(value: object, what: str, least: int) -> int:
    """Take a value for a count."""
    if isinstance(value, bool) or not isinstance(value, Real) or not float(value).is_integer():
        raise DataError(f"{what} must be a whole number, not {value!r}")
    found = int(float(value))
    if found < least:
        raise DataError(f"{what} must be at least {least}, not {found}")
    return found


def coverage(level: object) -> float:
    """Refuse a level that no interval has: it lies between 0 and 1."""
    if not isinstance(level, int | float | np.number) or not 0.0 < level < 1.0:
        raise DataError(f"the level of an interval must lie between 0 and 1, not be {level!r}")
    return float(level)


def alike(what: str, *columns: NDArray[Any]) -> None:
    """Refuse columns that differ in length."""
    lengths = [len(column) for column in columns]
    if len(set(lengths)) > 1:
        raise DataError(f"{what} must be columns of one length, not of {', '.join(str(n) for n in lengths)}")


def even(values: NDArray[np.float64], size: float | None = None) -> bool:
    """Whether values differ by no more than rounding. True also where there are none."""
    if not values.size:
        return True
    return bool(np.ptp(values) <= ROUNDING * (np.abs(values).max() if size is None else size))


def beyond_rounding(error: float, size: float) -> float:
    """Take an error for unknown where rounding explains it: values that are all the same tell none.

    The same, or NaN.
    """
    return error if error > ROUNDING * size else float("nan")


def snapped(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Make values equal that differ by rounding alone, so that ranks and thresholds take them for ties.

    Each is the smallest of those that it equals but for rounding: itself where there is no other.
    """
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    size = np.abs(ranked)
    # Near 0 the size of the others counts, by the last bit alone: small values of a long tail keep their order.
    usual = np.finfo(np.float64).eps * float(np.nanmean(size)) if np.isfinite(size).any() else 0.0
    near = np.diff(ranked) <= np.maximum(ROUNDING * np.maximum(size[1:], size[:-1]), usual)
    first = (
        np.maximum.accumulate(np.where(np.concatenate(([False], near)), 0, np.arange(len(ranked))))
        if len(ranked)
        else order
    )
    found = np.empty_like(ranked)
    found[order] = ranked[first]
    return found


def rounded(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether values of two measures are equal but for rounding, or one of the two has none.

    Rounding is judged by the size of the two values, or of all n on average where they are near 0.
    """
    size = np.nan_to_num(np.maximum(np.abs(first), np.abs(second)))
    usual = size.mean(axis=-1, keepdims=True) if size.shape[-1] else 0.0
    return np.asarray(~(np.abs(first - second) > ROUNDING * np.maximum(size, usual)))


def less(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take one measure from another; where both are equal but for rounding the difference is 0."""
    difference = first - second
    return np.where(rounded(first, second) & ~np.isnan(difference), 0.0, difference)
