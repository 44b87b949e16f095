"""What moves an outcome, and what moves a policy's lead: a study's points, analysed as its design allows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.intervals import BOUNDED
from equipoise.analysis.prose.units import written_in
from equipoise.analysis.sensitivity.measured import Measured
from equipoise.analysis.sensitivity.noise import noise_share, point_errors
from equipoise.analysis.sensitivity.ranking import Ranking
from equipoise.analysis.sensitivity.tornado import Tornado
from equipoise.experiments.studies.columns import ERROR, RUNS
from equipoise.experiments.studies.estimating import assessment
from equipoise.experiments.studies.plan import ALL
from equipoise.experiments.studies.study import LEAD
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.money import money_of
from equipoise.sim.wording import did_you_mean, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.sensitivity.ranking import Result
    from equipoise.experiments.studies.dataset import Dataset
    from equipoise.experiments.studies.plan import Plan

ASKED_FIRST = ("contribution_margin", "survival")
"""Outcomes that are told of when none is asked for, if the study measures them."""

_UNTOLD = 2  # outcomes of a study that measures neither


@dataclass(frozen=True)
class Sensitivity:
    """What a study says about its factors."""

    plan: Plan  # the study
    points: int  # its points
    policy: str  # whose outcomes; ``"all"`` is all accounts together
    account: str
    own: list[Ranking]  # of each outcome under the policy
    leads: list[Ranking]  # of each outcome's lead over the first policy, run by run; none when the policy is the first

    @property
    def findings(self) -> list[Ranking]:
        """All of them."""
        return [*self.own, *self.leads]


def analyse(
    dataset: Dataset, outcomes: Sequence[str] = (), policy: str | None = None, account: str = ALL
) -> Sensitivity:
    """Analyse a study's points: Sobol' indices, screening, swings or rank regression, as the design allows.

    With a ranking for each outcome, and for each lead.
    """
    plan = dataset.plan
    chosen = check_asked(plan, outcomes, policy, account)
    policies = [own.name for own in plan.policies]
    who = policy or policies[min(1, len(policies) - 1)]
    leading = who != policies[0]
    names = [(name, name) for name in chosen], [(name, f"{name}{LEAD}") for name in chosen if leading]
    own, leads = ([_ranking(dataset, who, account, name, column) for name, column in group] for group in names)
    return Sensitivity(plan, len(dataset.design), who, account, own, leads)


def check_asked(plan: Plan, outcomes: Sequence[str], policy: str | None, account: str) -> list[str]:
    """Refuse what the study does not have, before anything is played."""
    asked = {
        "outcome": (outcomes, plan.study.outcomes),
        "policy": ([policy] if policy else [], [own.name for own in plan.policies]),
        "account": ([account], plan.accounts),
    }
    for what, (names, there) in asked.items():
        for name in names:
            if name not in there:
                hint = did_you_mean(name, there) or f"; there are {', '.join(there)}"
                raise EquipoiseError(f"the study {plan.study.name} has no {what} {written(name)}{hint}")
    measured = plan.study.outcomes
    return list(outcomes) or [name for name in ASKED_FIRST if name in measured] or list(measured[:_UNTOLD])


def _ranking(dataset: Dataset, policy: str, account: str, outcome: str, column: str) -> Ranking:
    plan, declared = dataset.plan, dataset.plan.measures.by_name[outcome]
    values = dataset.column(column, policy, account)
    errors = dataset.column(f"{column}{ERROR}", policy, account)
    lead = column != outcome
    unit = written_in(money_of(plan.scenario), declared.kind, declared.unit, values)
    values, errors = unit.scale * values, unit.scale * errors
    if declared.kind in BOUNDED:
        errors = point_errors(values, errors, dataset.column(f"{outcome}{RUNS}", policy, account), differences=lead)
    estimate = assessment(dataset, values, errors)
    result = _possible(estimate.result, 1.0 + lead) if declared.kind in BOUNDED else estimate.result
    words = [target.kind == "text" for target in plan.targets]
    return Ranking(
        column,
        _subject(plan, policy, account, outcome, lead=lead) + ("" if unit.name == declared.unit else f", {unit.name},"),
        "share" if declared.kind == "chance" else unit.kind or declared.kind,
        unit.name,
        tuple(target.key for target in plan.targets),
        result,
        np.where(words, 0, estimate.direction),  # words have no up and down
        noise_share(values, errors),
        estimate.floor,
        estimate.basis,
        tuple(tuple(map(str, target.listed)) if target.kind == "text" else () for target in plan.targets),
    )


def _possible(result: Result, most: float) -> Result:
    """The same, with no interval of a swing beyond what a difference can be."""
    if not isinstance(result, Tornado):
        return result
    value, low, high = result.swing
    return replace(result, swing=Measured(value, np.maximum(low, -most), np.minimum(high, most)))


def _subject(plan: Plan, policy: str, account: str, outcome: str, *, lead: bool) -> str:
    what = outcome.replace("_", " ") + ("" if account == ALL else f" of {account}")
    if lead:
        return f"{policy}'s lead in {what}"
    return f"{what} under {policy}" if len(plan.policies) > 1 else what
