"""Strategic importance and abrupt endings."""

from __future__ import annotations

from equipoise.experiments.regularities.measuring import at_risk, tenths
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

ENDS = Equation(at_risk, "ends_abruptly", ("joint_dependence", "log_age", "policy"), by="hazard")

APART = ENDS.but(regressors=("dependence_vendor", "dependence_account", "log_age", "policy"))

REGULARITY = Regularity(
    fact="Alliances of strategic importance, on which partners depend for what matters, end abruptly less often.",
    source=(
        "Lunnan, R., Haugland, S. A. (2008). Predicting and measuring alliance performance: a multidimensional "
        "analysis. Strategic Management Journal 29(5), 545-556."
    ),
    published=Published(-1, "less often"),
    sample="Rounds of relationships; an ending is abrupt while a contract is in force and the two do not negotiate.",
    regression=(
        "Complementary log-log hazard of an abrupt ending, on joint dependence, the logarithm of age and policy; "
        "clustered by vendor."
    ),
    estimator=ENDS,
    unit="log hazard ratio per unit of D_v + D_b",
    curve=tenths(
        at_risk,
        "joint_dependence",
        "ends_abruptly",
        ("joint dependence, D_v + D_b", "chance of an abrupt ending in a round"),
    ),
    also={
        "the vendor's dependence, the other's held fixed": APART,
        "the account's dependence, the other's held fixed": APART.but(term="dependence_account"),
    },
    off={"without commitment and lock-in": {"switches.commitment": False}},
)
