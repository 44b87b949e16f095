"""Events that regressors tell apart: where a regression of chances has no finite best fit, and because of what.

A combination of regressors that is at least 0 in every row with the event, at most 0 in every row without, and not 0 in
all, makes the likelihood rise for ever in its direction (Albert and Anderson 1984): coefficients grow until the
arithmetic stops, with errors that mean nothing. Whether there is one is a linear programme (Konis 2007). It is the same
for every link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray

_OF_A_DUMMY = 2  # values

NEAR = 1e-6  #: how near to its outcome a row's chance must have been fitted for the programme to be worth its time

_HALF = 0.5  # a direction that separates reaches the box's wall at 1; one that does not stays at 0


def separating(known: pl.DataFrame, y: NDArray[np.float64], terms: Mapping[str, NDArray[np.float64]]) -> str:
    """Say in a clause what tells events (1 in ``y``, else 0) from all others; nothing when nothing does.

    It names the value, the column, or the fewest terms that do it together. ``known`` holds the regressors without
    gaps, and ``terms`` those of the regression besides its constant.
    """
    for name in known.columns:
        if clause := _by_a_value(known[name], y) or _by_a_threshold(known[name], y):
            return clause
    return _together(y, terms)


def _by_a_value(column: pl.Series, y: NDArray[np.float64]) -> str:
    """A value of a column of words, or of two values, in which nothing happens or everything does."""
    if column.dtype.is_numeric() and column.n_unique() > _OF_A_DUMMY:
        return ""
    for value in column.unique().sort():
        here = y[(column == value).to_numpy()]
        if here.all() or not here.any():
            whether = "in every one" if here.all() else "in none"
            return f'it happens {whether} of the {len(here):,} rows in which "{column.name}" is {_shown(value)}'
    return ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, int | float) else f'"{value}"'


def _by_a_threshold(column: pl.Series, y: NDArray[np.float64]) -> str:
    """A column of numbers on one side of some value of which it never happens, and always on the other."""
    if not column.dtype.is_numeric():
        return ""
    values = column.cast(float).to_numpy()
    with_it, without = values[y == 1.0], values[y == 0.0]
    if with_it.min() >= without.max():
        never, always, at = "below", "above", with_it.min()
    elif with_it.max() <= without.min():
        never, always, at = "above", "below", with_it.max()
    else:
        return ""
    sides = [f"never happens {never}"] if (without != at).any() else []
    sides += [f"always {'' if sides else 'happens '}{always}"] if (with_it != at).any() else []
    return f'of "{column.name}" it {" and ".join(f"{side} {at + 0.0:g}" for side in sides)}'  # + 0.0: no minus zero


def _together(y: NDArray[np.float64], terms: Mapping[str, NDArray[np.float64]]) -> str:
    """The fewest terms that tell events apart: any that can be left out of those is."""
    left = list(terms)
    if not _separates(y, [terms[name] for name in left]):
        return ""
    for name in list(terms):
        rest = [one for one in left if one != name]
        if _separates(y, [terms[one] for one in rest]):
            left = rest
    return f"{' and '.join(left)} together tell rows in which it happens, or in which it does not, from all others"


def _separates(y: NDArray[np.float64], columns: Sequence[NDArray[np.float64]]) -> bool:
    from scipy.optimize import linprog

    scaled = [(column - column.mean()) / column.std() for column in columns]
    x = np.column_stack([np.ones(len(y)), *scaled])
    signed = np.unique(np.where(y == 1.0, 1.0, -1.0)[:, None] * x, axis=0)
    found = linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1.0, 1.0), method="highs")
    return found.x is not None and bool(np.abs(found.x).max() > _HALF)
