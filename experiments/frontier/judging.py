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

    from equipoise.analysis.results import Comparison
    from equipoise.sim.kernel import Chunk
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
    whole = outcome.of_account is None
    return Objective(outcome.name, outcome.unit, outcome.kind, way != _LEAST, whole)


def account_judged(
    scenario: Scenario,
    policies: Sequence[Policy],
    objectives: Sequence[Objective],
    asked: str | None,
    runs: int,
    measures: Measures = NO_MEASURES,
) -> str:
    """Choose whose outcomes are judged."""
    judged = [measures.by_name[objective.name] for objective in objectives]
    alone = [outcome.name for outcome in judged if outcome.of_account is None]
    together = [outcome.name for outcome in judged if outcome.of_run is None]
    asked = account_asked(scenario, asked)
    if asked is None:
        asked = ALL if alone else account_spoken_of(first_look(scenario, policies, runs))
    wrong = together if asked == ALL else alone if len(alone) == len(judged) else []
    if wrong:
        whose = "all accounts together" if asked == ALL else "an account"
        way = "--account NAME" if asked == ALL else f"--account {ALL}"
        raise EquipoiseError(f'"{wrong[0]}" is no measure of {whose}; ask with {way}, or for another objective')
    return asked


def account_asked(scenario: Scenario, asked: str | None) -> str | None:
    """Read whose outcomes somebody asks for, if anybody's."""
    own = scenario.account_names
    asked = as_spelt(asked, own) if asked is not None else None
    if asked is not None and asked != ALL and asked not in own:
        raise EquipoiseError(
            f'{scenario.name} has no account "{asked}"{did_you_mean(asked, [*own, ALL]) or "."} '
            f'It has {listed(own, "and") if own else "none of its own"}; all of them together are "{ALL}"'
        )
    return asked


def first_look(scenario: Scenario, policies: Sequence[Policy], runs: int) -> Comparison:
    """Compare a scenario's own policies in few runs."""
    return compare([Arm(scenario, policy, scenario.run.seed, scenario.run.rounds) for policy in policies], runs)


@dataclass(frozen=True)
class Judge:
    """Plays policies and tells how they do."""

    scenario: Scenario  # what is played
    objectives: tuple[Objective, Objective]  # what policies are judged by
    account: str  # whose outcomes, or ``"all"``; what no account has is judged of the run
    rounds: int  # rounds in a run
    measures: Measures = NO_MEASURES  # somebody's own, besides those that come with the program

    def values(self, levers: Mapping[str, float], seed: int, runs: int) -> NDArray[np.float64]:
        """Play a policy. Shape (2, runs): objectives in their own units; NaN where a run has none."""
        policy = Policy(name="tried", levers=Levers.model_validate(dict(levers)))
        arm = Arm(self.scenario, policy, seed, self.rounds)
        outcomes = [self.measures.by_name[objective.name] for objective in self.objectives]
        place = None if self.account == ALL else self.scenario.account_names.index(self.account)
        places = [None if outcome.of_account is None else place for outcome in outcomes]
        chunks = stream([arm], range(runs), panel=any(outcome.rounds for outcome in outcomes), threads=1)
        return np.concatenate([_each(chunk, outcomes, places) for (chunk,) in chunks], axis=1)

    def means(self, levers: Mapping[str, float], seed: int, runs: int) -> NDArray[np.float64]:
        """Play a policy, and tell how well it does on average.

        Shape (2,): means over the runs that have the measure, negative where less is better; NaN where none has.
        """
        values = self.values(levers, seed, runs)
        signs = np.array([objective.sign for objective in self.objectives])
        known = ~np.isnan(values)
        count = known.sum(axis=1)
        return np.where(count > 0, signs * np.where(known, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)


def _each(chunk: Chunk, outcomes: Sequence[Outcome], places: Sequence[int | None]) -> NDArray[np.float64]:
    """Each outcome at its own place; shape (outcomes, runs)."""
    found = [measure(chunk, [outcome], [place])[0, 0] for outcome, place in zip(outcomes, places, strict=True)]
    return np.array(found)
