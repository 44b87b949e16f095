"""How keys, values and what is allowed are written in a message to a person."""

from __future__ import annotations

import re
from math import inf, isfinite
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from equipoise.sim.keys import joined, quoted
from equipoise.sim.nearness import equally_near
from equipoise.sim.numbers import Marked, Range, hint, is_on_off, per_cent

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from pydantic.fields import FieldInfo

    from equipoise.sim.faults import Place

LONGEST = 40
"""Characters of a value that are repeated in a message."""

LONGEST_KEY = 200
"""Characters of a key, a name or a path that are repeated in a message."""

MOST_NEAR = 6
"""Names that are offered at once; where more are equally near, the first stands for them."""

_PLAIN: dict[object, str] = {bool: "true or false", int: "a whole number", float: "a number"}


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Ask whether the nearest name was meant, or which of those that are equally near."""
    found = equally_near(word, names)
    named = found if len(found) <= MOST_NEAR else found[:1]
    return f"; did you mean {listed(named)}?" if named else ""


def in_quotes(name: str) -> str:
    """Write a name in quotes; a key that has some of its own is not quoted twice."""
    return shown(name) if '"' in name else f'"{shown(name)}"'


def written(value: object) -> str:
    """Write a value as TOML would, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _cut(quoted(value[: LONGEST + 1]), LONGEST)
    if isinstance(value, dict):
        text = "{...}" if value else "{}"
    elif isinstance(value, list):
        text = "[...]" if value else "[]"
    elif isinstance(value, Marked):
        text = value.typed
    elif isinstance(value, int) and abs(value) >= 10**LONGEST:
        text = hex(value)  # Python refuses to write very long numbers in decimals
    else:
        text = str(value)
    return _cut(text, LONGEST)


def _cut(text: str, most: int) -> str:
    """Shorten a text; a quote that is opened is closed, and no escape is cut in two."""
    if len(text) <= most:
        return text
    end = '..."' if text.startswith('"') else "..."
    return re.sub(r"(?<!\\)((?:\\\\)*)\\(?:u\w{0,3}|U\w{0,7})?$", r"\1", text[: most - len(end)]) + end


def key(place: Place, name: str | None = None) -> str:
    """Write where a value stands, as ``--set`` would: ``market.rivals``, ``accounts.Giant.size``."""
    text = ""
    for depth, part in enumerate(place):
        if isinstance(part, int) and (name is None or depth != 1):
            text += f"[{part + 1}]"
        else:
            text += ("." if text else "") + shown(joined([str(name) if isinstance(part, int) else part]))
    return text


def shown(text: str) -> str:
    """Shorten a key, a name or a path in a message, and escape what would move a terminal's cursor."""
    return _cut(text if text.isprintable() else quoted(text[: LONGEST_KEY + 1]), LONGEST_KEY)


def listed(names: Iterable[str], word: str = "or") -> str:
    """Write names as a list in a sentence: ``"a", "b" or "c"``."""
    *others, last = map(in_quotes, names)
    return f"{', '.join(others)} {word} {last}" if others else last


def again(entries: Sequence[Hashable]) -> Iterator[int]:
    """Find the places at which an entry of a list stands again."""
    seen: set[Hashable] = set()
    for k, entry in enumerate(entries):
        if entry in seen:
            yield k
        seen.add(entry)


def table_in(field: FieldInfo) -> type[BaseModel] | None:
    """Find the table that a field holds, alone or in an array."""
    kinds = (field.annotation, *get_args(field.annotation))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def choices(field: FieldInfo) -> tuple[str, ...]:
    """List the words that a field may hold."""
    extra = field.json_schema_extra
    listed_there = extra.get("enum") if isinstance(extra, dict) else None
    if isinstance(listed_there, list):
        return tuple(map(str, listed_there))
    return get_args(field.annotation) if get_origin(field.annotation) is Literal else ()


def nothing(field: FieldInfo) -> str:
    """The word that takes back what is stated in a field; where "none" is one of its own words, another."""
    return "unknown" if "none" in choices(field) else "none"


def unit_of(field: FieldInfo) -> str:
    """The unit that a field declares; none where it declares none."""
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def allowed(field: FieldInfo, name: str) -> str:
    """Say what a field may hold."""
    if words := choices(field):
        return listed(words)
    kind = field.annotation
    if get_origin(kind) in {Union, UnionType}:
        kinds = [part for part in get_args(kind) if part is not type(None)]
        kind = float if float in kinds else kinds[0]
    if get_origin(kind) is list:
        return _entries(field, name, get_args(kind)[0])
    if get_origin(kind) is dict or table_in(field):
        return f"a table: keys under [{name}]"
    plain = _PLAIN.get(kind)
    if plain is None:
        return "a text that is not empty" if bounds(field) else "a text"
    said = f"{plain} {span}" if (span := spanned(bounds(field))) else plain
    return f"{said}, or true or false" if is_on_off(field) else said


def _entries(field: FieldInfo, name: str, of: object) -> str:
    """What a list may hold."""
    if table_in(field):
        return f"tables, each under its own [[{name}]]"
    if float in get_args(of):
        return "a list of numbers, of texts, or of true and false, that is not empty"
    return 'a list of texts: ["...", "..."]'


def bounds(field: FieldInfo) -> dict[str, Any]:
    """Read the declared bounds of a field."""
    kinds = ("ge", "le", "min_length")
    return {kind: getattr(rule, kind) for rule in field.metadata for kind in kinds if hasattr(rule, kind)}


def range_of(field: FieldInfo) -> Range:
    """Say what the number in a field may be."""
    bound, kinds = bounds(field), get_args(field.annotation) or (field.annotation,)
    return Range(bound.get("ge", -inf), bound.get("le", inf), int in kinds and float not in kinds, unit_of(field))


def numeric(field: FieldInfo) -> bool:
    """Tell whether a field holds a number."""
    kinds = get_args(field.annotation) or (field.annotation,)
    return bool not in kinds and (int in kinds or float in kinds)


def otherwise(value: object, allowed: Range | None) -> str:
    """Say how a number is written that was written another way."""
    if isinstance(value, Marked):
        value = value.typed
    elif isinstance(value, float) and not isfinite(value):
        value = str(value)
    if isinstance(value, str):
        found = hint(value, allowed)
    else:
        found = per_cent(value, allowed or Range()) if isinstance(value, int | float) else ""
    return f"; {found}" if found else ""


def spanned(bound: dict[str, Any]) -> str:
    """Write a range of numbers."""
    low, high = bound.get("ge"), bound.get("le")
    if low is not None:
        return f"from {number(low)} to {number(high)}" if high is not None else f"from {number(low)} up"
    return f"up to {number(high)}" if high is not None else ""


def number(value: float) -> str:
    """Write a bound or a default: exact, and short where that is possible."""
    if isinstance(value, int):
        return f"{value:,}"
    short = f"{value:g}"
    return short.replace("e+0", "e").replace("e+", "e").replace("e-0", "e-") if float(short) == value else str(value)
