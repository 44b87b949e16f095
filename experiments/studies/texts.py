"""Factors as they are typed: a key with a range, or with a list."""

from __future__ import annotations

from typing import Any

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


def _value(text: str) -> bool | int | float | str:
    text = text.strip()
    number = whole(text)
    if number is None and (broken := real(text)) is not None:
        return broken
    return number if number is not None else _ON_OFF.get(text.casefold(), text)
