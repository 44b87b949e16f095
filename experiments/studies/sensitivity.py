"""What moves an outcome, and what moves a policy's lead: a study's points, analysed as its design allows."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from analysis.sensitivity.finding import Finding, directions
from analysis.sensitivity.noise import noise_floor, noise_share
from analysis.sensitivity.ranks import rank_regression
from analysis.sensitivity.screening import elementary_effects, screening
from analysis.sensitivity.sobol import sobol_indices
from analysis.sensitivity.tornado import Tornado, tornado
from experiments.studies.columns import ERROR, LEAD
from experiments.studies.plan import ALL
from sim.faults import EquipoiseError
from sim.outcomes import BY_NAME
from sim.wording import did_you_mean, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analysis.sensitivity.ranks import RankRegression
    from analysis.sensitivity.screening import Screening
    from analysis.sensitivity.sobol import SobolIndices
    from experiments.studies.dataset import Dataset
    from experiments.studies.factors import Target
    from experiments.studies.plan import Plan
    from experiments.studies.study import Value

ASKED_FIRST = ("contribution_margin", "survival")
"""Outcomes that are told of when none is asked for, if the study measures them."""

_UNTOLD = 2  # outcomes of a study that measures neither


@dataclass(frozen=True)
class Sensitivity:
    """What a study says about its factors.

    Attributes
    ----------
    plan : Plan
        The study.
    points : int
        Its points.
    policy, account : str
        Whose outcomes; ``"all"`` is all accounts together.
    own : list of Finding
        Of each outcome under the policy.
    leads : list of Finding
        Of each outcome's lead over the first policy, run by run; none when the policy is the first.
    """

    plan: Plan
    points: int
    policy: str
    account: str
    own: list[Finding]
    leads: list[Finding]

    @property
    def findings(self) -> list[Finding]:
        """All of them."""
        return [*self.own, *self.leads]


def analyse(
    dataset: Dataset, outcomes: Sequence[str] = (), policy: str | None = None, account: str = ALL
) -> Sensitivity:
    """Analyse a study's points: Sobol' indices, screening, swings or rank regression, as the design allows.

    Parameters
    ----------
    dataset : Dataset
        Finished.
    outcomes : sequence of str
        Which; contribution margin and survival by default.
    policy : str, optional
        Whose; the second by default, so that its lead over the first can be told of, too.
    account : str
        Of whom; all accounts together by default.

    Returns
    -------
    Sensitivity
        With a finding for each outcome, and for each lead.

    Raises
    ------
    sim.faults.EquipoiseError
        When the study has no such outcome, policy or account.
    """
    plan = dataset.plan
    chosen = check_asked(plan, outcomes, policy, account)
    policies = [own.name for own in plan.policies]
    who = policy or policies[min(1, len(policies) - 1)]
    leading = who != policies[0]
    names = [(name, name) for name in chosen], [(name, f"{name}{LEAD}") for name in chosen if leading]
    own, leads = ([_finding(dataset, who, account, name, column) for name, column in group] for group in names)
    return Sensitivity(plan, len(dataset.design), who, account, own, leads)


def check_asked(plan: Plan, outcomes: Sequence[str], policy: str | None, account: str) -> list[str]:
    """Refuse what the study does not have, before anything is played.

    Parameters
    ----------
    plan : Plan
        The study.
    outcomes, policy, account
        As :func:`analyse` takes them.

    Returns
    -------
    list of str
        Outcomes.

    Raises
    ------
    sim.faults.EquipoiseError
        With the nearest name that there is.
    """
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


def _finding(dataset: Dataset, policy: str, account: str, outcome: str, column: str) -> Finding:
    plan, declared = dataset.plan, BY_NAME[outcome]
    values = dataset.column(column, policy, account)
    errors = dataset.column(f"{column}{ERROR}", policy, account)
    result, direction, floor = _by_design(dataset, values, errors)
    return Finding(
        column,
        _subject(plan, policy, account, outcome, lead=column != outcome),
        "share" if declared.kind == "chance" else declared.kind,
        declared.unit,
        tuple(target.key for target in plan.targets),
        result,
        np.where([target.kind == "text" for target in plan.targets], 0, direction),  # words have no up and down
        noise_share(values, errors),
        floor,
    )


def _subject(plan: Plan, policy: str, account: str, outcome: str, *, lead: bool) -> str:
    what = outcome.replace("_", " ") + ("" if account == ALL else f" of {account}")
    if lead:
        return f"{policy}'s lead in {what}"
    return f"{what} under {policy}" if len(plan.policies) > 1 else what


def _by_design(
    dataset: Dataset, values: NDArray[np.float64], errors: NDArray[np.float64]
) -> tuple[SobolIndices | Screening | Tornado | RankRegression, NDArray[np.int64], float]:
    """What the design lets one say, which way each factor works, and what noise alone could show."""
    kind, factors = dataset.plan.study.design.kind, len(dataset.plan.targets)
    if kind == "one-at-a-time":
        swings = _swings(dataset, values, errors)
        return swings, directions(swings.swing), 0.0
    x = positions(dataset.plan.targets, dataset.design.values)
    if kind == "morris":
        paths = (-1, factors + 1)
        effects = elementary_effects(x.reshape(*paths, factors), values.reshape(paths))
        found = screening(effects)
        return found, directions(found.mu), _floor(x.reshape(*paths, factors), errors.reshape(paths))
    if kind == "saltelli":
        rows = values.reshape(-1, 2 * factors + 2 if dataset.plan.study.design.second_order else factors + 2)
        indices = sobol_indices(rows[:, 0], rows[:, -1], rows[:, 1 : factors + 1].T)
        samples = np.zeros(rows.shape, bool)
        samples[:, [0, -1]] = True  # the two independent ones, of which a regression can be made
        ways = rank_regression(x[samples.ravel()], values[samples.ravel()])
        return indices, directions(ways.coefficients), float(np.nan_to_num(noise_share(values, errors)))
    ranks = rank_regression(x, values)
    return ranks, directions(ranks.coefficients), 0.0


def _floor(x: NDArray[np.float64], errors: NDArray[np.float64]) -> float:
    """Mean size of effects that noise alone could show, from the errors at both ends of each step of a path."""
    steps = np.abs(np.diff(x, axis=1)).sum(axis=2)
    both = np.hypot(errors[:, 1:], errors[:, :-1])
    effects = np.divide(both, steps, out=np.full_like(both, np.nan), where=steps > 0.0)
    return float(np.nan_to_num(noise_floor(effects)))


def positions(targets: Sequence[Target], values: Sequence[tuple[Value, ...]]) -> NDArray[np.float64]:
    """Say where each factor stands in its range at each point: 0 at its lower end, 1 at its upper.

    Values, not the places in the unit cube that they were made from: a switch that a trajectory leaves as it is has
    not moved, and a whole number moves by whole steps.

    Parameters
    ----------
    targets : sequence of Target
        Factors.
    values : sequence of tuple of Value
        A row a point.

    Returns
    -------
    ndarray of shape (points, factors)
        Evenly spaced over a list; by the logarithm where the factor is spread so.
    """
    return np.array([[_position(t, value) for t, value in zip(targets, row, strict=True)] for row in values])


def _position(target: Target, value: Value) -> float:
    if target.listed:
        return target.listed.index(value) / max(len(target.listed) - 1, 1)
    if not isinstance(value, int | float):
        return float("nan")
    if target.high == target.low:
        return 0.0
    if target.log:
        return log(value / target.low) / log(target.high / target.low)
    return (value - target.low) / (target.high - target.low)


def _swings(dataset: Dataset, values: NDArray[np.float64], errors: NDArray[np.float64]) -> Tornado:
    """Outcome at both ends of each factor; at the least and the greatest of a list that has no order."""
    points = list(dataset.design.values)
    base, ends, labels = points[0], [], []
    for k, target in enumerate(dataset.plan.targets):
        spread = target.spread(dataset.plan.study.design.levels)
        at = [points.index((*base[:k], value, *base[k + 1 :])) for value in spread]
        if target.kind == "text":
            at.sort(key=lambda point: (np.isnan(values[point]), values[point]))
            at = [point for point in at if not np.isnan(values[point])] or at
        ends.append((at[0], at[-1]))
        labels.append((_written(points[at[0]][k]), _written(points[at[-1]][k])))
    low, high = (np.array([pair[side] for pair in ends]) for side in (0, 1))
    return tornado(values[low], values[high], errors[low], errors[high], base=float(values[0]), ends=tuple(labels))


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
