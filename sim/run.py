"""One run, stage by stage: the world, its luck, and what has been kept of it so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import luck
from sim.kernel import Chunk, blank_chunk, enter, keep
from sim.rows import blank_rows
from sim.schedule import start
from sim.tables import outcomes_table, panel_table, relationships_table, vendor_panel_table
from sim.tally import RECORD
from sim.world import initial_world

if TYPE_CHECKING:
    import polars as pl

    from sim.arm import Arm


class Run:
    """A run in the making, for drivers that go round by round: it gives the ensemble's tables at any point.

    Parameters
    ----------
    arm : Arm
        What is played.
    replication : int
        Which run.

    Attributes
    ----------
    world : World
        The rows that rules and sides share.
    luck : ndarray of shape (rounds, slots, PURPOSES)
        The run's draws.
    round : int
        The round to be played next, from 0.
    """

    def __init__(self, arm: Arm, replication: int) -> None:
        self.arm, self.replication, self.round = arm, replication, 0
        self.world = initial_world(arm.scenario, arm.policy)
        slots, named = len(self.world.rows), len(arm.scenario.account_names)
        self.luck = luck.draws(arm.seed, replication, arm.rounds, slots)
        self.record = blank_rows(slots, RECORD)
        self.out = blank_chunk(self.world, named, [replication], slots * arm.rounds, arm.rounds)
        self.found = 0
        start(self.world, self.luck)

    def close_round(self) -> None:
        """Enter a round that is resolved to its end."""
        keep(self.world, self.round, self.record, self.out, 0)
        self.found = enter(self.world, False, self.record, self.out, 0, self.found)  # noqa: FBT003 - compiled
        self.round += 1

    def so_far(self) -> Chunk:
        """What the compiled driver leaves behind of a run that ends here.

        Returns
        -------
        Chunk
            One run, everything kept.
        """
        out, found = Chunk(*(part.copy() for part in self.out)), self.found
        if self.round:
            found = enter(self.world, True, self.record, out, 0, found)  # noqa: FBT003 - compiled
        return out._replace(
            records=out.records[:found], panel=out.panel[:, : self.round], vendor=out.vendor[:, : self.round]
        )

    def outcomes(self) -> pl.DataFrame:
        """Every outcome of the run so far: the row that ``Ensemble.outcomes`` has for a run of as many rounds."""
        return outcomes_table(self.arm.scenario, self.arm.policy.name, self.so_far())

    def relationships(self) -> pl.DataFrame:
        """A row a relationship so far: the rows that ``Ensemble.relationships`` has for a run of as many rounds."""
        return relationships_table(self.arm.scenario, self.arm.policy.name, self.so_far().records)

    def panel(self) -> pl.DataFrame:
        """A row a relationship and round so far: the rows that ``Ensemble.panel`` has for this replication."""
        kept = self.so_far()
        return panel_table(self.arm.scenario, self.arm.policy.name, [self.replication], kept.panel, kept.vendor)

    def vendor_panel(self) -> pl.DataFrame:
        """A row a round so far: the rows that ``Ensemble.vendor_panel`` has for this replication."""
        kept = self.so_far()
        return vendor_panel_table(self.arm.scenario, self.arm.policy.name, [self.replication], kept.panel, kept.vendor)
