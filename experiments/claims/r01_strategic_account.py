"""R1: an account is strategic if the go-to-market fails without it, however large or profitable it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.removal import THRESHOLD
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import OfAccount, OfRun, Quantity
from equipoise.experiments.claims.reading import (
    higher,
    higher_or_lower,
    lower,
    mean_of,
    none,
    of,
    otherwise,
    unclear,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGE, NAME = "Major", "Small Name"
BOTH = Case("large-is-not-strategic")
NO_NAME, NO_LARGE = ({f"accounts.{account}.leaves": 0} for account in (NAME, LARGE))
"""Taken away from the start: the same go-to-market without it."""
UNHEARD, UNPLANNED = {"switches.references": False}, {"plan.wins_target": 0}

FAILS, PROFIT = OfRun("gtm_failure"), OfRun("profit")
NAME_LOST = PROFIT(BOTH) - PROFIT(BOTH.but(NO_NAME))
LARGE_LOST = PROFIT(BOTH) - PROFIT(BOTH.but(NO_LARGE))


def _failing(name: str, rise: Quantity) -> Effect:
    """An effect on failures, judged by the rise at which a twin calls an account strategic."""
    return mean(name, "probability", THRESHOLD, rise)


def _more(outcome: str) -> Effect:
    large, small = (OfAccount(account, outcome)(BOTH) for account in (LARGE, NAME))
    return standards.money(
        f"{outcome}, large account less small name", large - small, OfAccount(LARGE, "revenue")(BOTH)
    )


def _apart(settings: Mapping[str, object], words: str) -> Effect:
    without = [FAILS(BOTH.but(settings, gone)) for gone in (NO_NAME, NO_LARGE)]
    return _failing(f"failures without the small name less without the large account{words}", without[0] - without[1])


NEEDED = _failing("failures without the small name less with it", FAILS(BOTH.but(NO_NAME)) - FAILS(BOTH))
LARGE_NEEDED = _failing("failures without the large account less with it", FAILS(BOTH.but(NO_LARGE)) - FAILS(BOTH))
DEARER = standards.money(
    "profit lost, without the large account less without the small name", LARGE_LOST - NAME_LOST, OfRun("revenue")(BOTH)
)
LEANING = mean(
    "vendor's dependence, on the large account less on the small name",
    "1",
    0.05,
    OfAccount(LARGE, "dependence_vendor")(BOTH) - OfAccount(NAME, "dependence_vendor")(BOTH),
)
CHANGES = "Profit changes by {0:+.2f} a round without the small name and by {1:+.2f} without the large account"
OF_PROFIT = mean_of(NAME_LOST, -1.0), mean_of(LARGE_LOST, -1.0)

CLAIM = Claim(
    id="R1",
    sentence=(
        "What makes an account strategic is that the go-to-market fails when it is lost, which is not the same as "
        "being large or profitable."
    ),
    source="CBS",
    design=(
        "Scenario large-is-not-strategic, accommodating vendor: the run as it is, without the small account that is a "
        "reference, and without the large one that is not, under the same luck."
    ),
    measure=(
        "By how much more often the go-to-market fails without the small name than with it, and than without the "
        "large account: least a tenth of the runs, from which on a twin calls an account strategic; and that the "
        "large account brings more revenue and contribution, least half a per cent of its revenue."
    ),
    placebo=(
        "What makes the small name strategic is that others buy because it does, and that the plan counts on them: "
        "without either, its loss does no more harm than that of the large account."
    ),
    effects=(NEEDED, _apart({}, ""), _more("revenue"), _more("contribution")),
    placebos=(_apart(UNHEARD, ", switch references off"), _apart(UNPLANNED, ", no plan to miss")),
    levels=bars(
        "probability",
        {
            "with both": FAILS(BOTH),
            "without the small name": FAILS(BOTH.but(NO_NAME)),
            "without the large account": FAILS(BOTH.but(NO_LARGE)),
        },
    ),
    readings=(
        (
            otherwise(
                "The go-to-market fails in {0:.0%} of the runs with both, in {1:.0%} without the small name, and in "
                "{2:.0%} without the large account.",
                mean_of(FAILS(BOTH)),
                mean_of(FAILS(BOTH.but(NO_NAME))),
                mean_of(FAILS(BOTH.but(NO_LARGE))),
            ),
        ),
        (
            when(higher(DEARER), f"{CHANGES}: in money the large account is the greater loss.", *OF_PROFIT),
            when(lower(DEARER), f"{CHANGES}: in money the small name is the greater loss.", *OF_PROFIT),
            when(none(DEARER), f"{CHANGES}: the same in every run.", *OF_PROFIT),
            when(unclear(DEARER), f"{CHANGES}; these runs cannot tell the two apart.", *OF_PROFIT),
        ),
        higher_or_lower(
            LARGE_NEEDED,
            "Without the large account the plan fails in {0:.0f} runs of a hundred more.",
            "Without the large account the plan fails in {0:.0f} runs of a hundred less.",
            100.0,
        ),
        (
            when(
                higher(LEANING, NEEDED),
                "The vendor's dependence by the bargaining rules is larger on the large account, by {0:.2f}; it knows "
                "nothing of the plan.",
                of(LEANING),
            ),
        ),
    ),
    also=(LARGE_NEEDED, DEARER, LEANING),
    limits=(
        "The definition is taken as it stands. That a plan may count on wins, and references bring them, is built in; "
        "the scenario shows that size and standing can part, not how often they do."
    ),
)
