"""Words that people use for what the program calls otherwise: data, in ``scenarios/vocabulary.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from sim.scenario import SHIPPED


@cache
def _sayings() -> dict[str, str]:
    stated = tomllib.loads((SHIPPED / "vocabulary.toml").read_text(encoding="utf-8"))
    return {word: entry["says"] for entry in stated["meanings"] for word in entry["words"]}


def saying(word: str) -> str | None:
    """Say what the program has for a word.

    Parameters
    ----------
    word : str
        A key that is none of the program's.

    Returns
    -------
    str or None
        What to state instead, or why it cannot be stated; None for a word that is not in the table.
    """
    return _sayings().get(re.sub(r"[\s-]+", "_", word.strip().casefold()))
