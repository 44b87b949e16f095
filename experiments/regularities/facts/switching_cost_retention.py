"""Switching costs and retention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.regression import chances
from equipoise.experiments.regularities.measuring import at_risk, by_tenths
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population

COST = "switching_cost"


def _rounds(rounds: pl.DataFrame) -> pl.DataFrame:
    """Rounds at risk with what switching would cost a unit: kappa z."""
    return at_risk(rounds).with_columns((pl.col("trait_switching_cost") * pl.col("lock_in")).alias(COST))


def _regression(rounds: pl.DataFrame, controls: Sequence[str] = ()) -> Regression:
    return chances(rounds, "ends", [COST, "log_age", "policy", *controls], cluster="vendor", link="cloglog")


def _find(population: Population) -> Finding:
    rounds = _rounds(population.played().relationships)
    fit = _regression(rounds)
    curve = by_tenths(rounds, COST, "ends", ("cost of switching, money a unit", "chance of an ending in a round"))
    return Finding(fit.terms[COST], "log hazard ratio per unit of switching cost", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    rounds = _rounds(population.played().relationships)
    ready = chances(rounds, "ends", ["trait_switching_cost", "log_age", "policy"], cluster="vendor", link="cloglog")
    return [
        line("at the same commitment", _regression(rounds, ["commitment"]).terms[COST]),
        line("between vendors: what full lock-in would cost (kappa)", ready.terms["trait_switching_cost"]),
    ]


REGULARITY = Regularity(
    fact="Business customers for whom switching is costly are more loyal: they stay.",
    source=(
        "Lam, S. Y., Shankar, V., Erramilli, M. K., Murthy, B. (2004). Customer value, satisfaction, loyalty, and "
        "switching costs: an illustration from a business-to-business service context. Journal of the Academy of "
        "Marketing Science 32(3), 293-311."
    ),
    published=Published(-1, "end less often"),
    sample="Rounds of relationships; the vendor's own failure censors.",
    regression=(
        "Complementary log-log hazard of an ending, on the cost of switching a unit (kappa z), the logarithm of age "
        "and policy; clustered by vendor."
    ),
    find=_find,
    why=_why,
    remark="Lock-in follows commitment, which itself keeps accounts: the estimate at the same commitment is beside it.",
)
