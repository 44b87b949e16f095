"""The honeymoon of a new relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.hazards import AGE, ENDS, hazard_regression
from equipoise.experiments.regularities.measuring import TELLING_TRAITS, groups, years_of_life
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.regularities.population import Panels

EARLY = pl.col(AGE).le(2)  # years of a life that are told from the others

SQUARE = "log_age_squared"

HAZARD = Equation(years_of_life, ENDS, (SQUARE, *TELLING_TRAITS), by="age")


def _second_year(panels: Panels) -> tuple[Estimate, int]:
    fit = hazard_regression(years_of_life(panels).filter(EARLY), TELLING_TRAITS, cluster="vendor", baseline="free")
    return next(effect for name, effect in fit.terms.items() if name.startswith(AGE)), fit.rows


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
    estimator=HAZARD,
    unit="coefficient of squared log age",
    curve=groups(years_of_life, AGE, ENDS, ("year of the relationship's life", "share that ends in it")),
    also={"log hazard, second year against first": _second_year},
    off={"how well the two fit is known from the start": {"switches.match": False}},
    beside=HAZARD.but(regressors=(SQUARE, *(name for name in TELLING_TRAITS if name != "match"))),
    remark=(
        "That the first year of an account that is won is calm is built in: its first contract is not renegotiated "
        "before its term is over. Contracts that are in force at the start end at different times."
    ),
)
