"""Many runs of an arm, and their tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from reprlib import repr as shortened
from typing import TYPE_CHECKING

import polars as pl

from equipoise.sim.arguments import of_kind
from equipoise.sim.arm import Arm
from equipoise.sim.faults import ArgumentError
from equipoise.sim.plain import plain
from equipoise.sim.runner import CELLS, block_size, stream
from equipoise.sim.tables import outcomes_table, panel_table, relationships_table, vendor_panel_table
from equipoise.sim.threads import cores
from equipoise.sim.whole_numbers import REPLICATION, REPLICATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from equipoise.sim.agents import AccountAgent, VendorAgent
    from equipoise.sim.kernel import Chunk
    from equipoise.sim.playing import Agents
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

MODEL_CELLS = CELLS // 16
"""Slots times rounds in a block where agents of somebody's own decide: sixteen runs of the base scenario, a second."""


@dataclass(frozen=True)
class Ensemble:
    """Runs of a scenario under a policy; tables are made when they are asked for.

    Raises
    ------
    equipoise.sim.faults.ArgumentError
        When one of them is of the wrong kind, or out of range.
    """

    arm: Arm  #: what is run
    replications: int  #: how many runs
    #: threads, or processes where agents of somebody's own decide; as many as the machine has cores when None
    threads: int | None = None
    agents: Agents | None = None  #: agents of somebody's own

    def __post_init__(self) -> None:
        """Hold them to what options are held to."""
        of_kind("arm", self.arm, Arm)
        object.__setattr__(self, "replications", REPLICATIONS.checked(self.replications))
        cores(self.threads)

    @cached_property
    def outcomes(self) -> pl.DataFrame:
        """A row a run, a column an outcome (see :mod:`equipoise.sim.outcomes`), in the order of the replications."""
        chunks = self._played(range(self.replications))
        return pl.concat(outcomes_table(self.arm.scenario, self.arm.policy.name, chunk) for chunk in chunks)

    @cached_property
    def relationships(self) -> pl.DataFrame:
        """A row a relationship: start, end, cause, censored, totals; see :mod:`equipoise.sim.tables`."""
        arm, chunks = self.arm, self._played(range(self.replications), relationships=True)
        return pl.concat(relationships_table(arm.scenario, arm.policy.name, chunk.records) for chunk in chunks)

    def panel(self, replications: Iterable[int] | None = None) -> pl.DataFrame:
        """A row a relationship and round.

        Parameters
        ----------
        replications : iterable of int, optional
            Which runs; all by default. Each takes about 400 rows in a scenario of ten slots and forty rounds.

        Returns
        -------
        polars.DataFrame
            See :func:`equipoise.sim.tables.panel_table`.
        """
        return pl.concat(self.panel_chunks(self._chosen(replications)))

    def vendor_panel(self, replications: Iterable[int] | None = None) -> pl.DataFrame:
        """A row a run and round: the vendor's books and its portfolio.

        Parameters
        ----------
        replications : iterable of int, optional
            Which runs; all by default.

        Returns
        -------
        polars.DataFrame
            See :func:`equipoise.sim.tables.vendor_panel_table`.
        """
        arm, chunks = self.arm, self._played(self._chosen(replications), panel=True)
        return pl.concat(vendor_panel_table(arm.scenario, arm.policy.name, chunk) for chunk in chunks)

    def panel_chunks(self, replications: Sequence[int]) -> Iterator[pl.DataFrame]:
        """The panel in pieces, for writing more of it than fits in memory.

        Parameters
        ----------
        replications : sequence of int
            Which runs.

        Yields
        ------
        polars.DataFrame
            See :meth:`panel`.
        """
        arm = self.arm
        for chunk in self._played(self._chosen(replications), panel=True):
            yield panel_table(arm.scenario, arm.policy.name, chunk)

    def _chosen(self, replications: Iterable[int] | None) -> Sequence[int]:
        """The replications that are asked for; a range stays one, since it may be long."""
        if replications is None:
            return range(self.replications)
        try:
            asked = replications if isinstance(replications, range) else list(replications)
        except TypeError as error:
            raise ArgumentError(
                f"replications = {shortened(replications)}   must be numbers of runs, such as [0, 5] or range(20)"
            ) from error
        for number in (asked[0], asked[-1]) if isinstance(asked, range) and asked else asked:
            REPLICATION.checked(number)
        return asked if isinstance(asked, range) else plain(asked)

    def _played(
        self, replications: Sequence[int], *, relationships: bool = False, panel: bool = False
    ) -> Iterator[Chunk]:
        """Some runs, a few at a time, in their order; a chunk of none when there are none."""
        if self.agents is None or not len(replications):
            played = stream([self.arm], replications, relationships=relationships, panel=panel, threads=self.threads)
            yield from (chunk for (chunk,) in played)
            return
        from equipoise.sim.playing import in_processes

        size = block_size([self.arm], MODEL_CELLS)
        blocks = [replications[k : k + size] for k in range(0, len(replications), size)]
        yield from in_processes(self.arm, self.agents, blocks, cores(self.threads), panel=panel)


def run_ensemble(  # noqa: PLR0913 - what names an ensemble, and how many threads
    scenario: Scenario | str | Path,
    policy: Policy | str | Path = "accommodating",
    *,
    replications: int | None = None,
    seed: int | None = None,
    rounds: int | None = None,
    threads: int | None = None,
    vendor_class: type[VendorAgent] | None = None,
    account_class: type[AccountAgent] | None = None,
) -> Ensemble:
    """Run a scenario under a policy many times.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A scenario, or a shipped name or path.
    policy : Policy, str or Path
        A policy, or a shipped name or path.
    replications, seed, rounds : int, optional
        The scenario's own by default.
    threads : int, optional
        Threads; as many as the machine has cores. Results do not depend on it.
    vendor_class, account_class : type, optional
        Agents of your own (see :mod:`equipoise.sim.agents`). They decide in Python, in processes, as many as
        ``threads`` says: hundreds of times slower, with the same tables.

    Returns
    -------
    Ensemble
        With ``outcomes``, ``relationships``, ``panel()`` and ``vendor_panel()``.

    Raises
    ------
    equipoise.sim.faults.ScenarioError, equipoise.sim.faults.PolicyError, equipoise.sim.faults.ArgumentError
        When a name, a file or an argument is wrong.

    Examples
    --------
    >>> from equipoise import run_ensemble
    >>> ensemble = run_ensemble("over-a-barrel", policy="strategic", replications=100, seed=7)
    >>> ensemble.outcomes.height
    100
    """
    arm = Arm.of(scenario, policy, seed=seed, rounds=rounds)
    agents = None
    if vendor_class is not None or account_class is not None:
        from equipoise.sim.playing import Agents

        agents = Agents.of(vendor_class, account_class)
    return Ensemble(arm, arm.scenario.run.replications if replications is None else replications, threads, agents)
