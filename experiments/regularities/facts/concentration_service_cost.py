"""Customer concentration and what selling and service cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.regression import least_squares
from equipoise.experiments.regularities.measuring import BUSINESS, by_tenths, vendor_years
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population


def _regression(years: pl.DataFrame, cost: str) -> Regression:
    return least_squares(years, cost, ["concentration", *BUSINESS, "policy"], cluster="vendor", fixed=["year"])


def _find(population: Population) -> Finding:
    years = vendor_years(population.played().vendors)
    fit = _regression(years, "service_per_sale")
    words = ("customer concentration (Herfindahl index)", "cost to serve, share of sales")
    curve = by_tenths(years, "concentration", "service_per_sale", words)
    return Finding(fit.terms["concentration"], "share of sales per unit of the Herfindahl index", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    years = vendor_years(population.played().vendors)
    effects = {
        cost: _regression(years, cost).terms["concentration"] for cost in ("selling_per_sale", "overheads_per_sale")
    }
    return [
        line("selling cost alone", effects["selling_per_sale"]),
        line("all overheads: fixed cost and the cost of winning accounts too", effects["overheads_per_sale"]),
    ]


REGULARITY = Regularity(
    fact="Suppliers with a more concentrated customer base spend less on selling, general and administration per sale.",
    source=(
        "Patatoukas, P. N. (2012). Customer-base concentration: implications for firm performance and capital "
        "markets. The Accounting Review 87(2), 363-392."
    ),
    published=Published(-1, "lower"),
    sample="Vendor-years with sales.",
    regression=(
        "Cost to serve (selling, support, relationship cost) over sales, on the Herfindahl index of revenue, size, "
        "unit cost, rivals and policy; year effects, clustered by vendor."
    ),
    find=_find,
    why=_why,
    remark="Selling costs a fixed amount an account, so that part of the fact is built in; support is not.",
)
