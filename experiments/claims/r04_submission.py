"""R4: a vendor loses money to keep a strategic account, which asks for more once it finds out; the vendor submits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import OfAccount, OfRounds, Quantity, rate
from equipoise.experiments.claims.reading import (
    higher,
    higher_or_lower,
    lower,
    matters,
    mean_of,
    otherwise,
    slight,
    when,
)
from equipoise.experiments.claims.standing import GIANT, ORDINARY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.quantity import Values

NEEDED = Case("over-a-barrel")
NOT_NEEDED = NEEDED.but(ORDINARY)
KNOWS = NEEDED.but({"beliefs.prior_dependent": 0.98})
NO_IDEA = NEEDED.but({"beliefs.prior_dependent": 0.02, "beliefs.prior_share": 0})
"""What the account holds for likely before it has seen anything; here it does not know its share of revenue either."""
FEARLESS = {"switches.fear": False}
LEAST_ASKED, LEAST_YIELDED = 0.01, 0.05
UNIT = "share of revenue"

MARGIN, SURVIVAL = OfAccount(GIANT, "contribution_margin"), OfAccount(GIANT, "survival")
ASKED, GRANTED = OfAccount(GIANT, "asked"), OfAccount(GIANT, "granted")
SOLD = OfAccount(GIANT, "sold")


def _negative(rows: Mapping[str, Values]) -> Values:
    """Share of the rounds in which the account buys here that bring a negative contribution."""
    brought = np.where(rows["away"] > 0.0, np.nan, rows["contribution"])
    held = (~np.isnan(brought)).sum(axis=1)
    return np.where(held > 0, (brought < 0.0).sum(axis=1) / np.maximum(held, 1), np.nan)


AT_A_LOSS = OfRounds(GIANT, ("contribution", "away"), _negative)


def _share(what: OfAccount, case: Case) -> Quantity:
    """Worth asked, or granted, over the revenue from the account."""
    return what(case) / SOLD(case)


def _over_half(name: str, case: Case) -> Effect:
    """What the vendor grants of what is asked, over all runs, less half of it."""
    return mean(name, "share of what is asked", LEAST_YIELDED, rate(GRANTED(case), ASKED(case)) - 0.5)


LOSS = standards.chance("rounds served at a loss, strategic less not", AT_A_LOSS(NEEDED) - AT_A_LOSS(NOT_NEEDED))
MORE = mean("asked for free, knows less has no idea", UNIT, LEAST_ASKED, _share(ASKED, KNOWS) - _share(ASKED, NO_IDEA))
YIELDED = _over_half("granted once it knows, less half", KNOWS)
BEFORE = _over_half("granted before, less half", NO_IDEA)
LASTS = standards.chance("survival, has no idea less knows", SURVIVAL(NO_IDEA) - SURVIVAL(KNOWS))
GIVEN, GIVEN_BEFORE = (mean_of(rate(GRANTED(case), ASKED(case))) for case in (KNOWS, NO_IDEA))
SHARES = tuple(mean_of(_share(ASKED, case)) for case in (KNOWS, NO_IDEA))

CLAIM = Claim(
    id="R4",
    sentence=(
        "A vendor loses money to keep a strategic account; once the account finds out, it asks for free products and "
        "support, and the vendor submits."
    ),
    source="CBS",
    design=(
        "Scenario over-a-barrel, accommodating vendor, account Giant. First as it is against the same account for a "
        "vendor with much other business. Then told from the start how much depends on it, against one that does not "
        "even know its share."
    ),
    measure=(
        "Rounds served at a loss, those away left out (least two in a hundred), and margin (half a point); what is "
        "asked for free (1% of "
        "its spend, a year's price cut); and that more than half of it is granted (by 5 points: giving in, not "
        "splitting)."
    ),
    placebo="Nobody fears ruin (switch fear).",
    effects=(
        LOSS,
        standards.margin("margin, not strategic less strategic", MARGIN(NOT_NEEDED) - MARGIN(NEEDED)),
        MORE,
        YIELDED,
    ),
    placebos=(
        standards.chance(
            "rounds served at a loss, switch fear off",
            AT_A_LOSS(NEEDED.but(FEARLESS)) - AT_A_LOSS(NOT_NEEDED.but(FEARLESS)),
        ),
        mean(
            "asked for free, switch fear off",
            UNIT,
            LEAST_ASKED,
            _share(ASKED, KNOWS.but(FEARLESS)) - _share(ASKED, NO_IDEA.but(FEARLESS)),
        ),
    ),
    levels=bars(
        UNIT,
        {
            "asked for free, account knows": _share(ASKED, KNOWS),
            "asked for free, it has no idea": _share(ASKED, NO_IDEA),
            "granted, account knows": _share(GRANTED, KNOWS),
            "granted, it has no idea": _share(GRANTED, NO_IDEA),
        },
    ),
    readings=(
        (
            otherwise(
                "{0:.0%} of the rounds with the account are served at a loss, and {1:.1%} with the same account as "
                "one of several.",
                mean_of(AT_A_LOSS(NEEDED)),
                mean_of(AT_A_LOSS(NOT_NEEDED)),
            ),
        ),
        (
            when(
                higher(MORE),
                "Once it knows how much depends on it, it asks for more: {0:.1%} of its spend, otherwise {1:.1%}.",
                *SHARES,
            ),
            when(lower(MORE), "Once it knows how much depends on it, it asks for less: {0:.1%}, not {1:.1%}.", *SHARES),
            otherwise("Once it knows, it asks for {0:.1%} of its spend, otherwise for {1:.1%}.", *SHARES),
        ),
        (
            when(
                matters(YIELDED),
                "The vendor submits: it grants {0:.0%} of what is asked once the account knows.",
                GIVEN,
            ),
            when(
                slight(YIELDED),
                "The vendor splits rather than submits: it grants {0:.0%} of what is asked once the account knows.",
                GIVEN,
            ),
            when(
                lower(YIELDED),
                "The vendor does not submit: it grants {0:.0%} of what is asked once the account knows.",
                GIVEN,
            ),
            otherwise("It grants {0:.0%} of what is asked once the account knows.", GIVEN),
        ),
        (otherwise("Of what is asked where it has no idea {0:.0%} are granted.", GIVEN_BEFORE),),
        higher_or_lower(
            LASTS,
            "What it gives does not buy time: {0:.1f} relationships in a hundred less last ten years once the account "
            "knows.",
            "What it gives buys time: {0:.1f} relationships in a hundred more last ten years once the account knows.",
            100.0,
        ),
    ),
    also=(BEFORE, LASTS),
    limits=(
        "That an account presses by what it believes a frightened vendor would pay, and as far as it believes to have "
        "less to fear itself, is built in. Neither side thinks "
        "of its reputation: a vendor gains nothing by being known as one that refuses."
    ),
)
