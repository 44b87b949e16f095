"""A comparison that can be repeated: its arms, each with everything that it is played by, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, Field

from equipoise.experiments.compare import check_arms
from equipoise.experiments.complete import noted, of_run, part_of, sound, spelled_out
from equipoise.experiments.declared import laid_out, measures_in
from equipoise.experiments.kinds import COMPARISON
from equipoise.sim.arm import Arm
from equipoise.sim.characters import Name
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.measures import NO_MEASURES, Measures
from equipoise.sim.parameters.declare import Section
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Run, Scenario
from equipoise.sim.wording import did_you_mean, key, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.sim.faults import Place

RESTS_ON = "what_it_rests_on"
"""Key of a manifest, there alone where that was asked for."""

Model = TypeVar("Model", bound=BaseModel)


class _Entry(Section):
    """An arm in a manifest: what it is called, and under which names its scenario and its policy stand there."""

    name: Name = Field(min_length=1)
    scenario: Name = Field(min_length=1)
    policy: Name = Field(min_length=1)
    seed: int = of_run("seed")
    rounds: int = of_run("rounds")


class _Runs(Section):
    """How often each arm is played."""

    replications: int = of_run("replications")


@dataclass(frozen=True)
class ComparisonTask:
    """What is played again by ``compare(task.arms, task.replications, names=task.names)``."""

    what: ClassVar[str] = COMPARISON

    arms: Sequence[Arm]  # scenario, policy, seed and rounds of each
    replications: int  # runs of each arm
    names: Sequence[str]  # what tables call the arms
    measures: Measures = NO_MEASURES  # of somebody's own
    rests_on: bool = False  # whether it tells what the decision rests on

    def laid_out(self) -> dict[str, Any]:
        """Every scenario with all parameters, not only those that its file states, and every policy with all levers.

        Of measures of somebody's own, what they declare and a digest.
        """
        scenarios: dict[str, Any] = {}
        policies: dict[str, Any] = {}
        entries = [
            {
                "name": name,
                "scenario": _entered(scenarios, arm.scenario.name, spelled_out(arm.scenario)),
                "policy": _entered(policies, arm.policy.name, arm.policy.model_dump(mode="json")),
                "seed": arm.seed,
                "rounds": arm.rounds,
            }
            for name, arm in zip(self.names, self.arms, strict=True)
        ]
        return {
            "replications": self.replications,
            "arms": entries,
            "scenarios": scenarios,
            "policies": policies,
            **laid_out(self.measures),
            **({RESTS_ON: True} if self.rests_on else {}),
        }

    @classmethod
    def understood(cls, stated: Mapping[str, Any]) -> Self:
        """Make it of what :meth:`laid_out` gives; everything that is wrong is said at once."""
        wrong: list[str] = []
        run = noted(wrong, part_of, _Runs, stated)
        scenarios = _models(wrong, Scenario, stated, "scenarios")
        policies = _models(wrong, Policy, stated, "policies")
        measures = noted(wrong, measures_in, stated)
        listed = stated.get("arms")
        if not isinstance(listed, list) or not listed:
            wrong.append(f"arms = {written(listed)}   must be a list of one arm or more")
            listed = []
        entries = [noted(wrong, sound, _Entry, entry, ("arms", k)) for k, entry in enumerate(listed)]
        arms = [
            Arm(scenario, policy, entry.seed, entry.rounds)
            for k, entry in enumerate(entries)
            if entry is not None
            and (scenario := _called(wrong, scenarios, entry.scenario, ("arms", k, "scenario"))) is not None
            and (policy := _called(wrong, policies, entry.policy, ("arms", k, "policy"))) is not None
        ]
        if wrong or run is None or measures is None:
            raise EquipoiseError("\n".join(wrong))
        task = cls(
            arms, run.replications, [entry.name for entry in entries if entry is not None], measures, RESTS_ON in stated
        )
        task.refuse_unplayable()
        return task

    def refuse_unplayable(self) -> None:
        """Refuse arms that cannot be compared, or whose scenario cannot be played for as long as they are."""
        check_arms(self.arms, self.names)
        first = self.arms[0]
        run = Run(rounds=first.rounds, replications=self.replications, seed=first.seed)
        for scenario in {id(arm.scenario): arm.scenario for arm in self.arms}.values():
            for conflict in scenario.model_copy(update={"run": run}).conflicts():
                raise EquipoiseError(f"scenarios.{scenario.name}, played for {first.rounds} rounds: {conflict.words}")


def _entered(table: dict[str, Any], name: str, entry: dict[str, Any]) -> str:
    """Enter under its name, or under a numbered one if another of that name is there; tell under which."""
    label, number = name, 1
    while table.setdefault(label, entry) != entry:
        number += 1
        label = f"{name} ({number})"
    return label


def _models(wrong: list[str], model: type[Model], content: Mapping[str, Any], name: str) -> dict[str, Model | None]:
    """The scenarios or the policies of a manifest, by what it calls them; None for one that is wrong."""
    stated = content.get(name)
    if not isinstance(stated, dict):
        wrong.append(f"{name} = {written(stated)}   must be a table")
        return {}
    return {label: noted(wrong, sound, model, entry, (name, label)) for label, entry in stated.items()}


def _called(wrong: list[str], there: Mapping[str, Model | None], label: str, place: Place) -> Model | None:
    if label not in there:
        wrong.append(f"{key(place)} = {written(label)}   is not in the manifest{did_you_mean(label, there)}")
    return there.get(label)
