"""Searching for a frontier, and printing it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.app.console import note, progress, say, show, show_json
from equipoise.app.jobs.arms import make_ready
from equipoise.app.pages.frontier import frontier_page
from equipoise.experiments.frontier.document import to_json
from equipoise.experiments.frontier.find import QUICK, Budget
from equipoise.experiments.frontier.judging import objectives_of
from equipoise.experiments.frontier.space import lever_space
from equipoise.experiments.frontier.task import Task, task_for
from equipoise.sim.arm import Arm
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import split_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from equipoise.app.asked import Asked


@dataclass(frozen=True)
class Searched:
    """What options say of the search."""

    objectives: str
    levers: Sequence[str]
    policy: str
    trials: int | None
    search_runs: int | None
    points: int | None
    quick: bool


def search_and_show(name: str, searched: Searched, asked: Asked) -> None:
    """Search a scenario's lever space, confirm what was found, and print it."""
    of_scenario, of_policies = split_settings(asked.settings)
    arm = Arm.of(name, searched.policy, of_scenario | of_policies | asked.run)
    objectives_of(searched.objectives)  # what is wrong is said before anything is compiled
    lever_space(searched.levers)
    _check_out(asked)
    make_ready(arm)
    budget = _budget(searched, asked, arm.scenario.run.replications)
    account = asked.accounts[0] if asked.accounts else None
    task = task_for(arm, searched.objectives, searched.levers, asked.settings, account, budget)
    _play_and_show(name, task, asked)


def search_again(task: Task, asked: Asked) -> None:
    """Search again for what a manifest describes, and print what is found."""
    if asked.accounts or asked.panel is not None:
        raise EquipoiseError("a search for a frontier is repeated as it was: it takes neither --account nor --panel")
    scenario = task.judge.scenario
    _check_out(asked)
    make_ready(Arm(scenario, task.base, scenario.run.seed, scenario.run.rounds))
    _play_and_show(scenario.name, task, asked)


def _check_out(asked: Asked) -> None:
    if asked.out is not None:
        from equipoise.experiments.frontier.outputs import check_new  # noqa: PLC0415 - of those who write alone

        check_new(asked.out)


def _play_and_show(name: str, task: Task, asked: Asked) -> None:
    with progress("Searching", task.plays) as played:
        found = task.play(asked.threads, played)
    if asked.out is not None:
        from equipoise.experiments.frontier.outputs import FrontierResult  # noqa: PLC0415 - of those who write alone
        from equipoise.experiments.result import save_result  # noqa: PLC0415 - likewise

        save_result(FrontierResult(found, task), asked.out)
    if asked.as_json:
        show_json(to_json(found))
    else:
        show(*frontier_page(found))
    _tell_where(name, asked.out, as_json=asked.as_json)


def _budget(searched: Searched, asked: Asked, replications: int) -> Budget:
    usual = QUICK if searched.quick else Budget(runs=replications)
    return Budget(
        searched.trials or usual.trials,
        searched.search_runs or usual.search_runs,
        searched.points or usual.points,
        asked.replications or usual.runs,
    )


def _tell_where(name: str, out: Path | None, *, as_json: bool) -> None:
    tell = note if as_json else say
    if out is not None:
        command = shlex.join(["equipoise", "compare", name, "--policy", str(out / "policies" / "front-1.toml")])
        tell(
            f"\nThe policies found are in {out / 'policies'}, the figure in {out / 'figures'}. To use one:\n  {command}"
        )
    elif not as_json:
        tell("\nFor the policies as files, and the figure, add --out DIR.")
