"""Judging a policy: its objectives in every run of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.contrast import ALL, account_spoken_of
from equipoise.analysis.frontier import OBJECTIVES, Objective
from equipoise.experiments.compare import compare
from equipoise.sim.arm import Arm
from equipoise.sim.characters import as_spelt
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.outcomes import BY_NAME, measure
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.runner import stream
from equipoise.sim.wording import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.scenario import Scenario

_MOST, _LEAST = "max", "min"


def objectives_of(text: str) -> tuple[Objective, Objective]:
    """Read two objectives."""
    parts = [part.strip() for part in text.split(",")]
    found = [_objective(part) for part in parts]
    if len(found) != OBJECTIVES or found[0].name == found[1].name:
        raise EquipoiseError(
            f'"{text}": a frontier takes two different objectives, such as contribution_margin,survival'
        )
    return found[0], found[1]


def _objective(text: str) -> Objective:
    name, _, way = text.partition(":")
    outcome = BY_NAME.get(name)
    if outcome is None:
        raise EquipoiseError(
            f'there is no outcome "{name}"{did_you_mean(name, BY_NAME) or "."} All of them: equipoise outcomes'
        )
    if way not in ("", _MOST, _LEAST):
        raise EquipoiseError(f'"{text}": behind an outcome stands :{_MOST}, more being better, or :{_LEAST}')
    return Objective(outcome.name, outcome.unit, outcome.kind, way != _LEAST)


def account_judged(
    scenario: Scenario, policies: Sequence[Policy], objectives: Sequence[Objective], asked: str | None, runs: int
) -> str:
    """Choose whose outcomes are judged."""
    own = scenario.account_names
    asked = as_spelt(asked, own) if asked is not None else None
    alone = [o.name for o in objectives if BY_NAME[o.name].of_account is None]
    together = [o.name for o in objectives if BY_NAME[o.name].of_run is None]
    if asked is not None and asked != ALL and asked not in own:
        raise EquipoiseError(
            f'{scenario.name} has no account "{asked}"{did_you_mean(asked, [*own, ALL]) or "."} '
            f'It has {listed(own, "and") if own else "none of its own"}; all of them together are "{ALL}"'
        )
    if asked is None:
        arms = [Arm(scenario, policy, scenario.run.seed, scenario.run.rounds) for policy in policies]
        asked = ALL if alone else account_spoken_of(compare(arms, runs))
    wrong = together if asked == ALL else alone
    if wrong:
        whose = "all accounts together" if asked == ALL else "an account"
        way = "--account NAME" if asked == ALL else f"--account {ALL}"
        raise EquipoiseError(f'"{wrong[0]}" is no measure of {whose}; ask with {way}, or for another objective')
    return asked


@dataclass(frozen=True)
class Judge:
    """Plays policies and tells how they do."""

    scenario: Scenario  # what is played
    objectives: tuple[Objective, Objective]  # what policies are judged by
    account: str  # whose outcomes, or ``"all"``
    rounds: int  # rounds in a run

    def values(self, levers: Mapping[str, float], seed: int, runs: int) -> NDArray[np.float64]:
        """Play a policy.

        Shape (2, runs): objectives in their own units; NaN where a run has none.
        """
        policy = Policy(name="tried", levers=Levers.model_validate(dict(levers)))
        arm = Arm(self.scenario, policy, seed, self.rounds)
        outcomes = [BY_NAME[objective.name] for objective in self.objectives]
        place = None if self.account == ALL else self.scenario.account_names.index(self.account)
        chunks = stream([arm], range(runs), threads=1)
        return np.concatenate([measure(chunk, outcomes, [place])[0] for (chunk,) in chunks], axis=1)

    def means(self, levers: Mapping[str, float], seed: int, runs: int) -> NDArray[np.float64]:
        """Play a policy, and tell how well it does on average.

        Shape (2,): means over the runs that have the measure, negative where less is better; NaN where none has.
        """
        values = self.values(levers, seed, runs)
        signs = np.array([objective.sign for objective in self.objectives])
        known = ~np.isnan(values)
        count = known.sum(axis=1)
        return np.where(count > 0, signs * np.where(known, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)
