"""Many runs side by side, open between what is decided and how it is resolved: for policies written in NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.compiler import jit
from equipoise.sim.decisions import DECISIONS, VENDOR_DECISIONS, Stage
from equipoise.sim.faults import MoveError
from equipoise.sim.kernel import Chunk, blank_chunk, enter, keep
from equipoise.sim.luck import PURPOSES, fill
from equipoise.sim.rows import Rows, blank_rows
from equipoise.sim.schedule import decide, resolve, start
from equipoise.sim.state import World
from equipoise.sim.tables import outcomes_table
from equipoise.sim.tally import RECORD
from equipoise.sim.world import initial_world

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from equipoise.sim.arm import Arm
    from equipoise.sim.decisions import Decision

_DECIDED = frozenset(decision.stage for decision in (*DECISIONS, *VENDOR_DECISIONS))


class Worlds(NamedTuple):
    """n worlds of one scenario and policy: as :class:`~equipoise.sim.state.World`, with runs along the first axis.

    Attributes
    ----------
    params, policy : ndarray of shape (1,)
        Shared by all.
    vendor : ndarray of shape (n, 1), dtype ``VENDOR_ROW``
        The vendors.
    rows : ndarray of shape (n, slots), dtype ``RELATIONSHIP_ROW``
        Relationships.
    segments : ndarray of shape (n, segments), dtype ``SEGMENT_ROW``
        Segments.
    sheet : ndarray of shape (n, slots), dtype ``DECISION_ROW``
        What is decided about accounts.
    vendor_sheet : ndarray of shape (n, 1), dtype ``VENDOR_DECISION_ROW``
        What the vendors decide about none in particular.
    """

    params: Rows
    policy: Rows
    vendor: Rows
    rows: Rows
    segments: Rows
    sheet: Rows
    vendor_sheet: Rows


class Batch:
    """Runs that are played side by side, stage by stage.

    Parameters
    ----------
    arm : Arm
        What is played.
    replications : sequence of int
        Which runs; each takes about 100 kB for ten slots and forty rounds.
    panel : bool
        Whether to keep every row of every round, which takes five times as much.

    Attributes
    ----------
    worlds : Worlds
        Rows and sheets of all runs; write cells of ``worlds.sheet`` in a stage, and nothing else.
    round : int
        The round that is played, from 0.

    Examples
    --------
    >>> from equipoise import Arm, Batch, Stage
    >>> batch = Batch(Arm.of("base", "accommodating"), range(256))
    >>> for stage in batch.play():
    ...     if stage is Stage.INVEST:
    ...         rows, sheet = batch.worlds.rows, batch.worlds.sheet
    ...         sheet.focus[...] = 0.02 * (rows.level_seen < 4.0)
    >>> batch.outcomes().height
    256
    """

    def __init__(self, arm: Arm, replications: Sequence[int], *, panel: bool = False) -> None:
        self.arm, self.round, self._found = arm, 0, 0
        initial, n = initial_world(arm.scenario, arm.policy), len(replications)
        slots = len(initial.rows)
        self.worlds = Worlds(
            initial.params, initial.policy, *(np.repeat(part[None], n, axis=0).view(type(part)) for part in initial[2:])
        )
        self._luck = np.empty((n, arm.rounds, slots, PURPOSES))
        self._record = blank_rows((n, slots), RECORD)
        accounts, room = len(arm.scenario.account_names), n * slots * arm.rounds
        self._out = blank_chunk(initial, accounts, replications, room, arm.rounds if panel else 0)
        for luck, replication in zip(self._luck, replications, strict=True):
            fill(arm.seed, replication, luck)
        _start(self.worlds, self._luck)

    def play(self) -> Iterator[Stage]:
        """Play all runs to their end, stage by stage.

        Yields
        ------
        Stage
            After the program has decided and before that is resolved: each stage in which something is decided.

        Raises
        ------
        equipoise.sim.faults.MoveError
            When a cell of that stage was written that is out of its range.
        """
        while self.round < self.arm.rounds:
            for stage in Stage:
                if stage in _DECIDED:
                    _decide(int(stage), self.worlds)
                    usual = self._cells(stage)
                    yield stage
                    self._check(stage, usual)
                _resolve(int(stage), self.worlds, self.round, self._luck)
            last = self.round == self.arm.rounds - 1
            self._found = _enter(self.worlds, self.round, last, self._record, self._out, self._found)
            self.round += 1

    def _cells(self, stage: Stage) -> dict[Decision, NDArray[np.float64]]:
        """A copy of what stands in the cells of a stage."""
        return {
            decision: sheet[decision.name].copy()
            for declared, sheet in ((VENDOR_DECISIONS, self.worlds.vendor_sheet), (DECISIONS, self.worlds.sheet))
            for decision in declared
            if decision.stage is stage
        }

    def _check(self, stage: Stage, usual: dict[Decision, NDArray[np.float64]]) -> None:
        """Refuse what was written out of range; what the program decides may be wild where parameters are."""
        for decision, cells in self._cells(stage).items():
            sound = (cells == usual[decision]) | decision.range.allows(cells)
            if not sound.all():
                run, slot = np.argwhere(~sound)[0]
                where = f"round {self.round}, run {run}, account {slot}"
                raise MoveError(f"{where}: {decision.name} = {cells[run, slot]}   must be {decision.range}")

    def so_far(self) -> Chunk:
        """What the compiled driver leaves behind of these runs, once all are played; every relationship is kept."""
        records = self._out.records[: self._found]
        places = {replication: r for r, replication in enumerate(self._out.runs["replication"])}
        order = np.argsort([places[replication] for replication in records["replication"]], kind="stable")
        return self._out._replace(records=records[order])

    def outcomes(self) -> pl.DataFrame:
        """Every outcome of each run, once all are played: see :mod:`equipoise.sim.outcomes`."""
        return outcomes_table(self.arm.scenario, self.arm.policy.name, self.so_far())


@jit
def _world(worlds: Worlds, r: int) -> World:
    return World(
        worlds.params,
        worlds.policy,
        worlds.vendor[r],
        worlds.rows[r],
        worlds.segments[r],
        worlds.sheet[r],
        worlds.vendor_sheet[r],
    )


@jit
def _start(worlds: Worlds, luck: NDArray[np.float64]) -> None:
    for r in range(luck.shape[0]):
        start(_world(worlds, r), luck[r])


@jit
def _decide(stage: int, worlds: Worlds) -> None:
    for r in range(worlds.rows.shape[0]):
        decide(stage, _world(worlds, r))


@jit
def _resolve(stage: int, worlds: Worlds, t: int, luck: NDArray[np.float64]) -> None:
    for r in range(worlds.rows.shape[0]):
        resolve(stage, _world(worlds, r), t, luck[r])


@jit
def _enter(
    worlds: Worlds,
    t: int,
    last: bool,  # noqa: FBT001 - a compiled function takes no keyword-only arguments
    record: NDArray[np.void],
    out: Chunk,
    found: int,
) -> int:
    for r in range(worlds.rows.shape[0]):
        keep(_world(worlds, r), t, record[r], out, r)
        found = enter(_world(worlds, r), last, record[r], out, r, found)
    return found
