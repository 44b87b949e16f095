"""The clock of a room: how long each question may take, with pauses and extra time, by the times in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    def left(self, table: str, question: Question, at: float) -> int | None:
        """Seconds that are left to a question; None when the clock is off."""
        asked = (table, question.id)
        if not self.on or asked not in self._asked:
            return None
        spent = self._running(at) - self._asked[asked]
        return max(round(SECONDS[question.kind] + self._more.get(asked, 0) - spent), 0)

    def _running(self, at: float) -> float:
        return self._counted + (0.0 if self.paused or not self.on else max(at - self._since, 0.0))
