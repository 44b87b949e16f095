"""Rows: arrays of records whose columns are attributes, for the rules and for people alike."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numba import types
from numba.core.cgutils import raw_memcpy
from numba.extending import intrinsic

from equipoise.sim.compiler import COMPILED

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


def _copy_row(into: np.record, row: np.record) -> None:
    into.setfield(row, into.dtype)


@intrinsic  # type: ignore[untyped-decorator]  # Numba's own, which has no types
def _copy_row_compiled(typing_context: Any, into: Any, row: Any) -> Any:  # noqa: ANN401, ARG001 - Numba's protocol for intrinsics
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - likewise
        size = context.get_constant(types.intp, signature.args[0].size)
        raw_memcpy(builder, *arguments, size, 1)
        return context.get_dummy_value()

    return types.none(into, row), generate


copy_row = _copy_row_compiled if COMPILED else _copy_row
"""Copy a row into another; Numba's own assignment goes byte by byte, and takes seconds to compile."""
