"""Joint dependence and what the buyer gets out of a relationship."""

from __future__ import annotations

from equipoise.experiments.regularities.measuring import GAIN, GAIN_BY_DEPENDENCE, gains, tenths
from equipoise.experiments.regularities.regularity import Published, Regularity

REGULARITY = Regularity(
    fact="The more buyer and supplier depend on each other together, the better it is for the buyer.",
    source=(
        "Gulati, R., Sytch, M. (2007). Dependence asymmetry and joint dependence in interorganizational "
        "relationships: effects of embeddedness on a manufacturer's performance in procurement relationships. "
        "Administrative Science Quarterly 52(1), 32-69."
    ),
    published=Published(1, "better"),
    sample="Rounds of relationships in which something was bought.",
    regression=(
        "The account's gain a unit against buying elsewhere, on joint dependence (D_v + D_b), the buyer's advantage "
        "max(0, D_v - D_b), the supplier's advantage max(0, D_b - D_v), size and age, among accounts of one vendor in "
        "the same round; clustered by vendor."
    ),
    estimator=GAIN_BY_DEPENDENCE,
    unit="money a unit per unit of D_v + D_b",
    curve=tenths(gains, "joint_dependence", GAIN, ("joint dependence, D_v + D_b", "the account's gain a unit, money")),
    off={"without unique contribution and switching cost": {"switches.contribution": False}},
    remark="The study's performance is a buyer's judgement of quality, delivery and the like; here it is money.",
)
