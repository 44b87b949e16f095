"""Customers' dependence on a firm and its return on sales."""

from __future__ import annotations

from equipoise.experiments.regularities.measuring import BUSINESS, tenths, vendor_years
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

REGULARITY = Regularity(
    fact="The more a firm's customers depend on it, the higher its return on sales.",
    source=(
        "Kim, Y. H., Henderson, D. (2015). Financial benefits and risks of dependency in triadic supply chain "
        "relationships. Journal of Operations Management 36, 115-129."
    ),
    published=Published(1, "higher"),
    sample="Vendor-years with sales.",
    regression=(
        "Return on sales on the accounts' dependence (D_b, by revenue), size, unit cost, rivals and policy; year "
        "effects, clustered by vendor."
    ),
    estimator=Equation(vendor_years, "return_on_sales", ("dependence", *BUSINESS, "policy"), ("year",)),
    unit="return on sales per unit of dependence",
    curve=tenths(
        vendor_years,
        "dependence",
        "return_on_sales",
        ("accounts' dependence on the vendor, by revenue", "return on sales"),
    ),
    off={
        "without fear of ruin": {"switches.fear": False},
        "what is lost beyond the trade left out of the bargain": {"switches.stakes": False},
    },
    remark=(
        "The study's dependence is a share of purchases, the model's a share of what is at stake. The study's effect "
        "runs through the turnover of assets; here assets follow sales, and it can run through the price alone."
    ),
)
