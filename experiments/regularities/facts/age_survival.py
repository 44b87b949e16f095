"""The age of a relationship and its chance to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.hazards import AGE, ENDS, LOG_AGE, hazard_regression
from equipoise.experiments.regularities.measuring import TELLING_TRAITS, by_group, without, years_of_life
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population

ALIKE: dict[str, object] = {
    "newcomers.own_margin_spread": 0.0,
    "newcomers.orientation_low": 0.5,
    "newcomers.orientation_high": 0.5,
    "product.support_worth_spread": 0.0,
    "switches.match": False,
}
"""Accounts of a vendor that are alike in all but size and reference."""

_MADE_ALIKE = {"orientation", "log_own_margin", "support_worth", "match"}
"""Traits that then tell nothing; they are left out on both sides of that comparison."""


def _regression(rounds: pl.DataFrame, controls: Sequence[str] = TELLING_TRAITS) -> Regression:
    return hazard_regression(years_of_life(rounds), controls, cluster="vendor", baseline="log")


def _find(population: Population) -> Finding:
    rounds = population.played().relationships
    fit = _regression(rounds)
    lives = years_of_life(rounds)
    words = ("year of the relationship's life", "share that ends in it")
    curve = by_group(lives, AGE, ENDS, words, sorted(lives[AGE].unique()))
    return Finding(fit.terms[LOG_AGE], "log hazard ratio per unit of log age (years)", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    rounds = population.played().relationships
    later = years_of_life(rounds).filter(pl.col(AGE) > 1)
    shared = [name for name in TELLING_TRAITS if name not in _MADE_ALIKE]
    return [
        line("without controls: heterogeneity left in", _regression(rounds, ()).terms[LOG_AGE]),
        line(
            "from the second year on",
            hazard_regression(later, TELLING_TRAITS, cluster="vendor", baseline="log").terms[LOG_AGE],
        ),
        *without(
            population,
            lambda played: _regression(played.relationships, shared).terms[LOG_AGE],
            {"accounts made alike": ALIKE, "without commitment and lock-in": {"switches.commitment": False}},
        ),
    ]


REGULARITY = Regularity(
    fact="The older a relationship between firms, the more likely it is to go on.",
    source=(
        "Monarch, R., Schmidt-Eisenlohr, T. (2023). Longevity and the value of trade relationships. Journal of "
        "International Economics 145, 103842."
    ),
    published=Published(-1, "hazard falls"),
    sample="Years of relationships' lives; the vendor's own failure censors.",
    regression=(
        "Complementary log-log hazard of an ending in a year of life, on the logarithm of age, with the traits of "
        "account and vendor that are fixed from the start; clustered by vendor."
    ),
    find=_find,
    why=_why,
    remark=(
        "Heterogeneity alone makes a hazard fall: the weak end first. So traits are controlled for, hidden ones too, "
        "which no study could see; the estimate without them is beside it. The first year is calm, since a first "
        "contract is not renegotiated before its term is over."
    ),
)
