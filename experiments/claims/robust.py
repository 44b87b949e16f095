"""Where claims turn: each judged at many points around its scenarios' own parameters, and what tells those apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.evidence import Verdict, judge
from equipoise.analysis.multiplicity import holm
from equipoise.experiments.claims.runs import Runs, full_name
from equipoise.experiments.claims.side_by_side import side_by_side
from equipoise.sim import whole_numbers
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.parameters import declarations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.case import Luck
    from equipoise.experiments.claims.claim import Claim

SECTIONS = (
    "product", "market", "bargaining", "beliefs", "demands", "hierarchy", "capability", "lock_in", "communication",
    "charter", "vendor", "portfolio",
)  # fmt: skip
KEPT = frozenset({"product.unit_cost", "market.do_without", "bargaining.wealth_floor", "vendor.slots"})
"""Parameters that only set the scale of money and of the vendor."""
LOW, HIGH = 0.5, 1.5
"""Times its own value, in each scenario, that a parameter is varied between."""
POINTS, RUNS = 64, 100
ALPHA = 0.05


class Point(NamedTuple):
    """What a claim comes to at a point: the verdict, and its weakest effect in multiples of the least that matters."""

    verdict: Verdict
    weakest: float


@dataclass(frozen=True)
class Turn:
    """A parameter that tells where a claim holds."""

    parameter: str  # its key
    rank: float  # rank correlation of how far the claim's weakest effect lies above its least, with the parameter
    at: float  # times its own value, on either side of which the claim's verdicts differ most
    below: float  # share of the points on that side at which the claim is supported
    above: float  # likewise


@dataclass(frozen=True)
class Elsewhere:
    """What becomes of a claim around its scenarios' own parameters."""

    claim: Claim
    # what it comes to at each, by its own 95% intervals; None where a scenario cannot be played
    points: tuple[Point | None, ...]
    # parameters that tell where it holds, the strongest first; none where no rank correlation can be told from chance,
    # by Holm's rule over the parameters
    turns: tuple[Turn, ...]

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """Points by verdict; what is built in, and comes out, is supported."""
        return dict(Counter(point.verdict for point in self.points if point is not None))

    @property
    def refused(self) -> int:
        """Points at which a scenario cannot be played."""
        return self.points.count(None)


@dataclass(frozen=True)
class Around:
    """Claims at many points."""

    found: list[Elsewhere]  # claim by claim
    luck: Luck  # that of all points
    settings: Mapping[str, object]  # what was set at all of them
    keys: tuple[str, ...]  # parameters that were varied
    # shape (points, keys); in multiples of their own values
    scales: NDArray[np.float64] = field(compare=False, repr=False)


def parameters() -> list[str]:
    """Keys that are varied: numbers above 0, half of each either way."""
    return [
        one.key
        for one in declarations()
        if one.section in SECTIONS
        and one.key not in KEPT
        and isinstance(one.default, int | float)
        and not isinstance(one.default, bool)
        and one.default > 0
    ]


def try_elsewhere(
    claims: Sequence[Claim],
    luck: Luck,
    points: int = POINTS,
    *,
    settings: Mapping[str, object] | None = None,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Around:
    """Judge claims at the points of a Latin hypercube, in the order of ``claims``; what is set is not varied."""
    from scipy.stats import qmc

    points = whole_numbers.PLACES.checked(points)
    fixed = {full_name(key, case.scenario) for key in settings or {} for claim in claims for case in claim.cases}
    keys = tuple(key for key in parameters() if key not in fixed)
    cube = qmc.LatinHypercube(len(keys), rng=np.random.default_rng(luck.seed)).random(points)
    scales = LOW + (HIGH - LOW) * cube
    jobs = [
        partial(_weakest, claim, luck, settings, dict(zip(keys, row, strict=True)))
        for claim in claims
        for row in scales
    ]
    done = side_by_side(jobs, threads=threads, progress=progress)
    found = [done[k * points : (k + 1) * points] for k in range(len(claims))]
    told = [_elsewhere(claim, each, keys, scales) for claim, each in zip(claims, found, strict=True)]
    return Around(told, luck, dict(settings or {}), keys, scales)


def _weakest(
    claim: Claim, luck: Luck, settings: Mapping[str, object] | None, scales: Mapping[str, float]
) -> Point | None:
    """The verdict at a point, and the weakest effect in multiples of its least; None where it cannot be played."""
    try:
        evidence = claim.evidence(Runs(luck._replace(runs=luck.runs * claim.effort), settings, scales))
    except EquipoiseError:
        return None
    effects = evidence.effects or evidence.built_in
    return Point(judge(effects, evidence.placebos, tests=1), min(map(_multiple, effects)))


def _multiple(effect: ClaimedEffect) -> float:
    return -np.inf if isnan(effect.value) else effect.value / effect.least


def _elsewhere(
    claim: Claim, found: Sequence[Point | None], keys: Sequence[str], scales: NDArray[np.float64]
) -> Elsewhere:
    played = [k for k, point in enumerate(found) if point is not None]
    size = np.array([point.weakest for point in found if point is not None])
    holds = np.array([point.verdict is Verdict.SUPPORTED for point in found if point is not None])
    turns = find_turns(keys, scales[played], size, holds) if len(played) >= whole_numbers.PLACES.low else ()
    return Elsewhere(claim, tuple(found), turns)


def find_turns(
    keys: Sequence[str], scales: NDArray[np.float64], size: NDArray[np.float64], holds: NDArray[np.bool_]
) -> tuple[Turn, ...]:
    """Find the parameters whose rank correlation with the size of the weakest effect cannot be chance."""
    from scipy.stats import spearmanr

    if len(np.unique(size)) == 1:
        return ()
    ranks = [spearmanr(column, size) for column in scales.T]
    adjusted = holm(np.array([float(rank.pvalue) for rank in ranks]))
    turns = [
        _turn(key, float(rank.statistic), column, holds)
        for key, rank, column, p in zip(keys, ranks, scales.T, adjusted, strict=True)
        if p < ALPHA
    ]
    return tuple(sorted(turns, key=lambda turn: -abs(turn.rank)))


def _turn(key: str, rank: float, column: NDArray[np.float64], holds: NDArray[np.bool_]) -> Turn:
    """Where verdicts on either side differ most, with a fifth of the points at least on each."""
    order = np.argsort(column)
    sorted_by, held = column[order], holds[order].astype(float)
    few = max(len(held) // 5, 1)
    cuts = range(few, len(held) - few + 1)
    cut = max(cuts, key=lambda k: abs(held[:k].mean() - held[k:].mean()))
    at = float((sorted_by[cut - 1] + sorted_by[min(cut, len(held) - 1)]) / 2.0)
    return Turn(key, rank, at, float(held[:cut].mean()), float(held[cut:].mean()))
