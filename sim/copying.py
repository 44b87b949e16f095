"""Copies of rows, compiled: Numba's own assignment goes byte by byte, and takes seconds to compile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numba import types
from numba.core.cgutils import pointer_add, raw_memcpy
from numba.extending import intrinsic

from equipoise.sim.compiler import COMPILED

if TYPE_CHECKING:
    import numpy as np


def _copy_row(into: np.record, row: np.record) -> None:
    into.setfield(row, into.dtype)


def _copy_rows(into: np.record, first: np.record, second: np.record) -> None:
    into.setfield(first, first.dtype)
    into.setfield(second, second.dtype, first.dtype.itemsize)


def _copies(signature: Any) -> Any:  # noqa: ANN401 - Numba's protocol for intrinsics
    """One row after the other into the first, as machine code."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - likewise
        into, at = arguments[0], 0
        for kind, row in zip(signature.args[1:], arguments[1:], strict=True):
            raw_memcpy(builder, pointer_add(builder, into, at), row, context.get_constant(types.intp, kind.size), 1)
            at += kind.size
        return context.get_dummy_value()

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]  # Numba's own, which has no types
def _copy_row_compiled(typing_context: Any, into: Any, row: Any) -> Any:  # noqa: ANN401, ARG001 - Numba's protocol for intrinsics
    return _copies(types.none(into, row))


@intrinsic  # type: ignore[untyped-decorator]  # likewise
def _copy_rows_compiled(typing_context: Any, into: Any, first: Any, second: Any) -> Any:  # noqa: ANN401, ARG001 - likewise
    return _copies(types.none(into, first, second))


copy_row = _copy_row_compiled if COMPILED else _copy_row
"""Copy a row into another."""

copy_rows = _copy_rows_compiled if COMPILED else _copy_rows
"""Copy two rows side by side into one that has the columns of both."""
