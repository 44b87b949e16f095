"""Communication and the continuity of partnerships."""

from __future__ import annotations

from equipoise.experiments.regularities.measuring import STRATEGIC, at_risk, tenths
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

ENDS = Equation(at_risk, "ends", ("channel", "log_age", "log_size"), by="hazard")

REGULARITY = Regularity(
    fact="Partnerships with better communication succeed more often.",
    source=(
        "Mohr, J., Spekman, R. (1994). Characteristics of partnership success: partnership attributes, communication "
        "behavior, and conflict resolution techniques. Strategic Management Journal 15(2), 135-152."
    ),
    published=Published(-1, "end less often"),
    sample="Rounds of relationships; the vendor's own failure censors.",
    regression="Complementary log-log hazard of an ending, on the channel h and logarithms of age and size.",
    estimator=ENDS,
    unit="log hazard ratio per unit of the channel",
    curve=tenths(at_risk, "channel", "ends", ("communication channel, h", "chance of an ending in a round")),
    also={
        "among strategic vendors alone": ENDS.among(STRATEGIC),
        "at the same commitment, level and charter": ENDS.and_on("commitment", "level", "charter"),
    },
    off={"accounts never reorganise": {"switches.reorganisations": False}},
    remark="The study's success is satisfaction and sales in a survey; here it is that the relationship goes on.",
)
