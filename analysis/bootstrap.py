"""Intervals for any statistic of a table, by drawing whole runs again: a layer over SciPy's bootstrap.

For what has no formula here: a correlation, a quantile, a share of an advantage. Runs are drawn, and not rows, because
rows of a run share its luck; and with a run come its rows of every arm, so that pairs stay pairs.
"""

from __future__ import annotations

import warnings
from math import isnan, nan
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import polars.selectors as cs

from equipoise.analysis.data import FEWEST, DataError, count, coverage, even, labels, numbers
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import LEVEL

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_BITS = 16.0  # last bits, of which a few are lost in a difference and in a mean


def over_runs(
    table: pl.DataFrame,
    statistic: Callable[[pl.DataFrame], float | None],
    *,
    run: str,
    seed: int,
    resamples: int = 1_999,
    null: float = 0.0,
    level: float = LEVEL,
) -> Estimate:
    """Interval by the bias-corrected and accelerated bootstrap (Efron 1987) over runs.

    Parameters
    ----------
    table : polars.DataFrame
        Rows of runs.
    statistic : callable
        From rows to a number, or NaN where they have none. A run that is drawn twice gives its rows twice.
    run : str
        Column that names the run.
    seed : int
        Of the draws: the same seed gives the same interval.
    resamples : int
        Draws.
    null : float
        The statistic's value where there is no effect.

    Returns
    -------
    Estimate
        Its p-value is twice the share of draws on the other side of ``null`` (the draws themselves counted once), which
        can't fall below 2 / (resamples + 1). NaN ends where the draws do not differ by more than rounding
        of the table's numbers, or the statistic is NaN in any.

    Raises
    ------
    equipoise.analysis.data.DataError
        When there is no such column, a row has no run, the seed is no whole number from 0, ``null`` is no finite
        number, there are too few draws for an interval, or the statistic is no number.
    """
    from scipy.stats import DegenerateDataWarning, bootstrap

    if run not in table.columns:
        raise DataError(f'the table has no column "{run}"; it has {", ".join(table.columns)}')
    count(resamples, "the number of draws", 2)
    count(seed, "the seed", 0)
    numbers([null], "values of no effect")
    coverage(level)
    labels(table[run], f'runs in the column "{run}"')
    parts = table.with_row_index("_row").group_by(run, maintain_order=True).agg("_row")["_row"].to_list()
    rows = [np.asarray(part, np.int64) for part in parts]
    value = _number(statistic(table)) if rows else nan
    if len(rows) < FEWEST or isnan(value):
        return Estimate(value, runs=len(rows))

    def of_runs(runs: NDArray[np.int64]) -> float:
        return _number(statistic(table[np.concatenate([rows[k] for k in runs])]))

    with warnings.catch_warnings(), np.errstate(invalid="ignore", divide="ignore"):
        warnings.simplefilter("ignore", DegenerateDataWarning)
        resampling = bootstrap(
            (np.arange(len(rows)),),
            of_runs,
            n_resamples=resamples,
            vectorized=False,
            confidence_level=level,
            method="BCa",
            rng=np.random.default_rng(int(seed)),
        )
    draws = np.asarray(resampling.bootstrap_distribution)
    if not np.isfinite(draws).all() or even(draws) or np.ptp(draws) <= _noise(table):
        return Estimate(value, runs=len(rows))
    beyond = min(int((draws <= null).sum()), int((draws >= null).sum()))
    p = min(1.0, 2.0 * (beyond + 1) / (resamples + 1))
    low, high = resampling.confidence_interval
    return Estimate(value, float(low), float(high), p, len(rows))


def _noise(table: pl.DataFrame) -> float:
    """What rounding alone may leave of a difference or a mean of the table's fractions."""
    sizes = np.abs(table.select(cs.float()).to_numpy())
    return _BITS * float(np.finfo(np.float64).eps) * float(sizes[np.isfinite(sizes)].max(initial=0.0))


def _number(value: object) -> float:
    """The statistic's value, whatever somebody's function gives; tables give None where they have none."""
    if value is not None and not isinstance(value, Real | np.bool_):
        raise DataError(f"the statistic must give a number, not {value!r}")
    return nan if value is None else float(value)
