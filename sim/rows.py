"""Rows: arrays of records whose columns are attributes, for the rules and for people alike."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

Rows: TypeAlias = "np.recarray[Any, np.dtype[Any]]"
"""Rows of a stated dtype; ``rows[i].column`` is one value, ``rows.column`` a column."""


def blank_rows(count: int, dtype: np.dtype[Any]) -> Rows:
    """Rows of zeros.

    Parameters
    ----------
    count : int
        How many.
    dtype : numpy.dtype
        Their columns.

    Returns
    -------
    recarray of shape (count,)
        Rows that can be read and written by column name.
    """
    return np.zeros(count, dtype).view(np.recarray)
