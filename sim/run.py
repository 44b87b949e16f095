"""One run, stage by stage: the world, its luck, and what has been kept of it so far."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from equipoise.sim.decisions import Stage
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.kernel import Chunk, Runs, where_to_stop
from equipoise.sim.play import enter
from equipoise.sim.whose import first_of, pairs_of

if TYPE_CHECKING:
    import polars as pl

    from equipoise.sim.arm import Arm
    from equipoise.sim.rows import Rows
    from equipoise.sim.state import World


class Run(Runs):
    """A run in the making, for drivers that stop in a round: it gives the ensemble's tables at any point.

    Parameters
    ----------
    arm : Arm
        What is played.
    replication : int
        Which run.

    Attributes
    ----------
    round : int
        The round to be played next, from 0.
    """

    def __init__(self, arm: Arm, replication: int) -> None:
        self.replication = replication
        slots = arm.scenario.slots
        super().__init__(arm, [replication], slots * arm.rounds, panel=True)
        self.advance(where_to_stop(Stage))

    @cached_property
    def world(self) -> World:
        """The rows that rules and sides share."""
        return first_of(self.worlds)

    def __getstate__(self) -> dict[str, Any]:
        """All but the views, which in a copy would have rows of their own."""
        return {name: value for name, value in vars(self).items() if name != "world"}

    def so_far(self) -> Chunk:
        """What the compiled driver leaves behind of a run that ends with the last round that was played to its end.

        Returns
        -------
        Chunk
            One run, everything kept.
        """
        kept, t = self.out, self.round
        out = Chunk(
            kept.runs.copy(),
            kept.named.copy(),
            kept.records[: self.found + len(self.world.rows)].copy(),
            kept.panel[:, :t].copy(),
            kept.vendor[:, :t].copy(),
            kept.drawn,
            kept.tracks,
        )
        if not t or self.over:
            return out._replace(records=out.records[: self.found])
        then = self.world._replace(
            rows=pairs_of(cast("Rows", kept.panel[0, t - 1])), vendor=cast("Rows", kept.vendor[0, t - 1 : t])
        )
        before = self.found - int(((then.rows.active > 0.0) & (then.rows.cause > 0.0)).sum())
        found = enter(then, True, self.record[0], out, 0, before)  # noqa: FBT003 - compiled
        return out._replace(records=out.records[:found])

    def outcomes(self) -> pl.DataFrame:
        """Every outcome of the run so far: the row that ``Ensemble.outcomes`` has for a run of as many rounds.

        Returns
        -------
        polars.DataFrame
            One row; see :mod:`equipoise.sim.outcomes`.

        Raises
        ------
        equipoise.sim.faults.EquipoiseError
            Before the first round.
        """
        from equipoise.sim.tables import outcomes_table  # noqa: PLC0415 - Polars is heavy

        if not self.round:
            raise EquipoiseError("no round is played yet, so there are no outcomes; step() the model first")
        return outcomes_table(self.arm.scenario, self.arm.policy.name, self.so_far())

    def relationships(self) -> pl.DataFrame:
        """A row a relationship so far: the rows that ``Ensemble.relationships`` has for a run of as many rounds."""
        from equipoise.sim.tables import relationships_table  # noqa: PLC0415 - Polars is heavy

        return relationships_table(self.arm.scenario, self.arm.policy.name, self.so_far().records)

    def panel(self) -> pl.DataFrame:
        """A row a relationship and round so far: the rows that ``Ensemble.panel`` has for this replication."""
        from equipoise.sim.tables import panel_table  # noqa: PLC0415 - Polars is heavy

        return panel_table(self.arm.scenario, self.arm.policy.name, self.so_far())

    def vendor_panel(self) -> pl.DataFrame:
        """A row a round so far: the rows that ``Ensemble.vendor_panel`` has for this replication."""
        from equipoise.sim.tables import vendor_panel_table  # noqa: PLC0415 - Polars is heavy

        return vendor_panel_table(self.arm.scenario, self.arm.policy.name, self.so_far())
