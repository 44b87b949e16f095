"""The compiled ensemble against the Mesa driver, with the compiler on and off."""

from __future__ import annotations

import os
import subprocess
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, ratio_of
from equipoise import RelationshipModel, load_policy, load_scenario
from equipoise.sim.arm import Arm
from equipoise.sim.runner import stream

if TYPE_CHECKING:
    from collections.abc import Iterator

THREADS = 2


def ensemble_time(runs: int, threads: int) -> float:
    """Time that the ensemble takes for a relationship and round, its luck included.

    Parameters
    ----------
    runs : int
        Runs to play.
    threads : int
        Threads.

    Returns
    -------
    float
        Seconds of wall time.
    """
    scenario = load_scenario("base")
    arm = Arm(scenario, load_policy("strategic"), scenario.run.seed, scenario.run.rounds)
    began = perf_counter()
    served = sum(float(chunk.runs["served"].sum()) for (chunk,) in stream([arm], range(runs), threads=threads))
    return (perf_counter() - began) / served


def mesa_time(runs: int) -> float:
    """Time that the Mesa driver takes for a relationship and round, its luck included.

    Parameters
    ----------
    runs : int
        Runs to play.

    Returns
    -------
    float
        Seconds of wall time.
    """
    scenario, policy, served = load_scenario("base"), load_policy("strategic"), 0
    began = perf_counter()
    for replication in range(runs):
        model = RelationshipModel(scenario, policy, replication=replication)
        while model.running:
            model.step()
            served += len(model.accounts)
    return (perf_counter() - began) / served


def plain_mesa_time(runs: int) -> float:
    """The same with the compiler off, in a process of its own: what a plain Mesa model would be.

    Parameters
    ----------
    runs : int
        Runs to play.

    Returns
    -------
    float
        Seconds of wall time.
    """
    command = [sys.executable, "-m", "benchmarks.drivers", str(runs)]
    off = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(command, env=off, check=True, capture_output=True, text=True)
    return float(done.stdout)


def figures(*, full: bool) -> Iterator[Figure]:
    """Measure.

    Yields
    ------
    Figure
        How many times as many relationship-rounds a second the ensemble plays.
    """
    ensemble_time(64, THREADS)
    mesa_time(1)
    against_mesa = ratio_of(lambda: mesa_time(8), lambda: ensemble_time(2_000, THREADS), 7)
    yield Figure("ensemble on two cores against the Mesa driver", against_mesa, "x", at_least=100)
    against_plain = ratio_of(lambda: plain_mesa_time(3), lambda: ensemble_time(2_000, THREADS), 5)
    yield Figure("ensemble on two cores against plain Mesa (compiler off)", against_plain, "x", at_least=500)


if __name__ == "__main__":
    print(mesa_time(int(sys.argv[1])))
