"""Strategic importance and abrupt endings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.regression import chances
from equipoise.experiments.regularities.measuring import at_risk, by_tenths, without
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population


def _regression(rounds: pl.DataFrame, importance: Sequence[str] = ("joint_dependence",)) -> Regression:
    regressors = [*importance, "log_age", "policy"]
    return chances(at_risk(rounds), "ends_abruptly", regressors, cluster="vendor", link="cloglog")


def _find(population: Population) -> Finding:
    rounds = population.played().relationships
    fit = _regression(rounds)
    words = ("joint dependence, D_v + D_b", "chance of an abrupt ending in a round")
    curve = by_tenths(at_risk(rounds), "joint_dependence", "ends_abruptly", words)
    return Finding(fit.terms["joint_dependence"], "log hazard ratio per unit of D_v + D_b", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    both = _regression(population.played().relationships, ("dependence_vendor", "dependence_account")).terms
    return [
        line("the vendor's dependence, the other's held fixed", both["dependence_vendor"]),
        line("the account's dependence, the other's held fixed", both["dependence_account"]),
        *without(
            population,
            lambda played: _regression(played.relationships).terms["joint_dependence"],
            {"without commitment and lock-in": {"switches.commitment": False}},
        ),
    ]


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
    find=_find,
    why=_why,
)
