"""Designs: the points of a study, by SciPy and SALib."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from equipoise.analysis.extras import needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.experiments.studies.factors import Target
    from equipoise.experiments.studies.plan import Plan
    from equipoise.experiments.studies.study import Design, Kind, Value

USES: dict[Kind, tuple[str, ...]] = {
    "one-at-a-time": ("levels",),
    "grid": ("levels",),
    "latin-hypercube": ("points", "seed"),
    "sobol": ("points", "seed"),
    "saltelli": ("points", "second_order", "seed"),
    "morris": ("trajectories", "levels", "seed"),
}
"""What each kind of design goes by, besides its kind."""

POWERS_OF_TWO = frozenset({"sobol", "saltelli"})
"""Designs that are balanced at powers of two only."""


@dataclass(frozen=True)
class Points:
    """The points of a design, in their order."""

    keys: Sequence[str]  # factors
    values: Sequence[tuple[Value, ...]]  # a row a point, a value a factor; None leaves the factor as it stands
    # shape (points, factors): the same in the unit cube, from which ``values`` follow; what SALib's estimators take,
    # under bounds of [0, 1]. None for a grid and one at a time, which are made of values
    unit: NDArray[np.float64] | None

    def __len__(self) -> int:
        return len(self.values)


def size(design: Design, targets: Sequence[Target]) -> int:
    """Count the points of a design without laying them out."""
    many = len(targets)
    if design.kind == "grid":
        return prod(_levels(target, design.levels) for target in targets)
    if design.kind == "one-at-a-time":
        return 1 + sum(_levels(target, design.levels) for target in targets)
    if design.kind == "saltelli":
        return design.points * (2 * many + 2 if design.second_order else many + 2)
    return design.trajectories * (many + 1) if design.kind == "morris" else design.points


def _levels(target: Target, levels: int) -> int:
    return len(target.listed) or levels


def lay_out(plan: Plan) -> Points:
    """Lay out the points that a study asks for; the same for the same study."""
    design, targets = plan.study.design, plan.targets
    keys = [target.key for target in targets]
    if design.kind == "grid":
        return Points(keys, list(product(*(target.spread(design.levels) for target in targets))), None)
    if design.kind == "one-at-a-time":
        return Points(keys, _one_at_a_time(targets, design.levels), None)
    unit = _unit_cube(design, len(targets))
    return Points(keys, [tuple(t.at(float(u)) for t, u in zip(targets, row, strict=True)) for row in unit], unit)


def _one_at_a_time(targets: Sequence[Target], levels: int) -> list[tuple[Value, ...]]:
    """The study as it stands, then each factor in turn at its other values."""
    base = tuple(target.base for target in targets)
    moved = [
        (*base[:k], value, *base[k + 1 :])
        for k, target in enumerate(targets)
        for value in target.spread(levels)
        if value != target.base
    ]
    return [base, *moved]


def _unit_cube(design: Design, dimensions: int) -> NDArray[np.float64]:
    """Points in the unit cube, shape (points, dimensions)."""
    if design.kind in {"latin-hypercube", "sobol"}:
        from scipy.stats import qmc

        if design.kind == "sobol":
            return np.asarray(qmc.Sobol(dimensions, rng=design.seed).random(design.points))
        return np.asarray(qmc.LatinHypercube(dimensions, rng=design.seed).random(design.points))
    problem: dict[str, Any] = {
        "num_vars": dimensions,
        "names": [str(k) for k in range(dimensions)],
        "bounds": [[0.0, 1.0]] * dimensions,
    }
    if design.kind == "saltelli":
        saltelli = needed("SALib.sample.sobol", "evidence", "a Saltelli design")
        return np.asarray(
            saltelli.sample(problem, design.points, calc_second_order=design.second_order, seed=design.seed)
        )
    morris = needed("SALib.sample.morris", "evidence", "a Morris design")
    return np.asarray(morris.sample(problem, design.trajectories, num_levels=design.levels, seed=design.seed))
