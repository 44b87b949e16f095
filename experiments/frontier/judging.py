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
from equipoise.sim.measures import NO_MEASURES, Measures
from equipoise.sim.outcomes import measure
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.runner import stream
from equipoise.sim.wording import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.outcome import Outcome
    from equipoise.sim.scenario import Scenario

_MOST, _LEAST = "max", "min"


def objectives_of(text: str, measures: Measures = NO_MEASURES) -> tuple[Objective, Objective]:
    """Read two objectives, of the measures that there are."""
    parts = [part.strip() for part in text.split(",")]
    found = [_objective(part, measures.by_name) for part in parts]
    if len(found) != OBJECTIVES or found[0].name == found[1].name:
        raise EquipoiseError(
            f'"{text}": a frontier takes two different objectives, such as contribution_margin,survival'
        )
    return found[0], found[1]


def _objective(text: str, there: Mapping[str, Outcome]) -> Objective:
    name, _, way = text.partition(":")
    outcome = there.get(name)
    if outcome is None:
        raise EquipoiseError(
            f'there is no outcome "{name}"{did_you_mean(name, there) or "."} All of them: equipoise outcomes'
        )
    if way not in ("", _MOST, _LEAST):
        raise EquipoiseError(f'"{text}": behind an outcome stands :{_MOST}, more being better, or :{_LEAST}')
    return Objective(outcome.name, outcome.unit, outcome.kind, way != _LEAST)


def account_judged(
    scenario: Scenario,
    policies: Sequence[Policy],
    objectives: Sequence[Objective],
    asked: str | None,
    runs: int,
    measures: Measures = NO_MEASURES,
) -> str:
    """Choose whose outcomes are judged."""
    own, judged = scenario.account_names, [measures.by_name[objective.name] for objective in objectives]
    asked = as_spelt(asked, own) if asked is not None else None
    alone = [outcome.name for outcome in judged if outcome.of_account is None]
    together = [outcome.name for outcome in judged if outcome.of_run is None]
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
    measures: Measures = NO_MEASURES  # somebody's own, besides those that come with the program

    def values(self, levers: Mapping[str, float], seed: int, runs: int) -> NDArray[np.float64]:
        """Play a policy. Shape (2, runs): objectives in their own units; NaN where a run has none."""
        policy = Policy(name="tried", levers=Levers.model_validate(dict(levers)))
        arm = Arm(self.scenario, policy, seed, self.rounds)
        outcomes = [self.measures.by_name[objective.name] for objective in self.objectives]
        place = None if self.account == ALL else self.scenario.account_names.index(self.account)
        chunks = stream([arm], range(runs), panel=any(outcome.rounds for outcome in outcomes), threads=1)
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
