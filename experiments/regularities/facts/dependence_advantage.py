"""The upper hand and what the buyer gets out of a relationship."""

from __future__ import annotations

from equipoise.experiments.regularities.measuring import (
    BUYER_ADVANTAGE,
    GAIN,
    GAIN_BY_DEPENDENCE,
    SUPPLIER_ADVANTAGE,
    gains,
    tenths,
)
from equipoise.experiments.regularities.regularity import Published, Regularity

REGULARITY = Regularity(
    fact=(
        "A buyer with the upper hand, on whom the supplier depends more than it on the supplier, does worse; a "
        "supplier with the upper hand makes no difference to the buyer."
    ),
    source=(
        "Gulati, R., Sytch, M. (2007). Dependence asymmetry and joint dependence in interorganizational "
        "relationships: effects of embeddedness on a manufacturer's performance in procurement relationships. "
        "Administrative Science Quarterly 52(1), 32-69."
    ),
    published=Published(-1, "worse"),
    sample="Rounds of relationships in which something was bought.",
    regression=(
        "The account's gain a unit against buying elsewhere, on joint dependence (D_v + D_b), the buyer's advantage "
        "max(0, D_v - D_b), the supplier's advantage max(0, D_b - D_v), size and age, among accounts of one vendor in "
        "the same round; clustered by vendor."
    ),
    estimator=GAIN_BY_DEPENDENCE.but(term=BUYER_ADVANTAGE),
    unit="money a unit per unit of max(0, D_v - D_b)",
    curve=tenths(
        gains,
        "dependence_asymmetry",
        GAIN,
        ("asymmetry of dependence, D_v - D_b: above 0 the buyer's advantage", "the account's gain a unit, money"),
    ),
    also={"the supplier's advantage, per unit of max(0, D_b - D_v)": GAIN_BY_DEPENDENCE.but(term=SUPPLIER_ADVANTAGE)},
    off={"without fear of ruin": {"switches.fear": False}},
    remark=(
        "The verdict is on the buyer's advantage alone; the supplier's, which has no effect in the study, is the first "
        "line below it. The study's performance is a buyer's own judgement of its procurement; here it is money. What "
        "an advantage costs in the study is trust and joint action; in the model an account's orientation does not "
        "answer to how it is treated, so that whatever it costs here is not that."
    ),
)
