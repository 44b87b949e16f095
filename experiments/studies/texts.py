"""Factors as they are typed, or given in Python: a key with a range, or with a list."""

from __future__ import annotations

from reprlib import repr as shortened
from typing import Any

from equipoise.sim.faults import ArgumentError
from equipoise.sim.files.bounds import LONGEST_TEXT
from equipoise.sim.files.ranging import between
from equipoise.sim.keys import split
from equipoise.sim.numbers import real, whole

_ON_OFF = {"on": True, "true": True, "off": False, "false": False}


def factor_of(text: str) -> dict[str, Any]:
    """A factor from ``key=low:high``, ``key=low..high``, ``key=low:high:log`` or ``key=a,b,c``.

    What is none is told of with the study.
    """
    key, value = split(text[:LONGEST_TEXT])
    if value is None:
        return {"key": key}
    *ends, scale = value.split(":") if value.endswith((":log", ":linear")) else [*value.split(":"), "linear"]
    match ends:
        case [low, high]:
            return {"key": key, "low": _value(low), "high": _value(high), "scale": scale}
    if isinstance(two := between(value), list):
        return {"key": key, "low": two[0], "high": two[1], "scale": scale}
    return {"key": key, "values": [_value(part) for part in value.split(",")]}


def factor_from(key: str, values: object) -> dict[str, Any]:
    """A factor from a list of values, a range as a tuple, or None, as Python has them."""
    if values is None:
        return {"key": key}
    if isinstance(values, tuple):
        if len(values) not in {2, 3}:
            raise ArgumentError(f"vary {key} = {shortened(values)}   must be (low, high) or (low, high, 'log')")
        return {"key": key, **dict(zip(("low", "high", "scale"), values, strict=False))}
    return {"key": key, "values": values}


def _value(text: str) -> bool | int | float | str:
    text = text.strip()
    number = whole(text)
    if number is None and (broken := real(text)) is not None:
        return broken
    return number if number is not None else _ON_OFF.get(text.casefold(), text)
