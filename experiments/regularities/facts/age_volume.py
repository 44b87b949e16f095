"""The age of a relationship and the volume that is traded in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.regression import least_squares
from equipoise.experiments.regularities.measuring import by_tenths, traded, without
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population


def _regression(rounds: pl.DataFrame) -> Regression:
    return least_squares(traded(rounds), "log_units", ["log_age"], cluster="vendor", fixed=["relationship"])


def _find(population: Population) -> Finding:
    rounds = population.played().relationships
    fit = _regression(rounds)
    relative = traded(rounds).with_columns((pl.col("units") / pl.col("size")).alias("relative"))
    curve = by_tenths(relative, "tenure", "relative", ("age (rounds)", "volume bought, over the account's own size"))
    return Finding(fit.terms["log_age"], "log volume per unit of log age", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    rounds = population.played().relationships
    between = least_squares(traded(rounds), "log_units", ["log_age"], cluster="vendor")
    return [
        line("between relationships: no control for heterogeneity", between.terms["log_age"]),
        line(
            "vendors that are not strategic",
            _regression(rounds.filter(pl.col("policy") != "strategic")).terms["log_age"],
        ),
        *without(
            population,
            lambda played: _regression(played.relationships).terms["log_age"],
            {"accounts' own customers do not grow": {"switches.growth": False}},
        ),
    ]


REGULARITY = Regularity(
    fact="The older a relationship between firms, the more is traded in it.",
    source=(
        "Monarch, R., Schmidt-Eisenlohr, T. (2023). Longevity and the value of trade relationships. Journal of "
        "International Economics 145, 103842."
    ),
    published=Published(1, "rises"),
    sample="Rounds of relationships in which something was bought.",
    regression="Logarithm of volume on that of age, with an effect for each relationship; clustered by vendor.",
    find=_find,
    why=_why,
    remark="Volume grows only under a charter, at whatever the vendor contributes and the account works at.",
)
