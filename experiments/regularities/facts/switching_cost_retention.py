"""Switching costs and retention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.experiments.regularities.measuring import at_risk, tenths
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

if TYPE_CHECKING:
    from equipoise.experiments.regularities.population import Panels

COST = "switching_cost"


def _rounds(panels: Panels) -> pl.DataFrame:
    """Rounds at risk with what switching would cost a unit: kappa z."""
    return at_risk(panels).with_columns((pl.col("trait_switching_cost") * pl.col("lock_in")).alias(COST))


ENDS = Equation(_rounds, "ends", (COST, "log_age", "policy"), by="hazard")

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
    estimator=ENDS,
    unit="log hazard ratio per unit of switching cost",
    curve=tenths(_rounds, COST, "ends", ("cost of switching, money a unit", "chance of an ending in a round")),
    also={
        "at the same commitment": ENDS.and_on("commitment"),
        "between vendors: what full lock-in would cost (kappa)": ENDS.but(
            regressors=("trait_switching_cost", "log_age", "policy")
        ),
    },
    remark="Lock-in follows commitment, which itself keeps accounts: the estimate at the same commitment is beside it.",
)
