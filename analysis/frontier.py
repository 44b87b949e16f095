"""Policies on a plane of two objectives: which are not beaten on both, by how much, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import nan
from typing import TYPE_CHECKING, Literal

import numpy as np

from equipoise.analysis.data import FEWEST, DataError, even, numbers
from equipoise.analysis.effects import mean_difference, risk_difference, student_effect
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.money import Money
    from equipoise.sim.outcome import Kind

OBJECTIVES = 2
"""What a front lies between."""

Standing = Literal["on the front", "dominated", "undecided"]


@dataclass(frozen=True)
class Objective:
    """What a policy is judged by."""

    name: str  # of the outcome (see Outcome)
    unit: str
    kind: Kind
    more: bool = True  # whether more of it is better
    whole: bool = False  # whether it is the whole run's, and no account has it

    @property
    def sign(self) -> float:
        """1 where more is better, else -1."""
        return 1.0 if self.more else -1.0


@dataclass(frozen=True)
class Candidate:
    """A policy's place on the plane, on luck that had no part in finding it."""

    name: str  # of the policy
    title: str
    levers: dict[str, float]  # levers in which it differs from an accommodating vendor
    means: tuple[Estimate, Estimate]  # by objective, over runs of fresh luck; their p-values mean nothing
    searched: tuple[float, float] | None = None  # means on the luck of the search, which chose it
    # by objective, how much better it looked in the search than on fresh luck, beyond what the shipped policies
    # did, which were not chosen by that luck; above 0 is flattered, whatever the objective's direction
    optimism: tuple[Estimate, Estimate] | None = None
    # on the front: clearly better than each other policy in one objective at least. dominated: clearly worse
    # than one of them in both. undecided: neither, at the confidence asked for
    standing: Standing = "undecided"
    # by name of each other policy, its objectives less the other's, run by run; intervals hold all together
    against: dict[str, tuple[Estimate, Estimate]] = field(default_factory=dict)
    # names of other policies that come out exactly the same in both objectives in every run: neither beats the
    # other, and that is known
    same: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frontier:
    """What a search for the best policies comes to."""

    scenario: str
    title: str
    account: str  # whose outcomes are judged, or "all"
    objectives: tuple[Objective, Objective]  # what policies are judged by
    levers: list[str]  # those that were searched, each with its range
    fixed: dict[str, float]  # the others, with their values
    points: list[Candidate]  # policies of the front as the search found it, from most to least of the first objective
    shipped: list[Candidate]  # policies that come with the program, under the same luck as the points
    # of shape (trials, 2); means of every policy tried, on the luck of the search; NaN where it has none
    trials: NDArray[np.float64]
    seed: int  # of the fresh luck
    runs: int
    search_seed: int  # of the search
    search_runs: int
    rounds: int  # rounds in a run
    money: Money | None = None  # of the business; values are in the engine's units all the same


def non_dominated(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Find the points, of shape (n, 2), that no other beats or equals in both, and beats in one.

    More is better in both; a point with a NaN is never among them. Of equal points the first alone is.
    """
    values = _plane(values)
    found = np.zeros(len(values), np.bool_)
    order = np.lexsort((np.arange(len(values)), -values[:, 1], -values[:, 0]))
    best = -np.inf
    for k in order:
        if not np.isnan(values[k]).any() and values[k, 1] > best:
            found[k], best = True, values[k, 1]
    return found


def still_best(objectives: Sequence[Objective], points: Sequence[Candidate]) -> list[Candidate]:
    """Those points of a front, in their order, that none of the others beats on fresh luck, going by means alone."""
    means = np.array([[o.sign * mean.value for o, mean in zip(objectives, p.means, strict=True)] for p in points])
    return [point for point, best in zip(points, non_dominated(means), strict=True) if best]


def hypervolume(values: NDArray[np.float64], reference: NDArray[np.float64]) -> float:
    """Area that points dominate, down to a reference that they must exceed in both (Zitzler and Thiele 1998)."""
    values, reference = _plane(values), numbers(reference, "a reference")
    if len(reference) != values.shape[1]:
        raise DataError("a reference is a point of the plane: it has two values")
    counted = values[(values > reference).all(axis=1)]
    front = counted[non_dominated(counted)]
    front = front[np.argsort(-front[:, 0])]
    floors = np.concatenate(([reference[1]], front[:-1, 1])) if len(front) else np.empty(0)
    return float(((front[:, 0] - reference[0]) * (front[:, 1] - floors)).sum())


def spread_out(values: NDArray[np.float64], count: int) -> list[int]:
    """Choose at most so many points of a front that together tell most of it: each adds the most area, both ends first.

    ``values`` have shape (n, 2), more is better in both; places come from most to least of the first objective.
    """
    front = np.flatnonzero(non_dominated(values))
    if not len(front):
        return []
    ends = [int(front[values[front, 0].argmax()]), int(front[values[front, 1].argmax()])]
    chosen = list(dict.fromkeys(ends))[:count]
    # Both ends lie on the reference's axes, so that what a point adds between them is judged by their own span.
    reference = np.array([values[front, 0].min(), values[front, 1].min()])
    while len(chosen) < min(count, len(front)):
        left = [int(k) for k in front if k not in chosen]
        chosen.append(max(left, key=lambda k: hypervolume(values[[*chosen, k]], reference)))
    return sorted(chosen, key=lambda k: -values[k, 0])


def paired(objective: Objective, first: NDArray[np.float64], second: NDArray[np.float64], level: float) -> Estimate:
    """One policy less another in one objective, run by run, in the outcome's own unit and direction."""
    both = np.concatenate([numbers(side, objective.name, gaps=True) for side in (first, second)])
    events = objective.kind == "chance" and bool(np.isin(both[~np.isnan(both)], (0.0, 1.0)).all())
    return risk_difference(first, second, level) if events else mean_difference(first, second, level)


def mean_of(values: NDArray[np.float64], *, chance: bool = False) -> Estimate:
    """Mean over the runs that have the measure, with its 95% interval; its p-value means nothing.

    A ``chance`` of 0 and 1 alone has Wilson's interval, as in a comparison.
    """
    known = numbers(values, "a measure", gaps=True)
    known = known[~np.isnan(known)]
    if chance and len(known) and np.isin(known, (0.0, 1.0)).all():
        runs = len(known)
        return Estimate(float(known.mean()), *wilson(int(known.sum()), runs), runs=runs)
    return student_effect(known)


def optimism(objective: Objective, searched: NDArray[np.float64], fresh: NDArray[np.float64]) -> Estimate:
    """How much better a policy looked in the search than on fresh luck.

    Parameters
    ----------
    objective : Objective
        The objective.
    searched, fresh : ndarray of shape (runs,), each of its own length
        Values on the luck of the search, which chose the policy, and on luck that did not; less those of policies that
        nobody chose, run by run, so that a lucky or unlucky set of runs counts for neither.

    Returns
    -------
    Estimate
        Above 0 where it looked better than it is; 95% interval for independent samples (Welch). NaN ends where either
        sample has fewer than two runs, or neither varies and they differ.
    """
    from scipy.stats import ttest_ind

    one, other = (numbers(side, objective.name, gaps=True) for side in (searched, fresh))
    one, other = one[~np.isnan(one)], other[~np.isnan(other)]
    if not (len(one) and len(other)):
        return Estimate(nan, runs=min(len(one), len(other)))
    value = objective.sign * float(one.mean() - other.mean())
    if min(len(one), len(other)) < FEWEST:
        return Estimate(value, runs=min(len(one), len(other)))
    if even(one) and even(other):
        value = 0.0 if even(np.array([one.mean(), other.mean()])) else value
        return Estimate(0.0, 0.0, 0.0, 1.0, len(one)) if value == 0.0 else Estimate(value, runs=len(one))
    if even(one) or even(other):  # SciPy warns of one side that does not vary; then Welch's interval is Student's
        moved = one - other.mean() if even(other) else one.mean() - other
        return replace(student_effect(objective.sign * moved), runs=len(one))
    test = ttest_ind(one, other, equal_var=False)
    low, high = (objective.sign * float(end) for end in test.confidence_interval(0.95))
    return Estimate(value, min(low, high), max(low, high), float(test.pvalue), len(one))


def standing(objectives: Sequence[Objective], against: Mapping[str, tuple[Estimate, Estimate]]) -> Standing:
    """Judge a policy by its differences from all others, as in ``Candidate.against``, beyond their intervals."""
    better = [sides(objectives, pair) for pair in against.values()]
    if any(pair == (-1, -1) for pair in better):
        return "dominated"
    return "on the front" if all(1 in pair for pair in better) else "undecided"


def sides(objectives: Sequence[Objective], differences: tuple[Estimate, Estimate]) -> tuple[int, int]:
    """By objective, whether one policy is clearly better (1) than another, clearly worse (-1) or neither (0)."""
    first, second = (
        (1 if effect.low > 0.0 else -1 if effect.high < 0.0 else 0) * (1 if objective.more else -1)
        for objective, effect in zip(objectives, differences, strict=True)
    )
    return first, second


def _plane(values: NDArray[np.float64]) -> NDArray[np.float64]:
    found = numbers(values, "points", gaps=True, axes=2)
    if found.shape[1] != OBJECTIVES:
        raise DataError(f"a point of the plane has two values, not {found.shape[1]}")
    return found
