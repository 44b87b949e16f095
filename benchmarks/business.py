"""The answer for a business of ten accounts: the whole command, and each stage of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, TypeVar

from benchmarks.commands import command_time
from benchmarks.measure import Figure
from equipoise.experiments.compare import compare
from equipoise.experiments.lead_range import with_range
from equipoise.experiments.one_account import with_one_account
from equipoise.experiments.outputs import compare_into
from equipoise.experiments.rests_on import with_rests_on
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
        Wall and processor time of the command when rules are compiled first, when they are there, and with what the
        decision rests on; then of each stage.
    """
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("NUMBA_CACHE_DIR")
        os.environ["NUMBA_CACHE_DIR"] = folder
        try:
            yield from _command("compiling first", None)
            yield from _command("", 10.0, "--out", f"{folder}/report")
            yield from _command("with what it rests on", 60.0, "--what-it-rests-on")
        finally:
            os.environ.pop("NUMBA_CACHE_DIR")
            os.environ |= {} if before is None else {"NUMBA_CACHE_DIR": before}
    yield from _stages()


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
    """Wall time of each stage, in this process."""
    scenario = load_scenario(BUSINESS)
    runs, arms = scenario.run.replications, [Arm.of(scenario, policy) for policy in scenario.policies]
    compare([Arm.of("base", rounds=1)], 1)  # compiled, or loaded, before anything is timed
    yield _timed("solving the market at rest", lambda: solved(scenario))[1]
    comparison, figure = _timed("playing", lambda: compare(arms, runs))
    yield figure
    comparison, figure = _timed("the range beside the answer", lambda: with_range(comparison, arms))
    yield figure
    comparison, figure = _timed("with one account alone", lambda: with_one_account(comparison, arms))
    yield figure
    yield _timed("what it rests on", lambda: with_rests_on(comparison, arms))[1]
    with tempfile.TemporaryDirectory() as folder:
        yield _timed("all but the last, with data and figures", lambda: _written(f"{folder}/report", arms, runs))[1]


def _written(out: str, arms: list[Arm], runs: int) -> None:
    compare_into(Path(out), arms, runs, lambda _: "")


def _timed(what: str, job: Callable[[], Made]) -> tuple[Made, Figure]:
    wall, used = perf_counter(), process_time()
    made = job()
    wall, used = perf_counter() - wall, process_time() - used
    return made, Figure(f"  {what}", wall, "s", note=f"{used:.1f} s of processor time")
