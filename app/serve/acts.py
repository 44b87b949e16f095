"""What people at a seat do besides answering: each act comes to events, or is refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.serve.log import Draft
from equipoise.experiments.workshop.counts import count_from
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from equipoise.app.serve.people import Person
    from equipoise.app.serve.state import State
    from equipoise.experiments.workshop.questions import Question

PASSED, WRONG, NOT_YOURS = 409, 422, 403


class Refused(EquipoiseError):  # noqa: N818 - it is an answer, and no fault
    """What somebody wanted cannot be done."""

    def __init__(self, words: str, status: int = WRONG) -> None:
        super().__init__(words)
        self.status = status


def asked_of(state: State, person: Person) -> Question | None:
    """The question that is open for somebody's seat, if any; a deal is one for both."""
    return state.question(person.table, person.side)


def is_captain(state: State, person: Person) -> bool:
    """Whether somebody sends for their seat."""
    return state.people.at(person.table, person.side)[:1] == [person]


def take_over(state: State, person: Person) -> list[Draft]:
    """Send for one's seat from now on."""
    return [] if is_captain(state, person) else [Draft("captain", {"person": person.number}, person.table)]


def undo(state: State, person: Person, year: str) -> list[Draft]:
    """Take back a year of a game alone, and those after it."""
    if not state.alone or state.ended:
        raise Refused("A table's years are taken back by the facilitator.", NOT_YOURS)
    return [Draft("reopened", {"year": year_reached(state, person.table, year), "again": False}, person.table)]


def year_reached(state: State, table: str, typed: str) -> int:
    """A year that has begun at a table."""
    last = min(state.tables[table].years + 1, state.workshop.years)
    year = count_from(typed, 1, last)
    if year is None:
        raise Refused(f"Choose a year that has begun: 1 to {last}." if last > 1 else "Only year 1 has begun.")
    return year
