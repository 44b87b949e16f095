"""Joint dependence and what the buyer gets out of a relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.regularities.measuring import GAIN, by_tenths, gain_by_dependence, gains, without
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.regularities.population import Population


def _find(population: Population) -> Finding:
    rounds = population.played().relationships
    fit = gain_by_dependence(rounds)
    words = ("joint dependence, D_v + D_b", "the account's gain a unit, money")
    curve = by_tenths(gains(rounds), "joint_dependence", GAIN, words)
    return Finding(fit.terms["joint_dependence"], "money a unit per unit of D_v + D_b", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    return without(
        population,
        lambda played: gain_by_dependence(played.relationships).terms["joint_dependence"],
        {"without unique contribution and switching cost": {"switches.contribution": False}},
    )


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
    find=_find,
    why=_why,
    remark="The study's performance is a buyer's judgement of quality, delivery and the like; here it is money.",
)
