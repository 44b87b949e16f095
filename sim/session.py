"""A run in which people decide: it stops where one of them does, keeps what they wrote, and replays it."""

from __future__ import annotations

from reprlib import repr as shortened
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.compiler import jit
from sim.decisions import DECISIONS, SIDES, VENDOR_DECISIONS, Side, Stage
from sim.faults import MoveError
from sim.kernel import enter, keep
from sim.rules.concession import AGREEMENT, target
from sim.run import Run
from sim.schedule import STAGES, decide, decides, resolve
from sim.state import World

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sim.arm import Arm
    from sim.decisions import Decision
    from sim.kernel import Chunk

NOBODY = -1
"""In place of a slot: what the vendor decides about no account in particular."""

_ABOUT_ACCOUNTS = {decision.name: decision for decision in DECISIONS}
_ABOUT_NOBODY = {decision.name: decision for decision in VENDOR_DECISIONS}


class Seat(NamedTuple):
    """Where a person sits.

    Attributes
    ----------
    side : Side
        The vendor or an account.
    slot : int
        The account, or the one that the vendor deals with; ``NOBODY`` for what the vendor decides about none.
    """

    side: Side
    slot: int


class Moment(NamedTuple):
    """A place in a run: what comes before it is resolved.

    Attributes
    ----------
    round : int
        The round, from 0.
    stage : Stage
        The stage.
    exchange : int
        Exchange of live offers, from 0; 0 in every other stage.
    """

    round: int
    stage: Stage
    exchange: int = 0


class Cell(NamedTuple):
    """A cell that a person wrote.

    Attributes
    ----------
    moment : Moment
        When.
    slot : int
        The account, or ``NOBODY``.
    name : str
        The decision.
    value : float
        What was decided.
    """

    moment: Moment
    slot: int
    name: str
    value: float


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
    moment : Moment or None
        Where the session waits; None when the run is over.
    log : list of Cell
        Every cell that people wrote, in the order in which they did.
    """

    def __init__(self, arm: Arm, seats: Iterable[Seat] = (), replication: int = 0) -> None:
        super().__init__(arm, replication)
        self.seats = frozenset(seats)
        self._waits = np.zeros(len(self.world.rows) + 1)  # the last is the vendor's, about no account
        for side, slot in self.seats:
            if not NOBODY <= slot < len(self.world.rows) or (slot == NOBODY and side is not Side.VENDOR):
                raise MoveError(f"{side.value} {slot}   is no seat: there are {len(self.world.rows)} accounts")
            self._waits[slot] += SIDES[side]
        self.log: list[Cell] = []
        self.moment: Moment | None = None
        self._live: list[int] = []
        self._advance(Stage.OPEN)

    def open_cells(self) -> list[tuple[int, Decision]]:
        """What can be written now: a slot, or ``NOBODY``, and a decision, for each seat that decides."""
        if self.moment is None:
            return []
        declared = VENDOR_DECISIONS if self.moment.stage is Stage.PURSUE else DECISIONS
        return [
            (slot, decision)
            for side, slot in sorted(self.seats, key=lambda seat: (seat.slot, seat.side.value))
            if self._at(slot)
            for decision in declared
            if decision.stage is self.moment.stage and decision.side is side
        ]

    def _at(self, slot: int) -> bool:
        assert self.moment is not None
        if self.moment.stage is Stage.PURSUE or slot == NOBODY:
            return self.moment.stage is Stage.PURSUE and slot == NOBODY
        if self.moment.stage is Stage.OFFERS:
            return slot in self._live
        return bool(decides(self.moment.stage, self.world, slot))

    def value(self, slot: int, name: str) -> float:
        """What stands in a cell: what a person wrote, else what the program would decide."""
        row = self.world.vendor_sheet[0] if slot == NOBODY else self.world.sheet[slot]
        return float(row[name])

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
        sim.faults.MoveError
            When nobody decides that now, or the value is out of range; nothing is written.
        """
        allowed = {(at, decision.name): decision for at, decision in self.open_cells()}
        if (slot, name) not in allowed or self.moment is None:
            now = ", ".join(sorted({f"{decision} ({at})" for at, decision in allowed})) or "nothing"
            raise MoveError(f"{name} ({slot})   is not decided now; open is {now}")
        allowed[slot, name].check(value)
        self._write(slot, name, value)
        self.log.append(Cell(self.moment, slot, name, float(value)))

    def _write(self, slot: int, name: str, value: float) -> None:
        row = self.world.vendor_sheet[0] if slot == NOBODY else self.world.sheet[slot]
        row[name] = value

    def go_on(self) -> None:
        """Resolve what is decided, and play to the next stop."""
        if self.moment is None:
            return
        if self._live and self._exchange():
            return
        self._advance(self.moment.stage)

    def _advance(self, stage: Stage) -> None:
        where = _advance(self.world, self.round, stage, self._waits, self.luck, self.record, self.out, self.found)
        self.round, stage_reached, self.found = where
        if self.round == self.arm.rounds:
            self.moment = None
            return
        self.moment = Moment(self.round, Stage(stage_reached))
        if self.moment.stage is Stage.OFFERS:
            self._live = [
                slot
                for slot in sorted({seat.slot for seat in self.seats} - {NOBODY})
                if decides(Stage.OFFERS, self.world, slot)
            ]
            self._offer()

    def _offer(self) -> None:
        """Put the offers of an exchange on the tables at which people sit, as both sides would concede."""
        assert self.moment is not None
        k, most = self.moment.exchange, int(self.world.params[0].exchanges)
        for slot in self._live:
            cells = self.world.sheet[slot]
            cells.ask = target(cells.vendor_opening, cells.vendor_reserve, k, most, cells.vendor_exponent)
            cells.bid = target(cells.account_opening, cells.account_reserve, k, most, cells.account_exponent)

    def _exchange(self) -> bool:
        """Take the offers as they stand; whether any table goes on to another exchange."""
        assert self.moment is not None
        k, most = self.moment.exchange, int(self.world.params[0].exchanges)
        for slot in list(self._live):
            cells = self.world.sheet[slot]
            agreed = cells.ask <= cells.bid + AGREEMENT
            if not agreed and k < most:
                continue
            self._live.remove(slot)
            cells.offers = k if agreed else -1.0
            # Whoever offers more than the program would have given stops there, and not before.
            if Seat(Side.VENDOR, slot) in self.seats:
                cells.vendor_reserve = min(cells.vendor_reserve, cells.ask)
            if Seat(Side.ACCOUNT, slot) in self.seats:
                cells.account_reserve = max(cells.account_reserve, cells.bid)
        if not self._live:
            return False
        self.moment = self.moment._replace(exchange=k + 1)
        self._offer()
        return True

    @classmethod
    def replay(
        cls,
        arm: Arm,
        seats: Iterable[Seat],
        replication: int,
        log: Sequence[Cell],
        until: Moment | None = None,
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
        sim.faults.MoveError
            When the log is not one of such a session.
        """
        session, left = cls(arm, seats, replication), list(reversed(log))
        while session.moment is not None:
            while left and left[-1].moment == session.moment:
                cell = left.pop()
                session.write(cell.slot, cell.name, cell.value)
            if session.moment == until or (until is None and not left):
                break
            session.go_on()
        if left:
            raise MoveError(f"{shortened(left[-1])}   is not decided in this session")
        return session


@jit
def _advance(
    world: World,
    t: int,
    stage: int,
    waits: NDArray[np.float64],
    luck: NDArray[np.float64],
    record: NDArray[np.void],
    out: Chunk,
    found: int,
) -> tuple[int, int, int]:
    """Resolve a stage, and play on to the next in which a person decides, or to the end of the run."""
    rounds = luck.shape[0]
    while True:
        resolve(stage, world, t, luck)
        stage += 1
        if stage == STAGES:
            keep(world, t, record, out, 0)
            found = enter(world, False, record, out, 0, found)
            t, stage = t + 1, 0
            if t == rounds:
                return t, stage, found
        decide(stage, world)
        if _person_decides(stage, world, waits):
            return t, stage, found


@jit
def _person_decides(stage: int, world: World, waits: NDArray[np.float64]) -> bool:
    slots = world.rows.shape[0]
    if stage == Stage.PURSUE:
        return waits[slots] > 0.0
    for i in range(slots):
        if waits[i] > 0.0 and decides(stage, world, i):
            if stage == Stage.DEMAND or stage == Stage.BUY:
                if waits[i] >= 2.0:
                    return True
            elif stage == Stage.ANSWER:
                if waits[i] % 2.0 > 0.0:
                    return True
            else:
                return True
    return False
