"""Luck against rules: the share of a run's time that its draws take."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, ratio_of
from equipoise import load_policy, load_scenario
from equipoise.sim.arm import Arm
from equipoise.sim.compiler import jit
from equipoise.sim.kernel import play_chunk
from equipoise.sim.luck import Luck, draw_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS = 1_000


@jit
def _draw(luck: Luck, rounds: int) -> None:
    for t in range(rounds):
        for i in range(luck.draws.shape[0]):
            draw_ahead(luck, t, i)


def luck_time() -> float:
    """Time of one thread for the draws of a run.

    Returns
    -------
    float
        Seconds of processor time.
    """
    scenario = load_scenario("base")
    began = process_time()
    for replication in range(RUNS):
        _draw(Luck.of(7, replication, scenario.parameters.vendor.slots), scenario.run.rounds)
    return (process_time() - began) / RUNS


def run_time() -> float:
    """Time of one thread for a run, its draws included.

    Returns
    -------
    float
        Seconds of processor time.
    """
    scenario, policy = load_scenario("base"), load_policy("strategic")
    began = process_time()
    play_chunk(Arm(scenario, policy, 7, scenario.run.rounds), range(RUNS))
    return (process_time() - began) / RUNS


def figures(*, full: bool) -> Iterator[Figure]:
    """Measure.

    Yields
    ------
    Figure
        The share of luck, and how long a run takes.
    """
    luck_time()
    run_time()
    share = ratio_of(luck_time, run_time, 9)
    yield Figure("luck's share of a run; the rest is rules", 100.0 * share, "%", at_most=50)
    yield Figure("a run of ten slots and forty rounds", 1e6 * min(run_time() for _ in range(5)), "us")
