"""What knowing a number before deciding would be worth: expected value of partial perfect information, by regression.

A case is one run of each policy under a value of its own for every unknown, and under luck of its own, which all
policies share. The mean outcome of each policy, given one unknown, is a smoothing spline through all cases (Strong,
Oakley and Brennan 2014; SciPy's cubic smoothing spline, whose penalty generalised cross-validation chooses, once, from
all cases). What it is worth to know that unknown is then the mean of the best policy's value over the cases, less the
value of the one policy that is best on average. Its interval is of cases drawn anew, values and luck together: cases
that shared luck would move together, and their error would go unseen. Where a few cases far from all others bring
most of it, the worth is likeliest to be found too small, with too small an error: the interval reaches up as far as the
worth may be by its studentised errors, too (Efron 1981); and where few cases bring it, or none that was seen, as far as
such cases may be more, and bring more (:mod:`equipoise.analysis.rare`). The best of several curves is too good by their
errors, so that luck alone makes a worth of nothing: the interval reaches down to 0 unless fewer than one in twenty
shufflings of the values over the cases, which leave nothing to know, come to as much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.interpolate import make_smoothing_spline

from equipoise.analysis.data import numbers
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.rare import Leads, most_of_few, most_on_average
from equipoise.sim.wanted import each_wanted

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELLS, FOR_A_CURVE = 32, 5
"""Groups of cases that lie next to each other, for whose means a curve is drawn; fewest values that have one."""

TAILS = 2.0 ** -np.arange(6, 9)
"""Shares of all cases at which the least and the greatest group are divided further, down to one case in 256: where a
few values are far from all others, what is best may change among them alone, and their mean would not show it."""

PENALTIES = tuple(10.0 ** np.arange(-3.0, 4.0, 0.5))
"""Of roughness, among which one is chosen: from hardly smoothed to a straight line."""

_SHARES = np.sort([*np.linspace(0.0, 1.0, CELLS + 1)[1:-1], *TAILS, *(1.0 - TAILS)])
RESAMPLES = 200
_ROUNDING = 1e-12


def worth_of_knowing(
    unknown: NDArray[np.float64], leads: NDArray[np.float64], *, resamples: int = RESAMPLES, seed: int = 0
) -> Estimate:
    """Estimate what it is worth to know an unknown before choosing a policy.

    Parameters
    ----------
    unknown : ndarray of shape (cases,)
        Its value in each case.
    leads : ndarray of shape (policies, cases)
        Outcome of each further policy less that of the first, case by case.
    resamples, seed : int
        Times that cases are drawn anew for the interval, and the seed of that.

    Returns
    -------
    Estimate
        In the outcome's unit, 0 or more, with a 95% interval (bootstrap, percentiles; its upper end studentised, and as
        far up as rare cases may reach).
    """
    y, groups = np.atleast_2d(leads), _groups(numbers(unknown, "values"))
    each, cells = _smoothers(groups), groups.cells
    smooth = _chosen(each, groups, _means(cells, y, groups.size))
    value, error = _worth(cells, y, smooth)
    drawn = np.random.default_rng(seed)
    again, off, nothing = [], [], []
    for _ in each_wanted(range(resamples)):
        chosen = drawn.integers(0, len(cells), len(cells))
        worth, its_error = _worth(cells[chosen], y[:, chosen], smooth)
        again.append(worth)
        off.append((worth - value) / its_error if its_error > 0.0 else 0.0)
        shuffled = drawn.permutation(cells)
        nothing.append(_worth(shuffled, y, _chosen(each, groups, _means(shuffled, y, groups.size)))[0])
    low, high = np.quantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    high = max(high, value - error * float(np.quantile(off, (1 - LEVEL) / 2)))
    high = max(high, most_of_few(_over_the_best(groups, y, smooth), goes_on=groups.size > CELLS))
    as_much = (1 + sum(one >= value for one in nothing)) / (1 + len(nothing))
    low = low if as_much <= 1 - LEVEL + _ROUNDING else 0.0
    return Estimate(value, min(float(low), value), max(float(high), value), runs=len(cells), error=float(np.std(again)))


def worth_of_everything(leads: NDArray[np.float64], *, resamples: int = RESAMPLES, seed: int = 0) -> Estimate:
    """Bound what any knowledge can be worth: that of everything, each run's luck too (leads as above)."""
    y = np.atleast_2d(leads)
    drawn = np.random.default_rng(seed)
    again = [_of_all(y[:, drawn.integers(0, y.shape[1], y.shape[1])]) for _ in range(resamples)]
    low, high = np.quantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    each = np.vstack([np.zeros(y.shape[1]), y])
    rare = most_on_average(each.max(axis=0) - each[each.mean(axis=1).argmax()], np.ones(y.shape[1]))
    return Estimate(_of_all(y), float(low), max(float(high), rare), runs=y.shape[1], error=float(np.std(again)))


def best_at(unknown: NDArray[np.float64], leads: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Say which policy is best along an unknown: its values from the least, and at each the best (0 is the first)."""
    y, groups = np.atleast_2d(leads), _groups(numbers(unknown, "values"))
    means = _means(groups.cells, y, groups.size)
    fitted = _applied(_chosen(_smoothers(groups), groups, means), means)
    best = np.vstack([np.zeros(groups.size), fitted]).argmax(axis=0)
    return groups.middles, best


def _of_all(leads: NDArray[np.float64]) -> float:
    return float(np.maximum(leads.max(axis=0), 0.0).mean() - max(leads.mean(axis=1).max(), 0.0))


class _Groups(NamedTuple):
    """Cases that lie next to each other along an unknown."""

    cells: NDArray[np.int64]  # the group of each case, from the least
    middles: NDArray[np.float64]
    weights: NDArray[np.float64]  # cases of each

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.middles)


def _groups(x: NDArray[np.float64]) -> _Groups:
    """Those of one value, or as many next to each other in every group."""
    values = np.unique(x)
    edges = values[1:] if len(values) <= CELLS else np.quantile(x, _SHARES)
    _, cells = np.unique(np.searchsorted(edges, x, side="right"), return_inverse=True)
    weights = np.bincount(cells).astype(np.float64)
    return _Groups(cells, np.bincount(cells, x) / weights, weights)


def _means(cells: NDArray[np.int64], y: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Mean of each lead in each group; that of all cases in a group which none of them is in."""
    count = np.bincount(cells, minlength=size)
    sums = np.array([np.bincount(cells, row, size) for row in y])
    return np.where(count > 0, sums / np.maximum(count, 1), y.mean(axis=1, keepdims=True))


def _smoothers(groups: _Groups) -> NDArray[np.float64]:
    """What makes a curve of the groups' means, by penalty: a smoothing spline is linear in them.

    Shape (penalties, groups, groups).
    """
    spread, same = groups.middles.std(), np.eye(groups.size)
    if groups.size < FOR_A_CURVE or spread == 0.0:
        return same[None]
    x, weight = (groups.middles - groups.middles.mean()) / spread, groups.weights / groups.weights.mean()
    return np.array([make_smoothing_spline(x, same, weight, lam=penalty)(x) for penalty in PENALTIES])


def _chosen(each: NDArray[np.float64], groups: _Groups, means: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each lead the smoother with the least generalised cross-validation, shape (leads, groups, groups)."""
    if len(each) == 1:
        return np.broadcast_to(each, (len(means), *each.shape[1:]))
    left = np.square(np.einsum("pij,lj->lpi", each, means) - means[:, None]) @ groups.weights
    freedom = groups.size - np.trace(each, axis1=1, axis2=2)
    return np.asarray(each[np.argmin(left / np.square(freedom), axis=1)])


def _applied(smooth: NDArray[np.float64], means: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.einsum("lij,lj->li", smooth, means))


def _over_the_best(groups: _Groups, y: NDArray[np.float64], smooth: NDArray[np.float64]) -> Leads:
    """Leads over the policy that is best on average, with the errors that noise about the groups' means leaves."""
    means = _means(groups.cells, y, groups.size)
    noise = np.square(y - means[:, groups.cells]).sum(axis=1) / max(y.shape[1] - groups.size, 1)
    variances = np.einsum("lij,j->li", np.square(smooth), 1.0 / groups.weights) * noise[:, None]
    with_first = [np.vstack([np.zeros(groups.size), of]) for of in (_applied(smooth, means), variances, means)]
    curves, variances, means = with_first
    noise = np.array([0.0, *noise])
    best, others = int((curves @ groups.weights).argmax()), np.arange(len(curves))[:, None]
    both = [np.where(others == best, 0.0, np.sqrt(of + of[best])) for of in (variances, noise[:, None])]
    return Leads(curves - curves[best], both[0], means - means[best], both[1][:, 0], groups.weights)


def _worth(cells: NDArray[np.int64], y: NDArray[np.float64], smooth: NDArray[np.float64]) -> tuple[float, float]:
    """What knowing is worth, and its error with curves and choices as they are: that of what choosing brings a case."""
    size = smooth.shape[-1]
    curves = np.vstack([np.zeros(size), _applied(smooth, _means(cells, y, size))])
    share = np.bincount(cells, minlength=size) / len(cells)
    best, alone = curves.argmax(axis=0), int((curves @ share).argmax())
    worth = curves.max(axis=0) @ share - curves[alone] @ share
    leads = np.vstack([np.zeros(len(cells)), y])
    brings = leads[best[cells], np.arange(len(cells))] - leads[alone]
    return float(max(worth, 0.0)), float(brings.std() / np.sqrt(len(cells)))
