"""JSON that any program reads: indented, in UTF-8, and null where a number does not exist."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any, TypeAlias

from equipoise.sim.characters import visible


def json_text(value: object) -> str:
    """Write a value as JSON. With a line break at its end. Characters that a terminal obeys are written as escapes."""
    return visible(json.dumps(finite(value), indent=2, ensure_ascii=False, allow_nan=False)) + "\n"


def some(found: object, *names: str) -> dict[str, Any]:
    """Lay out some attributes under their own names."""
    return {name: getattr(found, name) for name in names}


Plain: TypeAlias = Any
"""Tables, lists and values as JSON has them."""


_TABLE, _LIST = dict | Mapping, list | tuple


def finite(value: Plain) -> Plain:
    """Put None in place of numbers that JSON does not know: NaN, which is not even equal to itself, and infinity."""
    if isinstance(value, float):  # which is most of what a document holds, and so is asked first
        return value if isfinite(value) else None
    if isinstance(value, str):
        return value
    if isinstance(value, _TABLE):
        return {key: finite(inner) for key, inner in value.items()}
    return [finite(inner) for inner in value] if isinstance(value, _LIST) else value
