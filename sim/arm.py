"""An arm: what is played, but for which runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.sim.arguments import of_kind
from equipoise.sim.faults import ArgumentError, PolicyError
from equipoise.sim.files import policy_of, scenario_of, split_settings, with_settings
from equipoise.sim.files.settings import with_levers
from equipoise.sim.parts import unknown_accounts
from equipoise.sim.policy import Policy
from equipoise.sim.recalled import Recalled
from equipoise.sim.scenario import Scenario
from equipoise.sim.whole_numbers import ROUNDS, SEED

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from pathlib import Path

    from equipoise.sim.state import World


MOST_BEGUN = 8
"""Pieces of runs of which something is drawn that are kept as they begin: arms play the same one after another."""

_begun = Recalled["World"](MOST_BEGUN)


@dataclass(frozen=True)
class Arm:
    """One arm of a comparison: a scenario under a policy.

    Raises
    ------
    equipoise.sim.faults.ArgumentError
        When one of them is of the wrong kind, or out of range.
    """

    scenario: Scenario  #: the scenario
    policy: Policy  #: the vendor's policy
    seed: int  #: seed of the luck
    rounds: int  #: rounds in a run

    def __post_init__(self) -> None:
        """Hold them to what options are held to."""
        of_kind("scenario", self.scenario, Scenario, "as load_scenario gives it")
        of_kind("policy", self.policy, Policy, "as load_policy gives it")
        if unknown := unknown_accounts(self.policy, self.scenario):
            raise PolicyError(unknown)
        object.__setattr__(self, "seed", SEED.checked(self.seed))
        object.__setattr__(self, "rounds", ROUNDS.checked(self.rounds))
        if too_long := self.scenario.too_long(self.rounds):
            raise ArgumentError(f"rounds = {self.rounds:,}   {too_long}")

    @classmethod
    def of(
        cls,
        scenario: Scenario | str | Path,
        policy: Policy | str | Path | None = None,
        settings: Mapping[str, object] | Iterable[str] = (),
        *,
        seed: int | None = None,
        rounds: int | None = None,
    ) -> Arm:
        """Make an arm.

        Parameters
        ----------
        scenario : Scenario, str or Path
            A scenario, or a shipped name or path.
        policy : Policy, str or Path, optional
            A policy, or a shipped name or path; by default the first that the scenario compares.
        settings : mapping or iterable of str, optional
            What to change: parameters, traits, switches (``{"switches.fear": False}``) and levers (``policy.focus``).
        seed, rounds : int, optional
            The scenario's own by default.

        Returns
        -------
        Arm
            Checked.

        Raises
        ------
        equipoise.sim.faults.ScenarioError, equipoise.sim.faults.PolicyError, equipoise.sim.faults.SettingError,
        equipoise.sim.faults.ArgumentError
            When a name, a file, a setting or an argument is wrong.

        Examples
        --------
        >>> from equipoise import Arm
        >>> Arm.of("base", "strategic", {"market.rivals": 2}, rounds=8).rounds
        8
        """
        of_scenario, of_policy = split_settings(settings)
        chosen = scenario_of(scenario)
        chosen = with_settings(chosen, of_scenario) if of_scenario else chosen  # which checks all of it anew
        vendor = policy_of(chosen.policies[0] if policy is None else policy)
        vendor = with_levers(vendor, of_policy) if of_policy else vendor
        run = chosen.run
        return cls(chosen, vendor, run.seed if seed is None else seed, run.rounds if rounds is None else rounds)

    @property
    def played(self) -> Scenario:
        """The scenario in the engine's units, as every driver plays it: itself where it states no business."""
        if self.scenario.business is None:
            return self.scenario
        from equipoise.sim.business.played import in_engine_units  # noqa: PLC0415 - it plays arms to find rest

        return in_engine_units(self.scenario)

    def played_with(self, drawn: Sequence[Mapping[str, float]]) -> list[Scenario]:
        """The scenario as each of some runs plays it, with what was drawn for it; once where nothing is drawn."""
        if not self.scenario.varies or not drawn:
            return [self.played]
        from equipoise.sim.business.played import played_with  # noqa: PLC0415 - likewise

        return played_with(self.scenario, drawn)

    def begun(self, drawn: Sequence[Mapping[str, float]]) -> World:
        """Worlds of some runs before the first round, stacked; one where nothing is drawn."""
        from equipoise.sim.world import initial_worlds, under  # noqa: PLC0415 - who reads arms need not wait for the rules

        if not self.scenario.varies or not drawn:
            return initial_worlds([self.played], self.policy, self.rounds)
        content = (self.content, self.rounds, *(tuple(one.values()) for one in drawn))
        worlds = _begun.of(content, lambda: initial_worlds(self.played_with(drawn), self.policy, self.rounds))
        return under(worlds, self.policy, self.scenario)

    @property
    def content(self) -> Hashable:
        """What bears on the worlds of runs of which something is drawn, beside that: two arms may share it."""
        return self.scenario.model_dump_json(exclude={"run", "policies"})

    def played_in(self, replication: int) -> Scenario:
        """The scenario as a run plays it."""
        return self.played_with([self.scenario.drawn(self.seed, replication)])[0]


def arm_names(arms: Sequence[Arm]) -> list[str]:
    """Name arms by what differs: by policy on one scenario, by scenario under one policy, else ``scenario/policy``."""
    scenarios, policies = [arm.scenario.name for arm in arms], [arm.policy.name for arm in arms]
    if len(set(scenarios)) == 1:
        return policies
    if len(set(scenarios)) == len(arms):
        return scenarios
    return [f"{scenario}/{policy}" for scenario, policy in zip(scenarios, policies, strict=True)]
