"""How far loyal customers are profitable customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.effects import student_effect
from equipoise.experiments.regularities.measuring import by_tenths, relationships
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.regularities.population import Population

CUSTOMERS = 6
"""Fewer say nothing of a correlation."""


def _correlation(customers: pl.DataFrame, profit: str = "contribution") -> tuple[Estimate, int]:
    """Mean over vendors of the correlation, within each, of length and profit; and the customers behind it."""
    within = customers.group_by("vendor", maintain_order=True).agg(pl.corr("rounds", profit).alias("r"), pl.len())
    within = within.filter((pl.col("len") >= CUSTOMERS) & pl.col("r").is_finite())
    return student_effect(within["r"].to_numpy()), int(within["len"].sum())


def _customers(population: Population) -> pl.DataFrame:
    customers = relationships(population.played().relationships)
    return customers.with_columns((pl.col("contribution") / pl.col("rounds")).alias("a_round"))


def _find(population: Population) -> Finding:
    customers = _customers(population)
    effect, count = _correlation(customers)
    curve = by_tenths(
        customers, "rounds", "contribution", ("length of the relationship (rounds)", "contribution in all")
    )
    return Finding(effect, "correlation within a vendor", curve, count)


def _why(population: Population) -> Sequence[Estimate]:
    customers = _customers(population)
    return [
        line("with contribution a round", _correlation(customers, "a_round")[0]),
        line(
            "accounts that are there from the first round alone",
            _correlation(customers.filter(pl.col("start") == 0))[0],
        ),
        line("accounts that were won", _correlation(customers.filter(pl.col("start") > 0))[0]),
    ]


REGULARITY = Regularity(
    fact="Customers' loyalty goes with their profit only weakly: in four firms, correlations of .20 to .45.",
    source=(
        "Reinartz, W., Kumar, V. (2002). The mismanagement of customer loyalty. Harvard Business Review 80(7), 86-94."
    ),
    published=Published(1, ".20 to .45", 0.195, 0.455),
    sample="Relationships of vendors with six or more, as far as they fall within ten years.",
    regression="Correlation of length and contribution over the relationships of each vendor; mean over vendors.",
    find=_find,
    why=_why,
    remark="Sums over a longer time are larger: some correlation is arithmetic, in the study as here.",
)
