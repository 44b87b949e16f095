"""How much is read: what is longer, deeper or more than anybody writes is refused before it costs time or memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.faults import reason
from equipoise.sim.files.lines import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from equipoise.sim.faults import EquipoiseError

LARGEST_FILE = 1_000_000
"""Most bytes of a file."""

DEEPEST = 32
"""Most levels of tables and lists in each other, and most parts of a dotted key."""

MOST_ENTRIES = 20_000
"""Most keys and entries of lists together."""

LONGEST_TEXT = 10_000
"""Most characters of one text, number or word."""

MOST_LINES = 100_000
"""Most lines of a file."""

MOST_MISTAKES = 50
"""Most mistakes that one message tells of."""

_TOO_DEEP = "is nested too deeply"
_TOO_MANY = f"holds more than {MOST_ENTRIES:,} keys and values"
_TOO_LONG = f"holds a text of more than {LONGEST_TEXT:,} characters"


def bytes_of(path: Path, label: str, fault: type[EquipoiseError], most: int = LARGEST_FILE) -> bytes:
    """Read a file that is no larger than anybody writes."""
    try:
        found = path.read_bytes() if path.stat().st_size <= most else None
    except OSError as error:
        raise fault(f"{label}  can't be read: {reason(error)}") from None
    except ValueError as error:  # a path that nothing can have
        raise fault(f"{label}  can't be read: {error}") from None
    if found is None or len(found) > most:
        raise fault(f"{label}  is larger than {most:,} bytes, which is more than is read")
    return found


def excess_of_text(text: str) -> str:
    """Say what a TOML text has too much of, before it is parsed."""
    if text.count("\n") > MOST_LINES:
        return f"has more than {MOST_LINES:,} lines"
    depth = parts = entries = 0
    for seen, (piece, _) in enumerate(tokens(text)):
        if len(piece) > LONGEST_TEXT:
            return _TOO_LONG
        depth += (piece in {"[", "{"}) - (piece in {"]", "}"} and depth > 0)
        parts = parts + 1 if piece == "." else parts if piece not in {"=", ",", "\n", "[", "]", "{", "}"} else 0
        entries += piece in {"=", ",", "["}
        if depth > DEEPEST or parts >= DEEPEST:
            return _TOO_DEEP
        if entries > MOST_ENTRIES or seen - entries > MOST_LINES + 5 * MOST_ENTRIES:
            return _TOO_MANY
    return ""


def told(mistakes: Iterable[str], most: int = MOST_MISTAKES) -> str:
    """Join mistakes to one message, the first of them and how many others there are."""
    lines = list(mistakes)
    others = len(lines) - most
    return "\n".join(lines[:most] + ([f"and {others:,} more mistakes"] if others > 0 else []))
