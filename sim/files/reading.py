"""Reads a TOML file: what it states, and on which line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.files.bounds import bytes_of, excess_of_text
from sim.files.lines import lines_of
from sim.numbers import hint, typed

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

    from sim.faults import EquipoiseError, Place

_WHERE = re.compile(r" \((?:at line (?P<line>\d+), column \d+|at end of document)\)$")
_ROW = re.compile(r"""(?:\[+\s*)?["']?(?P<key>[A-Za-z0-9_-]+)["']?\s*[=.\]]?\s*""")
_NEUTRAL = re.compile(r"[a-z/,; -]*(?:['\"]\S{1,3}['\"][a-z/,; -]*)?")
"""A parser's reason that quotes nothing but marks."""

_LONG_NUMBER = re.compile(r"[0-9_]{4300,}")
_PLAINER = {
    "Invalid value": "invalid value; texts stand in quotes, numbers start with a digit, and switches are true or false",
}


class Contents(NamedTuple):
    """What a file states.

    Attributes
    ----------
    label : str
        What messages call the file.
    stated : dict
        Its values.
    lines : dict of tuple to int
        On which line each stands.
    """

    label: str
    stated: dict[str, Any]
    lines: dict[Place, int]


def read(path: Path, label: str, fault: type[EquipoiseError], names: Container[str]) -> Contents:
    """Read a TOML file.

    Parameters
    ----------
    path : Path
        The file.
    label : str
        What messages call it.
    fault : type of EquipoiseError
        Raised when it cannot be read.
    names : container of str
        Keys that such a file may state: a message repeats no others of a text that is not TOML.

    Returns
    -------
    Contents
        At least one key.

    Raises
    ------
    EquipoiseError
        ``fault``: not readable, too large, not text, not TOML, or empty.
    """
    try:
        text = bytes_of(path, label, fault).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise fault(f"{label}:{line}  is not text in UTF-8; a .toml file is") from None
    if excess := excess_of_text(text):
        raise fault(f"{label}  {excess}")
    try:
        stated = tomllib.loads(text, parse_float=typed)
        lines = lines_of(text)
    except tomllib.TOMLDecodeError as error:
        raise fault(_syntax(label, text, str(error), names)) from None
    except ValueError:
        found = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        raise fault(f"{label}:{line}  holds a number of more than 4300 digits") from None
    if not stated:
        raise fault(f"{label}  is empty; state at least a title")
    return Contents(label, stated, lines)


def _syntax(label: str, text: str, message: str, names: Container[str]) -> str:
    """Where and why a text is not TOML; a line is only repeated that begins with a key of ours."""
    where = _WHERE.search(message)
    rows = text.split("\n")
    line = int(where["line"]) if where and where["line"] else len(rows)
    why = message[: where.start()] if where else message
    why = _PLAINER.get(why, why[:1].lower() + why[1:])
    row = rows[line - 1].strip() if line <= len(rows) else ""
    own = _ROW.match(row)
    if own is None or own["key"] not in names:
        return f"{label}:{line}  is not TOML" + (f": {why}" if _NEUTRAL.fullmatch(why) else "")
    value = row[own.end() :].partition("#")[0].strip()
    shown = f"  {row[:60]}" if row.isprintable() else ""
    return f"{label}:{line}{shown}   is not TOML: {hint(value) or why}"
