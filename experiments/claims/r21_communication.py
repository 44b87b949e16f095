"""R21: communication matters most."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import mean
from equipoise.experiments.claims.equal_money import LEVERS, without
from equipoise.experiments.claims.quantity import OfRun, Quantity, average
from equipoise.experiments.claims.reading import costs, higher, lower, matters, mean_of, otherwise, unclear, when

if TYPE_CHECKING:
    from equipoise.experiments.claims.quantity import Values
    from equipoise.experiments.claims.runs import Runs

SCENARIOS = (
    "base", "beneath-the-radar", "commodity-at-level-four", "even-portfolio", "growth-network",
    "large-is-not-strategic", "market-entry", "new-management", "over-a-barrel", "pennies-less", "reference-account",
    "route-best-in-class", "route-lock-in", "route-monopoly", "standing-still", "strategic-vendor", "ten-to-one",
    "the-wrong-account",
)  # fmt: skip
"""All that shipped when the claim was written: nobody chose among them. ``route-parity`` came later."""
WHOLE = {name: Case(name, "strategic") for name in SCENARIOS}
TALK, OTHERS = "communication", ("investment", "the charter")
DEAF = {"switches.channel": False, "switches.bias": False}
PROFIT, REVENUE, SURVIVAL = OfRun("profit"), OfRun("revenue"), OfRun("survival")
CALM, RESTLESS = "strategic-vendor", "new-management"


def _lost(outcome: OfRun, name: str, lever: str) -> Quantity:
    """What a scenario's vendor loses without a lever, the same money being spent; profit in % of its revenue."""
    whole = WHOLE[name]

    def values(runs: Runs) -> Values:
        lost = outcome(whole) - outcome(without(runs, whole, lever))
        return (lost * (100.0 / (REVENUE(whole).mean(runs) or nan)) if outcome is PROFIT else lost).values(runs)

    return Quantity((whole,), values)


def _everywhere(outcome: OfRun, lever: str) -> Quantity:
    return average([_lost(outcome, name, lever) for name in SCENARIOS])


MONEY = {lever: _everywhere(PROFIT, lever) for lever in LEVERS}
KEPT = {lever: _everywhere(SURVIVAL, lever) for lever in LEVERS}
MORE_MONEY = {
    other: mean(
        f"profit lost without communication less without {other}",
        "% of revenue",
        standards.MONEY,
        MONEY[TALK] - MONEY[other],
    )
    for other in OTHERS
}
MORE_KEPT = {
    other: standards.chance(f"survival lost without communication less without {other}", KEPT[TALK] - KEPT[other])
    for other in OTHERS
}
IN_PLACES = [
    mean(
        f"profit lost without communication less without {other}, {name}",
        "% of revenue",
        standards.MONEY,
        _lost(PROFIT, name, TALK) - _lost(PROFIT, name, other),
    )
    for name in (CALM, RESTLESS)
    for other in OTHERS
]

CLAIM = Claim(
    id="R21",
    sentence="Of all that makes a strategic relationship, communication matters most.",
    source="ME",
    design=(
        f"The strategic vendor in the {len(SCENARIOS)} scenarios that shipped when the claim was written. Each of its "
        "levers is dropped in turn: investment in the account, the charter, communication (breadth of contacts, "
        "sponsor, surveys). What is saved goes into those that are left, so that relationships cost the same share of "
        "revenue."
    ),
    measure=(
        "What is lost without communication less what is lost without each other lever, on average over the scenarios: "
        "profit, at least half a per cent of revenue; and accounts held for ten years, at least two in a hundred."
    ),
    placebo=(
        "Where no channel can be built, and the vendor has no flattering view of itself for surveys to correct "
        "(switches channel, bias), dropping communication loses nothing."
    ),
    effects=(*MORE_MONEY.values(), *MORE_KEPT.values()),
    placebos=(
        standards.money(
            "profit lost without communication, switches channel and bias off",
            PROFIT(WHOLE[CALM].but(DEAF)) - PROFIT(WHOLE[CALM].but(DEAF, policy="strategic-no-channel")),
            REVENUE(WHOLE[CALM].but(DEAF)),
        ),
        standards.chance(
            "survival lost without communication, switches channel and bias off",
            SURVIVAL(WHOLE[CALM].but(DEAF)) - SURVIVAL(WHOLE[CALM].but(DEAF, policy="strategic-no-channel")),
        ),
    ),
    levels=bars("% of revenue", {f"profit lost without {lever}": lost for lever, lost in MONEY.items()}),
    readings=(
        (
            otherwise(
                "On average over the scenarios, profit changes by {0:+.1f}% of revenue without investment, by "
                "{1:+.1f}% without the charter and by {2:+.1f}% without communication; the accounts in a hundred that "
                "are held for ten years by {3:+.1f}, {4:+.1f} and {5:+.1f}.",
                *(mean_of(lost, -1.0) for lost in MONEY.values()),
                *(mean_of(lost, -100.0) for lost in KEPT.values()),
            ),
        ),
        (
            when(matters(*MORE_MONEY.values()), "In money communication matters most."),
            when(higher(*MORE_MONEY.values()), "In money communication is missed most."),
            when(costs(*MORE_MONEY.values()), "In money communication matters least."),
            when(lower(*MORE_MONEY.values()), "In money communication is missed least."),
            *(
                when(
                    lower(MORE_MONEY[one]) + higher(MORE_MONEY[other]),
                    f"In money communication is missed less than {one}, and more than {other}.",
                )
                for one, other in (OTHERS, OTHERS[::-1])
            ),
        ),
        (
            when(higher(*MORE_KEPT.values()), "In accounts that are kept it is missed most."),
            when(lower(*MORE_KEPT.values()), "In accounts that are kept it is missed least."),
            *(
                when(
                    lower(MORE_KEPT[one]) + higher(MORE_KEPT[other]),
                    f"In accounts that are kept it is missed less than {one}, and more than {other}.",
                )
                for one, other in (OTHERS, OTHERS[::-1])
            ),
            *(
                when(
                    unclear(MORE_KEPT[one]) + higher(MORE_KEPT[other]),
                    f"In accounts that are kept it is missed more than {other}; beside {one} these runs cannot tell.",
                )
                for one, other in (OTHERS, OTHERS[::-1])
            ),
        ),
    ),
    also=tuple(IN_PLACES),
    limits=(
        "What each lever costs and does is a parameter. Communication has the ways of working that it was given; what "
        "it does to trust between people is not in the model. At equal money the sponsor and surveys cannot be had in "
        "parts. Whether it or investment is missed more hangs on how fast support loses worth: "
        "`equipoise claims R21 --set product.support_curvature=10` asks it where that is slower."
    ),
)
