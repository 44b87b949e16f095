"""A study of 1,000 points: against Mesa's batch runner, and what executors cost beside the kernel."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, Skipped, ratio_of
from equipoise import RelationshipModel
from equipoise.analysis.extras import how_to_install
from equipoise.experiments.studies.designs import lay_out
from equipoise.experiments.studies.executors.threads import Threads
from equipoise.experiments.studies.reading import make_study
from equipoise.experiments.studies.sweep import sweep
from equipoise.sim.kernel import play_chunk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.experiments.studies.executors import Executor
    from equipoise.experiments.studies.plan import Plan

POINTS = 1_000
RUNS = 50
"""Runs of a point: a part of the study, which is what an executor is handed, then plays for about a second."""

SUBSAMPLE = 20
"""Points that the batch runner plays, every fiftieth; the whole study would take it hours."""

BATCHED_RUNS = 10
"""Runs of each of them."""


@cache
def plan_of(points: int) -> Plan:
    """Lay out the study: two parameters, a trait and two levers over a Latin hypercube.

    Parameters
    ----------
    points : int
        Its points.

    Returns
    -------
    Plan
        One policy, so that both sides play the same runs.
    """
    return make_study(
        {
            "scenario": "base",
            "policies": ["strategic"],
            "replications": RUNS,
            "factors": [
                {"key": "market.rivals", "low": 1, "high": 8},
                {"key": "bargaining.risk_aversion", "low": 0.0, "high": 2.0},
                {"key": "demands.threat", "low": 0.0, "high": 1.0},
                {"key": "policy.focus", "low": 0.0, "high": 0.05},
                {"key": "policy.channel", "low": 0.0, "high": 0.05},
            ],
            "design": {"kind": "latin-hypercube", "points": points},
        }
    )


def study_time(executor: Executor, points: int = POINTS) -> float:
    """Time of a run in the study, from nothing to a finished data set.

    Parameters
    ----------
    executor : Executor
        Who plays.
    points : int
        Points of the study.

    Returns
    -------
    float
        Seconds of wall time over all runs.
    """
    plan = plan_of(points)
    with TemporaryDirectory() as folder:
        began = perf_counter()
        sweep(plan, Path(folder) / "study", executor)
        return (perf_counter() - began) / (points * RUNS)


def kernel_time(points: int) -> float:
    """Time of a run in the same study, all of it in the kernel, on one thread.

    Parameters
    ----------
    points : int
        Points of the study.

    Returns
    -------
    float
        Seconds of wall time over all runs.
    """
    plan = plan_of(points)
    arms = [arm for values in lay_out(plan).values for arm in plan.arms(values)]
    began = perf_counter()
    for arm in arms:
        play_chunk(arm, range(RUNS))
    return (perf_counter() - began) / (points * RUNS)


def studied(point: int, replication: int) -> RelationshipModel:
    """Make the Mesa model of one run of the study, as the batch runner calls it.

    Parameters
    ----------
    point, replication : int
        Which.

    Returns
    -------
    RelationshipModel
        At its beginning.
    """
    plan = plan_of(POINTS)
    (arm,) = plan.arms(lay_out_once().values[point])
    return RelationshipModel(arm.scenario, arm.policy, seed=arm.seed, replication=replication, rounds=arm.rounds)


lay_out_once = cache(lambda: lay_out(plan_of(POINTS)))


def batch_time() -> float:
    """Time of a run in Mesa's batch runner, on as many processes as there are cores.

    Returns
    -------
    float
        Seconds of wall time over all runs.
    """
    from mesa.batchrunner import batch_run

    chosen = {"point": range(0, POINTS, POINTS // SUBSAMPLE), "replication": range(BATCHED_RUNS)}
    began = perf_counter()
    batch_run(studied, chosen, number_processes=os.cpu_count(), display_progress=False)
    return (perf_counter() - began) / (SUBSAMPLE * BATCHED_RUNS)


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Yields
    ------
    Figure or Skipped
        Against the batch runner; the kernel's share of a study's time; two Dask workers against one.
    """
    few = POINTS // 5
    with Threads() as threads, Threads(1) as thread:
        study_time(threads, 20)
        kernel_time(20)
        batch_time()
        ours = study_time(threads)
        yield Figure(f"a study of {POINTS:,} points", 1.0 / ours, "runs/s", note=f"{os.cpu_count()} threads")
        yield Figure(
            f"the study against Mesa's batch_run, {os.cpu_count()} cores each",
            ratio_of(batch_time, lambda: study_time(threads), 3),
            "x",
            note=f"batch_run plays {SUBSAMPLE} of the points, {BATCHED_RUNS} runs each",
        )
        share = ratio_of(lambda: kernel_time(few), lambda: study_time(thread, few), 7)
        yield Figure("the kernel's share of a study's time, one thread", share, "", at_least=0.8)
    yield from _on_a_cluster(few)


def _on_a_cluster(points: int) -> Iterator[Figure | Skipped]:
    what = "two Dask workers against one"
    if find_spec("distributed") is None:
        yield Skipped(what, how_to_install("cluster"))
        return
    from equipoise.experiments.studies.executors.cluster import LOCAL, Cluster

    with Cluster(LOCAL, 1) as one:
        study_time(one, 20)
        share = ratio_of(lambda: kernel_time(points), lambda: study_time(one, points), 7)
        yield Figure("the kernel's share of a study's time, one Dask worker", share, "", at_least=0.8)
        if os.cpu_count() in {None, 1}:
            yield Skipped(what, "this machine has one core")
            return
        with Cluster(LOCAL, 2) as two:
            study_time(two, 100)
            scaling = ratio_of(lambda: study_time(one, 2 * points), lambda: study_time(two, 2 * points), 5)
            yield Figure(what, scaling, "x", at_least=1.7, note="wants two cores that nothing else uses")
