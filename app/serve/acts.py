"""What people at a seat do besides answering: they foretell, guess, take back; it comes to events, or is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.serve.log import Draft
from equipoise.experiments.workshop.counts import count_from
from equipoise.experiments.workshop.guesses import GUESSES, NEVER, prediction_from, wrong_guess
from equipoise.sim.characters import visible
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.app.serve.people import Person
    from equipoise.app.serve.state import State
    from equipoise.experiments.workshop.questions import Question

PASSED, WRONG, NOT_YOURS = 409, 422, 403
LONGEST_MONDAY = 140
_LONGEST = 20


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


def predict(state: State, person: Person, typed: str) -> list[Draft]:
    """Say when the account will need the vendor as much, before anything is known of it."""
    if state.tables[person.table].years:
        raise Refused("The first year is over: it is too late to foretell.", PASSED)
    try:
        year = prediction_from(typed, state.last_year)
    except ValueError as error:
        raise Refused(str(error)) from error
    return [Draft("predicted", {"person": person.number, "year": NEVER if year is None else str(year)}, person.table)]


def guess(state: State, person: Person, year: str, typed: Mapping[str, str]) -> list[Draft]:
    """Guess after a year, and before anything of the next is known."""
    if state.is_revealed(person):
        raise Refused("It is known how it went: it is too late to guess.", PASSED)
    last = min(state.tables[person.table].years, state.workshop.years)
    if year != str(last) or not last:
        raise Refused("The next year is over: it is too late to guess.", PASSED)
    answer = {
        column.name: value
        for column in GUESSES[person.side]
        if (value := typed.get(column.name, "").strip()[:_LONGEST])
    }
    if words := wrong_guess(answer, person.side):
        raise Refused(". ".join(words))
    if not answer:
        return []
    body = {"person": person.number, "side": person.side.value, "year": last, "guess": answer}
    return [Draft("guessed", body, person.table)]


def resolve(state: State, person: Person, typed: str, *, shown: bool) -> list[Draft]:
    """Say what one will do at home, once it is known how it went."""
    if not state.is_revealed(person):
        raise Refused("That comes after the debrief.")
    text = visible(" ".join(typed[: 4 * LONGEST_MONDAY].split()))[:LONGEST_MONDAY]
    return [Draft("resolved", {"person": person.number, "text": text, "shown": shown}, person.table)]
