"""From what was asked for to arms that can be played, and what is said of them before they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from equipoise.app.console import note
from equipoise.experiments.compare import arm_names
from equipoise.sim.arm import Arm
from equipoise.sim.characters import composed
from equipoise.sim.compiler import needs_compiling
from equipoise.sim.doubts import doubts, marks
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_policy, load_scenario, split_settings, with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.runner import CELLS
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from equipoise.app.request import Request
    from equipoise.sim.scenario import Scenario

RUNS, FEWEST, YEAR = 20, 3, 4
"""Runs, fewer in a large scenario, and rounds of each, that are played to see whether a vendor gets anywhere."""


def arms_of(scenarios: Sequence[str], policies: Sequence[str], request: Request) -> list[Arm]:
    """Load arms scenario by scenario, all under the same luck for the same time: the first's, or what options say."""
    of_scenarios, of_policies = split_settings(request.settings)
    first = with_settings(load_scenario(scenarios[0]), of_scenarios | request.run)
    run = {"run.seed": first.run.seed, "run.replications": first.run.replications, "run.rounds": first.run.rounds}
    others = [with_settings(load_scenario(name), of_scenarios | run) for name in scenarios[1:]]
    _refuse_twice([scenario.name for scenario in (first, *others)])
    arms = [
        Arm(scenario, load_policy(policy, of_policies), scenario.run.seed, scenario.run.rounds)
        for scenario in (first, *others)
        for policy in policies or scenario.policies
    ]
    _refuse_twice(arm_names(arms))
    return arms


def arm_of(scenario: str, policy: str | None, request: Request) -> Arm:
    """Load one arm; the policy is the scenario's first when none is named."""
    return arms_of([scenario], [policy] if policy is not None else [], request)[0]


def _refuse_twice(names: Sequence[str]) -> None:
    if twice := sorted(name for name, many in Counter(map(composed, names)).items() if many > 1):
        raise EquipoiseError(f"{', '.join(twice)}: asked for twice; an arm is compared with others, not with itself")


def scenarios_of(arms: Sequence[Arm]) -> list[Scenario]:
    """List the scenarios of some arms, each once, in their order."""
    return list({arm.scenario.name: arm.scenario for arm in arms}.values())


def make_ready() -> None:
    """Compile the rules if this machine has yet to, and say so; in this thread, so that Ctrl-C can stop it."""
    if needs_compiling():
        note("Compiling the rules of the simulation: half a minute or so, this once.")
        play_chunk(Arm.of("base", rounds=1), range(1))


def warn(lines: Iterable[str]) -> None:
    """Say on standard error what is hardly meant."""
    for line in lines:
        note(f"Warning: {line}")


def warnings_of(arms: Sequence[Arm]) -> list[str]:
    """Say what is hardly meant by some arms, a line each; the rules are compiled."""
    found = [str(doubt) for scenario in scenarios_of(arms) for doubt in (*doubts(scenario), *marks(scenario))]
    return list(dict.fromkeys([*found, *failures(arms)]))


def failures(arms: Sequence[Arm]) -> list[str]:
    """Say under which policies a vendor gets nowhere."""
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
