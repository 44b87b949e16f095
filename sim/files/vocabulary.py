"""Words that people use for what the program calls otherwise: data, in ``scenarios/vocabulary.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from equipoise.sim.scenario import SHIPPED


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
    """Say what the program has for a word.

    Parameters
    ----------
    word : str
        A key that is none of the program's.
    table : str, optional
        The table that it stands in, for what is said there alone.

    Returns
    -------
    str or None
        What to state instead, or why it cannot be stated; None for a word that is not in the vocabulary.
    """
    return _sayings().get((table, re.sub(r"[\s-]+", "_", word.strip().casefold())))
