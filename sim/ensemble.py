"""Many runs at once: streamed in chunks over threads, the same whatever the number of either."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from sim.files import load_policy, load_scenario
from sim.kernel import Chunk, play_chunk
from sim.tables import outcomes_table, panel_table, relationships_table, vendor_panel_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sim.policy import Policy
    from sim.scenario import Scenario

Result = TypeVar("Result")

CELLS = 102_400
"""Slots times rounds that one call of the kernel plays: 256 runs of the base scenario, a tenth of a second."""

PANEL_CELLS = CELLS // 8
"""The same when every row of every round is kept."""


@dataclass(frozen=True)
class Arm:
    """One arm of a comparison: a scenario under a policy."""

    scenario: Scenario
    policy: Policy
    seed: int
    rounds: int


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
    workers = threads or os.cpu_count() or 1
    size = min(chunk_size(arm, CELLS) for arm in arms)

    def job(first: int) -> list[Chunk]:
        chosen = range(first, min(first + size, replications))
        return [play_chunk(arm.scenario, arm.policy, arm.seed, chosen, arm.rounds) for arm in arms]

    yield from in_order(job, range(0, replications, size), workers)


def in_order(job: Callable[[int], Result], firsts: Iterable[int], workers: int) -> Iterator[Result]:
    """Map over threads in order, with a bounded number of results waiting.

    Parameters
    ----------
    job : callable
        Plays the runs that begin with a replication.
    firsts : iterable of int
        First replication of each piece of work.
    workers : int
        Threads.

    Yields
    ------
    object
        What ``job`` gave, in the order of ``firsts``.
    """
    todo = iter(firsts)
    with ThreadPoolExecutor(workers) as pool:
        waiting = deque(pool.submit(job, first) for first in islice(todo, 2 * workers))
        try:
            while waiting:
                done = waiting.popleft().result()
                waiting.extend(pool.submit(job, first) for first in islice(todo, 1))
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
        Threads.
    """

    arm: Arm
    replications: int
    threads: int | None = None

    @cached_property
    def outcomes(self) -> pl.DataFrame:
        """A row a run, a column an outcome (see :mod:`sim.outcomes`), in the order of the replications."""
        chunks = stream([self.arm], self.replications, threads=self.threads)
        return pl.concat(outcomes_table(self.arm.scenario, self.arm.policy.name, chunk) for (chunk,) in chunks)

    @cached_property
    def relationships(self) -> pl.DataFrame:
        """A row a relationship: start, end, cause, censored, totals (see :func:`sim.tables.relationships_table`)."""
        arm = self.arm
        tables = [
            relationships_table(arm.scenario, arm.policy.name, self._play(chosen, relationships=True).records)
            for chosen in _blocks(self.replications, chunk_size(arm, CELLS))
        ]
        return pl.concat(tables)

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
        pieces = self._panels(self._chosen(replications))
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
        for chosen, chunk in self._panels(replications):
            yield panel_table(self.arm.scenario, self.arm.policy.name, chosen, chunk.panel, chunk.vendor)

    def _chosen(self, replications: Iterable[int] | None) -> Sequence[int]:
        return range(self.replications) if replications is None else list(replications)

    def _panels(self, replications: Sequence[int]) -> Iterator[tuple[Sequence[int], Chunk]]:
        """Every row of some runs, a few runs at a time."""
        size = chunk_size(self.arm, PANEL_CELLS)
        for first in range(0, max(len(replications), 1), size):
            chosen = replications[first : first + size]
            yield chosen, self._play(chosen, panel=True)

    def _play(self, chosen: Sequence[int], *, relationships: bool = False, panel: bool = False) -> Chunk:
        arm = self.arm
        return play_chunk(
            arm.scenario, arm.policy, arm.seed, chosen, arm.rounds, relationships=relationships, panel=panel
        )


def _blocks(total: int, size: int) -> Iterator[range]:
    for first in range(0, total, size):
        yield range(first, min(first + size, total))


def run_ensemble(  # noqa: PLR0913 - what names an ensemble, and how many threads
    scenario: Scenario | str,
    policy: Policy | str = "accommodating",
    *,
    replications: int | None = None,
    seed: int | None = None,
    rounds: int | None = None,
    threads: int | None = None,
) -> Ensemble:
    """Run a scenario under a policy many times.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or a shipped name or path.
    policy : Policy or str
        A policy, or a shipped name or path.
    replications, seed, rounds : int, optional
        The scenario's own by default.
    threads : int, optional
        Threads; as many as the machine has cores. Results do not depend on it.

    Returns
    -------
    Ensemble
        With ``outcomes``, ``relationships``, ``panel()`` and ``vendor_panel()``.

    Raises
    ------
    sim.faults.ScenarioError, sim.faults.PolicyError
        When a name or a file is wrong.

    Examples
    --------
    >>> from sim import run_ensemble
    >>> ensemble = run_ensemble("over-a-barrel", policy="strategic", replications=100, seed=7)
    >>> ensemble.outcomes.height
    100
    """
    chosen = load_scenario(scenario) if isinstance(scenario, str) else scenario
    arm = Arm(
        chosen,
        load_policy(policy) if isinstance(policy, str) else policy,
        chosen.run.seed if seed is None else seed,
        rounds or chosen.run.rounds,
    )
    return Ensemble(arm, replications or chosen.run.replications, threads)


__all__ = ["Arm", "Ensemble", "run_ensemble", "stream"]
