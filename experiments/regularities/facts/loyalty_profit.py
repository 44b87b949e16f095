"""How far loyal customers are profitable customers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.effects import student_effect
from equipoise.experiments.regularities.measuring import relationships, tenths
from equipoise.experiments.regularities.regularity import Published, Regularity

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.regularities.population import Panels

CUSTOMERS = 6
"""Fewer say nothing of a correlation."""

A_ROUND = pl.col("contribution") / pl.col("rounds")

IN_ALL, EVERYBODY = pl.col("contribution"), pl.lit(value=True)


def _correlation(panels: Panels, profit: pl.Expr = IN_ALL, which: pl.Expr = EVERYBODY) -> tuple[Estimate, int]:
    """Mean over vendors of the correlation, within each, of length and profit; and the customers behind it."""
    customers = relationships(panels).filter(which).group_by("vendor", maintain_order=True)
    within = customers.agg(pl.corr("rounds", profit).alias("r"), pl.len())
    within = within.filter((pl.col("len") >= CUSTOMERS) & pl.col("r").is_finite())
    return student_effect(within["r"].to_numpy()), int(within["len"].sum())


REGULARITY = Regularity(
    fact="Customers' loyalty goes with their profit only weakly: in four firms, correlations of .20 to .45.",
    source=(
        "Reinartz, W., Kumar, V. (2002). The mismanagement of customer loyalty. Harvard Business Review 80(7), 86-94."
    ),
    published=Published(1, ".20 to .45", 0.195, 0.455),
    sample="Relationships of vendors with six or more, as far as they fall within ten years.",
    regression="Correlation of length and contribution over the relationships of each vendor; mean over vendors.",
    estimator=_correlation,
    unit="correlation within a vendor",
    curve=tenths(
        relationships, "rounds", "contribution", ("length of the relationship (rounds)", "contribution in all")
    ),
    also={
        "with contribution a round": partial(_correlation, profit=A_ROUND),
        "accounts that are there from the first round alone": partial(_correlation, which=pl.col("start") == 0),
        "accounts that were won": partial(_correlation, which=pl.col("start") > 0),
    },
    remark="Sums over a longer time are larger: some correlation is arithmetic, in the study as here.",
)
