"""Which functions are alike: by what they do and what they do it with, wherever and however they are written."""

from __future__ import annotations

import hashlib
import pickle
from functools import partial
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def code_digest(*values: object) -> str:
    """Shorten functions and plain values to hexadecimal digits, equal where they do the same with the same values.

    Comments, names of files and places in them do not matter. Functions of other modules are known by their names.
    """
    digest = hashlib.sha256()
    for text in _texts(values, set(), None):
        digest.update(f"{len(text)}:".encode() + text)
    return digest.hexdigest()[:32]


def _texts(value: object, seen: set[int], home: str | None) -> Iterator[bytes]:
    """What a value is, piece by piece; a function that was met already is not gone into again."""
    value = getattr(value, "py_func", value)  # of a function that Numba compiled
    if isinstance(value, FunctionType) and home in {None, value.__module__}:
        if id(value) in seen:
            return
        seen.add(id(value))
        home = value.__module__
    inner = _inside(value, home)
    if inner is None:
        yield _written(value)
        return
    yield f"{type(value).__name__} of {len(inner)}".encode()
    for one in inner:
        yield from _texts(one, seen, home)


def _inside(value: object, home: str | None) -> list[object] | None:
    """What a value is made of; None where it is one thing."""
    if isinstance(value, FunctionType) and value.__module__ == home:
        names = sorted(_names(value.__code__) & set(value.__globals__))
        used = [(name, value.__globals__[name]) for name in names]
        held = [cell.cell_contents for cell in value.__closure__ or ()]
        return [value.__code__, value.__defaults__, value.__kwdefaults__, held, used]
    if isinstance(value, CodeType):
        return [value.co_code, value.co_names, value.co_exceptiontable, *value.co_consts]
    if isinstance(value, partial):
        return [value.func, value.args, value.keywords]
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    if isinstance(value, dict):
        return list(value.items())
    return list(value) if isinstance(value, list | tuple) else None


def _written(value: object) -> bytes:
    if isinstance(value, ModuleType):
        return f"module {value.__name__}".encode()
    if isinstance(value, type | FunctionType):
        return f"{value.__module__}.{value.__qualname__}".encode()
    return repr(value).encode() if isinstance(value, str | bytes | int | float | None) else pickle.dumps(value, 4)


def _names(code: CodeType) -> set[str]:
    inner = (_names(const) for const in code.co_consts if isinstance(const, CodeType))
    return set(code.co_names).union(*inner)
