"""Customer concentration and the vendor's risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.experiments.regularities.measuring import BUSINESS, CONCENTRATION, YEAR, tenths, vendor_years
from equipoise.experiments.regularities.population import TRAITS
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

if TYPE_CHECKING:
    from equipoise.experiments.regularities.population import Panels


def _vendors(panels: Panels) -> pl.DataFrame:
    """A row a vendor that lived four years: how its return on sales varied, and whether it failed."""
    failed = panels.vendors.group_by("vendor").agg(pl.col("insolvent").max())
    return (
        vendor_years(panels)
        .group_by("vendor", "policy", *TRAITS, "log_volume", maintain_order=True)
        .agg(pl.col("concentration").mean(), pl.col("return_on_sales").std().alias("risk"), pl.len().alias("years"))
        .filter(pl.col("years") >= YEAR)
        .join(failed, on="vendor", maintain_order="left")
    )


RISK = Equation(_vendors, "risk", ("concentration", *BUSINESS, "policy"))

REGULARITY = Regularity(
    fact="A more concentrated customer base makes a supplier riskier: owners and lenders ask for more.",
    source=(
        "Dhaliwal, D., Judd, J. S., Serfling, M., Shaikh, S. (2016). Customer concentration risk and the cost of "
        "equity capital. Journal of Accounting and Economics 61(1), 23-48."
    ),
    published=Published(1, "riskier"),
    sample="Vendors with four years of sales or more.",
    regression=(
        "Standard deviation of the return on sales between years, on the mean Herfindahl index, size, unit cost, "
        "rivals and policy; errors robust to unequal spread."
    ),
    estimator=RISK,
    unit="standard deviation per unit of the index",
    curve=tenths(_vendors, "concentration", "risk", (CONCENTRATION, "spread of return on sales between years")),
    also={"chance that cash runs out": RISK.but(outcome="insolvent")},
    remark="The model has no market for capital: the risk itself is measured, not what is asked for bearing it.",
)
