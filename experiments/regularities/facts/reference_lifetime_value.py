"""Reference value and lifetime value of the same accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.effects import student_effect
from equipoise.experiments.regularities.measuring import mean, relationships, tenths
from equipoise.experiments.regularities.regularity import Published, Regularity

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.regularities.population import Panels

TOP = 0.1


def _accounts(panels: Panels) -> pl.DataFrame:
    """Relationships of vendors that show their references, and in which top tenths each is."""
    accounts = relationships(panels).filter(pl.col("policy") != "transactional")
    best = [
        (pl.col(value).rank("ordinal", descending=True) <= TOP * pl.len()).alias(f"best_{value}")
        for value in ("contribution", "referral_value")
    ]
    return accounts.with_columns(best)


def _overlap(panels: Panels) -> tuple[Estimate, int]:
    accounts = _accounts(panels)
    return mean(accounts.filter("best_referral_value"), "best_contribution"), accounts.height


def _correlation(panels: Panels) -> tuple[Estimate, int]:
    lending = _accounts(panels).filter(pl.col("reference") > 0.0)
    within = lending.group_by("vendor", maintain_order=True).agg(
        pl.corr("contribution", "referral_value", method="spearman").alias("r")
    )
    return student_effect(within["r"].fill_nan(None).drop_nulls().to_numpy()), lending.height


REGULARITY = Regularity(
    fact="The accounts with most reference value are not those with most lifetime value.",
    source=(
        "Kumar, V., Petersen, J. A., Leone, R. P. (2013). Defining, measuring, and managing business reference value. "
        "Journal of Marketing 77(1), 68-86."
    ),
    published=Published(0, "not the same: less than half", 0.0, 0.5),
    sample="Relationships of vendors that show their references, as far as they fall within ten years.",
    regression=(
        "Of the tenth with most reference value (wins expected thanks to the reference, at the worth of a win), the "
        "share that is in the tenth with most lifetime value (contribution); clustered by vendor."
    ),
    estimator=_overlap,
    unit="share of the top tenth by reference value in the top tenth by lifetime value",
    curve=tenths(_accounts, "contribution", "referral_value", ("lifetime value (contribution)", "reference value")),
    also={"rank correlation of the two among a vendor's references": _correlation},
    remark=(
        "Largely built in: in this population an account's reference has nothing to do with its size. What is not is "
        "the overlap that comes of both growing with the length of the relationship. Chance alone would give .1."
    ),
)
