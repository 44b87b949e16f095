"""A slide of a debrief, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from equipoise.analysis.figures.style import Picture


class Grid(NamedTuple):
    """A table of a slide or sheet."""

    head: list[str]
    rows: list[list[str]]


class Slide(NamedTuple):
    """A slide."""

    key: str
    name: str
    finding: str
    questions: list[str]  #: of the workshop, that it answers
    picture: Picture | None = None  #: its title is the finding
    grid: Grid | None = None
    remarks: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()  #: of the texts, among the workshop's goals, that it shows
