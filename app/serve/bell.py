"""What happens when the time is up: a program makes this one move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.serve.acts import Refused
from equipoise.app.serve.log import Draft
from equipoise.experiments.workshop.offers import NOTHING_AGREED
from equipoise.experiments.workshop.questions import Kind

if TYPE_CHECKING:
    from equipoise.app.serve.room import Room
    from equipoise.app.serve.state import State
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.questions import Question


def ring(room: Room) -> frozenset[str]:
    """Play what is overdue in a room; give the tables that it bears on."""
    with room.lock:
        state = room.state
        if not state.timer.on or state.waits or state.timer.paused or room.readable_only:
            return frozenset()
        try:
            return room.act(lambda state: _overdue(state, room.clock()), "clock")
        except Refused:
            return frozenset()  # the disk is full; it is tried again


def _overdue(state: State, at: float) -> list[Draft]:
    found = []
    for table, live in state.tables.items():
        late = next((one for one in live.open if state.timer.left(table, one, at) == 0), None)
        if late is not None:  # one at a time: what comes next may be another question
            found.append(Draft("answered", {"question": late.id, "answer": _answer(late)}, table))
    return found


def _answer(question: Question) -> Answer:
    """A program's; two people who have not agreed by the bell have no deal."""
    return NOTHING_AGREED if question.kind is Kind.DEAL or question.typed else {}
