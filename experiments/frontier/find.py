"""From a search to a frontier: points are chosen, freed of what they do not need, and played again on fresh luck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.frontier import (
    Candidate,
    Frontier,
    mean_of,
    non_dominated,
    optimism,
    paired,
    spread_out,
    standing,
)
from equipoise.analysis.intervals import BOUNDED
from equipoise.analysis.multiplicity import bonferroni_level
from equipoise.experiments.frontier.search import Tried, search, simplified
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.money import money_of
from equipoise.sim.policy import Levers
from equipoise.sim.threads import cores, in_order
from equipoise.sim.whole_numbers import POINTS, REPLICATIONS, SEED, TRIALS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.frontier.judging import Judge
    from equipoise.experiments.frontier.space import Dimension
    from equipoise.sim.policy import Policy


@dataclass(frozen=True)
class Budget:
    """How much is played."""

    trials: int = 1_024  # policies that the search tries
    search_runs: int = 256  # runs of each of them
    points: int = 8  # most points of the front that are confirmed
    runs: int = 4_000  # runs of each point, and of each shipped policy, on fresh luck

    def __post_init__(self) -> None:
        """Hold them to what options are held to."""
        several = REPLICATIONS._replace(low=2)  # an error takes two
        for asked in (TRIALS, several._replace(name="search_runs"), POINTS, several._replace(name="runs")):
            object.__setattr__(self, asked.name, asked.checked(getattr(self, asked.name)))

    def plays(self, levers: int, shipped: int) -> int:
        """Count the runs that this takes at most, for a bar of progress."""
        found = self.trials + self.points * (levers + 2) + shipped
        return found * self.search_runs + (self.points + shipped) * self.runs


QUICK = Budget(96, 64, 4, 300)
"""Enough to see what comes out, not to rely on it."""


def find_frontier(  # noqa: PLR0913 - a judge, a space, a start, a budget and a seed
    judge: Judge,
    space: Sequence[Dimension],
    base: Policy,
    shipped: Sequence[Policy],
    budget: Budget,
    *,
    seed: int,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Frontier:
    """Search for the policies that none beats in both objectives, and play them again on fresh luck.

    The search plays luck of its own, the same for all policies. What is reported is played under ``seed``, which had no
    part in the choice: it is what a comparison of the same policies under that seed gives.

    Points named ``front-1`` and so on, from most to least of the first objective.
    """
    done, seed, threads = progress or _unheard, SEED.checked(seed), cores(threads)
    luck = search_seed(seed)
    plain = base.levers.model_dump()

    def evaluate(levers: dict[str, float]) -> NDArray[np.float64]:
        return judge.means({**plain, **levers}, luck, budget.search_runs)

    starts = [policy.levers.model_dump() for policy in shipped]
    tried = search(
        space,
        evaluate,
        trials=budget.trials,
        seed=luck,
        starts=starts,
        threads=threads,
        progress=lambda count: done(count * budget.search_runs),
    )
    values = np.array([one.values for one in tried])
    chosen = [tried[k].levers for k in spread_out(values, budget.points)]
    if not chosen:
        both = " and ".join(objective.name for objective in judge.objectives)
        raise EquipoiseError(f"none of the {len(tried):,} policies tried has both {both} in any run")
    points = _distinct(list(in_order(lambda levers: simplified(levers, plain, evaluate), chosen, threads)))
    done(budget.points * (len(space) + 2) * budget.search_runs)
    policies = [{**plain, **point.levers} for point in points] + starts
    before = list(in_order(lambda levers: judge.values(levers, luck, budget.search_runs), policies, threads))

    def confirmed(levers: Mapping[str, float]) -> NDArray[np.float64]:
        played = judge.values(levers, seed, budget.runs)
        done(budget.runs)
        return played

    fresh = list(in_order(confirmed, policies, threads))
    names = [f"front-{k}" for k in range(1, len(points) + 1)]
    usual_before, usual_fresh = (np.mean(played[len(points) :], axis=0) for played in (before, fresh))
    placed = [
        _place_of(judge, name, levers, (one, one - usual_before), (other, other - usual_fresh))
        for name, levers, one, other in zip(
            [*names, *(policy.name for policy in shipped)], policies, before, fresh, strict=True
        )
    ]
    placed = _against_each_other(judge, placed, fresh, len(points))
    return Frontier(
        judge.scenario.name,
        judge.scenario.title,
        judge.account,
        judge.objectives,
        [str(dimension) for dimension in space],
        {name: value for name, value in plain.items() if name not in {one.name for one in space}},
        placed[: len(points)],
        [replace(one, title=policy.title) for one, policy in zip(placed[len(points) :], shipped, strict=True)],
        values * np.array([objective.sign for objective in judge.objectives]),
        seed,
        budget.runs,
        luck,
        budget.search_runs,
        judge.rounds,
        money_of(judge.scenario),
    )


def search_seed(seed: int) -> int:
    """Seed of a search whose points are played again under another."""
    return int(np.random.SeedSequence([seed, 0x5EA4C4]).generate_state(1, np.uint64)[0] >> np.uint64(1))


def _distinct(points: Sequence[Tried]) -> list[Tried]:
    """Points that are still on the front once they are simplified, each once, in the order of the first objective."""
    values = np.array([point.values for point in points])
    kept = [point for point, on_front in zip(points, non_dominated(values), strict=True) if on_front]
    return sorted(kept, key=lambda point: -float(point.values[0]))


def _place_of(
    judge: Judge,
    name: str,
    levers: Mapping[str, float],
    before: tuple[NDArray[np.float64], NDArray[np.float64]],
    fresh: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> Candidate:
    """Place a policy, given its objectives, and those less the mean of the shipped policies, on either luck."""
    first, second = judge.objectives
    usual = Levers().model_dump()
    return Candidate(
        name,
        "",
        {lever: value for lever, value in levers.items() if value != usual[lever]},
        (mean_of(fresh[0][0], chance=first.kind in BOUNDED), mean_of(fresh[0][1], chance=second.kind in BOUNDED)),
        (mean_of(before[0][0]).value, mean_of(before[0][1]).value),
        (optimism(first, before[1][0], fresh[1][0]), optimism(second, before[1][1], fresh[1][1])),
    )


def _against_each_other(
    judge: Judge, placed: Sequence[Candidate], fresh: Sequence[NDArray[np.float64]], points: int
) -> list[Candidate]:
    """Set every point against every other policy, shipped ones against the points alone; all intervals hold at once."""
    first, second = judge.objectives
    pairs = [(i, j) for i, j in combinations(range(len(placed)), 2) if i < points]
    level = bonferroni_level(max(2 * len(pairs), 1))
    against: list[dict[str, tuple[Estimate, Estimate]]] = [{} for _ in placed]
    same: list[list[str]] = [[] for _ in placed]
    for i, j in pairs:
        if placed[i].levers == placed[j].levers or np.array_equal(fresh[i], fresh[j], equal_nan=True):
            same[i].append(placed[j].name)
            same[j].append(placed[i].name)
        else:
            there = [paired(o, fresh[i][k], fresh[j][k], level) for k, o in enumerate((first, second))]
            against[i][placed[j].name] = (there[0], there[1])
            against[j][placed[i].name] = (_turned(there[0]), _turned(there[1]))
    return [
        replace(one, against=others, standing=standing(judge.objectives, others), same=tuple(alike))
        for one, others, alike in zip(placed, against, same, strict=True)
    ]


def _turned(effect: Estimate) -> Estimate:
    return replace(effect, value=-effect.value, low=-effect.high, high=-effect.low)


def _unheard(_runs: float) -> None:
    """Nobody asked."""
