"""A study with everything resolved: what is played at a point follows from this, and from the point's values, alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from equipoise.experiments.changed import arms_at
from equipoise.experiments.declared import laid_out
from equipoise.experiments.studies.factors import Space, target_of
from equipoise.experiments.studies.study import Study
from equipoise.sim.arm import Arm
from equipoise.sim.faults import StudyError
from equipoise.sim.files.settings import PREFIX
from equipoise.sim.keys import parts_of
from equipoise.sim.measures import NO_MEASURES, Measures
from equipoise.sim.parts import lever_of
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.experiments.studies.factors import Target
    from equipoise.experiments.studies.study import Value
    from equipoise.sim.outcome import Outcome

ALL = "all"
"""All of a scenario's own accounts together, where results are by account."""


@dataclass(frozen=True)
class Plan:
    """What :func:`equipoise.experiments.studies.resolving.resolve` makes of a study."""

    study: Study  # with keys in full and nothing left to the scenario
    scenario: Scenario  # with the study's settings, seed and rounds
    policies: Sequence[Policy]  # with the study's settings; the first is the reference
    targets: Sequence[Target]  # what each factor sets, in their order
    measures: Measures = NO_MEASURES

    @property
    def accounts(self) -> list[str]:
        """What rows are of: "all", then the accounts that the study names."""
        return [ALL, *self.study.accounts]

    @property
    def outcomes(self) -> list[Outcome]:
        """What is measured."""
        return [self.measures.by_name[name] for name in self.study.outcomes]

    def arms(self, values: Sequence[Value]) -> list[Arm]:
        """Set the factors. One for each policy, all under the same luck."""
        changes = {target.key: value for target, value in zip(self.targets, values, strict=True) if value is not None}
        run = self.scenario.run
        return arms_at([Arm(self.scenario, policy, run.seed, run.rounds) for policy in self.policies], changes)

    def in_force(self, policy: int, values: Sequence[Value]) -> list[Value]:
        """Tell what each factor is at a point, in the arm of one policy.

        None where it is drawn for each run, or differs between the parts of the policy.
        """
        played = self.policies[policy]
        return [
            lever_of(played, parts_of(target.key)[-1])
            if value is None and target.key.startswith(PREFIX)
            else target.base
            if value is None
            else value
            for target, value in zip(self.targets, values, strict=True)
        ]

    def document(self) -> dict[str, Any]:
        """Lay the plan out as plain values, from which :func:`plan_of` makes it again."""
        study = self.study.model_dump()
        return {
            "study": {key: value for key, value in study.items() if value or key not in {"measures", "keep_runs"}},
            "scenario": self.scenario.model_dump(),
            "policies": [policy.model_dump() for policy in self.policies],
            **laid_out(self.measures),
        }


def plan_of(document: Mapping[str, Any]) -> Plan:
    """Make a plan again."""
    study = Study.model_validate(document["study"])
    scenario = Scenario.model_validate(document["scenario"])
    policies = [Policy.model_validate(entry) for entry in document["policies"]]
    space = Space(scenario, policies)
    found = [target_of(factor, space) for factor in study.factors]
    targets = [target for target in found if not isinstance(target, list)]
    if len(targets) < len(found):
        raise StudyError("a factor sets nothing in the scenario")
    return Plan(study, scenario, policies, targets)
