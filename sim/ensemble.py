"""Many runs at once: streamed in chunks over threads, the same whatever the number of either."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from reprlib import repr as shortened
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from sim.arguments import of_kind
from sim.arm import Arm, asked_arm
from sim.faults import ArgumentError
from sim.kernel import Chunk, play_chunk
from sim.plain import plain
from sim.tables import outcomes_table, panel_table, relationships_table, vendor_panel_table
from sim.whole_numbers import REPLICATION, REPLICATIONS, THREADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from sim.agents import AccountAgent, VendorAgent
    from sim.playing import Agents
    from sim.policy import Policy
    from sim.scenario import Scenario

Item = TypeVar("Item")
Result = TypeVar("Result")

CELLS = 102_400
"""Slots times rounds that one call of the kernel plays: 256 runs of the base scenario, a tenth of a second."""

PANEL_CELLS = CELLS // 8
"""The same when every row of every round is kept."""

MODEL_CELLS = CELLS // 16
"""The same where agents of somebody's own decide: sixteen runs of the base scenario, a second."""


def chunk_size(arm: Arm, cells: int) -> int:
    """Runs to play at a time, so that memory and the wait for an answer do not grow with a scenario's size.

    Parameters
    ----------
    arm : Arm
        What is played.
    cells : int
        Slots times rounds to play at a time.

    Returns
    -------
    int
        At least 1.
    """
    return max(cells // max(arm.scenario.parameters.vendor.slots * arm.rounds, 1), 1)


def stream(arms: Sequence[Arm], replications: int, *, threads: int | None = None) -> Iterator[list[Chunk]]:
    """Play all arms, chunk by chunk, in the order of the replications; memory does not grow with their number.

    Parameters
    ----------
    arms : sequence of Arm
        Arms, which face the same luck where they share a seed.
    replications : int
        Runs of each arm.
    threads : int, optional
        Threads; as many as the machine has cores.

    Yields
    ------
    list of Chunk
        One for each arm, with the same replications.
    """
    workers, replications = cores(threads), REPLICATIONS.checked(replications)
    size = min(chunk_size(arm, CELLS) for arm in arms)

    def job(first: int) -> list[Chunk]:
        chosen = range(first, min(first + size, replications))
        return [play_chunk(arm.scenario, arm.policy, arm.seed, chosen, arm.rounds) for arm in arms]

    yield from in_order(job, range(0, replications, size), workers)


def cores(threads: int | None) -> int:
    """How many threads, or processes, to play in.

    Parameters
    ----------
    threads : int or None
        What was asked for.

    Returns
    -------
    int
        As many as the machine has cores when None.

    Raises
    ------
    sim.faults.ArgumentError
        When that is no number of threads.
    """
    return min(os.cpu_count() or 1, THREADS.high) if threads is None else THREADS.checked(threads)


def in_order(job: Callable[[Item], Result], pieces: Iterable[Item], workers: int) -> Iterator[Result]:
    """Map over threads in order, with a bounded number of results waiting.

    Parameters
    ----------
    job : callable
        Plays a piece of work.
    pieces : iterable
        Such as the first replication of each.
    workers : int
        Threads.

    Yields
    ------
    object
        What ``job`` gave, in the order of ``pieces``.
    """
    todo = iter(pieces)
    with ThreadPoolExecutor(workers) as pool:
        waiting = deque(pool.submit(job, piece) for piece in islice(todo, 2 * workers))
        try:
            while waiting:
                done = waiting.popleft().result()
                waiting.extend(pool.submit(job, piece) for piece in islice(todo, 1))
                yield done
        finally:
            for future in waiting:
                future.cancel()


@dataclass(frozen=True)
class Ensemble:
    """Runs of a scenario under a policy; tables are made when they are asked for.

    Attributes
    ----------
    arm : Arm
        What is run.
    replications : int
        How many runs.
    threads : int or None
        Threads, or processes where agents of somebody's own decide; as many as the machine has cores when None.
    agents : Agents or None
        Agents of somebody's own.

    Raises
    ------
    sim.faults.ArgumentError
        When one of them is of the wrong kind, or out of range.
    """

    arm: Arm
    replications: int
    threads: int | None = None
    agents: Agents | None = None

    def __post_init__(self) -> None:
        """Hold them to what options are held to."""
        of_kind("arm", self.arm, Arm)
        object.__setattr__(self, "replications", REPLICATIONS.checked(self.replications))
        cores(self.threads)

    @cached_property
    def outcomes(self) -> pl.DataFrame:
        """A row a run, a column an outcome (see :mod:`sim.outcomes`), in the order of the replications."""
        arm = self.arm
        pieces = self._played(range(self.replications), CELLS)
        return pl.concat(outcomes_table(arm.scenario, arm.policy.name, chunk) for _, chunk in pieces)

    @cached_property
    def relationships(self) -> pl.DataFrame:
        """A row a relationship: start, end, cause, censored, totals (see :func:`sim.tables.relationships_table`)."""
        arm = self.arm
        pieces = self._played(range(self.replications), CELLS, relationships=True)
        return pl.concat(relationships_table(arm.scenario, arm.policy.name, chunk.records) for _, chunk in pieces)

    def panel(self, replications: Iterable[int] | None = None) -> pl.DataFrame:
        """A row a relationship and round.

        Parameters
        ----------
        replications : iterable of int, optional
            Which runs; all by default. Each takes about 400 rows in a scenario of ten slots and forty rounds.

        Returns
        -------
        polars.DataFrame
            See :func:`sim.tables.panel_table`.
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
            See :func:`sim.tables.vendor_panel_table`.
        """
        arm = self.arm
        pieces = self._played(self._chosen(replications), PANEL_CELLS, panel=True)
        return pl.concat(
            vendor_panel_table(arm.scenario, arm.policy.name, chosen, chunk.panel, chunk.vendor)
            for chosen, chunk in pieces
        )

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
        for chosen, chunk in self._played(self._chosen(replications), PANEL_CELLS, panel=True):
            yield panel_table(self.arm.scenario, self.arm.policy.name, chosen, chunk.panel, chunk.vendor)

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
        self, replications: Sequence[int], cells: int, *, relationships: bool = False, panel: bool = False
    ) -> Iterator[tuple[Sequence[int], Chunk]]:
        """Some runs, a few at a time, in their order; a piece of none when there are none."""
        arm = self.arm
        own = self.agents is not None and len(replications) > 0
        size = chunk_size(arm, MODEL_CELLS if own else cells)
        blocks = [replications[k : k + size] for k in range(0, max(len(replications), 1), size)]

        def play(chosen: Sequence[int]) -> Chunk:
            return play_chunk(
                arm.scenario, arm.policy, arm.seed, chosen, arm.rounds, relationships=relationships, panel=panel
            )

        if self.agents is not None and own:
            from sim.playing import in_processes  # noqa: PLC0415 - Mesa, which compiled runs do not need

            chunks = in_processes(arm, self.agents, blocks, cores(self.threads), panel=panel)
        else:
            chunks = in_order(play, blocks, cores(self.threads))
        yield from zip(blocks, chunks, strict=True)


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
        Agents of your own (see :mod:`sim.agents`). They decide in Python, in processes, as many as ``threads`` says:
        hundreds of times slower, with the same tables.

    Returns
    -------
    Ensemble
        With ``outcomes``, ``relationships``, ``panel()`` and ``vendor_panel()``.

    Raises
    ------
    sim.faults.ScenarioError, sim.faults.PolicyError, sim.faults.ArgumentError
        When a name, a file or an argument is wrong.

    Examples
    --------
    >>> from sim import run_ensemble
    >>> ensemble = run_ensemble("over-a-barrel", policy="strategic", replications=100, seed=7)
    >>> ensemble.outcomes.height
    100
    """
    arm = asked_arm(scenario, policy, seed, rounds)
    agents = None
    if vendor_class is not None or account_class is not None:
        from sim.playing import Agents  # noqa: PLC0415 - Mesa, which compiled runs do not need

        agents = Agents.of(vendor_class, account_class)
    return Ensemble(arm, arm.scenario.run.replications if replications is None else replications, threads, agents)


__all__ = ["Arm", "Ensemble", "run_ensemble", "stream"]
