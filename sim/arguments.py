"""Arguments of calls from Python: what is none is refused with its name, its value and what is allowed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from reprlib import repr as shortened
from typing import Any, TypeVar

from equipoise.sim.faults import ArgumentError
from equipoise.sim.plain import plain

Kind = TypeVar("Kind")


def of_kind(name: str, value: object, kind: type[Kind], hint: str = "") -> Kind:
    """Hold an argument to a kind."""
    if not isinstance(value, kind):
        raise ArgumentError(f"{name} = {shortened(value)}   must be a {kind.__name__}{hint and f', {hint}'}")
    return value


def path_of(name: str, value: object) -> Path:
    """Take a path as a text or as a path."""
    if not isinstance(value, str | os.PathLike):
        raise ArgumentError(f"{name} = {shortened(value)}   must be a path")
    if value == "":
        raise ArgumentError(f'{name} = ""   must be a path that is not empty')
    return Path(value)


def texts_of(name: str, value: object) -> list[str]:
    """Take a list of texts, or one alone."""
    listed = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    found: list[Any] = plain(list(listed))
    if not all(isinstance(text, str) for text in found):
        raise ArgumentError(f"{name} = {shortened(value)}   must be a list of texts")
    return found
