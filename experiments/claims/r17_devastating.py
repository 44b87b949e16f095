"""R17: losing a strategic account is more devastating than losing another, since more was sunk in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.quantity import OfRun
from equipoise.experiments.claims.reading import costs, higher, lower, matters, mean_of, of, otherwise, slight, when
from equipoise.experiments.claims.standing import GIANT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.effect import Effect
    from equipoise.experiments.claims.quantity import Quantity

NAME = "Household Name"
NAMED = Case("reference-account")
NAMELESS = NAMED.but({f"accounts.{NAME}.reference": 0})
CUSTOMER, PARTNER = Case("strategic-vendor"), Case("strategic-vendor", "strategic")
LITTLE = PARTNER.but({"policy.focus": 0.005})
"""A quarter of what the shipped strategic vendor puts into the account; if it stays, it comes to much the same."""
UNHEARD, NOTHING_UNIQUE = {"switches.references": False}, {"switches.contribution": False}
NAME_LEAVES = {f"accounts.{NAME}.leaves": 8}
"""Two years before the plan that counts on the name is due."""
LEAVES = {f"accounts.{GIANT}.leaves": 20}
LEAVES_EARLY = {f"accounts.{GIANT}.leaves": 8}
"""Half-way; and after two years, when the most has been put in that has not had its time to come back."""

PROFIT, REVENUE, FAILS = OfRun("profit"), OfRun("revenue"), OfRun("gtm_failure")


def _lost(case: Case, leaves: Mapping[str, object]) -> Quantity:
    return PROFIT(case) - PROFIT(case.but(leaves))


def _dearer(name: str, strategic: Case, ordinary: Case, leaves: Mapping[str, object]) -> Effect:
    """Profit lost with the strategic account less that lost with the ordinary one."""
    change = _lost(strategic, leaves) - _lost(ordinary, leaves)
    return standards.money(f"profit lost, {name}", change, REVENUE(ordinary))


def _fatal(name: str, strategic: Case, ordinary: Case, leaves: Mapping[str, object]) -> Effect:
    """Rise in the chance that the go-to-market fails, with the strategic account less with the ordinary one."""
    rise, usual = (FAILS(case.but(leaves)) - FAILS(case) for case in (strategic, ordinary))
    return standards.chance(f"failures of the go-to-market, {name}", rise - usual)


def _stranded(name: str, little: Case, much: Case) -> Effect:
    """By how much the vendor is the poorer that put more in: profit of the other, less its own."""
    return standards.money(name, PROFIT(little) - PROFIT(much), REVENUE(CUSTOMER.but(LEAVES_EARLY)))


IT_IS, FOR_WHAT_WAS_SUNK = "that it is", "for what was sunk in it"
BY_NAME = _dearer("reference less none", NAMED, NAMELESS, NAME_LEAVES).in_version(IT_IS)
BY_BOND = _dearer("partner less not", PARTNER, CUSTOMER, LEAVES).in_version(IT_IS)
FATAL = _fatal("reference less none", NAMED, NAMELESS, NAME_LEAVES).in_version(IT_IS)
FATAL_BOND = _fatal("partner less not", PARTNER, CUSTOMER, LEAVES)
STRANDED = _stranded(
    "stranded, leaves after two years: nothing put in less all", CUSTOMER.but(LEAVES_EARLY), PARTNER.but(LEAVES_EARLY)
).in_version(FOR_WHAT_WAS_SUNK)
DOSE = _stranded(
    "stranded, leaves after two years: a quarter put in less all", LITTLE.but(LEAVES_EARLY), PARTNER.but(LEAVES_EARLY)
).in_version(FOR_WHAT_WAS_SUNK)
WORTH = _stranded("worth, it stays: all put in less a quarter", PARTNER, LITTLE)

CLAIM = Claim(
    id="R17",
    sentence="It is more devastating to lose a strategic account than to lose another of the same size.",
    source="ME",
    design=(
        "An account is taken away and the rest of the run compared with that in which it stays. Scenario "
        "reference-account: Household Name in round 8, as it is and without a name. Scenario strategic-vendor: Giant "
        "in round 20, a partner of the strategic vendor, or a customer of the accommodating one; and in round 8, by "
        "what was put into it: nothing, a quarter, all."
    ),
    measure=(
        "Profit lost over the run, as a share of revenue, and the rise in the chance that the go-to-market fails. The "
        "text gives a reason, which is judged too: more was sunk in it. So a vendor that it leaves must be the poorer "
        "for what it put in, the account itself being the same. Least: half a per cent of revenue, two points."
    ),
    placebo=(
        "References lend nothing (switch references); nothing unique is contributed (switch contribution); and the "
        "account stays, so that nothing is stranded."
    ),
    effects=(BY_NAME, FATAL, BY_BOND, STRANDED, DOSE),
    placebos=(
        _dearer("reference less none, switch references off", NAMED.but(UNHEARD), NAMELESS.but(UNHEARD), NAME_LEAVES),
        _fatal("reference less none, switch references off", NAMED.but(UNHEARD), NAMELESS.but(UNHEARD), NAME_LEAVES),
        _dearer(
            "partner less not, switch contribution off",
            PARTNER.but(NOTHING_UNIQUE),
            CUSTOMER.but(NOTHING_UNIQUE),
            LEAVES,
        ),
        _stranded("nothing put in less all, it stays", CUSTOMER, PARTNER),
    ),
    levels=bars(
        "money/round",
        {
            "profit lost, reference": _lost(NAMED, NAME_LEAVES),
            "profit lost, the same without a name": _lost(NAMELESS, NAME_LEAVES),
            "profit lost, partner": _lost(PARTNER, LEAVES),
            "profit lost, the same, not a partner": _lost(CUSTOMER, LEAVES),
        },
    ),
    readings=(
        (
            otherwise(
                "The loss of the name changes profit by {0:+.2f} a round, that of the same account without one by "
                "{1:+.2f}; the loss of a partner by {2:+.2f}, that of the same account treated like any other by "
                "{3:+.2f}.",
                mean_of(_lost(NAMED, NAME_LEAVES), -1.0),
                mean_of(_lost(NAMELESS, NAME_LEAVES), -1.0),
                mean_of(_lost(PARTNER, LEAVES), -1.0),
                mean_of(_lost(CUSTOMER, LEAVES), -1.0),
            ),
        ),
        (
            when(
                higher(FATAL) + slight(FATAL_BOND),
                "The loss of the name can be the end of the plan, that of a partner not.",
            ),
            when(higher(FATAL, FATAL_BOND), "Either can be the end of the vendor."),
            when(higher(FATAL), "The loss of the name can be the end of the plan."),
        ),
        (
            when(
                slight(STRANDED),
                "But not for what was sunk in it: after two years what was put in has about come back. What hurts is "
                "what would have come.",
            ),
            when(
                costs(STRANDED),
                "But not for what was sunk in it: after two years it has more than come back, by {0:.1f}% of revenue.",
                of(STRANDED, -1.0),
            ),
            when(
                matters(STRANDED),
                "What was sunk in it is lost with it: {0:.1f}% of revenue after two years.",
                of(STRANDED),
            ),
            when(lower(STRANDED), "What was put in had paid for itself by the time the account left."),
            when(higher(STRANDED), "Part of what was put in is lost with it: {0:.1f}% of revenue.", of(STRANDED)),
            otherwise(
                "What was put in has changed profit by {0:+.1f}% of revenue where the account leaves after two years.",
                of(STRANDED, -1.0),
            ),
        ),
    ),
    also=(FATAL_BOND, WORTH),
    limits=(
        "An account goes from one day to the next here, and nobody hears of it: that others follow it is not in the "
        "model, except that a reference no longer speaks for the vendor. Time that people put in counts as money."
    ),
)
