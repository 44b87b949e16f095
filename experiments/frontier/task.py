"""What a search for a frontier is asked for, whole: it is played by it, and its manifest says it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import Field

from equipoise.experiments.changed import levers_of, policy_with
from equipoise.experiments.complete import part_of, policies_in, sound, spelled_out
from equipoise.experiments.declared import laid_out, measures_in
from equipoise.experiments.frontier.find import Budget, find_frontier
from equipoise.experiments.frontier.judging import Judge, account_asked, account_judged, first_look, objectives_of
from equipoise.experiments.frontier.opening import USUAL, opening_objectives
from equipoise.experiments.frontier.space import lever_space
from equipoise.experiments.kinds import FRONTIER
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import list_policies, split_settings, with_settings
from equipoise.sim.files.settings import PREFIX
from equipoise.sim.measures import measures_of
from equipoise.sim.parameters.declare import Section
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from equipoise.analysis.frontier import Frontier, Objective
    from equipoise.experiments.frontier.space import Dimension
    from equipoise.sim.arm import Arm
    from equipoise.sim.measures import GivenMeasures, Measures


@dataclass(frozen=True)
class Task:
    """A search that can be repeated."""

    what: ClassVar[str] = FRONTIER

    judge: Judge  # scenario, objectives, account and rounds; the seed is the scenario's
    space: list[Dimension]  # levers that are searched
    base: Policy  # the others' values
    shipped: list[Policy]  # where the search starts, and what its points are compared with
    budget: Budget  # how much is played

    @property
    def plays(self) -> int:
        """Runs that it takes at most, for a bar of progress."""
        return self.budget.plays(len(self.space), len(self.shipped))

    def play(self, threads: int | None = None, progress: Callable[[float], None] | None = None) -> Frontier:
        """Search, and confirm what was found; see :func:`equipoise.experiments.frontier.find.find_frontier`."""
        return find_frontier(
            self.judge,
            self.space,
            self.base,
            self.shipped,
            self.budget,
            seed=self.judge.scenario.run.seed,
            threads=threads,
            progress=progress,
        )

    def laid_out(self) -> dict[str, Any]:
        """The scenario with all parameters, and the policies with all levers."""
        return {
            "account": self.judge.account,
            "objectives": [f"{one.name}:{'max' if one.more else 'min'}" for one in self.judge.objectives],
            "budget": asdict(self.budget),
            "levers": {one.name: [one.low, one.high] for one in self.space},
            "scenario": spelled_out(self.judge.scenario),
            "policy": self.base.model_dump(mode="json"),
            "shipped": [policy.model_dump(mode="json") for policy in self.shipped],
            **laid_out(self.judge.measures),
        }

    @classmethod
    def understood(cls, stated: Mapping[str, Any]) -> Self:
        """Make it of what :meth:`laid_out` gives."""
        asked = part_of(_Asked, stated)
        scenario = sound(Scenario, stated.get("scenario"), ("scenario",))
        measures = measures_in(stated)
        objectives = objectives_of(",".join(asked.objectives), measures)
        account = account_judged(scenario, [], objectives, asked.account, 0, measures)
        return cls(
            Judge(scenario, objectives, account, scenario.run.rounds, measures),
            _space(stated.get("levers")),
            sound(Policy, stated.get("policy"), ("policy",)),
            policies_in(stated, "shipped"),
            _budget(stated.get("budget")),
        )


_FIRST_LOOK = 200
"""Runs that tell which account a comparison would speak of, and in which risk policies differ."""


def task_for(
    arm: Arm,
    objectives: str | None,
    levers: Sequence[str],
    settings: Mapping[str, object] | Iterable[str],
    account: str | None,
    budget: Budget,
    measures: GivenMeasures = (),
) -> Task:
    """Lay out a search.

    Nothing played yet but a first look, where it has to be found out of whom a comparison speaks.
    """
    _, of_policies = split_settings(settings)
    if arm.policy.accounts or arm.policy.then:
        raise EquipoiseError(
            f"{written(arm.policy.name)} differs between accounts, or changes over time; "
            "a frontier searches levers that are the same for all accounts and rounds, so start from another policy"
        )
    scenario = with_settings(arm.scenario, {"run.seed": arm.seed, "run.rounds": arm.rounds})
    found = measures_of(measures)
    found.check([arm])
    space = lever_space(levers, {key.removeprefix(PREFIX) for key in levers_of(arm.policy, of_policies)})
    shipped = [policy_with(policy, of_policies) for policy in list_policies()]
    own = [policy_with(policy, of_policies) for policy in scenario.policies]
    chosen, whose = _judged_by(scenario, own, objectives, account, found)
    return Task(Judge(scenario, chosen, whose, arm.rounds, found), space, arm.policy, shipped, budget)


def _judged_by(
    scenario: Scenario, own: Sequence[Policy], objectives: str | None, account: str | None, measures: Measures
) -> tuple[tuple[Objective, Objective], str]:
    """What policies are judged by, and of whom: as asked for; of a business, else, profit and a risk."""
    if objectives is None and scenario.business is not None:
        look = first_look(scenario, own, _FIRST_LOOK)
        opening = opening_objectives(look, account_asked(scenario, account))
        return objectives_of(opening.objectives, measures), opening.account
    chosen = objectives_of(USUAL if objectives is None else objectives, measures)
    return chosen, account_judged(scenario, own, chosen, account, _FIRST_LOOK, measures)


class _Asked(Section):
    """What is judged, and how."""

    account: str = Field(min_length=1)
    objectives: list[str] = Field(min_length=2, max_length=2)


def _space(stated: object) -> list[Dimension]:
    """Levers with their ranges."""
    if not isinstance(stated, dict) or not stated:
        raise EquipoiseError(f"levers = {written(stated)}   must be a table of levers, each with its range")
    for name, ends in stated.items():
        if not isinstance(ends, list) or [type(end) for end in ends] != [float, float]:
            raise EquipoiseError(f"levers.{name} = {written(ends)}   must be the two ends of a range")
    return lever_space([f"{name}={low!r}:{high!r}" for name, (low, high) in stated.items()])


def _budget(stated: object) -> Budget:
    names = list(asdict(Budget()))
    if not isinstance(stated, dict) or sorted(stated) != sorted(names):
        raise EquipoiseError(f"budget = {written(stated)}   must be a table of {', '.join(names)}")
    return Budget(**stated)
