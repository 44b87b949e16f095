"""Customer concentration and the return on assets."""

from __future__ import annotations

import polars as pl

from equipoise.experiments.regularities.measuring import BUSINESS, CONCENTRATION, tenths, vendor_years
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

DISPERSED = pl.col("concentration").le(0.25)
"""As four equal accounts at most; firms whose filings name no customer of a tenth of sales lie far below."""

RETURN = Equation(vendor_years, "return_on_assets", ("concentration", *BUSINESS, "policy"), ("year",))

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
    estimator=RETURN,
    unit="return on assets per unit of the Herfindahl index",
    curve=tenths(vendor_years, "concentration", "return_on_assets", (CONCENTRATION, "return on assets, a year")),
    also={
        "up to four equal accounts' concentration (.25)": RETURN.among(DISPERSED),
        "beyond": RETURN.among(~DISPERSED),
    },
    off={"without fear of ruin": {"switches.fear": False}},
    remark=(
        "The literature is divided: Irvine, Park and Yildizhan (2016) find it negative while relationships are young, "
        "and Saboo, Kumar and Anand (2017) find that concentration lowers profitability after a flotation."
    ),
)
