"""What long-standing customers pay."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import polars as pl

from equipoise.experiments.regularities.measuring import NOT_STRATEGIC, YEAR, tenths, traded
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

if TYPE_CHECKING:
    from equipoise.experiments.regularities.population import Panels

LONG = pl.col("tenure") >= 3 * YEAR
"""Whether a customer is one of long standing; those in their first year are new."""


def _contrast(panels: Panels) -> pl.DataFrame:
    rounds = traded(panels).filter((pl.col("tenure") < YEAR) | LONG)
    return rounds.with_columns(LONG.alias("long_standing"))


PRICE = Equation(_contrast, "log_price", ("long_standing",), ("market",))

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
    estimator=PRICE,
    unit="log price, long-standing less new",
    curve=tenths(traded, "tenure", "relative_price", ("tenure (rounds)", "price, over that of the best rival")),
    also={
        "accounts of the same size and fit": PRICE.and_on("log_size", "match"),
        "vendors that are not strategic": PRICE.among(NOT_STRATEGIC),
    },
    off={
        "without unique contribution and switching cost": {"switches.contribution": False},
        "without commitment and lock-in": {"switches.commitment": False},
    },
    remark=(
        "What lowers the price for old customers in practice, a discount for loyalty or rivals' falling prices, is "
        "not in the model; what raises it, lock-in and contribution, is."
    ),
)
