"""Morris screening: which factors matter at all, from few points, before anything dearer is run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.data import DataError, numbers, rounded
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.sensitivity.measured import Measured, resampled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Screening:
    """What elementary effects come to, in the outcome's unit over a factor's whole range."""

    mu_star: Measured  #: mean size of the effects (Campolongo et al. 2007): how much the factor matters
    mu: Measured  #: mean of the effects: which way, where they agree
    sigma: Measured  #: their standard deviation: how far the effect depends on where the others stand, or bends
    effects: NDArray[np.int64]  #: of shape (factors,); how many effects there are of each


EFFECTS_NEEDED = 4  #: fewest effects of a factor that bear an interval


def elementary_effects(
    x: NDArray[np.float64], y: NDArray[np.float64], words: NDArray[np.bool_] | None = None
) -> NDArray[np.float64]:
    """Differences along trajectories that move one factor at a time (Morris 1991).

    Parameters
    ----------
    x : ndarray of shape (trajectories, factors + 1, factors)
        Points, each factor scaled to 0..1 over its range; neighbours differ in one factor.
    y : ndarray of shape (trajectories, factors + 1)
        Outcome.
    words : ndarray of bool, shape (factors,), optional
        Which factors are words, that have no order: each step is from one to another, however far apart in their list,
        and its effect has a size and no sign.

    Returns
    -------
    ndarray of shape (factors, trajectories)
        Change of the outcome over change of the factor; NaN where a point has no value or the factor did not move. A
        change that is only rounding is none.
    """
    x, y = numbers(x, "factors", axes=3), numbers(y, "outcomes", gaps=True, axes=2)
    if x.shape != (*y.shape, y.shape[1] - 1):
        raise DataError(f"trajectories have one point more than factors; these are {x.shape}, with outcomes {y.shape}")
    steps, changes = np.diff(x, axis=1), np.diff(y, axis=1)
    if rounded(y[:, 1:], y[:, :-1]).all():
        changes = np.where(np.isnan(changes), np.nan, 0.0)
    effects = np.full((x.shape[2], x.shape[0]), np.nan)
    path, place, factor = np.nonzero(steps)
    effects[factor, path] = changes[path, place] / steps[path, place, factor]
    if words is not None:
        size = np.abs(changes[path, place])
        effects[factor, path] = np.where(words[factor], size, effects[factor, path])
    return effects


def screening(effects: NDArray[np.float64], level: float = LEVEL) -> Screening:
    """Summarise elementary effects of shape (factors, trajectories); intervals are bootstrapped over trajectories.

    NaN for a factor without effects, and a sigma of NaN for one with a single effect.
    """
    effects = numbers(effects, "elementary effects", gaps=True, axes=2)
    found = [_of_factor(row[np.isfinite(row)], level) for row in effects]
    mu_star, mu, sigma = (Measured(*(np.array([f[k][part] for f in found]) for part in range(3))) for k in range(3))
    return Screening(mu_star, mu, sigma, np.isfinite(effects).sum(axis=1))


def _of_factor(effects: NDArray[np.float64], level: float) -> list[tuple[float, float, float]]:
    """Mean size, mean and spread of one factor's effects, each with its interval."""
    if len(effects) == 0:
        return [(np.nan, np.nan, np.nan)] * 3

    def summary(chosen: NDArray[np.int64]) -> NDArray[np.float64]:
        draws = effects[chosen]
        several = len(effects) > 1
        spread = draws.std(axis=-1, ddof=1) if several else np.full(draws.shape[:-1], np.nan)
        return np.stack([np.abs(draws).mean(axis=-1), draws.mean(axis=-1), spread])

    measured = resampled(len(effects), 1, summary, level)
    return [(float(v), float(low), float(high)) for v, low, high in zip(*measured, strict=True)]
