"""Characters that a terminal, a page or a spreadsheet obeys, and that nobody sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated
from unicodedata import normalize

from pydantic import AfterValidator

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONTROLS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # of terminals, in seven bits and in eight; but for tab and line break
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # of the direction of writing
    "\u2028\u2029"  # breaks of lines and paragraphs
    "\xad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # without any width
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and blanks that are drawn as nothing
    "\ud800-\udfff"  # halves of characters, as in names of files that are not text
)
# Scripts and emoji join characters by these; between others they only make two names look alike.
_JOINERS = "(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
_HIDDEN = re.compile(f"[{_CONTROLS}]|{_JOINERS}")
_HIDDEN_IN_A_LINE = re.compile(f"[\t\n{_CONTROLS}]|{_JOINERS}")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def visible(text: str) -> str:
    r"""Write characters that would be obeyed as escapes that are seen; tabs and line breaks stay."""
    return _HIDDEN.sub(_escape, text)


def in_ascii(text: str) -> str:
    r"""Write every character beyond ASCII as an escape."""
    return _BEYOND_ASCII.sub(_escape, visible(text))


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[k : k + 2].hex()}" for k in range(0, len(units), 2))


def composed(name: str) -> str:
    """Write a name as names are compared: an accent is one with its letter, and a blank a blank, however typed."""
    return " ".join(normalize("NFC", name).split())


def as_spelt(asked: str, names: Iterable[str]) -> str:
    """Find the name that looks as one that is asked for."""
    return next((name for name in names if composed(name) == composed(asked)), asked)


def _line(text: str) -> str:
    """Refuse a name or a title that is not one line of characters that are seen."""
    _refuse(_HIDDEN_IN_A_LINE.search(text))
    if text and not text.strip():
        raise ValueError("must be a text that is not empty")
    return text


def _name(text: str) -> str:
    """Refuse a name that nobody can tell from another by looking."""
    if text != text.strip():
        raise ValueError("must not begin or end with a blank")
    return text


def _prose(text: str) -> str:
    """Refuse a text of several lines that holds a character which is obeyed instead of shown."""
    _refuse(_HIDDEN.search(text))
    return text


def _refuse(found: re.Match[str] | None) -> None:
    if found is not None:
        raise ValueError(f"holds the control character U+{ord(found[0]):04X}, which nobody sees; leave it out")


Line = Annotated[str, AfterValidator(_line)]
"""A title: one line."""

Name = Annotated[Line, AfterValidator(_name)]
"""A name: one line without blanks at its ends."""

Prose = Annotated[str, AfterValidator(_prose)]
"""A text that may have several lines."""
