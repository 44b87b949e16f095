"""A JSON file, read within bounds: whatever it holds, a value that can be looked at or words about it, and soon."""

from __future__ import annotations

import json
from collections import Counter
from errno import EINVAL
from math import isfinite
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import key, written

if TYPE_CHECKING:
    from pathlib import Path

    from equipoise.sim.faults import Place

_DIGITS = 40  # twice as many as what is allowed has

MOST_BYTES = 32_000_000
"""Largest file that is read; the manifest of a scenario with a hundred accounts has a twentieth of a million."""

MOST_VALUES = 1_000_000
"""Most values in it."""

MOST_ENTRIES = 20_000
"""Most entries of one table or list: as many as a scenario's file can state accounts."""

MOST_DEPTH = 20
"""Most tables and lists inside each other; ours have seven."""

LONGEST_TEXT = 100_000
"""Most characters of a text."""

LARGEST_WHOLE = 2**63 - 1
"""Largest whole number: of any program that reads JSON into 64 bits."""

_At: TypeAlias = "tuple[_At, str | int] | None"  # a place from the inside out


class JsonError(EquipoiseError):
    """Why bytes are no JSON that is taken as it stands; the message begins with "it"."""


def read_json(path: Path) -> object:
    """Read a JSON file. Made of dicts, lists, texts, finite numbers of 64 bits, booleans and None."""
    mode = path.stat().st_mode
    if not S_ISREG(mode):
        raise OSError(EINVAL, "it is a folder" if S_ISDIR(mode) else "it is not a regular file", str(path))
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    return json_value(content)


def json_value(content: bytes) -> object:
    """Read JSON. Made of dicts, lists, texts, finite numbers of 64 bits, booleans and None."""
    if len(content) > MOST_BYTES:
        raise JsonError(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise JsonError(f"it is not text in UTF-8 (line {line})") from None
    if text.startswith("\ufeff"):
        raise JsonError("it begins with a byte order mark, which JSON has not; save it as UTF-8 without one")
    if text.count(",") >= MOST_VALUES:
        raise JsonError(f"it holds more than {MOST_VALUES:,} values")
    try:
        value = json.loads(text, object_pairs_hook=_table, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise JsonError(f"it is not JSON (line {error.lineno}: {error.msg[:1].lower()}{error.msg[1:]})") from None
    except RecursionError:
        _refuse_depth()
    _check(value)
    return value


def _refuse_depth() -> NoReturn:
    raise JsonError(f"it has more than {MOST_DEPTH} tables and lists inside each other")


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        name, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise JsonError(f"it has {written(name)} twice in one table")
    return table


def _whole(text: str) -> int:
    """A whole number; one that is far too long, which Python refuses, as another that is too large."""
    return int(text) if len(text) < _DIGITS else 10**_DIGITS


def _check(value: object) -> None:
    """Look at every value, without recursion, since depth is one of the things that may be wrong."""
    left: list[tuple[object, int, _At]] = [(value, 1, None)]
    while left:
        found, depth, at = left.pop()
        if isinstance(found, dict | list):
            if depth > MOST_DEPTH:
                _refuse_depth()
            if len(found) > MOST_ENTRIES:
                raise JsonError(f"{key(_place(at)) or 'it'} has more than {MOST_ENTRIES:,} entries")
            inner = found.items() if isinstance(found, dict) else enumerate(found)
            left.extend((entry, depth + 1, (at, name)) for name, entry in inner)
            for name in found if isinstance(found, dict) else ():
                if trouble := _trouble(name):
                    raise JsonError(f"it has a key that {trouble}")
        elif trouble := _trouble(found):
            raise JsonError(f"{key(_place(at)) or 'it'} {trouble}")


def _trouble(value: object) -> str:
    """What is wrong with a plain value; nothing when nothing is."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            return f"is a text of more than {LONGEST_TEXT:,} characters"
        return "" if value.isascii() or _encodes(value) else "holds half of a character (a surrogate without its pair)"
    if isinstance(value, float) and not isfinite(value):
        return "is no finite number"
    if isinstance(value, int) and abs(value) > LARGEST_WHOLE:
        return f"is a whole number beyond {LARGEST_WHOLE:,}"
    return ""


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _place(at: _At) -> Place:
    place: list[str | int] = []
    while at is not None:
        at, name = at
        place.append(name)
    return tuple(reversed(place))
