"""Customer concentration and the turnover of assets."""

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
    regressors = ["concentration", *BUSINESS, "policy"]
    return least_squares(vendor_years(vendors), "asset_turnover", regressors, cluster="vendor", fixed=["year"])


def _find(population: Population) -> Finding:
    vendors = population.played().vendors
    fit = _regression(vendors)
    words = ("customer concentration (Herfindahl index)", "sales over assets, a year")
    curve = by_tenths(vendor_years(vendors), "concentration", "asset_turnover", words)
    return Finding(fit.terms["concentration"], "turns a year per unit of the Herfindahl index", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    return without(
        population,
        lambda played: _regression(played.vendors).terms["concentration"],
        {"without fear of ruin": {"switches.fear": False}},
    )


REGULARITY = Regularity(
    fact="Suppliers with a more concentrated customer base turn their assets over faster.",
    source=(
        "Patatoukas, P. N. (2012). Customer-base concentration: implications for firm performance and capital "
        "markets. The Accounting Review 87(2), 363-392."
    ),
    published=Published(1, "higher"),
    sample="Vendor-years with sales.",
    regression=(
        "Sales over assets, on the Herfindahl index of revenue, size, unit cost, rivals and policy; year effects, "
        "clustered by vendor."
    ),
    find=_find,
    why=_why,
    remark=(
        "The model has no mechanism for it. Assets are so many rounds of sales and so many of the cost of goods, so "
        "that turnover moves with the price alone: a lower price turns the same assets over more slowly."
    ),
)
