"""Regressions on tables of runs, relationships or rounds, with errors that know which rows share a run's luck.

A thin layer over statsmodels: columns in, coefficients with intervals out. Rows of one run are not independent, so
every regression here is told which column names the independent units, and its errors are robust to anything within
them (Liang and Zeger 1986; Cameron and Miller 2015), with Student's t at one degree of freedom less than units.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
import polars as pl
from scipy.special import expit

from equipoise.analysis.data import ROUNDING, DataError, coverage, even
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.extras import needed
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.one_thread import one_thread
from equipoise.analysis.separation import NEAR, separating
from equipoise.analysis.terms import CONSTANT, check_column, check_rank, codes_of, is_number, rows_of, term_of, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.terms import Rows

Model: TypeAlias = Any
Fit: TypeAlias = Any
"""What statsmodels makes, which has no types."""

__all__ = ["CONSTANT", "Link", "Regression", "chances", "least_squares"]

Link = Literal["identity", "logit", "cloglog"]

_SETTLED = 1e-10
_MOST_SWEEPS = 10_000


@dataclass(frozen=True)
class Regression:
    """A fitted regression."""

    outcome: str  #: left-hand side
    link: Link  #: identity for least squares; logit or cloglog for chances
    terms: dict[str, Estimate]  #: by term: CONSTANT, a column's name, or column[value] for a column of words
    covariance: NDArray[np.float64]  #: of shape (terms, terms); of the coefficients, robust to clusters
    rows: int  #: how many went in; rows without one of the values are left out
    clusters: int
    explained: float  #: R squared (within the fixed effects, where there are any); for chances McFadden's 1 - L / L_0
    regressors: tuple[str, ...] = ()  #: columns behind the terms
    #: by column of words, the values that it had: a prediction knows no others
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def predict(self, table: pl.DataFrame) -> NDArray[np.float64]:
        """Expected outcome of other rows, on its own scale; NaN where a value is missing.

        A column that is missing or of another kind than was fitted is refused, and a word that the fit has not seen.
        """
        for name in self.regressors:
            check_column(table, name, "regressor")
            if name not in self.values and not is_number(table[name]):
                raise DataError(f'the regressor "{name}" must be a column of numbers, not of {table[name].dtype}')
        for name, words in self.values.items():
            strange = table[name].cast(pl.String).drop_nulls().unique().sort().to_list()
            if unseen := [value for value in strange if value not in words]:
                raise DataError(
                    f'"{name}" is "{unseen[0]}" in some rows, of which the regression knows nothing; '
                    f"it was fitted on {', '.join(words)}"
                )
        linear, table = np.zeros(table.height), table.select(self.regressors) if self.regressors else table
        for term, found in self.terms.items():
            linear += found.value * term_of(table, term)
        if self.link == "logit":
            return np.asarray(expit(linear))
        return np.asarray(-np.expm1(-np.exp(linear))) if self.link == "cloglog" else linear


@one_thread()
def least_squares(
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

    Returns
    -------
    Regression
        With link ``identity``.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When statsmodels is missing, there is no such column, one of them holds no numbers or infinite ones, a regressor
        tells nothing beside the others, there are too few rows or clusters, or the outcome does not vary.
    """
    rows = rows_of(table, outcome, regressors, cluster, fixed)
    y, x = rows.y, rows.columns
    size = float(np.abs(y).max())
    beside = f" within {' and '.join(fixed)}" if fixed else ""
    if fixed:
        swept = _within(np.column_stack([y, x[:, 1:]]), [codes_of(rows.known[name]) for name in fixed])
        y, x = swept[:, 0], np.column_stack([x[:, 0], swept[:, 1:]])
    if even(y, size):
        raise DataError(f'the outcome "{outcome}" does not vary{beside}: there is nothing for a regression to explain')
    check_rank(x, rows.names, fixed)
    api = needed("statsmodels.api", "evidence", "A regression")
    fit = api.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": rows.groups}, use_t=True)
    return _regression("identity", fit, rows, level, exact=even(np.asarray(fit.resid), size))


@one_thread()
def chances(
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
    equipoise.sim.faults.EquipoiseError
        As for :func:`least_squares`; and when the outcome is not 0 or 1 or never differs, or when a value, a column or
        several together tell events from all others, so that no finite coefficients fit best
        (:mod:`equipoise.analysis.separation`).
    """
    rows = rows_of(table, outcome, regressors, cluster, ())
    y, x = rows.y, rows.columns
    if set(np.unique(y)) != {0.0, 1.0}:
        raise DataError(f'the outcome "{outcome}" of a regression of chances must be 0 in some rows, 1 in others')
    check_rank(x, rows.names, ())
    api = needed("statsmodels.api", "evidence", "A regression")
    links = {"logit": api.families.links.Logit, "cloglog": api.families.links.CLogLog}
    if link not in links:
        raise DataError(f'there is no link "{link}" for chances; there are {" and ".join(links)}')
    fit = _most_likely(api.GLM(y, x, family=api.families.Binomial(links[link]())), rows.groups)
    if fit is None or np.abs(y - fit.fittedvalues).min() < NEAR:
        terms = dict(zip(rows.names[1:], x.T[1:], strict=True))
        why = separating(rows.known.select(list(dict.fromkeys(regressors))), y, terms)
        if why or fit is None:
            why = why or "the search for one does not settle"
            raise DataError(f'"{outcome}" has no best fit on {", ".join(regressors)}: {why}')
    return _regression(link, fit, rows, level)


def _most_likely(model: Model, groups: NDArray[np.int64]) -> Fit | None:
    """The fit of greatest likelihood, or None where statsmodels finds none."""
    faults = needed("statsmodels.tools.sm_exceptions", "evidence", "A regression")
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("error", faults.PerfectSeparationWarning)
            warnings.simplefilter("error", faults.ConvergenceWarning)
            fit = model.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
            settled = bool(fit.converged) and bool(np.isfinite(fit.fittedvalues).all())
    except (
        faults.PerfectSeparationWarning,
        faults.PerfectSeparationError,
        faults.ConvergenceWarning,
        np.linalg.LinAlgError,
        ValueError,
    ):
        return None
    return fit if settled else None


def _regression(link: Link, fit: Fit, rows: Rows, level: float, *, exact: bool = False) -> Regression:
    covariance = np.asarray(fit.cov_params())
    alone = np.diag(np.asarray(fit.normalized_cov_params)) * float(fit.scale)
    with np.errstate(invalid="ignore"):  # a variance that is rounding may fall below 0
        ends, chances_of = np.asarray(fit.conf_int(alpha=1.0 - coverage(level)), np.float64), np.asarray(fit.pvalues)
    # In so few clusters with the event, or so few without, the fit passes through each: they show no spread.
    rarer = rows.clusters if link == "identity" else rows.clusters_with_the_rarer()
    shown = rarer > len(rows.regressors)
    terms = {}
    for k, name in enumerate(rows.names):
        value, (low, high), behind = float(fit.params[k]), ends[k], rows.clusters_behind(fit.model.exog[:, k])
        # An error that cancels to rounding comes of a term that each cluster fits by itself.
        sure = shown and behind > 1 and covariance[k, k] > ROUNDING * alone[k]
        if exact:  # what is left is rounding, and so is the coefficient of a column that has no part in the outcome
            sure = behind > 1 and abs(value) * np.abs(rows.columns[:, k]).max() > ROUNDING * np.abs(rows.y).max()
        found = Estimate(value, float(low), float(high), float(chances_of[k]), rows.clusters)
        terms[name] = found if sure else Estimate(value, runs=min(behind, rarer))
    explained = float(fit.rsquared) if link == "identity" else 1.0 - float(fit.llf) / float(fit.llnull)
    words = {name: tuple(words_of(rows.known[name])) for name in rows.regressors if not is_number(rows.known[name])}
    return Regression(
        rows.outcome, link, terms, covariance, len(rows.y), rows.clusters, explained, rows.regressors, words
    )


def _within(values: NDArray[np.float64], groups: Sequence[NDArray[np.int64]]) -> NDArray[np.float64]:
    """Columns less their group means, grand means put back."""
    grand = values.mean(axis=0)
    swept, scale = values - grand, np.maximum(values.std(axis=0), np.finfo(float).tiny)
    sizes = [np.bincount(codes).astype(np.float64) for codes in groups]
    for _ in range(_MOST_SWEEPS):
        change = 0.0
        for codes, size in zip(groups, sizes, strict=True):
            means = np.stack([np.bincount(codes, column) / size for column in swept.T], axis=1)
            swept = swept - means[codes]
            change = max(change, float((np.abs(means) / scale).max()))
        if change < _SETTLED or len(groups) == 1:
            break
    return np.asarray(swept + grand)
