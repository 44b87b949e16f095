"""Rows: arrays of records whose columns are attributes, for the rules and for people alike."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

import numpy as np

Rows: TypeAlias = "np.recarray[Any, np.dtype[Any]]"
"""Rows of a stated dtype; ``rows[i].column`` is one value, ``rows.column`` a column."""


def blank_rows(shape: int | tuple[int, ...], dtype: np.dtype[Any]) -> Rows:
    """Rows of zeros."""
    return np.zeros(shape, _shared(dtype)).view(np.recarray)


@cache
def _shared(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """The dtype of records for all rows with these columns.

    The compiler knows a dtype by its identity; at each new one every rule would work out the type of a hundred columns.
    """
    return np.dtype((np.record, dtype))


def names_of(dtype: np.dtype[Any]) -> tuple[str, ...]:
    """Columns of such rows."""
    return dtype.names or ()
