"""Customer concentration and the gross margin."""

from __future__ import annotations

from equipoise.experiments.regularities.measuring import BUSINESS, CONCENTRATION, tenths, vendor_years
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

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
    estimator=Equation(vendor_years, "gross_margin", ("concentration", *BUSINESS, "policy"), ("year",)),
    unit="gross margin per unit of the Herfindahl index",
    curve=tenths(vendor_years, "concentration", "gross_margin", (CONCENTRATION, "gross margin")),
    off={"without fear of ruin": {"switches.fear": False}},
)
