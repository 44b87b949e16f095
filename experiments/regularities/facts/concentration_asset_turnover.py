"""Customer concentration and the turnover of assets."""

from __future__ import annotations

from equipoise.experiments.regularities.measuring import BUSINESS, CONCENTRATION, tenths, vendor_years
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

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
    estimator=Equation(vendor_years, "asset_turnover", ("concentration", *BUSINESS, "policy"), ("year",)),
    unit="turns a year per unit of the Herfindahl index",
    curve=tenths(vendor_years, "concentration", "asset_turnover", (CONCENTRATION, "sales over assets, a year")),
    off={"without fear of ruin": {"switches.fear": False}},
    remark=(
        "The model has no mechanism for it. Assets are so many rounds of sales and so many of the cost of goods, so "
        "that turnover moves with the price alone: a lower price turns the same assets over more slowly."
    ),
)
