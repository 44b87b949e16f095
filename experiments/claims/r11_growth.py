"""R11: you grow if your customer grows."""

from __future__ import annotations

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import OfAccount, OfRun, Quantity, rate
from equipoise.experiments.claims.reading import higher, lower, mean_of, none, of, otherwise, unclear, when

ACCOUNT, SIZE, LEAST = "Builder", 2.0, 0.05
STILL = {"switches.growth": False}
VENDORS = ("strategic", "strategic-no-charter", "accommodating")
GROWS = {policy: Case("growth-network", policy) for policy in VENDORS}

REVENUE, SURVIVAL = OfAccount(ACCOUNT, "revenue"), OfAccount(ACCOUNT, "survival")
PROFIT, SURPLUS = OfRun("profit"), OfAccount(ACCOUNT, "account_surplus")


def _volume(case: Case) -> Quantity:
    """The account's own business while it is held, over what it was at the start."""
    return OfAccount(ACCOUNT, "wallet")(case) / OfAccount(ACCOUNT, "rounds")(case) / SIZE


def _customer(name: str, policy: str) -> Effect:
    case = GROWS[policy]
    return mean(name, "share of its volume", LEAST, _volume(case) - _volume(case.but(STILL)))


def _sales(name: str, policy: str) -> Effect:
    case = GROWS[policy]
    still = REVENUE(case.but(STILL))
    return mean(name, "share of its revenue", LEAST, rate(REVENUE(case) - still, still))


THEIRS = _customer("customer's volume, its own customers respond less not", "strategic").by_construction()
OURS = _sales("vendor's revenue from it, the same", "strategic").by_construction()
UNCHARTERED = _sales("vendor's revenue from it, without a charter", "strategic-no-charter")
STRATEGIC = GROWS["strategic"]
LEAD = REVENUE(STRATEGIC) - REVENUE(GROWS["accommodating"])
STILL_LEAD = REVENUE(STRATEGIC.but(STILL)) - REVENUE(GROWS["accommodating"].but(STILL))
GAIN = standards.money(
    "vendor's profit, its customers respond less not",
    PROFIT(STRATEGIC) - PROFIT(STRATEGIC.but(STILL)),
    OfRun("revenue")(STRATEGIC.but(STILL)),
)

CLAIM = Claim(
    id="R11",
    sentence=(
        "The partners give the account's own customers what they can't get elsewhere: you grow if your customer grows."
    ),
    source="ME",
    design=(
        "Scenario growth-network, account Builder, strategic vendor: the account's own customers respond to what the "
        "two contribute (5% a round at most), or they do not."
    ),
    measure=(
        "The account's volume while held, and the vendor's revenue from it over ten years. Least: 5%, more than a "
        "year's growth."
    ),
    placebo=(
        "The same without a strategic relationship (accommodating), and without a charter: what a vendor contributes "
        "then reaches nobody."
    ),
    effects=(THEIRS, OURS),
    placebos=(
        _customer("customer's volume, without a strategic relationship", "accommodating"),
        _sales("vendor's revenue from it, without a strategic relationship", "accommodating"),
        UNCHARTERED,
    ),
    levels=bars(
        "money/round",
        {
            f"{policy}, {name}": REVENUE(case.but(settings))
            for policy, case in GROWS.items()
            for name, settings in (("growth", {}), ("none", STILL))
        },
    ),
    readings=(
        (
            when(
                higher(THEIRS, OURS),
                "Where the account's customers respond, its volume is {0:.0%} larger, and what it spends with the "
                "strategic vendor {1:.0%}.",
                of(THEIRS),
                of(OURS),
            ),
            otherwise(
                "Where the account's customers respond, its volume changes by {0:+.0%}, and what it spends with the "
                "strategic vendor by {1:+.0%}.",
                of(THEIRS),
                of(OURS),
            ),
        ),
        (
            otherwise(
                "The strategic vendor has {0:+.2f} of revenue a round from it over the accommodating one where they "
                "respond, and {1:+.2f} where they do not.",
                mean_of(LEAD),
                mean_of(STILL_LEAD),
            ),
        ),
        (
            when(higher(GAIN), "That is worth {0:.1f}% of revenue to the vendor in profit.", of(GAIN)),
            when(lower(GAIN), "In profit it costs the vendor {0:.1f}% of revenue.", of(GAIN, -1.0)),
            when(none(GAIN), "To the vendor's profit it makes no difference in any run."),
            when(
                unclear(GAIN),
                "What that is worth to the vendor these runs cannot tell ({0:+.1f}% of revenue in profit).",
                of(GAIN),
            ),
        ),
    ),
    also=(
        GAIN,
        standards.chance(
            "survival, its customers respond less not", SURVIVAL(STRATEGIC) - SURVIVAL(STRATEGIC.but(STILL))
        ),
        standards.money(
            "account's surplus, its customers respond less not",
            SURPLUS(STRATEGIC) - SURPLUS(STRATEGIC.but(STILL)),
            REVENUE(STRATEGIC.but(STILL)),
        ),
    ),
    limits=(
        "That the account's customers respond, and how much, is put in; nothing is known of it in general. What the "
        "runs add is how much of the growth reaches the vendor."
    ),
)
