"""A table as it is played: the steps that brought it here, of which any first ones can be played again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.experiments.workshop.game import play_on
from equipoise.experiments.workshop.offers import deal_in
from equipoise.experiments.workshop.players import Planner, is_together
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.session import Seat

if TYPE_CHECKING:
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.players import Player
    from equipoise.experiments.workshop.questions import Question
    from equipoise.experiments.workshop.table import Table

NOT_ASKED: Answer = {}
"""In place of an answer: a program decides."""


class Step(NamedTuple):
    """What brought a table on."""

    round: int  #: where it stood before
    people: frozenset[Side]  #: seats in which people decide
    until: int  #: the round before which it stops
    question: str = ""  #: that was answered, if any
    answer: Answer = NOT_ASKED


class LiveTable:
    """A table, where it stands: where its session stops, what it waits for, and what was answered, by question.

    ``undone`` counts how often years were taken back; ``typed`` is whether two people make typed offers.
    """

    def __init__(self, table: Table, *, typed: bool) -> None:
        self.table, self.slot = table, table.slot
        self.typed = typed
        self.undone = 0
        self.kept: list[Step] | None = None
        """The steps of the first try, once there is a second."""
        self._begin()

    def _begin(self) -> None:
        self.session = self.table.begin()
        self.steps: list[Step] = []
        self.answers: dict[str, Answer] = {}
        self.open: list[Question] = []

    @property
    def years(self) -> int:
        """Years that are over."""
        return self.session.round // ROUNDS_A_YEAR

    @property
    def parted(self) -> bool:
        """Whether the two have parted for good."""
        return not is_together(self.session, self.slot)

    def deal(self, year: int) -> Answer | None:
        """What people came to in the last talks of a year, as a deal is handed in; None where they came to nothing."""
        for round_ in reversed(range((year - 1) * ROUNDS_A_YEAR, year * ROUNDS_A_YEAR)):
            if found := deal_in(round_, self.answers):
                return found
        return None

    def last_year(self) -> int:
        """The last year, from 1, in which somebody has decided anything."""
        rounds = [int(question.partition(".")[0]) for question in self.answers]
        return max(rounds, default=max(self.session.round - 1, 0)) // ROUNDS_A_YEAR + 1

    def parting_year(self) -> int:
        """The year in which the two parted for good."""
        cause = self.session.history(Seat(Side.VENDOR, self.slot))["cause"]
        return int(np.argmax(cause > 0.0)) // ROUNDS_A_YEAR + 1

    def go_on(self, people: frozenset[Side], until: int, question: str = "", answer: Answer = NOT_ASKED) -> None:
        """Play on to before a round, with an answer that will do to an open question, or without."""
        step = Step(self.session.round, people, until, question, answer)
        if question or not self.steps or self.steps[-1][1:3] != (people, until):
            self._play(step)

    def _play(self, step: Step) -> None:
        self.steps.append(step)
        if step.question:
            self.answers[step.question] = step.answer
        programs: dict[Side, Player] = {Side.VENDOR: Planner(self.table.fair)} if Side.ACCOUNT in step.people else {}
        self.session, self.open = play_on(
            self.table, step.people, self.answers, programs, self.session, step.until, typed=self.typed
        )

    def take_back(self, year: int) -> None:
        """Go back to the beginning of a year that has begun, from 1, under the same luck."""
        first = (year - 1) * ROUNDS_A_YEAR
        self.undone += 1
        self.replay([step for step in self.steps if step.round < first], first)

    @property
    def has_decided(self) -> bool:
        """Whether anything was decided that could be taken back."""
        return any(step.question for step in self.steps)

    def take_back_decision(self) -> None:
        """Go back to before the last decision, under the same luck."""
        last = max(k for k, step in enumerate(self.steps) if step.question)
        self.undone += 1
        self.replay(self.steps[:last], self.session.arm.rounds)

    def replay(self, steps: list[Step], until: int) -> None:
        """Play steps again from the beginning, no further than to a round."""
        self._begin()
        for step in steps:
            self._play(step._replace(round=self.session.round, until=min(step.until, until)))

    def try_again(self, year: int) -> None:
        """Go back to the beginning of a year; what was played up to now goes on being what counts."""
        self.kept = list(self.steps)
        self.take_back(year)

    def first_try(self) -> LiveTable:
        """The table that counts."""
        if self.kept is None:
            return self
        found = LiveTable(self.table, typed=self.typed)
        found.replay(self.kept, self.session.arm.rounds)
        return found

    def finished(self) -> LiveTable:
        """The table when all is over; programs play what nobody did, in a copy where that is needed."""
        if self.session.over:
            return self
        found = LiveTable(self.table, typed=self.typed)
        found.replay(self.steps, self.session.arm.rounds)
        found.go_on(frozenset(), found.session.arm.rounds)
        return found
