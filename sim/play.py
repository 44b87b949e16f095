"""Runs are played: the one compiled function of all drivers, which stops where a driver wants to look or to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.sim.compiler import jit
from equipoise.sim.copying import copy_row, copy_rows
from equipoise.sim.luck import Luck
from equipoise.sim.phases.trading import note_unseen_quote
from equipoise.sim.schedule import STAGES, play_on, start
from equipoise.sim.tally import finish, tally
from equipoise.sim.tracks import track
from equipoise.sim.whose import account_of, world_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.kernel import Chunk
    from equipoise.sim.state import World


@jit
def restore(world: World, initial: World) -> None:
    """Put the rows back to what they were before the first round."""
    copy_row(world.params[0], initial.params[0])
    copy_row(world.vendor[0], initial.vendor[0])
    copy_row(world.vendor_sheet[0], initial.vendor_sheet[0])
    for i in range(world.rows.shape[0]):
        copy_row(world.rows[i], initial.rows[i])
        copy_row(world.sheet[i], initial.sheet[i])
        copy_row(world.in_force[i], initial.in_force[i])
    for k in range(world.accounts.shape[0]):
        copy_row(world.accounts[k], initial.accounts[k])
    for g in range(world.segments.shape[0]):
        copy_row(world.segments[g], initial.segments[g])
    for age in range(world.growth.shape[0]):
        world.growth[age] = initial.growth[age]


@jit
def play(  # noqa: PLR0913, PLR0917 - everything that runs are made of
    worlds: World,
    initial: World,
    luck: Luck,
    t: int,
    stage: int,
    stops: NDArray[np.bool_],
    rounds: int,
    record: NDArray[np.void],
    out: Chunk,
    found: int,
) -> tuple[int, int, int]:
    """Play runs on, each to its next stop or to its end: the one compiled function of all drivers.

    Parameters
    ----------
    worlds : World
        Stacked: a world for each run, or a single one in which one run is played after the other.
    initial : World
        The rows before the first round, stacked: a world for each run, or a single one from which all begin.
    luck : Luck
        Stacked likewise; the replication of each run stands in ``out.runs``.
    t, stage : int
        Round and stage, the same for all runs; what is decided in it stands in the sheets. In round -1 runs begin.
    stops : ndarray of bool
        As for :func:`equipoise.sim.schedule.play_on`.
    rounds : int
        Rounds of a run.
    record : ndarray of dtype ``RECORD``, shape (worlds, slots)
        Records in progress.
    out : Chunk
        Filled; ``records``, ``panel``, ``vendor`` and ``tracks`` may have length 0.
    found : int
        Relationships that were found before.

    Returns
    -------
    t, stage, found : int
        Where the last run stopped, at the first stage after the last round if nowhere; relationships found, of which
        those beyond the room in ``out.records`` are lost.
    """
    at, here = t, stage
    for r in range(out.runs.shape[0]):
        k = r if worlds.rows.shape[0] > 1 else 0
        world, draws = world_of(worlds, k), Luck(luck.key[k], luck.drawn[k], luck.draws[k])
        at, here = t, stage
        if t < 0:
            restore(world, world_of(initial, r if initial.rows.shape[0] > 1 else 0))
            draws.key[1] = np.uint64(out.runs[r].replication)
            draws.drawn[:] = -1
            start(world, draws)
            at, here = 0, 0
            if stops[0, -1]:
                continue
        while at < rounds:
            here = play_on(here, world, at, draws, stops)
            if here < STAGES:
                break
            keep(world, at, draws, record[k], out, r)
            at, here = at + 1, 0
            found = enter(world, at == rounds, record[k], out, r, found)
            if at < rounds and stops[0, -1]:
                break
    return at, here, found


@jit
def keep(world: World, t: int, luck: Luck, record: NDArray[np.void], out: Chunk, r: int) -> None:
    """Tally a finished round, and keep its rows if they are asked for.

    Parameters
    ----------
    world : World
        The state at the end of round ``t``.
    t : int
        Round.
    luck : Luck
        The run's.
    record : ndarray of shape (slots,), dtype ``RECORD``
        Records in progress, changed in place.
    out : Chunk
        Row ``r`` is changed in place.
    r : int
        The run.
    """
    tally(world, t, record, out.runs, r)
    if out.tracks.shape[0] > 0:
        track(world, t, out.tracks, r)
    if out.panel.shape[0] > 0:
        copy_row(out.vendor[r, t], world.vendor[0])
        for i in range(world.rows.shape[0]):
            note_unseen_quote(world, t, i, luck)
            copy_rows(out.panel[r, t, i], account_of(world, i), world.rows[i])


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
                copy_row(out.named[r, i], record[i])
            if found < out.records.shape[0]:
                copy_row(out.records[found], record[i])
            found += 1
    if last:
        finish(world, record, out.runs, r)
    return found
