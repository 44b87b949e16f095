"""Terms of a regression from the columns of a table, and what is refused before anything is fitted to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from equipoise.analysis.data import FEWEST, LARGEST, ROUNDING, DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CONSTANT = "constant"  #: what the intercept is called among the terms; under fixed effects it is their mean

_DEPENDENT = 1e-9


class Rows(NamedTuple):
    """What a regression is fitted to."""

    outcome: str  # names of the columns
    regressors: tuple[str, ...]
    known: pl.DataFrame  # rows with all values
    names: list[str]  # of the terms, CONSTANT first
    columns: NDArray[np.float64]  # of shape (rows, terms); their values
    groups: NDArray[np.int64]  # of shape (rows,); cluster of each row, from 0

    @property
    def y(self) -> NDArray[np.float64]:
        """The outcome."""
        return term_of(self.known, self.outcome)

    @property
    def clusters(self) -> int:
        """How many there are."""
        return int(self.groups.max()) + 1

    def clusters_with_the_rarer(self) -> int:
        """Clusters with an event, or those without in some row, whichever are fewer."""
        return min(len(np.unique(self.groups[self.y == value])) for value in (0.0, 1.0))

    def clusters_behind(self, values: NDArray[np.float64]) -> int:
        """Clusters that the coefficient of a term is known from: all but those that share one value of it."""
        order = np.argsort(values)
        apart = np.diff(values[order]) > ROUNDING * np.abs(values).max()
        if not apart.any():  # the constant
            return self.clusters
        places = np.empty(len(values), np.int64)
        places[order] = np.concatenate(([0], np.cumsum(apart)))
        least, most = np.full(self.clusters, len(values)), np.zeros(self.clusters, np.int64)
        np.minimum.at(least, self.groups, places)
        np.maximum.at(most, self.groups, places)
        return self.clusters - int(np.bincount(least[least == most], minlength=1).max())


def rows_of(table: pl.DataFrame, outcome: str, regressors: Sequence[str], cluster: str, fixed: Sequence[str]) -> Rows:
    """Rows of a table that have all values, and the terms that its regressors come to.

    With more rows than terms, and at least two clusters.
    """
    names_of = list(dict.fromkeys([outcome, *regressors, cluster, *fixed]))
    for name in names_of:
        check_column(table, name, "outcome" if name == outcome else "regressor")
    if not is_number(table[outcome]):
        raise DataError(f'the outcome "{outcome}" must be a column of numbers, not of {table[outcome].dtype}')
    known = table.select(names_of).fill_nan(None).drop_nulls()
    names = [CONSTANT, *(term for name in regressors for term in _terms(known[name]))]
    if twice := [name for k, name in enumerate(names) if name in names[:k]]:
        raise DataError(f'two terms would be called "{twice[0]}": name each regressor once, and rename the column')
    groups = codes_of(known[cluster])
    clusters = int(groups.max()) + 1 if len(groups) else 0
    levels = sum(max(known[name].n_unique() - 1, 0) for name in fixed)
    if known.height <= len(names) + levels or clusters < FEWEST:
        beside = f" beside {levels + 1} levels of {' and '.join(fixed)}" if fixed else ""
        raise DataError(
            f"{known.height} rows in {clusters} clusters are too few for {len(names)} terms{beside}: "
            f"it takes more rows than terms and at least two clusters"
        )
    columns = np.column_stack([term_of(known, name) for name in names])
    for name, column in zip([outcome, *names], [term_of(known, outcome), *columns.T], strict=True):
        size = float(np.abs(column).max())
        if size and not 1.0 / LARGEST < size < LARGEST:
            raise DataError(f'"{name}" is of the size {size:g}, whose square no number holds; give it in another unit')
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
    """Values of a term, from a table whose columns are all the regressors."""
    if term == CONSTANT:
        return np.ones(table.height)
    if term in table.columns:
        return table[term].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    name = max((name for name in table.columns if term.startswith(f"{name}[")), key=len)
    value = term[len(name) + 1 : -1]
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
