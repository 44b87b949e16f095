"""Keys in dots, as ``--set``, studies and messages write them: ``market.rivals``, ``accounts."A=B".size``.

A part that holds more than words is quoted as TOML quotes it.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORT = 0xFFFF
_PLAIN = re.compile(r"[\w-]+(?: [\w-]+)*")
_QUOTED = re.compile(r"""(?:"(?:\\.|[^"\\])*"|'[^']*')(?=\s*(?:[.=]|$))""", re.DOTALL)


def quoted(text: str) -> str:
    """Write a text as TOML does, in double quotes."""
    escaped = json.dumps(text, ensure_ascii=False)  # JSON's escapes are TOML's
    return "".join(mark if mark.isprintable() else _escaped(mark) for mark in escaped)


def _escaped(mark: str) -> str:
    return f"\\u{ord(mark):04x}" if ord(mark) <= _SHORT else f"\\U{ord(mark):08x}"


def joined(parts: Iterable[str]) -> str:
    """Write the parts of a key with dots between them, those quoted that hold more than words."""
    return ".".join(part if _PLAIN.fullmatch(part) else quoted(part) for part in parts)


@lru_cache(maxsize=4_096)
def parts_of(key: str) -> tuple[str, ...]:
    """Take a key apart at its dots, but for those in quotes."""
    return tuple(unquoted(part) for part in _pieces(key, "."))


def split(setting: str) -> tuple[str, str | None]:
    """Split ``key=value`` at the first sign that stands in no quotes."""
    key = next(_pieces(setting, "="))
    return key.strip(), setting[len(key) + 1 :].strip() if len(key) < len(setting) else None


def _pieces(text: str, mark: str) -> Iterator[str]:
    """Cut a text at a mark; quotes count where a part begins with one and ends with its like."""
    start = at = 0
    fresh = True
    while at < len(text):
        if fresh and (closed := _QUOTED.match(text, at)):
            at, fresh = closed.end(), False
            continue
        if text[at] == mark:
            yield text[start:at]
            start = at + 1
        fresh = text[at] in {".", "="} or (fresh and text[at].isspace())
        at += 1
    yield text[start:]


def unquoted(part: str) -> str:
    """Take the quotes off a part of a key."""
    part = part.strip()
    if len(part) > 1 and part[0] == part[-1] == "'":
        return part[1:-1]
    if len(part) > 1 and part[0] == part[-1] == '"':
        try:
            return str(tomllib.loads(f"text = {part}")["text"])
        except ValueError:
            return part
    return part
