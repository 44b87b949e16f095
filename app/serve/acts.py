"""What people at a seat do: each act comes to events, or is refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.serve.log import Draft
from equipoise.experiments.workshop.answers import columns_of, wrong
from equipoise.experiments.workshop.columns import in_full
from equipoise.experiments.workshop.questions import Kind
from equipoise.sim.decisions import Side
from equipoise.sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.app.serve.people import Person
    from equipoise.app.serve.state import State
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.questions import Question

PASSED, WRONG, NOT_YOURS = 409, 422, 403
LONGEST_ANSWER = 40


class Refused(EquipoiseError):  # noqa: N818 - it is an answer, and no fault
    """What somebody wanted cannot be done."""

    def __init__(self, words: str, status: int = WRONG) -> None:
        super().__init__(words)
        self.status = status


def asked_of(state: State, person: Person) -> Question | None:
    """The question that is open for somebody's seat, if any; a deal is one for both."""
    if person.side not in state.sides(person.table):
        return None
    found = (one for one in state.tables[person.table].open if one.side in {person.side, Side.BOTH})
    return next(found, None)


def is_captain(state: State, person: Person) -> bool:
    """Whether somebody sends for their seat."""
    return state.people.at(person.table, person.side)[:1] == [person]


def _open(state: State, person: Person, question_id: str) -> Question:
    """The question that somebody answers."""
    question = asked_of(state, person)
    if question is None or question.id != question_id:
        raise Refused("That has been decided in the meantime. This is how it stands now.", PASSED)
    if not is_captain(state, person):
        captain = state.people.at(person.table, person.side)[0]
        raise Refused(f"{captain.name} sends for your seat.", NOT_YOURS)
    return question


def answer(state: State, person: Person, question_id: str, typed: Mapping[str, str]) -> list[Draft]:
    """Answer the question that is open; what two people agreed is proposed to the other side."""
    question = _open(state, person, question_id)
    live = state.tables[person.table]
    columns = columns_of(question, live.table, live.session)
    given = {name: value.strip()[:LONGEST_ANSWER] for name, value in typed.items() if value.strip()}
    if words := wrong(given, columns):
        raise Refused(". ".join(words))
    full: Answer = {
        column.name: in_full(given[column.name], column.words) for column in columns if column.name in given
    }
    body = {"question": question.id, "answer": full}
    if question.kind is Kind.DEAL:
        other = state.proposals.get(person.table)
        if other is not None and other.side is not person.side and other.answer == full:
            return [Draft("answered", body, person.table)]  # both sent the same
        return [Draft("proposed", body | {"side": person.side.value}, person.table)]
    return [Draft("answered", body, person.table)]


def confirm(state: State, person: Person, question_id: str, proposed: str, *, agrees: bool) -> list[Draft]:
    """Confirm what the other side says that was agreed, or say that it was not."""
    question = _open(state, person, question_id)
    proposal = state.proposals.get(person.table)
    if proposal is None or str(proposal.seq) != proposed or proposal.side is person.side:
        raise Refused("The other side has changed it in the meantime. This is what it says now.", PASSED)
    if not agrees:
        return [Draft("declined", {}, person.table)]
    return [Draft("answered", {"question": question.id, "answer": proposal.answer}, person.table)]


def take_over(state: State, person: Person) -> list[Draft]:
    """Send for one's seat from now on."""
    return [] if is_captain(state, person) else [Draft("captain", {"person": person.number}, person.table)]


def undo(state: State, person: Person, year: str) -> list[Draft]:
    """Take back a year of a game alone, and those after it."""
    if not state.alone or state.ended:
        raise Refused("A table's years are taken back by the facilitator.", NOT_YOURS)
    return [Draft("reopened", {"year": begun_year(state, person.table, year), "again": False}, person.table)]


def begun_year(state: State, table: str, typed: str) -> int:
    """A year that has begun at a table."""
    last = min(state.tables[table].years + 1, state.workshop.years)
    if not typed.isdecimal() or not 1 <= int(typed[:4]) <= last:
        raise Refused(f"Year {typed[:4]} has not begun yet.")
    return int(typed)
