"""Many runs side by side, open between what is decided and how it is resolved: for policies written in NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.decisions import DECISIONS, VENDOR_DECISIONS, Stage
from equipoise.sim.faults import MoveError
from equipoise.sim.kernel import Chunk, Runs, where_to_stop
from equipoise.sim.tables import outcomes_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from equipoise.sim.arm import Arm
    from equipoise.sim.decisions import Decision

_DECIDED = frozenset(decision.stage for decision in (*DECISIONS, *VENDOR_DECISIONS))


class Batch(Runs):
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
    worlds : World
        Stacked accounts, relationships (``worlds.rows``) and sheets of all runs; write cells of ``worlds.sheet`` in a
        stage, and nothing else.
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
        slots = arm.scenario.slots
        super().__init__(arm, replications, len(replications) * slots * arm.rounds, panel=panel)
        self.advance(where_to_stop(Stage))

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
        stops = where_to_stop(_DECIDED)
        while True:
            self.advance(stops)
            if self.over:
                return
            stage = Stage(self.stage)
            usual = self._cells(stage)
            yield stage
            self._check(stage, usual)

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
        records = self.out.records[: self.found]
        places = {replication: r for r, replication in enumerate(self.out.runs["replication"])}
        order = np.argsort([places[replication] for replication in records["replication"]], kind="stable")
        return self.out._replace(records=records[order])

    def outcomes(self) -> pl.DataFrame:
        """Every outcome of each run, once all are played: see :mod:`equipoise.sim.outcomes`."""
        return outcomes_table(self.arm.scenario, self.arm.policy.name, self.so_far())
