"""What an import says, as the page says it: by its own fields in place of options, and in words in place of keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from equipoise.app.serve.explorer.columns import WORDS
from equipoise.app.serve.explorer.labels import without_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_THERE = "under \u201cHow they were read\u201d"
_INSTEAD = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"--as-of (\d{4}-\d\d-\d\d)", rf"as_of = \1 {_THERE}"),
        (r"--as-of(?: DATE)?", f"as_of {_THERE}"),
        (r"say --decimal , or --decimal \.", "say which mark is the decimal one"),
        (r"say --dates day-first or --dates month-first", "say which"),
        (r", as --(decimal|dates) says", ", as was said"),
        (r"--currency does", "say it at \u201cCurrency\u201d"),
        (r"say --sheet NAME", "leave the one that is meant in the file"),
        (r"--sheet reads it", "show it in the file, and it is read"),
        (r"state gross_margin under \[business\]", "state the gross margin among the facts of the business"),
    )
)
"""What the page has in place of options of the command, and of tables of a file."""
_QUOTED = re.compile(r'("[^"]*")')
_READ_FROM = re.compile(r"\b([a-z_]+) from $")
_NOTHING_STATED = "# as_of = 2025-12-31  # The last day of what the files cover.\n"


def in_page_words(said: str) -> str:
    """The same sentence; what stands in quotes is from somebody's file, and stays."""
    for pattern, words in _INSTEAD:
        said = pattern.sub(words, said)
    return "".join(part if part.startswith('"') else _own(part) for part in _QUOTED.split(said))


def _own(part: str) -> str:
    return without_keys(_READ_FROM.sub(lambda found: f"{WORDS.get(found[1], found[1]).partition(',')[0]} from ", part))


def told(found: Mapping[str, Any]) -> dict[str, Any]:
    """Say all that an import comes to in such words; what is answered in the text beside it is shown with that."""
    read: Iterable[str] = found.get("read", ())
    faults = [{**one, "message": in_page_words(one["message"])} for one in found["faults"]]
    asks = any(_THERE in one["message"] for one in faults)
    beside = {"mapping": _NOTHING_STATED} if asks and not found.get("mapping") else {}
    return {**found, **beside, "read": [in_page_words(one) for one in read], "faults": faults}
