"""Reads a TOML file: what it states, and on which line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from equipoise.sim.files.bounds import bytes_of, excess_of_text
from equipoise.sim.files.lines import lines_of
from equipoise.sim.files.unknown import setting_field, stated_keys, table_at, unknown_key
from equipoise.sim.files.vocabulary import saying
from equipoise.sim.keys import parts_of
from equipoise.sim.nearness import nearest
from equipoise.sim.numbers import hint, typed
from equipoise.sim.parameters import Parameters
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import allowed, bounds, numeric, range_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from pydantic import BaseModel

    from equipoise.sim.faults import EquipoiseError, Place

_WHERE = re.compile(r" \((?:at line (?P<line>\d+), column (?P<column>\d+)|at end of document)\)$")
_PART = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_KEY = rf"(?P<key>{_PART}(?:\s*\.\s*{_PART})*)"
_PAIR = re.compile(rf"{_KEY}\s*=\s*")
_HEADER = re.compile(rf"\s*\[{{1,2}}\s*{_KEY}\s*\]{{1,2}}\s*(?:#.*)?")
_OPENED = re.compile(r"""(?:\[+\s*)?["']?(?P<key>[A-Za-z0-9_-]+)["']?""")
_NEUTRAL = re.compile(r"[a-z/,; -]*(?:['\"]\S{1,3}['\"][a-z/,; -]*)?")
"""A parser's reason that quotes nothing but marks."""

_LONG_NUMBER = re.compile(r"[0-9_]{4300,}")
_PLAINER = {
    "Invalid value": "invalid value; texts stand in quotes, numbers start with a digit, and switches are true or false",
}
_TWICE = re.compile(r"Cannot (?:declare|mutate) .*")


class Contents(NamedTuple):
    """What a file states."""

    label: str  # what messages call the file
    stated: dict[str, Any]  # its values
    lines: dict[Place, int]  # on which line each stands


def read(
    path: Path, label: str, fault: type[EquipoiseError], model: type[BaseModel], names: Collection[str]
) -> Contents:
    """Read a TOML file."""
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
        raise fault(_syntax(label, text, str(error), model, names)) from None
    except ValueError:
        found = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        raise fault(f"{label}:{line}  holds a number of more than 4300 digits") from None
    if not stated:
        raise fault(f"{label}  is empty; state at least a title")
    return Contents(label, stated, lines)


class _Row(NamedTuple):
    """A row that is not TOML: the table that it stands in, its key and its value."""

    table: Place
    name: str
    value: str


def _syntax(label: str, text: str, message: str, model: type[BaseModel], names: Collection[str]) -> str:
    """Where and why a text is not TOML; a row is only repeated that states a key of ours, or stands in our table."""
    where = _WHERE.search(message)
    rows = text.split("\n")
    line = int(where["line"]) if where and where["line"] else len(rows)
    why = message[: where.start()] if where else message
    why = "it is stated already, further up" if _TWICE.fullmatch(why) else _PLAINER.get(why, why[:1].lower() + why[1:])
    row = rows[line - 1].strip() if line <= len(rows) else ""
    column = int(where["column"]) if where and where["column"] else len(rows[line - 1])
    until = column - len(rows[line - 1]) + len(rows[line - 1].lstrip())
    own = _parsed(row, until, _header(rows[: line - 1]), model)
    if own is None or not _is_ours(own, model, names):
        return f"{label}:{line}  is not TOML" + (f": {why}" if _NEUTRAL.fullmatch(why) else "")
    shown = f"  {row[:60]}" if row.isprintable() else ""
    return f"{label}:{line}{shown}   is not TOML: {_wrong(own, model) or why}{_unknown(own, model)}"


def _header(above: list[str]) -> Place:
    """The table that the last header opens."""
    found = (_HEADER.fullmatch(row) for row in reversed(above))
    return next((parts_of(match["key"]) for match in found if match), ())


def _parsed(row: str, until: int, table: Place, model: type[BaseModel]) -> _Row | None:
    """Take a row apart, as far as it begins like one; of tables in a row, the pair at which reading ended."""
    pairs = [pair for pair in _PAIR.finditer(row) if pair.start() < until]
    if not pairs or pairs[0].start():
        opened = _OPENED.match(row)
        return _Row((), opened["key"], "") if opened else None
    last = pairs[-1] if "{" in row[pairs[0].end() :][:2] else pairs[0]
    outer = () if last is pairs[0] else parts_of(pairs[0]["key"])
    *inner, name = parts_of(last["key"])
    place: Place = (*table, *outer, *inner)
    if model is Scenario and place and place[0] in Parameters.model_fields:
        place = ("parameters", *place)
    rest = row[last.end() :].partition("#")[0].strip()
    return _Row(place, name, rest if last is pairs[0] else re.split(r"[,}\]]", rest)[0].strip())


def _is_ours(row: _Row, model: type[BaseModel], names: Collection[str]) -> bool:
    known = row.name in names or row.name.rpartition(".")[2] in names
    inside = row.table[:1] and row.table[0] in model.model_fields
    return known or bool(inside) or bool(saying(row.name) or nearest(row.name, names))


def _wrong(row: _Row, model: type[BaseModel]) -> str:
    """What is wrong with a value that is written as no number is."""
    if not (near := hint(row.value)):
        return ""
    table = table_at(model, row.table)
    field = setting_field(row.name) if table is None else table.model_fields.get(row.name)
    if field is None or not numeric(field) or not bounds(field):
        return near
    return hint(row.value, range_of(field)) or f"must be {allowed(field, row.name)}"


def _unknown(row: _Row, model: type[BaseModel]) -> str:
    """That the key is unknown, too."""
    table = table_at(model, row.table)
    known = table is None or row.name in {*stated_keys(table), *(["base"] if table is model else [])}
    return "" if known or not row.value else f"; {unknown_key(row.name, row.table, model)}"
