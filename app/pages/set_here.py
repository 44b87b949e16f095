"""What was set for one answer, in words: the settings of its command."""

from __future__ import annotations

import shlex
from itertools import pairwise

from equipoise.analysis.prose.keys import words
from equipoise.analysis.prose.numbers import listed

_OPTION = "--set"


def set_here(command: str) -> str:
    """Say what a command sets, in a sentence; nothing where it sets nothing."""
    given = [part for one in shlex.split(command) for part in _apart(one)]
    settings = [value.partition("=") for option, value in pairwise(given) if option == _OPTION]
    said = [f"{words(key.strip())} {value.strip()}" for key, _, value in settings]
    return f"Set for this answer: {listed(said)}." if said else ""


def _apart(argument: str) -> list[str]:
    """Part an option from a value that is written to it with an equals sign."""
    return argument.split("=", 1) if argument.startswith(f"{_OPTION}=") else [argument]
