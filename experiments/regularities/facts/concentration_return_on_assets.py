"""Customer concentration and the return on assets."""

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

DISPERSED = 0.25
"""Concentration of four equal accounts; firms whose filings name no customer of a tenth of sales lie far below."""


def _regression(years: pl.DataFrame) -> Regression:
    regressors = ["concentration", *BUSINESS, "policy"]
    return least_squares(years, "return_on_assets", regressors, cluster="vendor", fixed=["year"])


def _find(population: Population) -> Finding:
    years = vendor_years(population.played().vendors)
    fit = _regression(years)
    words = ("customer concentration (Herfindahl index)", "return on assets, a year")
    curve = by_tenths(years, "concentration", "return_on_assets", words)
    return Finding(fit.terms["concentration"], "return on assets per unit of the Herfindahl index", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    years = vendor_years(population.played().vendors)
    parts = {
        "up to four equal accounts' concentration (.25)": years.filter(pl.col("concentration") <= DISPERSED),
        "beyond": years.filter(pl.col("concentration") > DISPERSED),
    }
    return [
        *(line(label, _regression(part).terms["concentration"]) for label, part in parts.items()),
        *without(
            population,
            lambda played: _regression(vendor_years(played.vendors)).terms["concentration"],
            {"without fear of ruin": {"switches.fear": False}},
        ),
    ]


REGULARITY = Regularity(
    fact="Suppliers with a more concentrated customer base have a higher return on assets.",
    source=(
        "Patatoukas, P. N. (2012). Customer-base concentration: implications for firm performance and capital "
        "markets. The Accounting Review 87(2), 363-392."
    ),
    published=Published(1, "higher"),
    sample="Vendor-years with sales.",
    regression=(
        "Operating profit over assets, on the Herfindahl index of revenue, size, unit cost, rivals and policy; year "
        "effects, clustered by vendor."
    ),
    find=_find,
    why=_why,
    remark=(
        "The literature is divided: Irvine, Park and Yildizhan (2016) find it negative while relationships are young, "
        "and Saboo, Kumar and Anand (2017) find that concentration lowers profitability after a flotation."
    ),
)
