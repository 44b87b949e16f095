"""Customer concentration and profitability as relationships mature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.regression import least_squares
from equipoise.experiments.regularities.measuring import BUSINESS, by_group, vendor_years, without
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population

TOGETHER = "concentration x age"


def _regression(vendors: pl.DataFrame) -> Regression:
    years = vendor_years(vendors).with_columns((pl.col("concentration") * pl.col("age")).alias(TOGETHER))
    regressors = ["concentration", "age", TOGETHER, *BUSINESS, "policy"]
    return least_squares(years, "return_on_assets", regressors, cluster="vendor", fixed=["year"])


def _find(population: Population) -> Finding:
    vendors = population.played().vendors
    fit = _regression(vendors)
    years = vendor_years(vendors)
    concentrated = years.filter(pl.col("concentration") > pl.col("concentration").median())
    words = ("year", "return on assets of the more concentrated half")
    curve = by_group(concentrated, "year", "return_on_assets", words, sorted(years["year"].unique()))
    return Finding(fit.terms[TOGETHER], "return on assets per unit of the index and year", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    fit = _regression(population.played().vendors)
    return [
        line("concentration while relationships are new (age 0)", fit.terms["concentration"]),
        *without(
            population,
            lambda played: _regression(played.vendors).terms[TOGETHER],
            {"without commitment and lock-in": {"switches.commitment": False}},
        ),
    ]


REGULARITY = Regularity(
    fact="Concentration goes with lower profitability while relationships are young, and with higher as they mature.",
    source=(
        "Irvine, P. J., Park, S. S., Yildizhan, C. (2016). Customer-base concentration, profitability, and the "
        "relationship life cycle. The Accounting Review 91(3), 883-906."
    ),
    published=Published(1, "rises with age"),
    sample="Vendor-years with sales.",
    regression=(
        "Operating profit over assets, on the Herfindahl index, the age of relationships (by revenue) and their "
        "product, size, unit cost, rivals and policy; year effects, clustered by vendor. The product is compared."
    ),
    find=_find,
    why=_why,
    remark="In the study specific investments weigh on the early years; here an accommodating vendor makes none.",
)
