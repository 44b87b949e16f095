"""Customers' dependence on a firm and its return on sales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.regression import least_squares
from equipoise.experiments.regularities.measuring import BUSINESS, by_tenths, vendor_years, without
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population


def _regression(vendors: pl.DataFrame) -> Regression:
    regressors = ["dependence", *BUSINESS, "policy"]
    return least_squares(vendor_years(vendors), "return_on_sales", regressors, cluster="vendor", fixed=["year"])


def _find(population: Population) -> Finding:
    vendors = population.played().vendors
    fit = _regression(vendors)
    words = ("accounts' dependence on the vendor, by revenue", "return on sales")
    curve = by_tenths(vendor_years(vendors), "dependence", "return_on_sales", words)
    return Finding(fit.terms["dependence"], "return on sales per unit of dependence", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    return without(
        population,
        lambda played: _regression(played.vendors).terms["dependence"],
        {
            "without fear of ruin": {"switches.fear": False},
            "what is lost beyond the trade left out of the bargain": {"switches.stakes": False},
        },
    )


REGULARITY = Regularity(
    fact="The more a firm's customers depend on it, the higher its return on sales.",
    source=(
        "Kim, Y. H., Henderson, D. (2015). Financial benefits and risks of dependency in triadic supply chain "
        "relationships. Journal of Operations Management 36, 115-129."
    ),
    published=Published(1, "higher"),
    sample="Vendor-years with sales.",
    regression=(
        "Return on sales on the accounts' dependence (D_b, by revenue), size, unit cost, rivals and policy; year "
        "effects, clustered by vendor."
    ),
    find=_find,
    why=_why,
    remark=(
        "The study's dependence is a share of purchases, the model's a share of what is at stake. The study's effect "
        "runs through the turnover of assets; here assets follow sales, and it can run through the price alone."
    ),
)
