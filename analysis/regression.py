"""Regressions on tables of runs, relationships or rounds, with errors that know which rows share a run's luck.

A thin layer over statsmodels: columns in, coefficients with intervals out. Rows of one run are not independent, so
every regression here is told which column names the independent units, and its errors are robust to anything within
them (Liang and Zeger 1986; Cameron and Miller 2015), with Student's t at one degree of freedom less than units.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl
from scipy.special import expit

from analysis.effects import Effect
from analysis.extras import needed
from analysis.intervals import LEVEL
from sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Link = Literal["identity", "logit", "cloglog"]

CONSTANT = "constant"
"""What the intercept is called among the terms; under fixed effects it is their mean."""

_SETTLED = 1e-10
_MOST_SWEEPS = 10_000
_DEPENDENT = 1e-9


@dataclass(frozen=True)
class Regression:
    """A fitted regression.

    Attributes
    ----------
    outcome : str
        Left-hand side.
    link : str
        ``identity`` for least squares; ``logit`` or ``cloglog`` for chances.
    terms : dict of str to Effect
        Coefficients by term: :data:`CONSTANT`, a column's name, or ``column[value]`` for a column of words.
    covariance : ndarray of shape (terms, terms)
        Of the coefficients, robust to clusters.
    rows, clusters : int
        How many went in; rows without one of the values are left out.
    explained : float
        R squared (within the fixed effects, where there are any); for chances McFadden's 1 - L / L_0.
    """

    outcome: str
    link: Link
    terms: dict[str, Effect]
    covariance: NDArray[np.float64]
    rows: int
    clusters: int
    explained: float

    def predict(self, table: pl.DataFrame) -> NDArray[np.float64]:
        """Expected outcome of other rows.

        Parameters
        ----------
        table : polars.DataFrame
            With the regressors' columns.

        Returns
        -------
        ndarray of shape (rows,)
            On the outcome's scale; NaN where a value is missing.
        """
        linear = np.zeros(table.height)
        for term, effect in self.terms.items():
            linear += effect.value * _column(table, term)
        if self.link == "logit":
            return np.asarray(expit(linear))
        return np.asarray(-np.expm1(-np.exp(linear))) if self.link == "cloglog" else linear


def least_squares(  # noqa: PLR0913 - a regression is an outcome, regressors, fixed effects and clusters
    table: pl.DataFrame,
    outcome: str,
    regressors: Sequence[str],
    *,
    cluster: str,
    fixed: Sequence[str] = (),
    level: float = LEVEL,
) -> Regression:
    """Ordinary least squares, with fixed effects if asked.

    Fixed effects are swept out by taking group means away, in turn where there are several, until nothing changes
    (Frisch, Waugh and Lovell; Gaure 2013); grand means are put back. Degrees of freedom do not count the effects swept
    out, which is right where they are nested in the clusters and next to nothing where rows are many.

    Parameters
    ----------
    table : polars.DataFrame
        A row an observation.
    outcome : str
        Column of numbers.
    regressors : sequence of str
        Columns of numbers or of true and false; or of words, which enter as a 0/1 term for each value but the first.
    cluster : str
        Column that names the independent units, such as the replication.
    fixed : sequence of str
        Columns whose values each get a level of their own, such as the account.
    level : float
        Coverage of the intervals.

    Returns
    -------
    Regression
        With link ``identity``.

    Raises
    ------
    sim.faults.EquipoiseError
        When statsmodels is missing, there is no such column, a regressor tells nothing beside the others, or there are
        too few rows or clusters.
    """
    known, names, groups = _rows(table, outcome, regressors, cluster, fixed)
    y, x = _column(known, outcome), np.column_stack([_column(known, name) for name in names])
    if fixed:
        swept = _within(np.column_stack([y, x[:, 1:]]), [_codes(known[name]) for name in fixed])
        y, x = swept[:, 0], np.column_stack([x[:, 0], swept[:, 1:]])
    _check_rank(x, names, fixed)
    api = needed("statsmodels.api", "evidence", "A regression")
    fit = api.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
    clusters = int(groups.max()) + 1
    terms, covariance = _coefficients(fit, names, clusters, level), np.asarray(fit.cov_params())
    return Regression(outcome, "identity", terms, covariance, len(y), clusters, float(fit.rsquared))


def chances(  # noqa: PLR0913 - a regression is an outcome, regressors, clusters and a link
    table: pl.DataFrame,
    outcome: str,
    regressors: Sequence[str],
    *,
    cluster: str,
    link: Literal["logit", "cloglog"] = "logit",
    level: float = LEVEL,
) -> Regression:
    """Regression of an event's chance: logistic, or complementary log-log, by maximum likelihood.

    Parameters
    ----------
    table, regressors, cluster, level
        As for :func:`least_squares`.
    outcome : str
        Column of 0 and 1, or of true and false.
    link : str
        ``logit``: coefficients are log odds ratios. ``cloglog``: log hazard ratios.

    Returns
    -------
    Regression
        With that link.

    Raises
    ------
    sim.faults.EquipoiseError
        As for :func:`least_squares`; and when the outcome is not 0 or 1 or never differs, or the regressors tell all
        events from all others so that no finite coefficients fit best.
    """
    known, names, groups = _rows(table, outcome, regressors, cluster, ())
    y, x = _column(known, outcome), np.column_stack([_column(known, name) for name in names])
    if set(np.unique(y)) != {0.0, 1.0}:
        raise EquipoiseError(f'the outcome "{outcome}" of a regression of chances must be 0 in some rows, 1 in others')
    _check_rank(x, names, ())
    api = needed("statsmodels.api", "evidence", "A regression")
    faults = needed("statsmodels.tools.sm_exceptions", "evidence", "A regression")
    links = {"logit": api.families.links.Logit, "cloglog": api.families.links.CLogLog}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", faults.PerfectSeparationWarning)
            warnings.simplefilter("error", faults.ConvergenceWarning)
            model = api.GLM(y, x, family=api.families.Binomial(links[link]()))
            fit = model.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
    except (faults.PerfectSeparationWarning, faults.PerfectSeparationError, faults.ConvergenceWarning) as error:
        raise EquipoiseError(
            f'"{outcome}" has no best fit on {", ".join(regressors)}: they tell all events, or all of one group, apart'
        ) from error
    clusters = int(groups.max()) + 1
    terms, covariance = _coefficients(fit, names, clusters, level), np.asarray(fit.cov_params())
    return Regression(outcome, link, terms, covariance, len(y), clusters, 1.0 - float(fit.llf) / float(fit.llnull))


def _coefficients(
    fit: Any,  # noqa: ANN401 - statsmodels has no types
    names: list[str],
    clusters: int,
    level: float,
) -> dict[str, Effect]:
    ends = np.asarray(fit.conf_int(alpha=1.0 - level), np.float64)
    return {
        name: Effect(float(value), float(low), float(high), float(p), clusters)
        for name, value, (low, high), p in zip(names, fit.params, ends, fit.pvalues, strict=True)
    }


def _rows(
    table: pl.DataFrame, outcome: str, regressors: Sequence[str], cluster: str, fixed: Sequence[str]
) -> tuple[pl.DataFrame, list[str], NDArray[np.int64]]:
    """Rows with all values, names of the terms, and the cluster of each row."""
    asked = list(dict.fromkeys([outcome, *regressors, cluster, *fixed]))
    missing = [name for name in asked if name not in table.columns]
    if missing:
        raise EquipoiseError(f'the table has no column "{missing[0]}"; it has {", ".join(table.columns)}')
    known = table.select(asked).fill_nan(None).drop_nulls()
    names = [CONSTANT, *(term for name in regressors for term in _terms(known[name]))]
    groups = _codes(known[cluster])
    clusters = int(groups.max()) + 1 if len(groups) else 0
    if known.height <= len(names) or clusters < 2:  # noqa: PLR2004 - a spread takes two
        raise EquipoiseError(
            f"{known.height} rows in {clusters} clusters are too few for {len(names)} terms: "
            f"it takes more rows than terms and at least two clusters"
        )
    return known, names, groups


def _terms(column: pl.Series) -> list[str]:
    if column.dtype.is_numeric() or column.dtype == pl.Boolean:
        return [column.name]
    return [f"{column.name}[{value}]" for value in column.cast(pl.String).unique().sort()[1:]]


def _column(table: pl.DataFrame, term: str) -> NDArray[np.float64]:
    """Values of a term."""
    if term == CONSTANT:
        return np.ones(table.height)
    if term in table.columns:
        return table[term].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    name, _, value = term.removesuffix("]").partition("[")
    return (table[name].cast(pl.String) == value).cast(pl.Float64).fill_null(float("nan")).to_numpy()


def _codes(column: pl.Series) -> NDArray[np.int64]:
    """Values as 0, 1, ..."""
    return column.rank("dense").to_numpy().astype(np.int64) - 1


def _within(values: NDArray[np.float64], groups: Sequence[NDArray[np.int64]]) -> NDArray[np.float64]:
    """Columns less their group means, grand means put back."""
    grand = values.mean(axis=0)
    swept, scale = values - grand, np.maximum(values.std(axis=0), np.finfo(float).tiny)
    sizes = [np.bincount(codes).astype(np.float64) for codes in groups]
    for _ in range(_MOST_SWEEPS):
        moved = 0.0
        for codes, size in zip(groups, sizes, strict=True):
            means = np.stack([np.bincount(codes, column) / size for column in swept.T], axis=1)
            swept = swept - means[codes]
            moved = max(moved, float((np.abs(means) / scale).max()))
        if moved < _SETTLED or len(groups) == 1:
            break
    return np.asarray(swept + grand)


def _check_rank(x: NDArray[np.float64], names: list[str], fixed: Sequence[str]) -> None:
    """Refuse a term that is a sum of multiples of those before it: its row of R in X = QR vanishes."""
    size = np.maximum(np.linalg.norm(x, axis=0), np.finfo(float).tiny)
    left = np.abs(np.diag(np.linalg.qr(x / size, mode="r")))
    for name, rest in zip(names, left, strict=True):
        if rest < _DEPENDENT:
            beside = " and the fixed effects of " + " and ".join(fixed) if fixed else ""
            raise EquipoiseError(
                f'"{name}" tells nothing beside {", ".join(names[: names.index(name)])}{beside}: '
                f"it is constant, or follows from them; leave it out"
            )
