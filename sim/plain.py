"""Values from Python as a TOML file would hold them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from numbers import Integral, Real
from types import NoneType
from typing import Any, TypeAlias

from equipoise.sim.numbers import Marked

Plain: TypeAlias = Any
"""Texts, numbers, lists and tables of them; what is none of these stays as it is."""

DEEPEST = 32
"""Levels of lists and tables that are looked into: nothing that is declared has as many."""

_PLAIN = frozenset({NoneType, str, bool, int, float, Marked})


def plain(value: object, deepest: int = DEEPEST) -> Plain:
    """Turn NumPy's scalars and arrays, columns of data frames, tuples, ranges and paths into plain values."""
    if type(value) in _PLAIN or not deepest:
        return value
    if hasattr(value, "__array__") and not isinstance(value, type):
        return plain(value.__array__().tolist(), deepest)
    if isinstance(value, Mapping):
        return {
            key if type(key) is str else plain(key): inner if type(inner) in _PLAIN else plain(inner, deepest - 1)
            for key, inner in value.items()  # some hundreds of values of a scenario, most of them plain
        }
    if isinstance(value, list | tuple | range):
        return [plain(inner, deepest - 1) for inner in value]
    if isinstance(value, Real):
        return int(value) if isinstance(value, Integral) else float(value)
    return os.fspath(value) if isinstance(value, os.PathLike) else value
