"""Shares of variance over a full grid, whose points are no sample: nothing but the noise of the runs is uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import chdtri

from equipoise.analysis.data import alike, even, numbers
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.sensitivity.levels import course
from equipoise.analysis.sensitivity.measured import RESAMPLES, Measured
from equipoise.analysis.sensitivity.noise import noise_share
from equipoise.analysis.sensitivity.sobol import SobolIndices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SEED = 20_261  # the same grid always gives the same interval
_FEWEST, _NUMBERS = 99, 100_000_000  # draws, and the numbers drawn at most, for large grids
_CELLS = 4_000_000  # numbers of a batch, 32 MB


@dataclass(frozen=True)
class GridIndices(SobolIndices):
    """First-order and total indices over the points of a grid, each as likely as another."""

    #: of shape (factors,); mean outcome at two levels of the factor, over all levels of the others
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    #: those levels: the ends of the range; the least and the greatest outcome where it turns, and of words
    ends: tuple[tuple[str, str], ...]
    #: of shape (factors,); 1, -1, or 0 where neither is clear, the outcome turns, or the levels are words
    direction: NDArray[np.int64]
    turns: tuple[bool, ...]  #: whether the outcome turns: a level between the ends clearly lies outside of both
    floor: float  #: the greatest total index that noise alone would show, 95 times of 100


def grid_indices(
    values: NDArray[np.float64],
    errors: NDArray[np.float64],
    levels: Sequence[Sequence[str]],
    ordered: Sequence[bool],
    level: float = LEVEL,
) -> GridIndices:
    """Split the variance over a grid (Sobol' 1993, whose integrals are sums here).

    ::

        S_i  = Var(mean over the others) / Var        ST_i = mean over the others(Var along i) / Var

    A rank regression would see a part of this alone: an outcome that jumps once and then stays, or turns, has ranks
    that follow the lever little, though the lever moves all of it.

    Parameters
    ----------
    values, errors : ndarray of shape (levels of the first factor, levels of the second, ...)
        Mean over runs at each point, all known, and its standard error.
    levels : sequence of sequence of str
        Each factor's levels, as they are written.
    ordered : sequence of bool
        Whether a factor's levels have an order.
    level : float
        Coverage of the intervals, which are drawn from the errors, taken as independent.

    Returns
    -------
    GridIndices
        NaN where the outcome does not vary by more than rounding; intervals of NaN where an error is not known.
    """
    factors = np.ndim(values)
    values, errors = numbers(values, "outcomes", axes=factors), numbers(errors, "errors", gaps=True, axes=factors)
    alike("points", values.ravel(), errors.ravel())
    variance = float(values.var())
    both = np.full(2 * factors, np.nan) if even(values) else _indices(values[np.newaxis])[:, 0]
    low, high = _intervals(both, values, errors, level)
    first, total = (Measured(both[half], low[half], high[half]) for half in np.split(np.arange(2 * factors), 2))
    pairs, labels, ways, turns = [], [], [], []
    for k in range(factors):
        others = tuple(axis for axis in range(factors) if axis != k)
        # Points share their luck, so that the error of their mean may be as large as their own.
        means, spread = values.mean(axis=others), errors.mean(axis=others)
        found = course(means, spread, ordered=ordered[k], level=level)
        pair = (float(means[found.start]), float(means[found.end]))
        clear = ordered[k] and not found.turns and abs(pair[1] - pair[0]) > found.reach
        pairs.append(pair)
        turns.append(found.turns)
        labels.append((levels[k][found.start], levels[k][found.end]))
        ways.append(int(np.sign(pair[1] - pair[0])) if clear else 0)
    low_at, high_at = np.array(pairs).T
    return GridIndices(
        first,
        total,
        variance,
        values.size,
        0,
        low_at,
        high_at,
        tuple(labels),
        np.array(ways),
        tuple(turns),
        _floor(values, errors, level),
    )


def _indices(draws: NDArray[np.float64]) -> NDArray[np.float64]:
    """First-order and total indices of some grids, of shape (2 * factors, grids)."""
    axes = tuple(range(1, draws.ndim))
    first, total = [], []
    for k in axes:
        others = tuple(axis for axis in axes if axis != k)
        first.append(draws.mean(axis=others).var(axis=-1))
        total.append(draws.var(axis=k).reshape(len(draws), -1).mean(axis=-1))
    with np.errstate(divide="ignore", invalid="ignore"):  # a drawn grid may be all alike
        return np.asarray(np.array([*first, *total]) / draws.var(axis=axes))


def _intervals(
    both: NDArray[np.float64], values: NDArray[np.float64], errors: NDArray[np.float64], level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Spread of the indices under further noise, around what was found."""
    if not np.isfinite(errors).all() or np.isnan(both).any():
        return np.full_like(both, np.nan), np.full_like(both, np.nan)
    rng, batch = np.random.default_rng(_SEED), max(_CELLS // values.size, 1)
    left, parts = max(min(RESAMPLES, _NUMBERS // values.size), _FEWEST), []
    while left > 0:
        draws = values + errors * rng.standard_normal((min(batch, left), *values.shape))
        parts.append(_indices(draws))
        left -= batch
    everything = np.concatenate(parts, axis=1)
    low, middle, high = np.nanquantile(everything, [(1.0 - level) / 2.0, 0.5, (1.0 + level) / 2.0], axis=1)
    low = np.clip(both + np.minimum(low - middle, 0.0), 0.0, 1.0)
    high = np.clip(both + np.maximum(high - middle, 0.0), 0.0, 1.0)
    # Each draw has no more alone than in all; moved to what was found, the two intervals could stand the other way.
    alone, everywhere = np.split(np.arange(len(both)), 2)
    low[alone] = np.minimum(low[alone], low[everywhere])
    high[everywhere] = np.maximum(high[alone], high[everywhere])
    return low, high


def _floor(values: NDArray[np.float64], errors: NDArray[np.float64], level: float) -> float:
    """Under noise alone, a total index is the share of noise times chi-squared over the number of points."""
    freedom = [values.size * (many - 1) // many for many in values.shape if many > 1]
    share = float(np.nan_to_num(noise_share(values.ravel(), errors.ravel())))
    return max((share * float(chdtri(degrees, 1.0 - level)) / values.size for degrees in freedom), default=0.0)
