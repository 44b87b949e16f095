"""The clock of a room: how long each question may take, with pauses and extra time, by the times in the log."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from equipoise.experiments.workshop.columns import MOST_MINUTES
from equipoise.experiments.workshop.questions import Kind

if TYPE_CHECKING:
    from equipoise.experiments.workshop.questions import Question

SECONDS = {
    Kind.PLAN: 90,
    Kind.DEAL: 180,
    Kind.OPENING: 60,
    Kind.OFFER: 45,
    Kind.REQUEST: 45,
    Kind.ANSWER: 45,
    Kind.BACK: 45,
}
"""How long a question may take."""
MINUTE = 60
MORE = 30
"""Seconds that the facilitator adds at a time."""


class Timer:
    """A clock that runs, stands, or is off."""

    def __init__(self) -> None:
        self.on = False
        self.paused = False
        self._counted = 0.0
        self._since = 0.0
        self._asked: dict[tuple[str, str], float] = {}
        self._more: dict[tuple[str, str], int] = {}

    def switch(self, at: float, *, on: bool) -> None:
        """Switch it on, anew, or off."""
        self.__init__()  # type: ignore[misc]  # as new
        self.on, self._since = on, at

    def pause(self, at: float, *, paused: bool) -> None:
        """Let it stand, or run again."""
        self._counted, self._since, self.paused = self._running(at), at, paused

    def more(self) -> None:
        """Add time to everything that is asked now."""
        self._more = {asked: self._more.get(asked, 0) + MORE for asked in self._asked}

    def ask(self, table: str, questions: list[Question], at: float) -> None:
        """Keep when the questions of a table were first asked."""
        ids = {(table, question.id) for question in questions}
        self._asked = {asked: since for asked, since in self._asked.items() if asked[0] != table or asked in ids}
        for asked in sorted(ids):
            self._asked.setdefault(asked, self._running(at))

    def forget(self, table: str) -> None:
        """Begin anew with a table, of which years were taken back."""
        self._asked = {asked: since for asked, since in self._asked.items() if asked[0] != table}

    def left(self, table: str, question: Question, at: float) -> int | None:
        """Seconds that are left to a question; None when the clock is off."""
        spent = self._spent(table, question, at)
        return None if spent is None else max(round(self.given(table, question) - spent), 0)

    def given(self, table: str, question: Question) -> int:
        """Seconds that a question may take, with what was added."""
        return SECONDS[question.kind] + self._more.get((table, question.id), 0)

    def minutes(self, table: str, question: Question, at: float) -> int | None:
        """Minutes that a question has taken, begun ones counted, while the clock ran; None when it is off."""
        spent = self._spent(table, question, at)
        return None if spent is None else min(max(ceil(spent / MINUTE), 1), MOST_MINUTES)

    def _spent(self, table: str, question: Question, at: float) -> float | None:
        asked = (table, question.id)
        return self._running(at) - self._asked[asked] if self.on and asked in self._asked else None

    def _running(self, at: float) -> float:
        return self._counted + (0.0 if self.paused or not self.on else max(at - self._since, 0.0))
