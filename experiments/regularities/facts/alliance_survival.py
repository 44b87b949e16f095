"""How many alliances exist after five years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.intervals import wilson
from equipoise.experiments.regularities.measuring import YEAR, by_group, mean
from equipoise.experiments.regularities.population import ROUNDS
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.regularities.population import Population

AFTER = 5 * YEAR
ALIVE = "alive_after_five_years"
_LOW, _HIGH = wilson(66, 100)


def _followed(rounds: pl.DataFrame) -> pl.DataFrame:
    """Relationships that are held at the end of a year, and whether they are five years later."""
    last = pl.col("round").max().over("relationship")
    ended = pl.col("ended").max().over("relationship")
    then = pl.col("round") + AFTER
    return rounds.with_columns(((last > then) | ((last == then) & (ended == 0))).alias(ALIVE)).filter(
        (pl.col("quarter") == YEAR) & (pl.col("ended") == 0) & (then < ROUNDS)
    )


def _find(population: Population) -> Finding:
    alliances = _followed(population.played().relationships).filter(pl.col("charter") > 0)
    words = ("year at whose end they were under a charter", "share alive five years later")
    curve = by_group(alliances, "year", ALIVE, words, sorted(alliances["year"].unique()))
    return Finding(mean(alliances, ALIVE), "share alive five years later", curve, alliances.height)


def _why(population: Population) -> Sequence[Estimate]:
    others = _followed(population.played().relationships).filter(pl.col("charter") == 0)
    return [line("relationships without a charter", mean(others, ALIVE))]


REGULARITY = Regularity(
    fact="Of a hundred alliances, 66 existed after five years.",
    source=(
        "Lunnan, R., Haugland, S. A. (2008). Predicting and measuring alliance performance: a multidimensional "
        "analysis. Strategic Management Journal 29(5), 545-556."
    ),
    published=Published(0, ".66 of 100", _LOW, _HIGH, sampled=True),
    sample="Relationships under a charter at the end of a year, the nearest thing to an alliance.",
    regression="The share that is held twenty rounds later; clustered by vendor.",
    find=_find,
    why=_why,
    calibrated="no, but annual survival was, from which it nearly follows",
    remark="The range is the 95% interval of 66 in 100.",
)
