"""The diminishing benefit of customers' dependence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.regression import least_squares
from equipoise.experiments.regularities.measuring import BUSINESS, by_tenths, vendor_years, without
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population


def _regression(years: pl.DataFrame, policies: Sequence[str] = ("policy",)) -> Regression:
    centred = pl.col("dependence") - pl.col("dependence").mean()
    curved = years.with_columns(centred.alias("dependence"), (centred**2).alias("square"))
    regressors = ["dependence", "square", *BUSINESS, *policies]
    return least_squares(curved, "return_on_sales", regressors, cluster="vendor", fixed=["year"])


def _find(population: Population) -> Finding:
    years = vendor_years(population.played().vendors)
    fit = _regression(years)
    words = ("accounts' dependence on the vendor, by revenue", "return on sales")
    curve = by_tenths(years, "dependence", "return_on_sales", words)
    return Finding(fit.terms["square"], "coefficient of squared dependence", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    years = vendor_years(population.played().vendors)
    accommodating = years.filter(pl.col("policy") != "strategic")
    return [
        line("vendors that are not strategic", _regression(accommodating).terms["square"]),
        line("strategic vendors", _regression(years.filter(policy="strategic"), ()).terms["square"]),
        *without(
            population,
            lambda played: _regression(vendor_years(played.vendors)).terms["square"],
            {"without fear of ruin": {"switches.fear": False}},
        ),
    ]


REGULARITY = Regularity(
    fact="The benefit of customers' dependence diminishes as it grows.",
    source=(
        "Kim, Y. H., Henderson, D. (2015). Financial benefits and risks of dependency in triadic supply chain "
        "relationships. Journal of Operations Management 36, 115-129."
    ),
    published=Published(-1, "concave"),
    sample="Vendor-years with sales.",
    regression=(
        "Return on sales on the accounts' dependence (D_b, by revenue, about its mean) and its square, size, unit "
        "cost, rivals and policy; year effects, clustered by vendor. The square is compared."
    ),
    find=_find,
    why=_why,
)
