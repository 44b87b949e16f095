"""Half a page for a seat, as data: paper, screen and terminal write the same lines."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Counts(StrEnum):
    """What breaks talks off, by how people talk."""

    MINUTES = "The first minute of talks is free; each further one breaks them off in {} cases, even if you agreed."
    """They sit opposite each other."""
    OFFERS = "The first offer is free; each further one breaks talks off in {} cases, even if you agree."
    """They type offers to each other."""
    EXCHANGES = (
        "The first offer is free; each further one, or an acceptance, breaks talks off in {} cases, even if you agree."
    )
    """A program is opposite."""


class Line(NamedTuple):
    """A number with its name, beside last year's."""

    name: str
    now: str
    before: str = ""
    note: str = ""


class Choice(NamedTuple):
    """A decision of the next year, with the cost of each word that may be chosen."""

    name: str  #: as the slip has it
    words: tuple[str, ...]
    costs: str
    help: str


class Half(NamedTuple):
    """What a seat is told after a year."""

    title: str
    headline: str  #: how it stands, in a sentence or two
    lines: list[Line]  #: at most ten numbers
    happened: list[str]  #: what happened in the year, in order
    parts: str  #: what the result is made of
    promises: str  #: what was promised beside what was done
    choices: list[Choice]  #: what next year's plan would cost
    warning: str  #: what can end, and what an end means
    guesses: list[str]  #: what the seat is asked to guess
