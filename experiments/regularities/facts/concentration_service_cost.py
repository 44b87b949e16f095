"""Customer concentration and what selling and service cost."""

from __future__ import annotations

from equipoise.experiments.regularities.measuring import BUSINESS, CONCENTRATION, tenths, vendor_years
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

COST = Equation(vendor_years, "service_per_sale", ("concentration", *BUSINESS, "policy"), ("year",))

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
    estimator=COST,
    unit="share of sales per unit of the Herfindahl index",
    curve=tenths(vendor_years, "concentration", "service_per_sale", (CONCENTRATION, "cost to serve, share of sales")),
    also={
        "selling cost alone": COST.but(outcome="selling_per_sale"),
        "all overheads: fixed cost and the cost of winning accounts too": COST.but(outcome="overheads_per_sale"),
    },
    remark="Selling costs a fixed amount an account, so that part of the fact is built in; support is not.",
)
