"""What a seat's page shows: from what the seat may be shown, and from what both sides handed in; nothing else."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import capital
from equipoise.app.pages.workshop.happened import happened
from equipoise.app.pages.workshop.screen import Counts
from equipoise.app.pages.workshop.screens import screen_of
from equipoise.app.pages.workshop.seats import account_half, vendor_half
from equipoise.app.pages.workshop.words import currency_of, label
from equipoise.app.serve.acts import asked_of
from equipoise.app.serve.answering import to_confirm
from equipoise.app.serve.played import handed
from equipoise.app.serve.team_view import team_of
from equipoise.app.serve.timer import MINUTE
from equipoise.experiments.workshop.columns import ACCOUNT_SLIP, MINUTES, NO_DEAL, PRICE, SUPPORT, VENDOR_SLIP
from equipoise.experiments.workshop.offers import deal_in
from equipoise.experiments.workshop.questions import Kind, deal_of
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.session import Seat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.app.pages.workshop.screen import Half, Screen
    from equipoise.app.serve.live_table import LiveTable
    from equipoise.app.serve.people import Person
    from equipoise.app.serve.room import Typing
    from equipoise.app.serve.state import State
    from equipoise.app.serve.team_view import Team
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.questions import Question


NUDGE = "The others are waiting for you."


class Turn(StrEnum):
    """What a seat can do now."""

    BEFORE = "before"
    """Wait for the start."""
    ASKED = "asked"
    """Answer."""
    CONFIRM = "confirm"
    """Say whether what the other side sent was agreed."""
    PROPOSED = "proposed"
    """Wait until the other side confirms; change it meanwhile."""
    PROGRAM = "program"
    """Watch a program play."""
    WAIT = "wait"
    """Wait."""
    OVER = "over"
    """Look back."""


class SeatView(NamedTuple):
    """What a seat's page shows."""

    person: Person
    seat: str  #: in words
    account: str  #: its name
    title: str
    turn: Turn
    says: str  #: what is up, in a sentence
    question: Question | None
    screen: Screen | None
    answers: Answer  #: what stands in the form at first
    cost: str  #: what that would cost
    proposal: str  #: number of what is to be confirmed
    proposed: Answer  #: what that is
    form: str  #: what the form is called; what is typed into it belongs to this one alone
    once: str  #: under which the answer is sent once
    final: bool  #: whether there is no further offer
    team: list[str]
    together: Team  #: what the people at the seat see of each other
    opposite: list[str]
    so_far: list[str]  #: what happened in this year
    sent: list[tuple[str, str]]  #: what this seat has sent, while the other still decides
    half: Half | None  #: of the last year that is over
    years: int  #: that are over
    may_undo: int  #: years that can be taken back: from the first to this one
    left: int | None  #: seconds
    paused: bool  #: whether the clock stands
    messages: list[str]
    alone: bool
    revealed: bool
    prediction: str  #: when this person expects an even footing; empty where it was not said
    last_year: int
    minutes: str  #: that the clock counted until what stands in the form was sent; empty where nothing was
    takes_over: bool  #: whether somebody else has taken over this seat, in this year


def seat_view(state: State, person: Person, at: float, typing: Mapping[int, Typing]) -> SeatView:
    """Make what a person's page shows: nothing of it can be told from what the seat may not know."""
    live, workshop = state.tables[person.table], state.workshop
    question = asked_of(state, person)
    turn = _turn(state, person, question)
    years = min(live.years, workshop.years)
    proposal = state.proposals.get(person.table)
    deal = proposal is not None and turn in {Turn.CONFIRM, Turn.PROPOSED}
    form = "" if question is None else _form(state, person, question)
    answers: Answer = {}
    if question is not None:
        answers = proposal.answer if proposal is not None and deal else _last(live.answers, question)
        answers = _own(state, person, question, form, typing) or answers
    screen = None if question is None else screen_of(question, person.side, live.table, live.session, _answers(live))
    left = None if question is None else state.timer.left(person.table, question, at)
    counts = question is not None and question.kind is Kind.DEAL and left is not None
    if question is not None and screen is not None and counts:
        screen = by_the_clock(screen, state.timer.given(person.table, question))
    return SeatView(
        person=person,
        seat="the vendor" if person.side is Side.VENDOR else workshop.account,
        account=workshop.account,
        title=workshop.title or workshop.name,
        turn=turn,
        says=_says(state, person, turn),
        question=question,
        screen=screen,
        answers=answers,
        cost=screen.together(answers) if screen is not None else "",
        proposal=str(proposal.seq) if proposal is not None and deal else "",
        proposed=proposal.answer if proposal is not None and deal else {},
        form=form,
        once="" if question is None else _once(state, person, question, form),
        final=question is not None and question.is_final,
        team=[one.name for one in state.people.at(person.table, person.side)],
        together=team_of(state, person, question, form, typing),
        opposite=[one.name for one in state.people.at(person.table, _other(person.side))],
        so_far=_so_far(state, person),
        sent=_sent(state, person) if turn is Turn.WAIT and live.open else [],
        half=half_of(state, person, years) if years else None,
        years=years,
        may_undo=min(live.last_year(), workshop.years) if state.alone and not state.ended and live.answers else 0,
        left=left,
        paused=state.timer.paused,
        messages=[*[NUDGE] * state.is_nudged(person.table, person.side), *state.messages(person.table, person.side)],
        alone=state.alone,
        revealed=state.is_revealed(person),
        prediction=state.guesses.predictions.get(person.number, ""),
        last_year=state.last_year,
        minutes=answers.get(MINUTES.name, "") if counts and answers.get("price") != NO_DEAL else "",
        takes_over=person.side is Side.ACCOUNT and state.takes_over(person.table),
    )


def _answers(live: LiveTable) -> Mapping[str, Answer]:
    """All answers, and what typed offers came to as a deal."""
    deal = deal_in(live.session.round, live.answers)
    return live.answers if deal is None else {**live.answers, deal_of(live.session.round).id: deal}


def _so_far(state: State, person: Person) -> list[str]:
    """What happened in the year that has begun."""
    live, workshop = state.tables[person.table], state.workshop
    year = live.session.round // ROUNDS_A_YEAR + 1
    if live.session.over or year > workshop.years:
        return []
    return happened(live.session, Seat(person.side, live.slot), workshop.account, currency_of(workshop.money), year)


def _sent(state: State, person: Person) -> list[tuple[str, str]]:
    """What a seat has sent in this quarter."""
    live = state.tables[person.table]
    mine = [
        answer
        for name, answer in live.answers.items()
        if name.split(".")[0] == str(live.session.round) and name.split(".")[2:3] == [person.side.value]
    ]
    meanings = {column.name: column for column in (*VENDOR_SLIP, *ACCOUNT_SLIP, PRICE, SUPPORT)}
    return [
        (label(meanings[name], state.workshop.account), value)
        for answer in mine
        for name, value in answer.items()
        if name in meanings
    ]


def by_the_clock(screen: Screen, seconds: int) -> Screen:
    """The screen of a deal where the clock counts the minutes, so that nobody is asked for them."""
    runs = (
        "The clock counts your minutes, begun ones, until one of you sends what you agreed. It runs for "
        f"{seconds / MINUTE:g} minutes."
    )
    asked = [one for one in screen.asked if one.column.name != MINUTES.name]
    return screen._replace(asked=asked, warning=f"{runs} {screen.warning}".rstrip())


def half_of(state: State, person: Person, year: int) -> Half:
    """What a person's seat gets back after a year that is over."""
    live = state.tables[person.table]
    make = vendor_half if person.side is Side.VENDOR else account_half
    return make(person.table, live.table, live.session, year, handed(live, year), _counts(state, person.table))


def _counts(state: State, table: str) -> Counts:
    """What breaks talks off at a table as it is played now."""
    if state.alone or len(state.sides(table)) == 1:
        return Counts.EXCHANGES
    return Counts.OFFERS if state.tables[table].typed else Counts.MINUTES


def _turn(state: State, person: Person, question: Question | None) -> Turn:
    if not state.started:
        return Turn.BEFORE
    if question is not None:
        proposal = state.proposals.get(person.table)
        if question.kind is not Kind.DEAL or proposal is None:
            return Turn.ASKED
        return Turn.PROPOSED if proposal.side is person.side else Turn.CONFIRM
    if state.tables[person.table].session.over:
        return Turn.OVER
    return Turn.PROGRAM if person.side not in state.sides(person.table) else Turn.WAIT


def _says(state: State, person: Person, turn: Turn) -> str:
    live, years = state.tables[person.table], state.workshop.years
    other = "the vendor" if person.side is Side.ACCOUNT else state.workshop.account
    if turn is Turn.WAIT and live.open:
        return f"{capital(other)} is still deciding."
    if turn is Turn.WAIT:
        return f"Year {live.years} of {years} is over. The next one opens for all tables together."
    return {
        Turn.BEFORE: "You are in. The first year opens soon: read your sheet.",
        Turn.ASKED: "It is your turn.",
        Turn.CONFIRM: f"{capital(other)} has sent what you agreed. Is it right?",
        Turn.PROPOSED: f"Sent. {capital(other)} confirms it, or says that it is wrong. You can change it until then.",
        Turn.PROGRAM: "A program plays your seat for now. You see what it sees.",
        Turn.OVER: _over(state, person),
    }[turn]


def _over(state: State, person: Person) -> str:
    if state.is_revealed(person):
        return "The game is over."
    after = f", and {state.workshop.years_after} more years ran by themselves" if state.workshop.years_after else ""
    return f"The game is over{after}. How it went is shown to all tables together."


def _last(answers: Mapping[str, Answer], question: Question) -> Answer:
    """The last answer to a question of the same kind and seat: what stands in a form at first."""
    _, *alike = question.id.split(".")
    if question.kind is not Kind.PLAN:
        return {}  # a price may be out of reach by now, and what is given or asked for is never chosen beforehand
    return next((one for name, one in reversed([*answers.items()]) if name.split(".")[1:] == alike), {})


def _own(state: State, person: Person, question: Question, form: str, typing: Mapping[int, Typing]) -> Answer:
    """What somebody is typing into a form, or has proposed or voted."""
    typed, said = typing.get(person.number), state.teams.said(person.table, person.side, question.id)
    if typed is not None and typed.form == form:
        return typed.answer
    return said[person.number].answer if person.number in said else {}


def _form(state: State, person: Person, question: Question) -> str:
    live = state.tables[person.table]
    return f"{person.table}.{live.undone}.{question.id}.{state.proposed[person.table]}"


def _once(state: State, person: Person, question: Question, form: str) -> str:
    """Under which somebody's next word on a question is taken once: who has proposed or voted may change it."""
    subjects = filter(None, (question.id, to_confirm(state, person, question)))
    said = [state.teams.said(person.table, person.side, subject).get(person.number) for subject in subjects]
    return ".".join([form, *(str(one.seq) for one in said if one)])


def _other(side: Side) -> Side:
    return Side.ACCOUNT if side is Side.VENDOR else Side.VENDOR
