"""From what was asked for to arms that can be played."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from equipoise.app.console import note
from equipoise.experiments.compare import arm_names
from equipoise.sim.arm import Arm
from equipoise.sim.characters import composed
from equipoise.sim.compiler import needs_compiling
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_policy, load_scenario, split_settings, with_settings
from equipoise.sim.kernel import play_chunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.app.asked import Asked
    from equipoise.sim.scenario import Scenario


def asked_arms(scenarios: Sequence[str], policies: Sequence[str], asked: Asked) -> list[Arm]:
    """Load what is to be played."""
    of_scenarios, of_policies = split_settings(asked.settings)
    first = with_settings(load_scenario(scenarios[0]), of_scenarios | asked.run)
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


def _refuse_twice(names: Sequence[str]) -> None:
    if twice := sorted(name for name, many in Counter(map(composed, names)).items() if many > 1):
        raise EquipoiseError(f"{', '.join(twice)}: asked for twice; an arm is compared with others, not with itself")


def scenarios_of(arms: Sequence[Arm]) -> list[Scenario]:
    """List the scenarios of some arms, each once."""
    return list({arm.scenario.name: arm.scenario for arm in arms}.values())


def make_ready(arm: Arm) -> None:
    """Compile the rules if this machine has yet to, and say so; in this thread, so that Ctrl-C can stop it."""
    if needs_compiling():
        note("Compiling the rules of the simulation: half a minute or so, this once.")
        play_chunk(Arm(arm.scenario, arm.policy, 0, 1), range(1))
