"""Standardised rank regression: what an outcome rises and falls with, from a design that varies all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import fdtrc

from equipoise.analysis.data import ROUNDING, alike, even, numbers, snapped
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.one_thread import one_thread
from equipoise.analysis.sensitivity.measured import Measured, resampled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class RankRegression:
    """A regression of ranks on ranks."""

    #: between about -1 and 1; where factors are independent, their squares are shares of the ranks' variance.
    #: NaN for a factor of words, which has one effect a word
    coefficients: Measured
    #: R squared: how much of the ranks' variance the regression accounts for. Where it is low, factors interact
    #: or the outcome turns, and coefficients say little
    explained: float
    used: int  #: points; those are left out that have no value
    left_out: int
    #: of a factor of words as a whole: the root of the R squared that goes without it (its multiple semipartial
    #: correlation), which for a single column that is independent of the others is the size of its coefficient.
    #: Its interval begins at 0 where an F test can't tell the words apart. NaN for all other factors
    parts: Measured | None = None
    #: A factor of words has the effect of each word on the outcome's rank, in standard deviations, about their
    #: mean; others have none
    effects: tuple[NDArray[np.float64], ...] = ()

    @property
    def strength(self) -> Measured:
        """How much each factor matters, without a sign: size of the coefficient; of words, what goes without them."""
        size = self.coefficients.sizes()
        if self.parts is None:
            return size
        return Measured(*(np.where(np.isnan(one), other, one) for one, other in zip(size, self.parts, strict=True)))


def points_needed(words: Sequence[int]) -> int:
    """Fewest points by which factors can be ranked, of which each has so many words, 0 where it has an order.

    Ten at least, and two an effect and two more. In noise alone, of one factor, the bootstrap finds an effect 17
    times of 100 with five points, 11 times with eleven; it ought to be 5.
    """
    return max(10, 2 * sum(max(many - 1, 1) for many in words) + 2)


class _Design(NamedTuple):
    """Columns of a regression, the outcome last, and which of them are a factor's."""

    table: NDArray[np.float64]
    groups: list[list[int]]
    words: Sequence[int]


@one_thread()
def rank_regression(
    x: NDArray[np.float64], y: NDArray[np.float64], level: float = LEVEL, words: Sequence[int] = ()
) -> RankRegression:
    """Regress the ranks of an outcome on the ranks of the factors (Iman and Conover 1979).

    Standardised rank regression, not partial rank correlation: that one comes close to 1 for every factor of an
    outcome that follows its factors exactly, however little the factor moves it. Words have no rank: a factor of words
    gets a column a word but the first.

    Parameters
    ----------
    x : ndarray of shape (points, factors)
        Factors; ties, up to rounding, get their mean rank. Of k words, those at 0, 1/(k - 1), ..., 1.
    y : ndarray of shape (points,)
        Outcome.
    level : float
        Coverage of the intervals, which are bootstrapped over points.
    words : sequence of int
        How many words each factor has; 0 where it has an order, as all have by default.

    Returns
    -------
    RankRegression
        NaN where there are fewer points than a regression needs, or the outcome does not vary. A factor that does
        not vary has coefficient 0.
    """
    x, y = numbers(x, "factors", gaps=True, axes=2), numbers(y, "outcomes", gaps=True)
    alike("points", x, y)
    words = list(words) or [0] * x.shape[1]
    alike("factors and their numbers of words", x.T, np.array(words))
    known = np.isfinite(y)
    left_out = int(len(known) - known.sum())
    x, y = x[known], y[known]
    points, factors = x.shape
    design = _design(x, y, words) if points else None
    if design is None or points < design.table.shape[1] + 1 or even(y):
        none = Measured(*(np.full(factors, np.nan) for _ in range(3)))
        return RankRegression(none, np.nan, points, left_out, none, tuple(np.full(many, np.nan) for many in words))

    def figures(chosen: NDArray[np.int64]) -> NDArray[np.float64]:
        solved, inverse = _solved(design.table[chosen])
        found = np.stack(
            [_figure(solved, inverse, group, many) for group, many in zip(design.groups, words, strict=True)]
        )
        return np.where(np.abs(found) <= ROUNDING, 0.0, found)

    measured = resampled(points, design.table.shape[1], figures, level)
    solved, _ = _solved(design.table)
    scale = design.table.std(axis=0)
    scaled = (design.table - design.table.mean(axis=0)) / np.where(scale > 0.0, scale, 1.0)
    explained = float(1.0 - ((scaled[:, -1] - scaled[:, :-1] @ solved) ** 2).mean())
    wordy = np.array(words) > 0
    ordered, parts = (Measured(*(np.where(mask, np.nan, part) for part in measured)) for mask in (wordy, ~wordy))
    differ = _words_differ(design, parts.value, explained, level)
    parts = parts._replace(low=np.where(differ | ~wordy, parts.low, 0.0))
    effects = tuple(
        _effects(design.table, group, solved, many) for group, many in zip(design.groups, words, strict=True)
    )
    return RankRegression(ordered, explained, points, left_out, parts, effects)


def _design(x: NDArray[np.float64], y: NDArray[np.float64], words: Sequence[int]) -> _Design:
    from scipy.stats import rankdata

    columns: list[NDArray[np.float64]] = []
    groups: list[list[int]] = []
    for column, many in zip(x.T, words, strict=True):
        place = np.rint(column * max(many - 1, 1))
        own = (
            [(place == word).astype(float) for word in range(1, max(many, 2))] if many else [rankdata(snapped(column))]
        )
        groups.append(list(range(len(columns), len(columns) + len(own))))
        columns += own
    return _Design(np.column_stack([*columns, rankdata(snapped(y))]), groups, words)


def _solved(draws: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coefficients from the table of correlations, R b = r, and the inverse of R; of some resamples at once."""
    # Ranks are not taken anew in a resample, which would only move ties.
    draws = draws - draws.mean(axis=-2, keepdims=True)
    scale = np.sqrt((draws**2).sum(axis=-2, keepdims=True))
    draws = np.divide(draws, scale, out=np.zeros_like(draws), where=scale > 0.0)
    inputs, outcome = draws[..., :-1], draws[..., -1:]
    crossed = np.swapaxes(inputs, -1, -2)
    inverse = np.asarray(np.linalg.pinv(crossed @ inputs, hermitian=True), float)
    return (inverse @ (crossed @ outcome))[..., 0], inverse


def _figure(
    solved: NDArray[np.float64], inverse: NDArray[np.float64], group: list[int], many: int
) -> NDArray[np.float64]:
    """A coefficient; of words, the root of the R squared that goes without them, b' (R^-1)_gg^-1 b."""
    if not many:
        return np.asarray(solved[..., group[0]])
    own = solved[..., group]
    weight = np.linalg.pinv(inverse[..., np.array(group)[:, np.newaxis], group], hermitian=True)
    return np.asarray(np.sqrt(np.maximum(np.einsum("...i,...ij,...j->...", own, weight, own), 0.0)))


def _words_differ(design: _Design, parts: NDArray[np.float64], explained: float, level: float) -> NDArray[np.bool_]:
    """Whether an F test tells a factor's words apart: its part is never below 0, so that its interval can't."""
    points, columns = design.table.shape
    freedom, several = points - columns, np.array([max(len(group), 1) for group in design.groups])
    if freedom <= 0:
        return np.zeros(len(parts), bool)
    with np.errstate(divide="ignore", invalid="ignore"):  # a perfect fit leaves nothing
        ratio = (parts**2 / several) / (max(1.0 - explained, 0.0) / freedom)
    return np.asarray(fdtrc(several, freedom, np.nan_to_num(ratio, nan=0.0)) < 1.0 - level)


def _effects(
    table: NDArray[np.float64], group: list[int], solved: NDArray[np.float64], many: int
) -> NDArray[np.float64]:
    """Effect of each word on the outcome's rank, about their mean; NaN for a word that no point has."""
    if not many:
        return np.empty(0)
    scale = table[:, group].std(axis=0)
    above = np.divide(solved[group], scale, out=np.full(len(group), np.nan), where=scale > 0.0)
    first_is_there = bool((table[:, group].sum(axis=1) == 0.0).any())
    effects = np.concatenate([[0.0 if first_is_there else np.nan], above])[:many]
    return np.asarray(effects - np.nanmean(effects)) if np.isfinite(effects).any() else effects
