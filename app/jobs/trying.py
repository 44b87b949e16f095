"""What is said of arms before they are played in full: mistakes that keep them from it, and what is hardly meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.app.console import note
from equipoise.sim.arm import Arm
from equipoise.sim.doubts import doubts, marks
from equipoise.sim.kernel import play_chunk
from equipoise.sim.runner import CELLS
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from equipoise.experiments.studies.plan import Plan

RUNS, FEWEST, YEAR = 20, 3, 4
"""Runs, fewer in a large scenario, and rounds of each, that are played to see whether a vendor gets anywhere."""


def warnings_of(arms: Sequence[Arm]) -> list[str]:
    """Say what is hardly meant by some arms."""
    scenarios = {arm.scenario.name: arm.scenario for arm in arms}.values()
    found = [str(doubt) for scenario in scenarios for doubt in (*doubts(scenario), *marks(scenario))]
    return list(dict.fromkeys([*found, *_failures(arms)]))


def warnings_of_study(plan: Plan) -> list[str]:
    """Say what is hardly meant by a study, at the points that it plays."""
    from equipoise.experiments.studies.designs import lay_out  # noqa: PLC0415 - what plays no study waits for none of it
    from equipoise.experiments.studies.possible import doubted  # noqa: PLC0415 - likewise

    return [*doubted(plan, lay_out(plan).values), *_failures(plan.arms([None] * len(plan.targets)))]


def warn(lines: Iterable[str]) -> None:
    """Say it on standard error."""
    for line in lines:
        note(f"Warning: {line}")


def _failures(arms: Sequence[Arm]) -> list[str]:
    """Under which policies a vendor gets nowhere."""
    return [
        f"under {written(arm.policy.name)} the go-to-market fails within its first year in each of {runs} runs tried"
        for arm in arms
        if (runs := _all_failed(arm))
    ]


def _all_failed(arm: Arm) -> int:
    """How many runs were tried, if all of them failed within a year; 0 if any did not."""
    rounds = min(YEAR, arm.rounds)
    runs = min(RUNS, max(CELLS // max(arm.scenario.parameters.vendor.slots * rounds, 1), FEWEST))
    chunk = play_chunk(Arm(arm.scenario, arm.policy, arm.seed, rounds), range(runs))
    return runs if bool(np.all(chunk.runs["failed"] == 1.0)) else 0
