"""What a design lets one estimate of an outcome, shares, effects, swings or ranks, and how much it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import numpy as np

from equipoise.analysis.data import even
from equipoise.analysis.prose.money import fact
from equipoise.analysis.sensitivity.grid import grid_indices
from equipoise.analysis.sensitivity.noise import noise_floor, noise_share
from equipoise.analysis.sensitivity.ranking import Basis, directions, restricted
from equipoise.analysis.sensitivity.ranks import points_needed, rank_regression
from equipoise.analysis.sensitivity.screening import EFFECTS_NEEDED, elementary_effects, screening
from equipoise.analysis.sensitivity.sobol import ROWS_NEEDED, sobol_indices
from equipoise.analysis.sensitivity.tornado import Levels, swings
from equipoise.experiments.scales import share_of
from equipoise.sim.money import money_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.sensitivity.ranking import Result
    from equipoise.experiments.studies.dataset import Dataset
    from equipoise.experiments.studies.factors import Target
    from equipoise.experiments.studies.study import Value

Entry = TypeVar("Entry", bound="Hashable")

RUNS_NEEDED = 2
"""Fewest runs at a point of which its error can be known."""


class Assessment(NamedTuple):
    """What a design lets one say of an outcome."""

    result: Result  # what was estimated of each factor
    # shape (factors,): 1 where the outcome rises with the factor, -1 where it falls, 0 where neither is clear
    direction: NDArray[np.int64]
    floor: float  # strength that noise alone could show
    basis: Basis  # what it rests on


class _Rests(NamedTuple):
    """How many rows an estimate rests on, and how many would do."""

    used: int
    needed: int
    what: tuple[str, str]


_POINTS, _RUNS = ("point", "points"), ("run a point", "runs a point")
_ROWS, _PATHS = ("base point", "base points"), ("trajectory", "trajectories")


def assessment(dataset: Dataset, values: NDArray[np.float64], errors: NDArray[np.float64]) -> Assessment:
    """Estimate what the design allows. A full grid gives shares of variance, one with gaps a rank regression."""
    kind = dataset.plan.study.design.kind
    if kind == "one-at-a-time":
        result, direction, floor, rests = _swings(dataset, values, errors)
    elif kind == "morris":
        result, direction, floor, rests = _screening(dataset, values, errors)
    elif kind == "saltelli":
        result, direction, floor, rests = _shares(dataset, values, errors)
    elif kind == "grid" and np.isfinite(values).all():
        result, direction, floor, rests = _grid(dataset, values, errors)
    else:
        result, direction, floor, rests = _ranks(dataset, values)
    known = values[np.isfinite(values)]
    varied = _varied(dataset)
    constant = len(known) > 1 and even(known)
    basis = Basis(len(values), len(known), constant, *rests, varied)
    ways = direction if basis.tells else np.zeros_like(direction)
    return Assessment(restricted(result, basis, floor), np.where(varied, ways, 0), floor, basis)


def _varied(dataset: Dataset) -> tuple[bool, ...]:
    """Which factors have more than one value; one at a time, the base is none of them."""
    design = dataset.plan.study.design
    if design.kind == "one-at-a-time":
        return tuple(len(target.spread(design.levels)) > 1 for target in dataset.plan.targets)
    return tuple(len(set(column)) > 1 for column in zip(*dataset.design.values, strict=True))


_Found: TypeAlias = "tuple[Result, NDArray[np.int64], float, _Rests]"


def _ranks(dataset: Dataset, values: NDArray[np.float64]) -> _Found:
    targets, design = dataset.plan.targets, dataset.design
    words = [_many_words(target) for target in targets]
    found = rank_regression(positions(targets, design.values), values, words=words)
    return found, directions(found.coefficients), 0.0, _Rests(found.used, points_needed(words), _POINTS)


def _shares(dataset: Dataset, values: NDArray[np.float64], errors: NDArray[np.float64]) -> _Found:
    targets = dataset.plan.targets
    factors = len(targets)
    rows = values.reshape(-1, 2 * factors + 2 if dataset.plan.study.design.second_order else factors + 2)
    indices = sobol_indices(rows[:, 0], rows[:, -1], rows[:, 1 : factors + 1].T)
    samples = np.zeros(rows.shape, bool)
    samples[:, [0, -1]] = True  # the two independent ones, of which a regression can be made
    x, words = positions(targets, dataset.design.values), [_many_words(target) for target in targets]
    ways = rank_regression(x[samples.ravel()], values[samples.ravel()], words=words)
    floor = float(np.nan_to_num(noise_share(values, errors)))
    return indices, directions(ways.coefficients), floor, _Rests(indices.used, ROWS_NEEDED, _ROWS)


def _screening(dataset: Dataset, values: NDArray[np.float64], errors: NDArray[np.float64]) -> _Found:
    targets = dataset.plan.targets
    paths, words = (-1, len(targets) + 1), np.array([target.kind == "text" for target in targets])
    x = positions(targets, dataset.design.values).reshape(*paths, len(targets))
    found = screening(elementary_effects(x, values.reshape(paths), words))
    steps = np.where(words & (np.diff(x, axis=1) != 0.0), 1.0, np.abs(np.diff(x, axis=1))).sum(axis=2)
    at_ends = errors.reshape(paths)
    both = np.hypot(at_ends[:, 1:], at_ends[:, :-1])
    noise = noise_floor(np.divide(both, steps, out=np.full_like(both, np.nan), where=steps > 0.0))
    rests = _Rests(int(found.effects.max(initial=0)), EFFECTS_NEEDED, _PATHS)
    return found, directions(found.mu), float(np.nan_to_num(noise)), rests


def _swings(dataset: Dataset, values: NDArray[np.float64], errors: NDArray[np.float64]) -> _Found:
    points, levels = dataset.design.values, dataset.plan.study.design.levels
    base, factors, place = points[0], [], _places(points)
    for k, target in enumerate(dataset.plan.targets):
        spread = in_order(target.spread(levels))
        at = [place[*base[:k], value, *base[k + 1 :]] for value in spread]
        names = [_written(dataset, target, value) for value in spread]
        factors.append(Levels(names, target.kind != "text", values[at], errors[at]))
    found = swings(factors, float(values[0]))
    direction = found.direction if found.direction is not None else directions(found.swing)
    return found, direction, 0.0, _runs(dataset, errors)


def _grid(dataset: Dataset, values: NDArray[np.float64], errors: NDArray[np.float64]) -> _Found:
    targets, levels = dataset.plan.targets, dataset.plan.study.design.levels
    spread = [target.spread(levels) for target in targets]
    order = [[place[value] for value in in_order(own)] for own in spread for place in [_places(own)]]
    shape = [len(own) for own in spread]
    names = [
        [_written(dataset, target, own[place]) for place in places]
        for target, own, places in zip(targets, spread, order, strict=True)
    ]
    ordered = [target.kind != "text" for target in targets]
    cells = np.ix_(*order)
    found = grid_indices(values.reshape(shape)[cells], errors.reshape(shape)[cells], names, ordered)
    return found, found.direction, found.floor, _runs(dataset, errors)


def _runs(dataset: Dataset, errors: NDArray[np.float64]) -> _Rests:
    return _Rests(dataset.plan.study.replications if np.isfinite(errors).any() else 1, RUNS_NEEDED, _RUNS)


def _many_words(target: Target) -> int:
    return len(target.listed) if target.kind == "text" else 0


def in_order(values: Sequence[Value]) -> list[Value]:
    """Put values from the least to the greatest; words have no order and stay as they are listed."""
    numbers = [value for value in values if isinstance(value, int | float)]
    return [*sorted(numbers)] if len(numbers) == len(values) else list(values)


def positions(targets: Sequence[Target], values: Sequence[tuple[Value, ...]]) -> NDArray[np.float64]:
    """Say where each factor stands in its range at each point: 0 at its lower end, 1 at its upper.

    Values, not the places in the unit cube that they were made from: a switch that a trajectory leaves as it is has
    not moved, and a whole number moves by whole steps.

    Shape (points, factors): evenly spaced over a list, from the least to the greatest; by the logarithm where the
    factor is spread so. Where a word stands is a name for it, and no measure.
    """
    lists = [_places(in_order(target.listed)) for target in targets]
    return np.array(
        [[_position(t, own, value) for t, own, value in zip(targets, lists, row, strict=True)] for row in values]
    )


def _places(entries: Sequence[Entry]) -> dict[Entry, int]:
    """Where each entry of a list stands; equal points have the same runs, so that any will do."""
    return {entry: place for place, entry in enumerate(entries)}


def _position(target: Target, listed: Mapping[Value, int], value: Value) -> float:
    if listed:
        return listed[value] / max(len(listed) - 1, 1)
    if not isinstance(value, int | float):
        return float("nan")
    return share_of(target.low, target.high, value, by_log=target.log)


def _written(dataset: Dataset, target: Target, value: Value) -> str:
    """Write a value of a factor as sentences do: amounts in the currency, shares in per cent."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return value
    return fact(money_of(dataset.plan.scenario), float(f"{value:.4g}"), target.unit)
