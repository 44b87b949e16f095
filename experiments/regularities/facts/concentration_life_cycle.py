"""Customer concentration and profitability as relationships mature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.experiments.regularities.measuring import BUSINESS, by_group, vendor_years
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Curve
    from equipoise.experiments.regularities.population import Panels

TOGETHER = "concentration x age"


def _years(panels: Panels) -> pl.DataFrame:
    return vendor_years(panels).with_columns((pl.col("concentration") * pl.col("age")).alias(TOGETHER))


def _curve(panels: Panels) -> Curve:
    years = vendor_years(panels)
    concentrated = years.filter(pl.col("concentration") > pl.col("concentration").median())
    words = ("year", "return on assets of the more concentrated half")
    return by_group(concentrated, "year", "return_on_assets", words, sorted(years["year"].unique()))


RETURN = Equation(
    _years, "return_on_assets", ("concentration", "age", TOGETHER, *BUSINESS, "policy"), ("year",), term=TOGETHER
)

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
    estimator=RETURN,
    unit="return on assets per unit of the index and year",
    curve=_curve,
    also={"concentration while relationships are new (age 0)": RETURN.but(term="concentration")},
    off={"without commitment and lock-in": {"switches.commitment": False}},
    remark="In the study specific investments weigh on the early years; here an accommodating vendor makes none.",
)
