"""Customer concentration and the vendor's risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.regression import least_squares
from equipoise.experiments.regularities.measuring import BUSINESS, YEAR, by_tenths, vendor_years
from equipoise.experiments.regularities.population import TRAITS
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population


def _vendors(vendors: pl.DataFrame) -> pl.DataFrame:
    """A row a vendor that lived four years: how its return on sales varied, and whether it failed."""
    failed = vendors.group_by("vendor").agg(pl.col("insolvent").max())
    return (
        vendor_years(vendors)
        .group_by("vendor", "policy", *TRAITS, "log_volume", maintain_order=True)
        .agg(pl.col("concentration").mean(), pl.col("return_on_sales").std().alias("risk"), pl.len().alias("years"))
        .filter(pl.col("years") >= YEAR)
        .join(failed, on="vendor", maintain_order="left")
    )


def _regression(vendors: pl.DataFrame, outcome: str = "risk") -> Regression:
    return least_squares(_vendors(vendors), outcome, ["concentration", *BUSINESS, "policy"], cluster="vendor")


def _find(population: Population) -> Finding:
    vendors = population.played().vendors
    fit = _regression(vendors)
    words = ("customer concentration (Herfindahl index)", "spread of return on sales between years")
    curve = by_tenths(_vendors(vendors), "concentration", "risk", words)
    return Finding(fit.terms["concentration"], "standard deviation per unit of the index", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    fit = _regression(population.played().vendors, "insolvent")
    return [line("chance that cash runs out", fit.terms["concentration"])]


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
    find=_find,
    why=_why,
    remark="The model has no market for capital: the risk itself is measured, not what is asked for bearing it.",
)
