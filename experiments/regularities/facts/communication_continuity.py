"""Communication and the continuity of partnerships."""

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


def _regression(rounds: pl.DataFrame, controls: Sequence[str] = ()) -> Regression:
    regressors = ["channel", "log_age", "log_size", *controls]
    return chances(at_risk(rounds), "ends", regressors, cluster="vendor", link="cloglog")


def _find(population: Population) -> Finding:
    rounds = population.played().relationships
    fit = _regression(rounds)
    curve = by_tenths(
        at_risk(rounds), "channel", "ends", ("communication channel, h", "chance of an ending in a round")
    )
    return Finding(fit.terms["channel"], "log hazard ratio per unit of the channel", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    rounds = population.played().relationships
    return [
        line("among strategic vendors alone", _regression(rounds.filter(policy="strategic")).terms["channel"]),
        line(
            "at the same commitment, level and charter",
            _regression(rounds, ["commitment", "level", "charter"]).terms["channel"],
        ),
        *without(
            population,
            lambda played: _regression(played.relationships).terms["channel"],
            {"accounts never reorganise": {"switches.reorganisations": False}},
        ),
    ]


REGULARITY = Regularity(
    fact="Partnerships with better communication succeed more often.",
    source=(
        "Mohr, J., Spekman, R. (1994). Characteristics of partnership success: partnership attributes, communication "
        "behavior, and conflict resolution techniques. Strategic Management Journal 15(2), 135-152."
    ),
    published=Published(-1, "end less often"),
    sample="Rounds of relationships; the vendor's own failure censors.",
    regression="Complementary log-log hazard of an ending, on the channel h and logarithms of age and size.",
    find=_find,
    why=_why,
    remark="The study's success is satisfaction and sales in a survey; here it is that the relationship goes on.",
)
