"""What large buyers pay."""

from __future__ import annotations

from equipoise.experiments.regularities.measuring import tenths, traded
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

REGULARITY = Regularity(
    fact="Large buyers pay a little less than small ones where suppliers compete, and no less to a monopolist.",
    source=(
        "Ellison, S. F., Snyder, C. M. (2010). Countervailing power in wholesale pharmaceuticals. Journal of "
        "Industrial Economics 58(1), 32-53."
    ),
    published=Published(-1, "less"),
    sample="Rounds of relationships in which something was bought.",
    regression=(
        "Logarithm of the price on the logarithm of the account's size, among accounts of one vendor in the same "
        "round; clustered by vendor."
    ),
    estimator=Equation(traded, "log_price", ("log_size",), ("market",)),
    unit="log price per unit of log size",
    curve=tenths(traded, "log_size", "relative_price", ("size (log)", "price, over that of the best rival")),
    off={"without fear of ruin": {"switches.fear": False}, "without rivals: a monopolist": {"market.rivals": 0}},
    remark="The second half of the fact is beside the estimate: the same vendors without a rival.",
)
