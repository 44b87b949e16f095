"""Words that people use for what the program calls otherwise: data, in ``scenarios/vocabulary.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from equipoise.sim.shipped import SHIPPED


@cache
def _sayings() -> dict[tuple[str, str], str]:
    """What is said of a word, by the table that it stands in, or by none."""
    stated = tomllib.loads((SHIPPED / "vocabulary.toml").read_text(encoding="utf-8"))
    return {
        (table, word): entry["says"]
        for entry in stated["meanings"]
        for table in entry.get("under", [""])
        for word in entry["words"]
    }


def saying(word: str, table: str = "") -> str | None:
    """Say what the program has for a word."""
    return _sayings().get((table, re.sub(r"[\s-]+", "_", word.strip().casefold())))
