"""The trial of the claims: all of them judged together, with an allowance for their number."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect, Verdict, gone, judge
from equipoise.analysis.multiplicity import holm
from equipoise.experiments.claims import ids
from equipoise.experiments.claims.case import Luck
from equipoise.experiments.claims.runs import Runs, full_name
from equipoise.experiments.claims.standards import JOINT
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import split_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.experiments.claims.case import Case
    from equipoise.experiments.claims.claim import Claim, Evidence

RUNS, QUICK_RUNS = 1_500, 500
"""Runs of each arm: of the whole trial, and of a quick one, in which what is close stays undecided."""

SEED = 7

FEWEST_RUNS = 20
"""Below this an error estimated from the runs themselves says nothing."""

_OF_RUNS, _INSTEAD = "run.", "which are about ten years; --runs and --seed say on what luck"


@dataclass(frozen=True)
class Finding:
    """What became of a claim."""

    claim: Claim
    evidence: Evidence  # what its runs came to
    verdict: Verdict  # by all of its effects and placebos
    # one-sided, of "some effect is at most the least that matters": the largest of its effects' (an intersection-union
    # test). NaN where an effect is not known
    p_value: float
    # the same by Holm's rule over all claims; one that was not tried, or is not known, counts there as if it had failed
    adjusted: float
    runs: int  # runs of each arm

    @property
    def weakest(self) -> ClaimedEffect:
        """The effect that the verdict hangs on: the one with the largest p-value, then the nearest to its least."""
        effects = self.evidence.effects or self.evidence.built_in
        return max(effects, key=lambda effect: (effect.p_value, _shortfall(effect)))

    @property
    def versions(self) -> dict[str, Verdict]:
        """A verdict for each version of the claim, where the text can be read in several."""
        evidence = self.evidence
        return {name: judge(effects, evidence.placebos, JOINT) for name, effects in evidence.versions.items()}

    @property
    def placebos_gone(self) -> bool:
        """Whether every placebo is gone."""
        return all(gone(placebo, JOINT) for placebo in self.evidence.placebos)


def _shortfall(effect: ClaimedEffect) -> float:
    return (effect.least - effect.value) / (effect.error or effect.least)


def settings_of(texts: Sequence[str]) -> dict[str, object]:
    """Read settings of scenarios and of policies, as ``market.rivals=2``, by key."""
    return {key: value for part in split_settings(texts) for key, value in part.items()}


def check_settings(claims: Sequence[Claim], settings: Mapping[str, object]) -> list[str]:
    """Refuse settings that an arm of some claim cannot take, or that a claim makes itself in every arm.

    Says which claims make a setting themselves in some of their arms, where it stays as it is. Length and luck of runs
    are none: what claims say is of ten years, and the seed is that of all arms.
    """
    said = []
    for claim in claims:
        cases = claim.cases
        for case in cases:
            try:
                Runs(Luck(1, SEED), settings).arm(case)
            except EquipoiseError as error:
                raise EquipoiseError(f"{claim.id}, scenario {case.scenario}: {error}") from error
        for key in settings:
            if any(full_name(key, case.scenario).startswith(_OF_RUNS) for case in cases):
                raise EquipoiseError(f"{key}   cannot be set for claims, {_INSTEAD}")
            own = [case for case in cases if _sets(case, key)]
            if own == cases:
                raise EquipoiseError(f"{key}   cannot be set for {claim.id}, which sets it itself in every arm")
            if own:
                said.append(f"{claim.id} sets {key} itself in {len(own)} of its {len(cases)} arms, where it stays so.")
    return said


def _sets(case: Case, key: str) -> bool:
    """Whether a case sets a key itself, however it is written."""
    return full_name(key, case.scenario) in {full_name(own, case.scenario) for own, _value in case.settings}


def check_runs(runs: int) -> None:
    """Refuse fewer runs than an error can be estimated from."""
    if runs < FEWEST_RUNS:
        raise EquipoiseError(f"claims take at least {FEWEST_RUNS} runs of each arm, not {runs}")


def judge_all(claims: Sequence[Claim], evidence: Sequence[Evidence], luck: Luck) -> list[Finding]:
    """Judge claims by their evidence, all of them together, in the order of ``claims``."""
    p_values = [max(effect.p_value for effect in each.effects or each.built_in) for each in evidence]
    untried = max(len(ids()) - len(claims), 0)
    adjusted = holm(np.array([*p_values, *[1.0] * untried]))
    known = [all(effect.known for effect in each.effects or each.built_in) for each in evidence]
    return [
        Finding(claim, each, _verdict(each), p if sure else nan, float(q) if sure else nan, luck.runs * claim.effort)
        for claim, each, p, q, sure in zip(claims, evidence, p_values, adjusted, known, strict=False)
    ]


def _verdict(evidence: Evidence) -> Verdict:
    """Judge by what is tested; a claim that is built in altogether, and comes out, is called so."""
    if evidence.effects:
        return judge(evidence.effects, evidence.placebos, JOINT)
    verdict = judge(evidence.built_in, evidence.placebos, JOINT)
    return Verdict.BUILT_IN if verdict is Verdict.SUPPORTED else verdict
