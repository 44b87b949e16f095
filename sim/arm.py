"""An arm: what is played, but for which runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.arguments import of_kind
from sim.faults import ArgumentError
from sim.files import policy_of, scenario_of
from sim.policy import Policy
from sim.scenario import Scenario
from sim.whole_numbers import ROUNDS, SEED

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Arm:
    """One arm of a comparison: a scenario under a policy.

    Attributes
    ----------
    scenario : Scenario
        The scenario.
    policy : Policy
        The vendor's policy.
    seed, rounds : int
        Seed of the luck, and rounds in a run.

    Raises
    ------
    sim.faults.ArgumentError
        When one of them is of the wrong kind, or out of range.
    """

    scenario: Scenario
    policy: Policy
    seed: int
    rounds: int

    def __post_init__(self) -> None:
        """Hold them to what options are held to."""
        of_kind("scenario", self.scenario, Scenario, "as load_scenario gives it")
        of_kind("policy", self.policy, Policy, "as load_policy gives it")
        object.__setattr__(self, "seed", SEED.checked(self.seed))
        object.__setattr__(self, "rounds", ROUNDS.checked(self.rounds))
        if too_long := self.scenario.too_long(self.rounds):
            raise ArgumentError(f"rounds = {self.rounds:,}   {too_long}")


def asked_arm(
    scenario: Scenario | str | Path, policy: Policy | str | Path, seed: int | None, rounds: int | None
) -> Arm:
    """Make an arm of what a call from Python asks for.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A scenario, or a shipped name or path.
    policy : Policy, str or Path
        A policy, or a shipped name or path.
    seed, rounds : int or None
        The scenario's own when None.

    Returns
    -------
    Arm
        Checked.

    Raises
    ------
    sim.faults.ScenarioError, sim.faults.PolicyError, sim.faults.ArgumentError
        When a name, a file or an argument is wrong.
    """
    chosen = scenario_of(scenario)
    run = chosen.run
    return Arm(chosen, policy_of(policy), run.seed if seed is None else seed, run.rounds if rounds is None else rounds)
