"""R9: a partnership gives the seller stability and the buyer happier end users."""

from __future__ import annotations

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import OfAccount, OfRun, Quantity
from equipoise.experiments.claims.reading import costs, higher, lower, matters, of, otherwise, slight, when
from equipoise.experiments.claims.standing import GIANT

OTHER, TAKER = Case("strategic-vendor"), Case("over-a-barrel")
SIZE = 4.0
"""Of Giant at the start, in both."""
NOTHING_UNIQUE, NO_RESPONSE = {"switches.contribution": False}, {"switches.growth": False}

SURVIVAL, SURPLUS = OfAccount(GIANT, "survival"), OfAccount(GIANT, "account_surplus")
RUIN = OfRun("gtm_failure")


def _partner(case: Case) -> Case:
    return case.but(policy="strategic")


def _volume(case: Case) -> Quantity:
    """What the account's own customers take of it, on average while it is held, over what they took at the start."""
    return OfAccount(GIANT, "wallet")(case) / OfAccount(GIANT, "rounds")(case) / SIZE


def _kept(name: str, case: Case) -> Effect:
    return standards.chance(name, SURVIVAL(_partner(case)) - SURVIVAL(case))


def _served(name: str, case: Case) -> Effect:
    return mean(name, "share of its volume", 0.05, _volume(_partner(case)) - _volume(case))


LASTS, USERS = _kept("survival, partner less not", OTHER), _served("volume, partner less not", OTHER).by_construction()
WITH_TAKER = _kept("survival, with an account that takes what it can", TAKER)
GAIN = standards.money(
    "account's surplus, partner less not", SURPLUS(_partner(OTHER)) - SURPLUS(OTHER), OfAccount(GIANT, "revenue")(OTHER)
)
SHARE = standards.money(
    "account's gain less the vendor's, partner less not",
    SURPLUS(_partner(OTHER)) - SURPLUS(OTHER) - OfRun("profit")(_partner(OTHER)) + OfRun("profit")(OTHER),
    OfAccount(GIANT, "revenue")(OTHER),
)

CLAIM = Claim(
    id="R9",
    sentence="A partnership gives the seller stability, and the buyer happier end users.",
    source="ME",
    design="Scenario strategic-vendor, account Giant, which wants a partner: strategic against accommodating vendor.",
    measure=(
        "Survival over ten years (least two points); and what the account's own customers take of it, on average "
        "while it is held (least 5%, more than a year's growth)."
    ),
    placebo=(
        "Nothing that the vendor contributes is unique (switch contribution); the account's customers do not respond "
        "(switch growth)."
    ),
    effects=(LASTS, USERS),
    placebos=(
        _kept("survival, switch contribution off", OTHER.but(NOTHING_UNIQUE)),
        _served("volume, switch growth off", OTHER.but(NO_RESPONSE)),
    ),
    levels=bars(
        "probability",
        {
            "partner": SURVIVAL(_partner(OTHER)),
            "accommodating": SURVIVAL(OTHER),
            "partner, to a taker": SURVIVAL(_partner(TAKER)),
            "accommodating, to a taker": SURVIVAL(TAKER),
        },
    ),
    readings=(
        (
            when(higher(LASTS), "The partner is held in {0:.0f} runs of a hundred more.", of(LASTS, 100.0)),
            when(lower(LASTS), "The partner is held in {0:.0f} runs of a hundred less.", of(LASTS, -100.0)),
            otherwise("Being a partner changes how often the account is held by {0:+.0f} points.", of(LASTS, 100.0)),
        ),
        (
            when(higher(USERS), "The account's own customers take {0:.0%} more.", of(USERS)),
            otherwise("What the account's own customers take changes by {0:+.0%}.", of(USERS)),
        ),
        (
            when(
                higher(GAIN, SHARE), "The buyer gains {0:.0f}% of what it spends, more than the seller does.", of(GAIN)
            ),
            when(higher(GAIN), "The buyer gains {0:.0f}% of what it spends.", of(GAIN)),
            when(lower(GAIN), "The buyer loses {0:.0f}% of what it spends.", of(GAIN, -1.0)),
        ),
        (
            when(
                matters(WITH_TAKER),
                "With an account that takes what it can there is such stability, too: {0:.1f} points.",
                of(WITH_TAKER, 100.0),
            ),
            when(
                costs(WITH_TAKER),
                "With an account that takes what it can it is the other way about: {0:.1f} runs of a hundred less.",
                of(WITH_TAKER, -100.0),
            ),
            when(
                slight(WITH_TAKER),
                "With an account that takes what it can there is no such stability: {0:+.1f} points.",
                of(WITH_TAKER, 100.0),
            ),
            otherwise(
                "With an account that takes what it can, the chance to hold it changes by {0:+.1f} points.",
                of(WITH_TAKER, 100.0),
            ),
        ),
    ),
    also=(
        GAIN,
        SHARE,
        WITH_TAKER,
        standards.chance("chance that the go-to-market fails, partner less not", RUIN(_partner(OTHER)) - RUIN(OTHER)),
    ),
    limits="Happier end users are counted as buying more, which is built in; nobody is asked how happy they are.",
)
