"""What long-standing customers pay."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.regression import least_squares
from equipoise.experiments.regularities.measuring import YEAR, by_tenths, traded, without
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population

LONG = 3 * YEAR
"""Rounds from which on a customer is one of long standing; those in their first year are new."""


def _contrast(rounds: pl.DataFrame) -> pl.DataFrame:
    return (
        traded(rounds)
        .filter((pl.col("tenure") < YEAR) | (pl.col("tenure") >= LONG))
        .with_columns((pl.col("tenure") >= LONG).alias("long_standing"))
    )


def _regression(rounds: pl.DataFrame, controls: Sequence[str] = ()) -> Regression:
    return least_squares(
        _contrast(rounds), "log_price", ["long_standing", *controls], cluster="vendor", fixed=["market"]
    )


def _find(population: Population) -> Finding:
    rounds = population.played().relationships
    fit = _regression(rounds)
    curve = by_tenths(
        traded(rounds), "tenure", "relative_price", ("tenure (rounds)", "price, over that of the best rival")
    )
    return Finding(fit.terms["long_standing"], "log price, long-standing less new", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    rounds = population.played().relationships
    others = rounds.filter(pl.col("policy") != "strategic")
    return [
        line("accounts of the same size and fit", _regression(rounds, ["log_size", "match"]).terms["long_standing"]),
        line("vendors that are not strategic", _regression(others).terms["long_standing"]),
        *without(
            population,
            lambda played: _regression(played.relationships).terms["long_standing"],
            {
                "without unique contribution and switching cost": {"switches.contribution": False},
                "without commitment and lock-in": {"switches.commitment": False},
            },
        ),
    ]


REGULARITY = Regularity(
    fact="Long-standing customers pay less than new ones for the same: 5 to 7% in a mail-order business.",
    source=(
        "Reinartz, W., Kumar, V. (2002). The mismanagement of customer loyalty. Harvard Business Review 80(7), 86-94."
    ),
    published=Published(-1, "5 to 7% less", log(1.0 - 0.075), log(1.0 - 0.045)),
    sample="Rounds of accounts in their first year, or after their third.",
    regression=(
        "Logarithm of the price on long standing, among accounts of one vendor in the same round (an effect for each "
        "vendor and round); clustered by vendor."
    ),
    find=_find,
    why=_why,
    remark=(
        "What lowers the price for old customers in practice, a discount for loyalty or rivals' falling prices, is "
        "not in the model; what raises it, lock-in and contribution, is."
    ),
)
