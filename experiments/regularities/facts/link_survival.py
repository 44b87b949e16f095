"""How many links between firms survive a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.experiments.regularities.measuring import YEAR, by_group, mean
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.regularities.population import Population

HELD = "held_in_a_year"


def _year_ends(rounds: pl.DataFrame) -> pl.DataFrame:
    """Relationships that are held at the end of a year, and whether they are a year later."""
    return rounds.filter((pl.col("quarter") == YEAR) & pl.col(HELD).is_not_null())


def _find(population: Population) -> Finding:
    links = _year_ends(population.played().relationships)
    words = ("year at whose end they were held", "share held a year later")
    curve = by_group(links, "year", HELD, words, sorted(links["year"].unique()))
    return Finding(mean(links, HELD), "share held a year later", curve, links.height)


def _why(population: Population) -> Sequence[Estimate]:
    links = _year_ends(population.played().relationships)
    return [
        line("strategic vendors", mean(links.filter(policy="strategic"), HELD)),
        line("all others", mean(links.filter(pl.col("policy") != "strategic"), HELD)),
    ]


REGULARITY = Regularity(
    fact="92% of customer links and 93% of supplier links survive a year.",
    source=(
        "Mizuno, T., Souma, W., Watanabe, T. (2014). The structure and evolution of buyer-supplier networks. PLoS ONE "
        "9(7), e100712."
    ),
    published=Published(0, ".92 to .93", 0.915, 0.935),
    sample="Relationships held at the end of a year.",
    regression="The share that is held four rounds later; clustered by vendor.",
    find=_find,
    why=_why,
    calibrated="yes: two parameters (exit_hazard, collapse) were set to it, in the base scenario, not here",
    remark="The range is that of the rounding of both figures.",
)
