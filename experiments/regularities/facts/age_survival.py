"""The age of a relationship and its chance to go on."""

from __future__ import annotations

import polars as pl

from equipoise.analysis.hazards import AGE, ENDS, LOG_AGE
from equipoise.experiments.regularities.measuring import TELLING_TRAITS, groups, years_of_life
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

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

HAZARD = Equation(years_of_life, ENDS, TELLING_TRAITS, by="age", term=LOG_AGE)

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
    estimator=HAZARD,
    unit="log hazard ratio per unit of log age (years)",
    curve=groups(years_of_life, AGE, ENDS, ("year of the relationship's life", "share that ends in it")),
    also={
        "without controls: heterogeneity left in": HAZARD.but(regressors=()),
        "from the second year on": HAZARD.among(pl.col(AGE) > 1),
    },
    off={"accounts made alike": ALIKE, "without commitment and lock-in": {"switches.commitment": False}},
    beside=HAZARD.but(regressors=tuple(name for name in TELLING_TRAITS if name not in _MADE_ALIKE)),
    remark=(
        "Heterogeneity alone makes a hazard fall: the weak end first. So traits are controlled for, hidden ones too, "
        "which no study could see; the estimate without them is beside it. The first year of an account "
        "that is won is calm, since its first contract is not renegotiated before its term is over."
    ),
)
