"""What makes relationships end: discrete-time hazard regression on a row for each relationship and round.

A hazard that falls with age does not show that relationships grow stronger. Where relationships differ in ways that no
column tells, the weak ones end first and those left are the strong, so the hazard of the rest falls although nobody's
does (Vaupel and Yashin 1985); :mod:`equipoise.analysis.frailty` fits that explanation alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

from equipoise.analysis.data import DataError, events, whole
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.regression import Regression, chances

if TYPE_CHECKING:
    from collections.abc import Sequence

Baseline = Literal["constant", "log", "free"]

AGE, LOG_AGE, ENDS = "age", "log_age", "ends"  #: columns that :func:`person_periods` adds


def person_periods(table: pl.DataFrame, *, rounds: str = "rounds", ended: str) -> pl.DataFrame:
    """A row for each round in which each relationship could end.

    Parameters
    ----------
    table : polars.DataFrame
        A row a relationship.
    rounds : str
        Column of rounds for which it was followed; a relationship of 0 rounds has no row.
    ended : str
        Column of 0 and 1, or true and false: it ended in the last of them, else it is censored after it.

    Returns
    -------
    polars.DataFrame
        The columns of ``table``, :data:`AGE` from 1, :data:`LOG_AGE` (natural), and :data:`ENDS`, 1 in the last round
        of a relationship that ended, else 0.
    """
    for name in (rounds, ended):
        if name not in table.columns:
            raise DataError(f'the table has no column "{name}"; it has {", ".join(table.columns)}')
    whole(table[rounds].to_numpy(), f'"{rounds}"', least=0)
    events(table[ended].to_numpy(), f'"{ended}"')
    ages = table.with_columns(pl.int_ranges(1, pl.col(rounds) + 1).alias(AGE)).explode(AGE, empty_as_null=False)
    ends = (pl.col(AGE) == pl.col(rounds)) & pl.col(ended).cast(pl.Boolean)
    return ages.with_columns(pl.col(AGE).log().alias(LOG_AGE), ends.cast(pl.Int64).alias(ENDS))


def hazard_regression(
    periods: pl.DataFrame,
    regressors: Sequence[str],
    *,
    cluster: str,
    baseline: Baseline = "free",
    link: Literal["cloglog", "logit"] = "cloglog",
    level: float = LEVEL,
) -> Regression:
    """Regress the chance of ending in a round on columns.

    With the complementary log-log link coefficients are log hazard ratios of the proportional hazards model, whatever
    the length of a round (Prentice and Gloeckler 1978); with the logit, log odds ratios (Cox 1972; Singer and Willett
    1993).

    Parameters
    ----------
    periods : polars.DataFrame
        As :func:`person_periods` makes it; its columns may change from round to round.
    regressors : sequence of str
        As for :func:`equipoise.analysis.regression.chances`.
    cluster : str
        Column that names the independent units, such as the replication.
    baseline : str
        How the hazard goes with age: ``free``, a level for each age (rounds at ages at which nothing ended, or
        everything that had come to them, are left out, since they tell nothing of the other coefficients); ``log``, a
        power of age; ``constant``.
    link : str
        ``cloglog`` or ``logit``.

    Returns
    -------
    Regression
        Its terms besides the regressors are :data:`LOG_AGE`, or one ``age[...]`` for each age but the first.
    """
    if missing := [name for name in (AGE, LOG_AGE, ENDS) if name not in periods.columns]:
        raise DataError(f'the table has no column "{missing[0]}"; person_periods makes one with a row a round')
    table, age = periods, []
    if baseline == "free":
        differs = pl.col(ENDS).max().over(AGE) > pl.col(ENDS).min().over(AGE)
        table = periods.filter(differs).with_columns(_sortable(AGE))
        age = [AGE]
    elif baseline == "log":
        age = [LOG_AGE]
    return chances(table, ENDS, [*regressors, *age], cluster=cluster, link=link, level=level)


def _sortable(age: str) -> pl.Expr:
    """Ages as words that sort like numbers."""
    return pl.col(age).cast(pl.String).str.zfill(pl.col(age).max().cast(pl.String).str.len_chars())
