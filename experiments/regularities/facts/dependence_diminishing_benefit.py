"""The diminishing benefit of customers' dependence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.experiments.regularities.measuring import BUSINESS, NOT_STRATEGIC, STRATEGIC, tenths, vendor_years
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

if TYPE_CHECKING:
    from equipoise.experiments.regularities.population import Panels


def _curved(years: pl.DataFrame) -> pl.DataFrame:
    centred = pl.col("dependence") - pl.col("dependence").mean()
    return years.with_columns(centred.alias("dependence"), (centred**2).alias("square"))


def _years(panels: Panels) -> pl.DataFrame:
    return _curved(vendor_years(panels))


RETURN = Equation(_years, "return_on_sales", ("dependence", "square", *BUSINESS, "policy"), ("year",), term="square")

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
    estimator=RETURN,
    unit="coefficient of squared dependence",
    curve=tenths(
        vendor_years,
        "dependence",
        "return_on_sales",
        ("accounts' dependence on the vendor, by revenue", "return on sales"),
    ),
    also={
        "vendors that are not strategic": RETURN.but(rows=lambda p: _curved(vendor_years(p).filter(NOT_STRATEGIC))),
        "strategic vendors": RETURN.but(
            rows=lambda panels: _curved(vendor_years(panels).filter(STRATEGIC)),
            regressors=("dependence", "square", *BUSINESS),
        ),
    },
    off={"without fear of ruin": {"switches.fear": False}},
)
