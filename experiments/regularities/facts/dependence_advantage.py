"""The upper hand and what the buyer gets out of a relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.regression import least_squares
from experiments.regularities.measuring import by_tenths, traded, without
from experiments.regularities.regularity import Finding, Published, Regularity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.regression import Regression
    from experiments.regularities.population import Population
    from experiments.regularities.regularity import Line

GAIN = "gain"


def _gains(rounds: pl.DataFrame) -> pl.DataFrame:
    """Rounds of trade with the account's gain a unit that it wants."""
    return traded(rounds).with_columns((pl.col("account_surplus") / pl.col("volume")).alias(GAIN))


def _regression(rounds: pl.DataFrame) -> Regression:
    regressors = ["joint_dependence", "dependence_asymmetry", "log_size", "log_age"]
    return least_squares(_gains(rounds), GAIN, regressors, cluster="vendor", fixed=["market"])


def _find(population: Population) -> Finding:
    rounds = population.played().relationships
    fit = _regression(rounds)
    words = ("asymmetry of dependence, D_v - D_b", "the account's gain a unit, money")
    curve = by_tenths(_gains(rounds), "dependence_asymmetry", GAIN, words)
    return Finding(fit.terms["dependence_asymmetry"], "money a unit per unit of D_v - D_b", curve, fit.rows)


def _why(population: Population) -> Sequence[Line]:
    return without(
        population,
        lambda played: _regression(played.relationships).terms["dependence_asymmetry"],
        {"without fear of ruin": {"switches.fear": False}},
    )


REGULARITY = Regularity(
    fact="A buyer with the upper hand, on whom the supplier depends more than it on the supplier, does worse.",
    source=(
        "Gulati, R., Sytch, M. (2007). Dependence asymmetry and joint dependence in interorganizational "
        "relationships: effects of embeddedness on a manufacturer's performance in procurement relationships. "
        "Administrative Science Quarterly 52(1), 32-69."
    ),
    published=Published(-1, "worse"),
    sample="Rounds of relationships in which something was bought.",
    regression=(
        "The account's gain a unit against buying elsewhere, on joint dependence and its asymmetry (D_v - D_b), size "
        "and age, among accounts of one vendor in the same round; clustered by vendor."
    ),
    find=_find,
    why=_why,
    remark=(
        "In the study the loss of trust and of joint action outweighs what pressure brings. In the model nothing is "
        "lost by pressing: an account's orientation does not answer to how it is treated, and no account hears of "
        "another."
    ),
)
