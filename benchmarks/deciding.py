"""Drivers in which somebody else decides: a session replayed from its log, and a batch with a policy in NumPy."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, ratio_of
from equipoise import Arm, Batch, Seat, Session, Side, Stage
from equipoise.sim.kernel import play_chunk

if TYPE_CHECKING:
    from collections.abc import Iterator

LOW = 4.0
"""Level below which a relationship is focused on."""

RUNS = 256


def replay_time(seats: list[Seat]) -> float:
    """Time that forty rounds take to be replayed in which people at these seats write every cell.

    Parameters
    ----------
    seats : list of Seat
        Where they sit.

    Returns
    -------
    float
        Seconds of processor time.
    """
    arm = Arm.of("over-a-barrel", "strategic", rounds=40)
    session = Session(arm, seats)
    while not session.over:
        for slot, decision in session.open_cells():
            if decision.method:
                session.write(slot, decision.name, session.value(slot, decision.name))
        session.go_on()
    began = process_time()
    Session.replay(arm, seats, 0, session.log)
    return process_time() - began


def batch_time() -> float:
    """Time of runs side by side, with a policy that looks at the state and decides in NumPy."""
    batch = Batch(Arm.of("base", "strategic"), range(RUNS))
    began = process_time()
    for stage in batch.play():
        if stage is Stage.INVEST:
            batch.worlds.sheet.focus[...] = 0.02 * (batch.worlds.rows.level_seen < LOW)
    return process_time() - began


def kernel_time() -> float:
    """Time of as many runs in the kernel."""
    began = process_time()
    play_chunk(Arm.of("base", "strategic"), range(RUNS))
    return process_time() - began


def figures(*, full: bool) -> Iterator[Figure]:
    """Measure.

    Yields
    ------
    Figure
        How long a replay takes, and how much longer a batch than the kernel.
    """
    one, three = [Seat(Side.VENDOR, 0)], [Seat(Side.VENDOR, 0), Seat(Side.ACCOUNT, 0), Seat(Side.ACCOUNT, 1)]
    for words, seats in (("one seat", one), ("three seats", three)):
        replay_time(seats)
        fastest = min(replay_time(seats) for _ in range(5))
        yield Figure(f"a session of 40 rounds replayed, {words}", 1e3 * fastest, "ms", at_most=20)
    batch_time()
    kernel_time()
    yield Figure(
        "a batch with a policy in NumPy against the kernel", ratio_of(batch_time, kernel_time, 7), "x", at_most=2
    )
