"""Copies of rows, compiled: Numba's own assignment goes byte by byte, and takes seconds to compile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numba import types
from numba.core.cgutils import raw_memcpy
from numba.extending import intrinsic

from equipoise.sim.compiler import COMPILED

if TYPE_CHECKING:
    import numpy as np


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
"""Copy a row into another."""
