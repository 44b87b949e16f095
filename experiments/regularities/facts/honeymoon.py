"""The honeymoon of a new relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.hazards import AGE, ENDS, hazard_regression
from equipoise.experiments.regularities.measuring import TELLING_TRAITS, by_group, without, years_of_life
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population

_EARLY = 2  # years of a life that are told from the others

SQUARE = "log_age_squared"


def _regression(rounds: pl.DataFrame, traits: Sequence[str] = TELLING_TRAITS) -> Regression:
    return hazard_regression(years_of_life(rounds), [SQUARE, *traits], cluster="vendor", baseline="log")


def _find(population: Population) -> Finding:
    rounds = population.played().relationships
    fit = _regression(rounds)
    lives = years_of_life(rounds)
    words = ("year of the relationship's life", "share that ends in it")
    curve = by_group(lives, AGE, ENDS, words, sorted(lives[AGE].unique()))
    return Finding(fit.terms[SQUARE], "coefficient of squared log age", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    lives = years_of_life(population.played().relationships)
    early = lives.filter(pl.col(AGE) <= _EARLY)
    rise = hazard_regression(early, TELLING_TRAITS, cluster="vendor", baseline="free")
    second = next(effect for name, effect in rise.terms.items() if name.startswith(AGE))
    but_fit = [name for name in TELLING_TRAITS if name != "match"]
    return [
        line("log hazard, second year against first", second),
        *without(
            population,
            lambda played: _regression(played.relationships, but_fit).terms[SQUARE],
            {"how well the two fit is known from the start": {"switches.match": False}},
        ),
    ]


REGULARITY = Regularity(
    fact="The hazard of an ending first rises with the age of a relationship, then falls: a honeymoon comes first.",
    source=(
        "Levinthal, D. A., Fichman, M. (1988). Dynamics of interorganizational attachments: auditor-client "
        "relationships. Administrative Science Quarterly 33(3), 345-369."
    ),
    published=Published(-1, "rises, then falls"),
    sample="Years of relationships' lives; the vendor's own failure censors.",
    regression=(
        "Complementary log-log hazard of an ending in a year of life, on the logarithm of age and its square, with "
        "the traits that are fixed from the start; clustered by vendor. The square is compared."
    ),
    find=_find,
    why=_why,
    remark="That the first year is calm is built in: a first contract is not renegotiated before its term is over.",
)
