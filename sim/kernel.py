"""The compiled driver's kernel: plays a chunk of runs without the interpreter lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.compiler import jit, mark_compiled
from equipoise.sim.luck import PURPOSES, fill
from equipoise.sim.rows import blank_rows
from equipoise.sim.schedule import STAGES, decide, decides, play_round, resolve, start
from equipoise.sim.state import RELATIONSHIP_ROW, VENDOR_ROW, Cause, World
from equipoise.sim.tally import RECORD, RUN, finish, tally
from equipoise.sim.world import initial_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.sim.arm import Arm


class Chunk(NamedTuple):
    """What a chunk of runs leaves behind.

    Attributes
    ----------
    runs : ndarray of shape (n,), dtype ``RUN``
        A row a run.
    named : ndarray of shape (n, accounts), dtype ``RECORD``
        The records of the scenario's own accounts; one that was never served has no rounds.
    records : ndarray of dtype ``RECORD``
        All relationships, or none if they were not asked for.
    panel : ndarray of shape (n, rounds, slots), dtype ``RELATIONSHIP_ROW``
        Every row after every round; n is 0 if it was not asked for.
    vendor : ndarray of shape (n, rounds), dtype ``VENDOR_ROW``
        The vendor after every round; n is 0 likewise.
    """

    runs: NDArray[np.void]
    named: NDArray[np.void]
    records: NDArray[np.void]
    panel: NDArray[np.void]
    vendor: NDArray[np.void]


@jit
def restore(world: World, initial: World) -> None:
    """Put the rows back to what they were before the first round."""
    world.vendor[0] = initial.vendor[0]
    world.vendor_sheet[0] = initial.vendor_sheet[0]
    for i in range(world.rows.shape[0]):
        world.rows[i] = initial.rows[i]
        world.sheet[i] = initial.sheet[i]
    for g in range(world.segments.shape[0]):
        world.segments[g] = initial.segments[g]


@jit
def simulate(
    world: World,
    initial: World,
    seed: int,
    luck: NDArray[np.float64],
    record: NDArray[np.void],
    out: Chunk,
) -> int:
    """Play a chunk of runs; the replication of each stands in ``out.runs``.

    Parameters
    ----------
    world, initial : World
        Working rows, and the rows before the first round.
    seed : int
        Seed of the luck.
    luck : ndarray of shape (rounds, slots, PURPOSES)
        Working space; filled for each run.
    record : ndarray of shape (slots,), dtype ``RECORD``
        Working space.
    out : Chunk
        Filled; ``records``, ``panel`` and ``vendor`` may have length 0.

    Returns
    -------
    int
        Number of relationships found; those beyond the room in ``out.records`` are lost.
    """
    found, rounds = 0, luck.shape[0]
    for r in range(out.runs.shape[0]):
        fill(seed, int(out.runs[r].replication), luck)
        restore(world, initial)
        start(world, luck)
        for t in range(rounds):
            play_round(world, t, luck)
            keep(world, t, record, out, r)
            found = enter(world, t == rounds - 1, record, out, r, found)
    return found


@jit
def play_on(  # noqa: PLR0913, PLR0917 - likewise
    world: World,
    t: int,
    stage: int,
    stops: NDArray[np.bool_],
    luck: NDArray[np.float64],
    record: NDArray[np.void],
    out: Chunk,
    r: int,
    found: int,
) -> tuple[int, int, int]:
    """Resolve a stage, and play on to the next stop or to the end of the run.

    Parameters
    ----------
    world : World
        Changed in place.
    t, stage : int
        Round and stage; what is decided in it stands in the sheets.
    stops : ndarray of bool, shape (STAGES, slots + 1)
        Where to stop once it is decided: stages by slots, the last for what the vendor decides about none.
    luck : ndarray of shape (rounds, slots, PURPOSES)
        The run's draws.
    record, out, r
        Records in progress, and what is left behind in row ``r``.
    found : int
        Relationships found before.

    Returns
    -------
    t, stage, found : int
        Where it stopped, at the first stage after the last round if nowhere; relationships found.
    """
    rounds = luck.shape[0]
    while True:
        resolve(stage, world, t, luck)
        stage += 1
        if stage == STAGES:
            keep(world, t, record, out, r)
            t, stage = t + 1, 0
            found = enter(world, t == rounds, record, out, r, found)
            if t == rounds:
                return t, stage, found
        decide(stage, world)
        if _stops(stops, stage, world):
            return t, stage, found


@jit
def _stops(stops: NDArray[np.bool_], stage: int, world: World) -> bool:
    slots = world.rows.shape[0]
    for i in range(slots):
        if stops[stage, i] and decides(stage, world, i):
            return True
    return bool(stops[stage, slots])


@jit
def keep(world: World, t: int, record: NDArray[np.void], out: Chunk, r: int) -> None:
    """Tally a finished round, and keep its rows if they are asked for.

    Parameters
    ----------
    world : World
        The state at the end of round ``t``.
    t : int
        Round.
    record : ndarray of shape (slots,), dtype ``RECORD``
        Records in progress, changed in place.
    out : Chunk
        Row ``r`` is changed in place.
    r : int
        The run.
    """
    tally(world, t, record, out.runs, r)
    if out.panel.shape[0] > 0:
        out.vendor[r, t] = world.vendor[0]
        for i in range(world.rows.shape[0]):
            out.panel[r, t, i] = world.rows[i]


@jit
def enter(
    world: World,
    last: bool,  # noqa: FBT001 - a compiled function takes no keyword-only arguments
    record: NDArray[np.void],
    out: Chunk,
    r: int,
    found: int,
) -> int:
    """Enter the records of relationships that are over into what the chunk leaves behind.

    Parameters
    ----------
    world : World
        The state at the end of a round that is tallied.
    last : bool
        Whether the run ends with it, and with the run what is still held.
    record : ndarray of shape (slots,), dtype ``RECORD``
        Records in progress.
    out : Chunk
        Row ``r`` of ``runs`` and ``named``, and ``records`` from ``found`` on, are filled.
    r, found : int
        The run, and relationships found before.

    Returns
    -------
    int
        Number of relationships found.
    """
    for i in range(world.rows.shape[0]):
        if world.rows[i].active > 0.0 and (last or world.rows[i].cause > 0.0):
            if record[i].joined_at_start > 0.0:
                out.named[r, i] = record[i]
            if found < out.records.shape[0]:
                out.records[found] = record[i]
            found += 1
    if last:
        finish(world, record, out.runs, r)
    return found


def blank_chunk(initial: World, accounts: int, replications: Sequence[int], room: int, rounds: int) -> Chunk:
    """Lay out what some runs will leave behind.

    Parameters
    ----------
    initial : World
        The rows before the first round.
    accounts : int
        The scenario's own accounts.
    replications : sequence of int
        Which runs.
    room : int
        Records of relationships to make room for.
    rounds : int
        Rounds whose every row is kept; none when 0.

    Returns
    -------
    Chunk
        Nothing entered yet, but the accounts that are never served.
    """
    n, slots = len(replications), len(initial.rows)
    kept = n if rounds else 0
    out = Chunk(
        blank_rows(n, RUN),
        blank_rows((n, accounts), RECORD),
        blank_rows(room, RECORD),
        blank_rows((kept, rounds, slots), RELATIONSHIP_ROW),
        blank_rows((kept, rounds), VENDOR_ROW),
    )
    out.runs["replication"] = replications
    out.runs["started_with"] = (initial.rows.joined_at_start > 0.0).sum()
    _enter_never_served(out, initial)
    return out


def _enter_never_served(out: Chunk, initial: World) -> None:
    """Record the accounts that are away from the first round on: taken away after no round."""
    for i in range(out.named.shape[1]):
        if initial.rows.joined_at_start[i] == 0.0:
            record = out.named[:, i]
            record["replication"], record["slot"], record["cause"] = out.runs["replication"], i, Cause.TAKEN
            for trait in ("base_volume", "reference", "opens"):
                record[trait] = initial.rows[trait][i]


def play_chunk(arm: Arm, replications: Sequence[int], *, relationships: bool = False, panel: bool = False) -> Chunk:
    """Play some replications of an arm.

    Parameters
    ----------
    arm : Arm
        What is played.
    replications : sequence of int
        Which replications.
    relationships, panel : bool
        Whether to keep a record of every relationship, and every row of every round.

    Returns
    -------
    Chunk
        Runs in the order of ``replications``.
    """
    initial, rounds = initial_world(arm.scenario, arm.policy), arm.rounds
    slots, n = len(initial.rows), len(replications)
    accounts = len(arm.scenario.account_names)
    room = n * (slots + 1) if relationships else 0
    while True:
        out = blank_chunk(initial, accounts, replications, room, rounds if panel else 0)
        luck = np.empty((rounds, slots, PURPOSES))
        working = World(*(part.copy() for part in initial))
        found = simulate(working, initial, arm.seed, luck, blank_rows(slots, RECORD), out)
        if found <= room or not relationships:
            break
        room = found
    mark_compiled()
    return out._replace(records=out.records[:found] if relationships else out.records)
