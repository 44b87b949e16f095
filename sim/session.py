"""A run in which people decide: it stops where one of them does, keeps what they wrote, and replays it."""

from __future__ import annotations

from reprlib import repr as shortened
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.decisions import DECISIONS, VENDOR_DECISIONS, Side, Stage
from equipoise.sim.faults import MoveError
from equipoise.sim.kernel import where_to_stop
from equipoise.sim.moves import account_matching, vendor_matching
from equipoise.sim.plain import plain
from equipoise.sim.run import Run
from equipoise.sim.schedule import decides
from equipoise.sim.state import VENDOR_COLUMNS
from equipoise.sim.talks import NEITHER, Pair, concede, fallen_behind, is_concluded
from equipoise.sim.views import history_seen_from, seen_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.arm import Arm
    from equipoise.sim.decisions import Decision

_BOOKS = [column.name for column in VENDOR_COLUMNS if column.public]

NOBODY = -1
"""In place of a slot: what the vendor decides about no account in particular."""


class Seat(NamedTuple):
    """Where a person sits."""

    side: Side  #: the vendor or an account
    slot: int  #: the account, or the one that the vendor deals with; ``NOBODY`` for what the vendor decides about none


class Moment(NamedTuple):
    """A place in a run: what comes before it is resolved."""

    round: int  #: the round, from 0
    stage: Stage  #: the stage
    exchange: int = 0  #: exchange of live offers, from 0; 0 in every other stage


class Cell(NamedTuple):
    """A cell that a person wrote."""

    moment: Moment  #: when
    slot: int  #: the account, or ``NOBODY``
    name: str  #: the decision
    value: float  #: what was decided


class Session(Run):
    """A run that stops wherever a person decides.

    At a stop the sheet holds what the program would decide in the person's place; the person writes other cells, or
    none, and the session goes on. It is a function of its arguments and of the cells that people wrote.

    Parameters
    ----------
    arm : Arm
        What is played.
    seats : iterable of Seat
        Where people sit; the program decides for all others.
    replication : int
        Which run.

    Attributes
    ----------
    moment : Moment
        Where the session waits; the first moment after the last round when the run is over.
    log : list of Cell
        Every cell that people wrote, in the order in which they did.
    """

    def __init__(self, arm: Arm, seats: Iterable[Seat] = (), replication: int = 0) -> None:
        super().__init__(arm, replication)
        self.seats = frozenset(seats)
        self._stops = _where_people_decide(self.seats, len(self.world.rows))
        self._exchanges = int(self.world.params[0].exchanges)
        self._tables: dict[int, Pair] = {}
        self._open: list[tuple[int, Decision]] = []
        self.log: list[Cell] = []
        self.moment = Moment(0, Stage.OPEN)
        self._advance()

    def open_cells(self) -> list[tuple[int, Decision]]:
        """What can be written now: a slot, or ``NOBODY``, and a decision, for each seat that decides."""
        return list(self._open)

    def _cells_to_write(self) -> list[tuple[int, Decision]]:
        if self.over:
            return []
        return [
            (seat.slot, decision)
            for seat in sorted(self.seats, key=lambda seat: (seat.slot, seat.side.value))
            if self._decides_now(seat.slot)
            for decision in (VENDOR_DECISIONS if seat.slot == NOBODY else DECISIONS)
            if decision.stage is self.moment.stage and decision.side is seat.side
        ]

    def _decides_now(self, slot: int) -> bool:
        if slot == NOBODY:
            return self.moment.stage is Stage.PURSUE
        if self.moment.stage is Stage.OFFERS:
            return slot in self._tables
        return bool(decides(int(self.moment.stage), self.world, slot))

    def value(self, slot: int, name: str) -> float:
        """What stands in a cell: what a person wrote, else what the program would decide."""
        return float(self._cells(slot)[name])

    def _cells(self, slot: int) -> np.record:
        cells: np.record = self.world.vendor_sheet[0] if slot == NOBODY else self.world.sheet[slot]
        return cells

    def write(self, slot: int, name: str, value: float) -> None:
        """Decide.

        Parameters
        ----------
        slot : int
            The account, or ``NOBODY``.
        name : str
            A decision of :meth:`open_cells`.
        value : float
            In its range.

        Raises
        ------
        equipoise.sim.faults.MoveError
            When nobody decides that now, or the value is out of range; nothing is written.
        """
        ranges = {(at, decision.name): decision.range for at, decision in self._open}
        if (slot, name) not in ranges:
            now = ", ".join(f"{decision} ({at})" for at, decision in sorted(ranges)) or "nothing"
            raise MoveError(f"{shortened(name)} ({shortened(slot)})   is not decided now; open is {now}")
        number = plain(value)
        if not isinstance(number, int | float) or not ranges[slot, name].allows(number):
            raise MoveError(f"{name} ({slot}) = {shortened(value)}   must be {ranges[slot, name]}")
        self._cells(slot)[name] = number
        self.log.append(Cell(self.moment, slot, name, float(number)))

    def shown(self, seat: Seat) -> dict[str, float]:
        """What the person at a seat may be shown now.

        Parameters
        ----------
        seat : Seat
            Theirs.

        Returns
        -------
        dict of str to float
            Of the relationship, as :func:`equipoise.sim.views.seen_from` has it; the vendor's own books where it sits
            for no account in particular.
        """
        if seat.slot == NOBODY:
            return {name: float(self.world.vendor[0][name]) for name in _BOOKS}
        return seen_from(seat.side, self.world, seat.slot)

    def history(self, seat: Seat) -> dict[str, NDArray[np.float64]]:
        """What the person at a seat may have been shown at the end of each round so far; arrays of shape (rounds,)."""
        if seat.slot == NOBODY:
            rows = self.out.vendor[0, : self.round]
            return {name: np.array(rows[name]) for name in _BOOKS}
        return history_seen_from(seat.side, self, seat.slot)

    def go_on(self) -> None:
        """Resolve what is decided, and play to the next stop; nothing once the run is over."""
        if self._tables:
            self._take_offers()
        if not self._tables and not self.over:
            self._advance()

    def _advance(self) -> None:
        self.advance(self._stops)
        self.moment = Moment(self.round, Stage(self.stage))
        if self.moment.stage is Stage.OFFERS:
            seated = sorted({seat.slot for seat in self.seats} - {NOBODY})
            for slot in seated:
                if decides(int(Stage.OFFERS), self.world, slot):
                    self._tables[slot] = self._offers(slot, NEITHER)
        self._open = self._cells_to_write()

    def _offers(self, slot: int, behind: Pair) -> Pair:
        """What the program would offer at a table in this exchange."""
        matching = Pair(vendor_matching(self.world, slot), account_matching(self.world, slot))
        return concede(self.world.sheet[slot], self.moment.exchange, self._exchanges, matching, behind)

    def _take_offers(self) -> None:
        """Take the offers of an exchange as they stand, at every table where a person sits."""
        exchange = self.moment.exchange
        self.moment = self.moment._replace(exchange=exchange + 1)
        for slot, usual in list(self._tables.items()):
            people = {seat.side for seat in self.seats if seat.slot == slot}
            cells = self.world.sheet[slot]
            if is_concluded(cells, exchange, self._exchanges, people):
                del self._tables[slot]
            else:
                self._tables[slot] = self._offers(slot, fallen_behind(cells, usual))
        self._open = self._cells_to_write()

    @classmethod
    def replay(
        cls, arm: Arm, seats: Iterable[Seat], replication: int, log: Sequence[Cell], until: Moment | None = None
    ) -> Session:
        """Play a session again from its log, or from the beginning of it.

        Parameters
        ----------
        arm, seats, replication
            As for the session.
        log : sequence of Cell
            Any first cells of a session's log.
        until : Moment, optional
            Where to stop; by default where the last of these cells was written, which is not resolved yet.

        Returns
        -------
        Session
            As it was there.

        Raises
        ------
        equipoise.sim.faults.MoveError
            When the log is not one of such a session.
        """
        session, left = cls(arm, seats, replication), list(reversed(log))
        while not session.over:
            while left and left[-1].moment == session.moment:
                cell = left.pop()
                session.write(cell.slot, cell.name, cell.value)
            if session.moment == until or (until is None and not left):
                break
            session.go_on()
        if left:
            raise MoveError(f"{shortened(left[-1])}   is not decided in this session")
        return session


def _where_people_decide(seats: frozenset[Seat], slots: int) -> NDArray[np.bool_]:
    """Stages by slots, and one more for what the vendor decides about no account: where a person decides."""
    stops = where_to_stop(slots=slots)
    for side, slot in seats:
        if not NOBODY <= slot < slots or (slot == NOBODY and side is not Side.VENDOR):
            raise MoveError(f"{side.value} {slot}   is no seat: there are {slots} accounts")
        for decision in VENDOR_DECISIONS if slot == NOBODY else DECISIONS:
            if decision.side is side:
                stops[decision.stage, slot] = True
    return stops
