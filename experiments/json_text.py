"""JSON that any program reads: indented, in UTF-8, and null where a number does not exist."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

from equipoise.analysis.prose.units import unit_of
from equipoise.sim.characters import visible

if TYPE_CHECKING:
    from equipoise.sim.money import Money


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


def in_currency(value: Plain, money: Money | None) -> Plain:
    """Turn every estimate of a document, which has a mean and a unit, into what its business counts in."""
    if isinstance(value, list):
        return [in_currency(inner, money) for inner in value]
    if not isinstance(value, dict):
        return value
    if not value.keys() >= {"mean", "unit"}:
        return {key: in_currency(inner, money) for key, inner in value.items()}
    unit = unit_of(money, value["unit"])
    ends = {end: None if value[end] is None else unit.scale * value[end] for end in ("mean", "low", "high")}
    return {**value, **ends, "unit": unit.name}
