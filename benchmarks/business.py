"""The answer for a business of ten accounts: the whole command, and each stage of it."""

from __future__ import annotations

import os
import tempfile
from time import perf_counter, process_time
from typing import TYPE_CHECKING, TypeVar

from benchmarks.commands import command_time
from benchmarks.measure import Figure
from equipoise.experiments.compare import compare
from equipoise.experiments.one_account import with_one_account
from equipoise.experiments.rests_on import with_first_look
from equipoise.sim.arm import Arm
from equipoise.sim.business.played import solved
from equipoise.sim.files import load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUSINESS = "sheet-metal"
"""Ten accounts, of which some facts are stated."""

Made = TypeVar("Made")


def figures(*, full: bool) -> Iterator[Figure]:
    """Measure.

    Yields
    ------
    Figure
        Wall and processor time of each stage of an answer; of the command, without and with what the decision rests on;
        and of the same, of few runs, where the rules are compiled first.
    """
    yield from _stages()
    with tempfile.TemporaryDirectory() as folder:
        yield from _command("", 10.0)
        yield from _command("with a report", None, "--out", f"{folder}/report")
        yield from _command("with what it rests on", 60.0, "--what-it-rests-on")
        before = os.environ.get("NUMBA_CACHE_DIR")
        os.environ["NUMBA_CACHE_DIR"] = folder
        try:
            yield from _command("10 runs, compiling first", None, "--replications", "10")
        finally:
            os.environ.pop("NUMBA_CACHE_DIR")
            os.environ |= {} if before is None else {"NUMBA_CACHE_DIR": before}


def _command(how: str, at_most: float | None, *options: str) -> Iterator[Figure]:
    """Wall time of a comparison, and the processor time that it took."""
    what = ", ".join(part for part in (f"equipoise compare {BUSINESS}", how) if part)
    before = _of_children()
    wall = command_time("compare", BUSINESS, *options)
    yield Figure(what, wall, "s", at_most=at_most, note=f"{_of_children() - before:.1f} s of processor time")


def _of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def _stages() -> Iterator[Figure]:
    """Wall time of each stage of an answer, in this process."""
    scenario = load_scenario(BUSINESS)
    runs, arms = scenario.run.replications, [Arm.of(scenario, policy) for policy in scenario.policies]
    compare([Arm.of("base", rounds=1)], 1)  # compiled, or loaded, before anything is timed
    yield _timed("solving the market at rest", lambda: solved(scenario))[1]
    comparison, figure = _timed("playing", lambda: compare(arms, runs))
    yield figure
    comparison, figure = _timed("a first look at what it turns on", lambda: with_first_look(comparison, arms))
    yield figure
    yield _timed("with one account alone", lambda: with_one_account(comparison, arms))[1]


def _timed(what: str, job: Callable[[], Made]) -> tuple[Made, Figure]:
    wall, used = perf_counter(), process_time()
    made = job()
    wall, used = perf_counter() - wall, process_time() - used
    return made, Figure(f"  {what}", wall, "s", note=f"{used:.1f} s of processor time")
