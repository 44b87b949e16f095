"""What the people at a seat see of each other: who sends, what was proposed, voted, typed, and sent."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.serve.acts import is_captain
from equipoise.app.serve.answering import asked_by, to_confirm
from equipoise.app.serve.teams import ANYONE, CAPTAIN, VOTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.app.serve.people import Person
    from equipoise.app.serve.room import Typing
    from equipoise.app.serve.state import State
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.questions import Question


class Mate(NamedTuple):
    """Somebody else at the seat, and what they want."""

    name: str
    does: str  #: in words
    lines: list[tuple[str, str]]  #: what is asked, and what they say
    subject: str = ""  #: what the captain can send as theirs
    suggestion: str = ""  #: its number


class Team(NamedTuple):
    """The people at a seat."""

    several: bool
    captain: str
    is_captain: bool
    button: str  #: what a form's button says; empty for the usual words
    says: str  #: how the seat decides
    mates: list[Mate]
    votes: list[tuple[str, str]]  #: votes that this person can close: subject, and in words
    sent: str  #: what was sent last, and by whom


def team_of(state: State, person: Person, question: Question | None, form: str, typing: Mapping[int, Typing]) -> Team:
    """Make what somebody sees of their team, whose question is open, if any, and who types into which form."""
    team, mode = state.people.at(person.table, person.side), state.teams.mode
    captain, sends = team[0].name, is_captain(state, person)
    several = len(team) > 1
    button = ""
    if several and mode == VOTE:
        button = "Vote"
    elif several and mode == CAPTAIN and not sends:
        button = f"Propose to {captain}"
    mates: list[Mate] = []
    votes: list[tuple[str, str]] = []
    if several and question is not None:
        for subject in filter(None, (to_confirm(state, person, question), question.id)):
            mates += _said(state, person, subject, team)
            if mode == VOTE and (count := len(state.teams.said(person.table, person.side, subject))):
                votes.append((subject, f"{count} of {len(team)} have voted"))
        mates += _typed(state, person, question, form, typing)
    return Team(several, captain, sends, button, _says(mode, captain, sends=sends), mates, votes, _sent(state, person))


def _says(mode: str, captain: str, *, sends: bool) -> str:
    if mode == ANYONE:
        return "Whoever of you is first sends."
    if mode == VOTE:
        return f"You vote: the median of numbers, and the word that most want; in a tie {captain}'s."
    return "You send for your seat." if sends else f"{captain} sends for your seat; what you propose is shown there."


def _said(state: State, person: Person, subject: str, team: list[Person]) -> list[Mate]:
    mine, theirs = ("vote", "votes") if state.teams.mode == VOTE else ("propose", "proposes")
    said = state.teams.said(person.table, person.side, subject)
    adopted = state.teams.mode == CAPTAIN and team[0] == person
    return [
        Mate(
            "You" if one == person else one.name,
            mine if one == person else theirs,
            _lines(state, person, subject, found.answer),
            subject if adopted and one != person else "",
            str(found.seq),
        )
        for one in team
        if (found := said.get(one.number)) is not None
    ]


def _typed(state: State, person: Person, question: Question, form: str, typing: Mapping[int, Typing]) -> list[Mate]:
    said = state.teams.said(person.table, person.side, question.id)
    found = []
    for one in state.people.at(person.table, person.side):
        its = typing.get(one.number)
        if one == person or its is None or its.form != form or not its.answer:
            continue
        if one.number not in said or said[one.number].answer != its.answer:
            found.append(Mate(one.name, "is typing", _lines(state, person, question.id, its.answer)))
    return found


def _lines(state: State, person: Person, subject: str, answer: Answer) -> list[tuple[str, str]]:
    return [(one.meaning, answer[one.name]) for one in asked_by(state, person, subject) if one.name in answer]


def _sent(state: State, person: Person) -> str:
    sent = state.teams.sent.get((person.table, person.side))
    if sent is None:
        return ""
    when = time.strftime("%H:%M", time.localtime(sent.at))
    said = ", ".join(sent.answer.values())
    return f"Sent {'by vote' if sent.by_vote else f'by {sent.name}'}, {when}: {said}."
