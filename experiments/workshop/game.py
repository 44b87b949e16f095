"""A table that is played live: it stops at questions to people, and is replayed from their answers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.answers import deal_from, plan_from
from equipoise.experiments.workshop.columns import ACCEPT, YES_OR_NO, in_full
from equipoise.experiments.workshop.offers import first_offer, gone, has_left, talk_of
from equipoise.experiments.workshop.plans import ASK, GIVE
from equipoise.experiments.workshop.players import (
    OFFER,
    Planner,
    as_agreed,
    go_on,
    is_together,
    offer_of,
    purchases,
    within_a_step,
)
from equipoise.experiments.workshop.questions import TALKS, Kind, asked_first, question_for
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side, Stage
from equipoise.sim.session import NOBODY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.players import Player
    from equipoise.experiments.workshop.questions import Question
    from equipoise.experiments.workshop.table import Table
    from equipoise.sim.session import Session


LEAST_REQUEST = 5_000.0
"""In the workshop's currency: less would be written as nothing, and nobody is asked what to give of it."""


class Standing(NamedTuple):
    """A table where it stands: what was played, and what it waits for."""

    session: Session
    open: list[Question]  #: questions without an answer; none where it has played as far as it may


class Person(NamedTuple):
    """Somebody in a seat, who has answered some questions."""

    table: Table
    side: Side
    agreed: bool  #: whether people sit on both sides, and hand in deals
    typed: bool  #: whether they come to a deal by typed offers
    answers: Mapping[str, Answer]
    program: Player | None = None  #: who decides where an answer is empty; the scenario's own policy where nobody

    def question(self, session: Session, slot: int, name: str) -> Question | None:
        """The question that fills a cell which is open now; None where the program decides."""
        if slot != NOBODY and (not is_together(session, slot) or self.has_left(session)):
            return None
        if name == "grant" and session.value(slot, "demand") * self.table.workshop.money.money < LEAST_REQUEST:
            return None
        return question_for(session, self.side, name, self.table.workshop.years, agreed=self.agreed)

    def decide(self, session: Session, slot: int, name: str) -> float | None:
        """Decide as answered."""
        if name == "leave" and is_together(session, slot):
            return 0.0  # nobody leaves for good without having said so
        question = self.question(session, slot, name)
        if question is None:
            ends = slot != NOBODY and is_together(session, slot) and self.has_left(session)
            return gone(name) if ends else None
        answer = self._answer(question)
        if not answer:
            return None if self.program is None else self.program.decide(session, slot, name)
        if question.kind is Kind.PLAN:
            return Planner(plan_from(answer, self.side)).decide(session, slot, name)
        if question.kind is Kind.DEAL or question.kind in TALKS:
            return self._talks(session, slot, name, question.kind, answer)
        shares = {
            Kind.REQUEST: lambda: ROUNDS_A_YEAR * purchases(session, slot) * ASK[in_full(answer["ask"], tuple(ASK))],
            Kind.ANSWER: lambda: GIVE[in_full(answer["give"], tuple(GIVE))],
            Kind.BACK: lambda: float(in_full(answer[name], YES_OR_NO) == "yes"),
        }
        return shares[question.kind]()

    @property
    def opposite(self) -> Side:
        """The other side."""
        return Side.ACCOUNT if self.side is Side.VENDOR else Side.VENDOR

    def offers_now(self, session: Session, slot: int) -> bool:
        """Whether an offer of theirs is on the table, and not the program's in their place."""
        question = self.question(session, slot, OFFER[self.side]) if slot == self.table.slot else None
        return question is not None and question.kind in TALKS and bool(self._answer(question))

    def has_left(self, session: Session) -> bool:
        """Whether one of the two has left for good."""
        return self.typed and has_left(session.round, self.answers)

    def still_asked(self, question: Question) -> Question | None:
        """The question, or for a deal by typed offers the next of them; None once it has an answer."""
        if question.kind is Kind.DEAL and self.typed:
            return talk_of(question.round, self.answers).question
        return None if question.id in self.answers else question

    def _answer(self, question: Question) -> Answer:
        """The answer to a question; a deal may be what typed offers came to."""
        if question.kind is Kind.DEAL and self.typed:
            return talk_of(question.round, self.answers).result or {}
        return self.answers[question.id]

    def _talks(self, session: Session, slot: int, name: str, kind: Kind, answer: Answer) -> float | None:
        """What talks come to: a deal, or an offer."""
        unit = self.table.workshop.money.price
        if kind is Kind.DEAL and name.endswith("opening"):
            first = first_offer(session.round, self.side, self.answers) if self.typed else None
            return float(first["price"]) / unit if first else None
        if kind is Kind.DEAL:
            return as_agreed(session, slot, name, deal_from(answer, unit))
        if name.endswith("support"):
            return float(answer["support"]) / unit
        return self._offer(session, slot, answer["price"], unit)

    def _offer(self, session: Session, slot: int, price: str, unit: float) -> float:
        """A price that was offered, or the other side's that was accepted."""
        if in_full(price, (ACCEPT,)) == ACCEPT:
            return offer_of(session, slot, self.opposite)
        return within_a_step(session, slot, float(price) / unit)  # as typed it may miss the last cent of it


class Opposite(NamedTuple):
    """The program opposite somebody: it offers a person no price at which no contract can be signed."""

    person: Person
    program: Player | None  #: the scenario's own policy where nobody

    def decide(self, session: Session, slot: int, name: str) -> float | None:
        """Decide as the program, but for a price that is out of reach."""
        side = self.person.opposite
        if name == OFFER[side] and self.person.offers_now(session, slot):
            return offer_of(session, slot, side)
        return None if self.program is None else self.program.decide(session, slot, name)


def play_on(
    table: Table,
    people: Collection[Side],
    answers: Mapping[str, Answer],
    programs: Mapping[Side, Player],
    session: Session | None = None,
    until: int | None = None,
    *,
    typed: bool = False,
) -> Standing:
    """Play a table as far as answers go: to questions without one, to the round at which it stops, or to the end.

    An empty answer leaves the decision to a program. ``session`` is where the table stood with the first of these
    answers; ``typed`` says that two people make offers in turn, instead of handing in what they agreed.
    """
    agreed = len(people) > 1
    persons = {side: Person(table, side, agreed, typed and agreed, answers, programs.get(side)) for side in people}
    opposite = {one.opposite: Opposite(one, programs.get(one.opposite)) for one in persons.values() if not agreed}
    players: dict[Side, Player] = {**programs, **opposite, **persons}
    session = table.begin() if session is None else session
    end = session.arm.rounds if until is None else until
    while not session.over and session.round < end:
        if waiting := _waiting(session, table, persons, agreed=agreed):
            return Standing(session, waiting)
        go_on(session, lambda side, _slot: players.get(side))
    return Standing(session, [])


def _waiting(session: Session, table: Table, persons: Mapping[Side, Person], *, agreed: bool) -> list[Question]:
    """Questions that are open now and have no answer, each once; a deal before anything else."""
    person = next(iter(persons.values()), None)
    if person is None:
        return []
    asked = (person.still_asked(question) for question in _open(session, table, persons, agreed=agreed))
    waiting = {question.id: question for question in asked if question is not None}
    deals = [one for one in waiting.values() if one.kind is Kind.DEAL or one.typed]
    return deals or list(waiting.values())


def _open(session: Session, table: Table, persons: Mapping[Side, Person], *, agreed: bool) -> Iterator[Question]:
    if agreed and session.moment.stage is Stage.PURSUE:
        left = next(iter(persons.values())).has_left(session)
        yield from [] if left else asked_first(session, table.slot, table.workshop.years)
    for slot, decision in session.open_cells():
        if person := persons.get(decision.side):
            question = person.question(session, slot, decision.name)
            if question is not None:
                yield question
