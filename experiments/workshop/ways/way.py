"""A way to play a seat: a plan, habits, and what kind of behaviour that is."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.players import Planner, is_together
from equipoise.experiments.workshop.ways.habits import Insists, Opens, Supports
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.session import NOBODY

if TYPE_CHECKING:
    from equipoise.experiments.workshop.plans import AccountPlan, Deal, VendorPlan
    from equipoise.experiments.workshop.ways.habits import Habit
    from equipoise.sim.session import Session


class Kind(Enum):
    """What kind of behaviour a way is."""

    FAIR = "fair"
    """Puts in its part, and asks for nothing that the other side would miss."""
    LESS = "puts in less"
    """Does without some of what the fair do."""
    FIRM = "stands firm"
    """Keeps what it has: refuses, or does not come back; takes nothing from the other side that was not its own."""
    SQUEEZE = "squeezes"
    """Takes more by insisting, binding, threatening or asking."""


class Way(NamedTuple):
    """A way to play a seat for all years: a player."""

    name: str  #: as pages have it
    kind: Kind  #: what kind of behaviour it is
    plan: VendorPlan | AccountPlan  #: for each year
    habits: tuple[Habit, ...] = ()  #: the first that minds a cell decides it
    turn: int = 0  #: year from which the plan is another; 0 for never
    then: VendorPlan | AccountPlan | None = None  #: the plan from that year
    deal: Deal | None = None  #: what it agrees on each year; None where its habits or the program talk
    on_slip: bool = True  #: whether people at a table can do it at all
    without: Way | None = None  #: the same without the squeezing; None where that is the fair way

    def decide(self, session: Session, slot: int, name: str) -> float | None:
        """Decide by the first habit that minds the cell, else as planned."""
        if slot != NOBODY and not is_together(session, slot):
            return None  # whoever has the slot now sits at no table
        for habit in self.habits:
            if habit.minds(session, slot, name):
                return habit.decide(session, slot, name)
        plan = self._plan_at(session.round // ROUNDS_A_YEAR + 1)
        return Planner(plan, self.deal if session.round else None).decide(session, slot, name)

    def _plan_at(self, year: int) -> VendorPlan | AccountPlan:
        return self.then if self.then is not None and year >= self.turn else self.plan

    def afterwards(self) -> Way:
        """What goes on when the years in the seats are over: the plan, while a program talks."""
        return self._replace(
            habits=tuple(habit for habit in self.habits if not isinstance(habit, Insists | Opens | Supports)), deal=None
        )
