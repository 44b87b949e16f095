"""How a seat answers: one sends, all vote, or whoever is first; what two people agreed is confirmed by the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.serve.acts import NOT_YOURS, PASSED, Refused, asked_of, is_captain
from equipoise.app.serve.log import Draft
from equipoise.app.serve.teams import ANYONE, CAPTAIN, VOTE, counted
from equipoise.experiments.workshop.answers import columns_of, complete, wrong
from equipoise.experiments.workshop.columns import MINUTES, YES_OR_NO, Column
from equipoise.experiments.workshop.questions import Kind
from equipoise.sim.characters import composed, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.app.serve.people import Person
    from equipoise.app.serve.state import State
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.questions import Question

LONGEST_ANSWER = 40
AGREES = Column("agrees", "That is what was agreed", YES_OR_NO)


def answer(state: State, person: Person, question_id: str, typed: Mapping[str, str], at: float) -> list[Draft]:
    """Answer the question that is open, propose an answer to the captain, or vote for one.

    Where the clock runs, it says how many minutes they talked, whatever was typed.
    """
    question = _open(state, person, question_id)
    columns = asked_by(state, person, question.id)
    given = cleaned(typed, columns)
    measured = state.timer.minutes(person.table, question, at)
    if question.kind is Kind.DEAL and measured is not None:
        given[MINUTES.name] = str(measured)
    if words := wrong(given, columns):
        raise Refused(". ".join(words))
    return _decide(state, person, question.id, complete(given, columns))


def confirm(state: State, person: Person, question_id: str, proposed: str, *, agrees: bool) -> list[Draft]:
    """Confirm what the other side says that was agreed, or say that it was not."""
    question = _open(state, person, question_id)
    subject = to_confirm(state, person, question)
    if subject is None or subject != f"{question.id}:{proposed}":
        raise Refused("The other side has changed it in the meantime. This is what it says now.", PASSED)
    return _decide(state, person, subject, {AGREES.name: "yes" if agrees else "no"})


def adopt(state: State, person: Person, subject: str, suggested: str) -> list[Draft]:
    """Send what somebody at one's seat proposed."""
    _check_captain(state, person, subject)
    said = state.teams.said(person.table, person.side, subject)
    found = next((one for one in said.values() if str(one.seq) == suggested), None)
    if found is None:
        raise Refused("That proposal has changed in the meantime.", PASSED)
    return _send(state, person, subject, found.answer)


def close_vote(state: State, person: Person, subject: str) -> list[Draft]:
    """Count the votes of one's seat, though not all have voted."""
    _check_captain(state, person, subject)
    votes = {number: one.answer for number, one in state.teams.said(person.table, person.side, subject).items()}
    if state.teams.mode != VOTE or not votes:
        raise Refused("Nobody has voted yet.")
    return _count(state, person, subject, votes)


def to_confirm(state: State, person: Person, question: Question) -> str | None:
    """What the other side says that was agreed, as a subject of its own; None where it says nothing."""
    proposal = state.proposals.get(person.table)
    if question.kind is not Kind.DEAL or proposal is None or proposal.side is person.side:
        return None
    return f"{question.id}:{proposal.seq}"


def asked_by(state: State, person: Person, subject: str) -> list[Column]:
    """What an answer to a subject states."""
    question, live = asked_of(state, person), state.tables[person.table]
    if ":" in subject or question is None:
        return [AGREES]
    return columns_of(question, live.table, live.session)


def cleaned(typed: Mapping[str, str], columns: list[Column]) -> dict[str, str]:
    """What somebody typed, cut to what there is room for; a text is one line of characters that are seen."""
    texts = {one.name: one.longest for one in columns if one.longest}
    found = {
        name: visible(composed(value[: 10 * texts[name]]))[: texts[name]].strip()
        if name in texts
        else value.strip()[:LONGEST_ANSWER]
        for name, value in typed.items()
    }
    return {name: value for name, value in found.items() if value}


def _open(state: State, person: Person, question_id: str) -> Question:
    """The question that somebody answers."""
    question = asked_of(state, person)
    if question is None or question.id != question_id:
        raise Refused("That has been decided in the meantime. This is how it stands now.", PASSED)
    return question


def _check_captain(state: State, person: Person, subject: str) -> None:
    question = _open(state, person, subject.partition(":")[0])
    if subject not in {question.id, to_confirm(state, person, question)}:
        raise Refused("That has changed in the meantime. This is how it stands now.", PASSED)
    if not is_captain(state, person):
        captain = state.people.at(person.table, person.side)[0]
        raise Refused(f"{captain.name} sends for your seat.", NOT_YOURS)


def _decide(state: State, person: Person, subject: str, full: Answer) -> list[Draft]:
    """What comes of somebody's answer, by how their seat decides."""
    team, mode = state.people.at(person.table, person.side), state.teams.mode
    if len(team) == 1 or mode == ANYONE or (mode == CAPTAIN and is_captain(state, person)):
        return _send(state, person, subject, full)
    body = {"subject": subject, "person": person.number, "side": person.side.value, "answer": full}
    suggested = Draft("suggested", body, person.table)
    votes = {number: one.answer for number, one in state.teams.said(person.table, person.side, subject).items()}
    votes = {one.number: votes[one.number] for one in team if one.number in votes} | {person.number: full}
    if mode == VOTE and len(votes) == len(team):
        return [suggested, *_count(state, person, subject, votes)]
    return [suggested]


def _count(state: State, person: Person, subject: str, votes: Mapping[int, Answer]) -> list[Draft]:
    captain = state.people.at(person.table, person.side)[0].number
    return _send(state, person, subject, counted(asked_by(state, person, subject), votes, captain), by_vote=True)


def _send(state: State, person: Person, subject: str, full: Answer, *, by_vote: bool = False) -> list[Draft]:
    """Send for one's seat; what two people agreed is proposed to the other side."""
    question, proposal = asked_of(state, person), state.proposals.get(person.table)
    body: dict[str, object] = {"question": subject.partition(":")[0], "answer": full}
    if by_vote:
        body["vote"] = True
    if ":" in subject and proposal is not None:
        agrees = full[AGREES.name] == "yes"
        return (
            [Draft("answered", body | {"answer": proposal.answer}, person.table)]
            if agrees
            else [Draft("declined", {}, person.table)]
        )
    deal = question is not None and question.kind is Kind.DEAL
    if deal and proposal is not None and proposal.side is not person.side and _alike(state, proposal.answer, full):
        # Both sent the same; by the clock, they had agreed when one did.
        return [Draft("answered", body | {"answer": proposal.answer}, person.table)]
    if deal:
        return [Draft("proposed", body | {"side": person.side.value}, person.table)]
    return [Draft("answered", body, person.table)]


def _alike(state: State, one: Answer, other: Answer) -> bool:
    """Whether two deals are the same, but for minutes that nobody typed."""
    counted = {MINUTES.name} if state.timer.on else set()
    return {k: v for k, v in one.items() if k not in counted} == {k: v for k, v in other.items() if k not in counted}
