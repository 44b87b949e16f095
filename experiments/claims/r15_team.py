"""R15: one account manager will do for an ordinary account, a strategic one takes a team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.quantity import OfAccount, OfRun, Quantity, average
from equipoise.experiments.claims.reading import (
    costs,
    higher,
    higher_or_lower,
    lower,
    matters,
    of,
    otherwise,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.claims.effect import Effect

STRATEGIC, ORDINARY = ("Restless",), ("Other 1", "Other 2", "Other 3", "Other 4")
TEAM = {"policy.charter": 1, "policy.channel": 0.01, "policy.sponsor": 1, "policy.survey": 1}
"""A cross-functional team under joint goals and reviews, breadth of contacts, a sponsor, surveys: as shipped."""
FOCUS = {"policy.focus": 0.02}
LARGEST = {"policy.screen": 0.25, "policy.weigh_revenue": 1, "policy.weigh_willingness": 0}
"""Levers for accounts that bring a quarter of the revenue and more alone; Restless begins with three sevenths."""
DEAF = {"switches.channel": False, "switches.charter": False, "switches.bias": False}
"""Nothing for a team to do: no channel to build, no charter to sign, no flattering view for surveys to correct."""

MANAGER = Case("new-management")
EVERYBODYS_TEAM = MANAGER.but(TEAM)
INVESTS = MANAGER.but(LARGEST, FOCUS)
WITH_TEAM = INVESTS.but(TEAM)


def _mean(case: Case, accounts: Sequence[str], outcome: str) -> Quantity:
    return average([OfAccount(name, outcome)(case) for name in accounts])


def _brought(name: str, left: Case, right: Case, accounts: Sequence[str]) -> Effect:
    change = _mean(left, accounts, "contribution") - _mean(right, accounts, "contribution")
    return standards.money(name, change, _mean(right, accounts, "revenue"))


def _kept(name: str, left: Case, right: Case, accounts: Sequence[str]) -> Effect:
    return standards.chance(name, _mean(left, accounts, "survival") - _mean(right, accounts, "survival"))


PAYS = _brought("strategic account: contribution, team less one manager", WITH_TEAM, INVESTS, STRATEGIC)
LASTS = _kept("strategic account: survival, team less one manager", WITH_TEAM, INVESTS, STRATEGIC)
WASTED = _brought("ordinary accounts: contribution, one manager less team", MANAGER, EVERYBODYS_TEAM, ORDINARY)
FEWER = _kept("ordinary accounts: survival, one manager less team", MANAGER, EVERYBODYS_TEAM, ORDINARY)
FAILS = standards.chance(
    "chance that the go-to-market fails, a team for everybody less one manager",
    OfRun("gtm_failure")(EVERYBODYS_TEAM) - OfRun("gtm_failure")(MANAGER),
)

CLAIM = Claim(
    id="R15",
    sentence=(
        "One account manager will do for an ordinary account; a strategic one takes a cross-functional team, "
        "executive sponsors, alignment and metrics."
    ),
    source="ME",
    design=(
        "Scenario new-management. The large account Restless under focused investment, and the ordinary accounts "
        "without any: each with one account manager, and with a team (charter and reviews, breadth of contacts, "
        "sponsor, surveys)."
    ),
    measure=(
        "Contribution a round, and survival of the strategic account. Least: half a per cent of the account's "
        "revenue, two relationships in a hundred."
    ),
    placebo=(
        "Without a channel to build, charters to sign and a flattering view of itself for surveys to correct (switches "
        "channel, charter, bias) the team keeps nobody and brings nothing; its cost is left."
    ),
    effects=(PAYS, LASTS, WASTED),
    placebos=(
        _brought(
            "contribution, switches channel, charter and bias off", WITH_TEAM.but(DEAF), INVESTS.but(DEAF), STRATEGIC
        ),
        _kept("survival, switches channel, charter and bias off", WITH_TEAM.but(DEAF), INVESTS.but(DEAF), STRATEGIC),
    ),
    levels=bars(
        "money/round",
        {
            "strategic account, team": _mean(WITH_TEAM, STRATEGIC, "contribution"),
            "strategic account, one manager": _mean(INVESTS, STRATEGIC, "contribution"),
            "ordinary account, team": _mean(EVERYBODYS_TEAM, ORDINARY, "contribution"),
            "ordinary account, one manager": _mean(MANAGER, ORDINARY, "contribution"),
        },
    ),
    readings=(
        (
            when(
                higher(PAYS, LASTS),
                "With the strategic account a team brings {0:.1f}% of its revenue, and keeps {1:.1f} in a hundred "
                "more.",
                of(PAYS),
                of(LASTS, 100.0),
            ),
            otherwise(
                "With the strategic account a team changes contribution by {0:+.1f}% of its revenue, and survival by "
                "{1:+.1f} points.",
                of(PAYS),
                of(LASTS, 100.0),
            ),
        ),
        (
            when(
                matters(WASTED),
                "With ordinary accounts a team is worse than none: it does not bring back its lump costs, {0:.1f}% of "
                "their revenue.",
                of(WASTED),
            ),
            when(costs(WASTED), "With ordinary accounts a team brings {0:.1f}% of their revenue.", of(WASTED, -1.0)),
            otherwise(
                "With ordinary accounts a team changes contribution by {0:+.1f}% of their revenue.", of(WASTED, -1.0)
            ),
        ),
        (
            when(higher(FEWER), "A team loses {0:.1f} more of a hundred of them by the tenth year.", of(FEWER, 100.0)),
            when(lower(FEWER), "A team keeps {0:.1f} more of a hundred of them to the tenth year.", of(FEWER, -100.0)),
        ),
        higher_or_lower(
            FAILS,
            "A vendor that gives everybody a team fails in {0:.0f} runs of a hundred more.",
            "A vendor that gives everybody a team fails in {0:.0f} runs of a hundred less.",
            100.0,
        ),
    ),
    also=(FEWER, FAILS),
    effort=2,
    limits=(
        "What a team costs and how far it reaches are parameters; that an ordinary account gets no focused investment "
        "is by design."
    ),
)
