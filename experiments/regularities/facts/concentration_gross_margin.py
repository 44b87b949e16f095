"""Customer concentration and the gross margin."""

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
    return least_squares(
        vendor_years(vendors), "gross_margin", ["concentration", *BUSINESS, "policy"], cluster="vendor", fixed=["year"]
    )


def _find(population: Population) -> Finding:
    vendors = population.played().vendors
    fit = _regression(vendors)
    words = ("customer concentration (Herfindahl index)", "gross margin")
    curve = by_tenths(vendor_years(vendors), "concentration", "gross_margin", words)
    return Finding(fit.terms["concentration"], "gross margin per unit of the Herfindahl index", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    return without(
        population,
        lambda played: _regression(played.vendors).terms["concentration"],
        {"without fear of ruin": {"switches.fear": False}},
    )


REGULARITY = Regularity(
    fact="Suppliers with a more concentrated customer base have lower gross margins.",
    source=(
        "Patatoukas, P. N. (2012). Customer-base concentration: implications for firm performance and capital "
        "markets. The Accounting Review 87(2), 363-392."
    ),
    published=Published(-1, "lower"),
    sample="Vendor-years with sales.",
    regression=(
        "Gross margin on the Herfindahl index of revenue, size, unit cost, rivals and policy; year effects, clustered "
        "by vendor."
    ),
    find=_find,
    why=_why,
)
