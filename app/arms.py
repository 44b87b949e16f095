"""From what was asked for to arms that can be played."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from equipoise.app.console import note
from equipoise.experiments.changed import policy_with
from equipoise.experiments.folder import check_folder
from equipoise.sim.arm import Arm, arm_names
from equipoise.sim.characters import composed
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import load_scenario, split_settings, with_settings
from equipoise.sim.files.settings import PREFIX
from equipoise.sim.keys import joined, parts_of
from equipoise.sim.wording import listed, shown, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from equipoise.app.request import Request
    from equipoise.sim.scenario import Scenario


def arms_of(scenarios: Sequence[str], policies: Sequence[str], request: Request) -> list[Arm]:
    """Load arms scenario by scenario, all under the same luck for the same time: the first's, or what options say."""
    of_scenarios, of_policies = split_settings(request.settings)
    first = with_settings(load_scenario(scenarios[0]), of_scenarios | request.run)
    run = {"run.seed": first.run.seed, "run.replications": first.run.replications, "run.rounds": first.run.rounds}
    others = [with_settings(load_scenario(name), of_scenarios | run) for name in scenarios[1:]]
    _refuse_twice([scenario.name for scenario in (first, *others)])
    arms = [
        Arm(scenario, policy_with(policy, of_policies), scenario.run.seed, scenario.run.rounds)
        for scenario in (first, *others)
        for policy in policies or scenario.policies
    ]
    _refuse_twice(arm_names(arms))
    names = [*dict.fromkeys(arm.policy.name for arm in arms)]
    refuse_others(of_policies, names)
    note_levers(of_policies, names)
    return arms


def refuse_others(keys: Iterable[str], names: Sequence[str]) -> None:
    """Refuse levers of a policy that is not played."""
    for key in keys:
        _, *named, _ = parts_of(key)
        if len(named) == 1 and named[0] not in names:
            raise EquipoiseError(
                f"{shown(key)}   no policy here is called {listed(named)}; played: {listed(names, 'and')}"
            )


def note_levers(keys: Iterable[str], names: Sequence[str]) -> None:
    """Say that a lever without the name of a policy is set in every policy, where there are several."""
    for key in keys if len(names) > 1 else ():
        start, *named, lever = parts_of(key)
        said = f"{key} is set in all {len(names)} policies, {listed(names, 'and')}; in one alone: "
        if start == PREFIX.removesuffix(".") and not named:
            note(f"{said}{joined(('policy', names[-1], lever))}")
        elif start == "accounts" and "policy" in named[1:]:
            note(f"{said}{lever} under [accounts.{written(named[0])}] in the policy's own file")


def arm_of(scenario: str, policy: str | None, request: Request) -> Arm:
    """Load one arm; the policy is the scenario's first when none is named."""
    return arms_of([scenario], [policy] if policy is not None else [], request)[0]


def check_out(request: Request) -> None:
    """Refuse a folder that cannot be written, before time is spent on what should go there."""
    if request.out is not None:
        check_folder(request.out)
    elif request.panel is not None:
        raise EquipoiseError("--panel says how many runs panel.parquet holds; say with --out DIR where that should be")


def _refuse_twice(names: Sequence[str]) -> None:
    if twice := sorted(name for name, many in Counter(map(composed, names)).items() if many > 1):
        raise EquipoiseError(f"{', '.join(twice)}: asked for twice; an arm is compared with others, not with itself")


def scenarios_of(arms: Sequence[Arm]) -> list[Scenario]:
    """List the scenarios of some arms, each once, in their order."""
    return list({arm.scenario.name: arm.scenario for arm in arms}.values())
