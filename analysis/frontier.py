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

    from equipoise.sim.outcomes import Kind

OBJECTIVES = 2
"""What a front lies between."""

Standing = Literal["on the front", "dominated", "undecided"]


@dataclass(frozen=True)
class Objective:
    """What a policy is judged by.

    Attributes
    ----------
    name, unit, kind : str
        Of the outcome (see :class:`equipoise.sim.outcomes.Outcome`).
    more : bool
        Whether more of it is better.
    """

    name: str
    unit: str
    kind: Kind
    more: bool = True

    @property
    def sign(self) -> float:
        """1 where more is better, else -1."""
        return 1.0 if self.more else -1.0


@dataclass(frozen=True)
class Placed:
    """A policy's place on the plane, on luck that had no part in finding it.

    Attributes
    ----------
    name, title : str
        Of the policy.
    levers : dict of str to float
        Levers in which it differs from an accommodating vendor.
    means : tuple of two Estimate
        By objective, over runs of fresh luck; their p-values mean nothing.
    searched : tuple of two floats or None
        Means on the luck of the search, which chose it.
    optimism : tuple of two Estimate or None
        By objective, how much better it looked in the search than on fresh luck, beyond what the shipped policies did,
        which were not chosen by that luck; above 0 is flattered, whatever the objective's direction.
    standing : str
        ``on the front``: clearly better than each other policy in one objective at least. ``dominated``: clearly worse
        than one of them in both. ``undecided``: neither, at the confidence asked for.
    against : dict of str to tuple of two Estimate
        By name of each other policy, its objectives less the other's, run by run; intervals hold all together.
    same : tuple of str
        Names of other policies that come out exactly the same in both objectives in every run: neither beats the other,
        and that is known.
    """

    name: str
    title: str
    levers: dict[str, float]
    means: tuple[Estimate, Estimate]
    searched: tuple[float, float] | None = None
    optimism: tuple[Estimate, Estimate] | None = None
    standing: Standing = "undecided"
    against: dict[str, tuple[Estimate, Estimate]] = field(default_factory=dict)
    same: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frontier:
    """What a search for the best policies comes to.

    Attributes
    ----------
    scenario, title : str
        What was played.
    account : str
        Whose outcomes are judged, or ``"all"``.
    objectives : tuple of two Objective
        What policies are judged by.
    levers : list of str
        Those that were searched, each with its range.
    fixed : dict of str to float
        The others, with their values.
    points : list of Placed
        Policies of the front as the search found it, from most to least of the first objective.
    shipped : list of Placed
        Policies that come with the program, under the same luck as the points.
    trials : ndarray of shape (trials, 2)
        Means of every policy tried, on the luck of the search; NaN where it has none.
    seed, runs : int
        Of the fresh luck.
    search_seed, search_runs : int
        Of the search.
    rounds : int
        Rounds in a run.
    """

    scenario: str
    title: str
    account: str
    objectives: tuple[Objective, Objective]
    levers: list[str]
    fixed: dict[str, float]
    points: list[Placed]
    shipped: list[Placed]
    trials: NDArray[np.float64]
    seed: int
    runs: int
    search_seed: int
    search_runs: int
    rounds: int


def non_dominated(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Find the points that no other beats or equals in both, and beats in one.

    Parameters
    ----------
    values : ndarray of shape (n, 2)
        More is better in both; a point with a NaN is never among them. Of equal points the first alone is.

    Returns
    -------
    ndarray of bool, shape (n,)
        True on the front.

    Raises
    ------
    equipoise.analysis.data.DataError
        When there are not two values a point, or one is infinite.
    """
    values = _plane(values)
    found = np.zeros(len(values), np.bool_)
    order = np.lexsort((np.arange(len(values)), -values[:, 1], -values[:, 0]))
    best = -np.inf
    for k in order:
        if not np.isnan(values[k]).any() and values[k, 1] > best:
            found[k], best = True, values[k, 1]
    return found


def still_best(objectives: Sequence[Objective], points: Sequence[Placed]) -> list[Placed]:
    """Find the points that none of the others beats on fresh luck, going by means alone.

    Parameters
    ----------
    objectives : sequence of two Objective
        The objectives.
    points : sequence of Placed
        Points of a front, as a search found it.

    Returns
    -------
    list of Placed
        In their order.
    """
    means = np.array([[o.sign * mean.value for o, mean in zip(objectives, p.means, strict=True)] for p in points])
    return [point for point, best in zip(points, non_dominated(means), strict=True) if best]


def hypervolume(values: NDArray[np.float64], reference: NDArray[np.float64]) -> float:
    """Area between a front and a reference point (Zitzler and Thiele 1998).

    Parameters
    ----------
    values : ndarray of shape (n, 2)
        More is better in both.
    reference : ndarray of shape (2,)
        What a point must exceed in both to count.

    Returns
    -------
    float
        Area that the points dominate together.

    Raises
    ------
    equipoise.analysis.data.DataError
        As for :func:`non_dominated`, and for a reference that is no point.
    """
    values, reference = _plane(values), numbers(reference, "a reference")
    if len(reference) != values.shape[1]:
        raise DataError("a reference is a point of the plane: it has two values")
    counted = values[(values > reference).all(axis=1)]
    front = counted[non_dominated(counted)]
    front = front[np.argsort(-front[:, 0])]
    floors = np.concatenate(([reference[1]], front[:-1, 1])) if len(front) else np.empty(0)
    return float(((front[:, 0] - reference[0]) * (front[:, 1] - floors)).sum())


def spread_out(values: NDArray[np.float64], count: int) -> list[int]:
    """Choose points of a front that together tell most of it: each adds the most area, both ends first.

    Parameters
    ----------
    values : ndarray of shape (n, 2)
        More is better in both.
    count : int
        How many at most, at least 1.

    Returns
    -------
    list of int
        Of the front, from most to least of the first objective.
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
    """Compare two policies in one objective, run by run.

    Parameters
    ----------
    objective : Objective
        The objective.
    first, second : ndarray of shape (runs,)
        Its values under each.
    level : float
        Coverage.

    Returns
    -------
    Estimate
        The first less the second, in the outcome's own unit and direction.
    """
    both = np.concatenate([numbers(side, objective.name, gaps=True) for side in (first, second)])
    events = objective.kind == "chance" and bool(np.isin(both[~np.isnan(both)], (0.0, 1.0)).all())
    return risk_difference(first, second, level) if events else mean_difference(first, second, level)


def mean_of(values: NDArray[np.float64], *, chance: bool = False) -> Estimate:
    """Mean over the runs that have the measure, with its 95% interval.

    Parameters
    ----------
    values : ndarray of shape (runs,)
        NaN where a run has none.
    chance : bool
        Whether the measure lies between 0 and 1, so that runs of 0 and 1 alone have Wilson's interval, as in a
        comparison.

    Returns
    -------
    Estimate
        Its p-value means nothing.
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
    """Judge a policy against all others, beyond their intervals.

    Parameters
    ----------
    objectives : sequence of two Objective
        The objectives.
    against : mapping of str to tuple of two Estimate
        Differences from each other policy, as in ``Placed.against``.

    Returns
    -------
    str
        See ``Placed.standing``.
    """
    better = [sides(objectives, pair) for pair in against.values()]
    if any(pair == (-1, -1) for pair in better):
        return "dominated"
    return "on the front" if all(1 in pair for pair in better) else "undecided"


def sides(objectives: Sequence[Objective], differences: tuple[Estimate, Estimate]) -> tuple[int, int]:
    """Say in which objectives one policy is clearly better than another.

    Parameters
    ----------
    objectives : sequence of two Objective
        The objectives.
    differences : tuple of two Estimate
        One policy less the other.

    Returns
    -------
    tuple of two int
        1 clearly better, -1 clearly worse, 0 not clearly different.
    """
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
