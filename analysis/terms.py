"""Terms of a regression from the columns of a table, and what is refused before anything is fitted to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from equipoise.analysis.data import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CONSTANT = "constant"
"""What the intercept is called among the terms; under fixed effects it is their mean."""

_DEPENDENT = 1e-9


class Rows(NamedTuple):
    """What a regression is fitted to.

    Attributes
    ----------
    outcome, regressors : str, tuple of str
        Names of the columns.
    known : polars.DataFrame
        Rows with all values.
    names : list of str
        Of the terms, :data:`CONSTANT` first.
    columns : ndarray of shape (rows, terms)
        Their values.
    groups : ndarray of int, shape (rows,)
        Cluster of each row, from 0.
    """

    outcome: str
    regressors: tuple[str, ...]
    known: pl.DataFrame
    names: list[str]
    columns: NDArray[np.float64]
    groups: NDArray[np.int64]

    @property
    def y(self) -> NDArray[np.float64]:
        """The outcome."""
        return term_of(self.known, self.outcome)

    @property
    def clusters(self) -> int:
        """How many there are."""
        return int(self.groups.max()) + 1

    def clusters_behind(self, k: int) -> int:
        """Clusters that a 0/1 term is known from: those of its rarer value; all of them for any other term."""
        values = self.columns[:, k]
        if k == 0 or not np.isin(values, (0.0, 1.0)).all():
            return self.clusters
        return min(len(np.unique(self.groups[values == value])) for value in (0.0, 1.0))


def rows_of(table: pl.DataFrame, outcome: str, regressors: Sequence[str], cluster: str, fixed: Sequence[str]) -> Rows:
    """Rows of a table that have all values, and the terms that its regressors come to.

    Parameters
    ----------
    table, outcome, regressors, cluster, fixed
        As for :func:`equipoise.analysis.regression.least_squares`.

    Returns
    -------
    Rows
        With more rows than terms, and at least two clusters.

    Raises
    ------
    equipoise.analysis.data.DataError
        When there is no such column, it is of no use, or there are too few rows or clusters.
    """
    asked = list(dict.fromkeys([outcome, *regressors, cluster, *fixed]))
    for name in asked:
        check_column(table, name, "outcome" if name == outcome else "regressor")
    if not is_number(table[outcome]):
        raise DataError(f'the outcome "{outcome}" must be a column of numbers, not of {table[outcome].dtype}')
    known = table.select(asked).fill_nan(None).drop_nulls()
    names = [CONSTANT, *(term for name in regressors for term in _terms(known[name]))]
    groups = codes_of(known[cluster])
    clusters = int(groups.max()) + 1 if len(groups) else 0
    if known.height <= len(names) or clusters < 2:  # noqa: PLR2004 - a spread takes two
        raise DataError(
            f"{known.height} rows in {clusters} clusters are too few for {len(names)} terms: "
            f"it takes more rows than terms and at least two clusters"
        )
    columns = np.column_stack([term_of(known, name) for name in names])
    return Rows(outcome, tuple(regressors), known, names, columns, groups)


def check_column(table: pl.DataFrame, name: str, what: str) -> None:
    """Refuse a column that is not there, holds neither numbers nor words, or holds infinite numbers."""
    if name not in table.columns:
        raise DataError(f'the table has no column "{name}"; it has {", ".join(table.columns)}')
    column = table[name]
    if column.dtype.is_nested() or column.dtype == pl.Object:
        raise DataError(f'the {what} "{name}" must be a column of numbers or of words, not of {column.dtype}')
    if column.dtype.is_float() and column.is_infinite().any():
        raise DataError(f'the {what} "{name}" is infinite in some rows; leave them out')


def is_number(column: pl.Series) -> bool:
    """Whether a column enters as it is; else each of its values but the first is a 0/1 term."""
    return column.dtype.is_numeric() or column.dtype == pl.Boolean


def words_of(column: pl.Series) -> list[str]:
    """Values of a column of words, sorted."""
    return [str(value) for value in column.cast(pl.String).unique().sort()]


def _terms(column: pl.Series) -> list[str]:
    return [column.name] if is_number(column) else [f"{column.name}[{value}]" for value in words_of(column)[1:]]


def term_of(table: pl.DataFrame, term: str) -> NDArray[np.float64]:
    """Values of a term."""
    if term == CONSTANT:
        return np.ones(table.height)
    if term in table.columns:
        return table[term].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    name, _, value = term.removesuffix("]").partition("[")
    return (table[name].cast(pl.String) == value).cast(pl.Float64).fill_null(float("nan")).to_numpy()


def codes_of(column: pl.Series) -> NDArray[np.int64]:
    """Values as 0, 1, ..."""
    return column.rank("dense").to_numpy().astype(np.int64) - 1


def check_rank(x: NDArray[np.float64], names: list[str], fixed: Sequence[str]) -> None:
    """Refuse a term that is a sum of multiples of those before it: its row of R in X = QR vanishes."""
    size = np.maximum(np.linalg.norm(x, axis=0), np.finfo(float).tiny)
    left = np.abs(np.diag(np.linalg.qr(x / size, mode="r")))
    for name, rest in zip(names, left, strict=True):
        if rest < _DEPENDENT:
            beside = " and the fixed effects of " + " and ".join(fixed) if fixed else ""
            raise DataError(
                f'"{name}" tells nothing beside {", ".join(names[: names.index(name)])}{beside}: '
                f"it is constant, or follows from them; leave it out"
            )
