"""R5: the only safe way to have a strategic account is to be a strategic vendor to it, by one of three routes."""

from __future__ import annotations

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import OfAccount, OfRun, average
from equipoise.experiments.claims.reading import (
    costs,
    higher,
    lower,
    matters,
    mean_of,
    of,
    otherwise,
    slight,
    unclear,
    when,
)
from equipoise.experiments.claims.runs import shipped_scenario
from equipoise.experiments.claims.standing import GIANT
from equipoise.sim.rules.rivals import expected_best_quote

STATE, POLICY = "the state", "the policy"
TAKER, PARTNER = Case("over-a-barrel"), Case("strategic-vendor")
ROUTES = {
    "monopoly": Case("route-monopoly"),
    "cost of replacement": Case("route-lock-in"),
    "best in class": Case("route-best-in-class"),
}
UNSEEN = TAKER.but(policy="beneath-the-radar")
OFF = {"switches.contribution": False}

RUIN, PROFIT, REVENUE = OfRun("gtm_failure"), OfRun("profit"), OfRun("revenue")
MARGIN, SURVIVAL = OfAccount(GIANT, "contribution_margin"), OfAccount(GIANT, "survival")
LEANS, COST = OfAccount(GIANT, "dependence_account"), OfAccount(GIANT, "cost_to_serve")


def _as_good_elsewhere() -> dict[str, object]:
    """A monopoly of what one can do without as cheaply as four rivals used to sell it."""
    market = shipped_scenario(TAKER.scenario).parameters.market
    price = expected_best_quote(market.rivals, market.quote_mean, market.quote_scale, market.do_without)
    return {"market.do_without": price}


def _strategic(case: Case) -> Case:
    return case.but(policy="strategic")


def _safer(name: str, left: Case, right: Case) -> Effect:
    return standards.chance(f"go-to-market fails, {name}", RUIN(right) - RUIN(left))


def _margin(name: str, left: Case, right: Case) -> Effect:
    return standards.margin(f"margin, {name}", MARGIN(left) - MARGIN(right))


def _kept(name: str, left: Case, right: Case) -> Effect:
    return standards.chance(f"survival, {name}", SURVIVAL(left) - SURVIVAL(right))


def _leans(name: str, left: Case, right: Case) -> Effect:
    return mean(f"account's dependence, {name}", "1", 0.05, LEANS(left) - LEANS(right))


SAFER = {name: _safer(f"no route less {name}", route, TAKER).in_version(STATE) for name, route in ROUTES.items()}
DEARER = {name: _margin(f"{name} less no route", route, TAKER).in_version(STATE) for name, route in ROUTES.items()}
KEPT = {name: _kept(f"{name} less no route", route, TAKER) for name, route in ROUTES.items()}
ONLY = standards.chance(
    "go-to-market fails, beneath the radar less the routes' mean",
    RUIN(UNSEEN) - average([RUIN(route) for route in ROUTES.values()]),
).in_version(STATE)

SOUGHT = {"with a partner": PARTNER, "with a taker": TAKER}
BY_POLICY = {
    where: _safer(f"accommodating less strategic, {where}", _strategic(case), case).in_version(POLICY)
    for where, case in SOUGHT.items()
}
EARNED = {
    where: _margin(f"strategic less accommodating, {where}", _strategic(case), case).in_version(POLICY)
    for where, case in SOUGHT.items()
}
WITH_PARTNER, WITH_TAKER = SOUGHT
TOOK = {
    where: _leans(f"strategic less accommodating, {where}", _strategic(case), case) for where, case in SOUGHT.items()
}
SPENT = {
    where: standards.margin(
        f"cost to serve, strategic less accommodating, {where}", COST(_strategic(case)) - COST(case)
    )
    for where, case in SOUGHT.items()
}
HIDING = _safer("in full view less beneath the radar", UNSEEN, TAKER)
HIDING_PAYS = standards.money(
    "profit, beneath the radar less in full view", PROFIT(UNSEEN) - PROFIT(TAKER), REVENUE(TAKER)
)

CLAIM = Claim(
    id="R5",
    sentence=(
        "The only safe way to have a strategic account is to be a strategic vendor to it: by monopoly, by cost of "
        "replacement, or by being best in class."
    ),
    source="CBS",
    design=(
        "Two versions. The state: scenarios route-monopoly, route-lock-in and route-best-in-class give a vendor the "
        "route, against over-a-barrel, the same opportunist Giant without it; accommodating vendor. The policy: the "
        "strategic vendor seeks it, against the accommodating one, in over-a-barrel (Giant is a taker) and in "
        "strategic-vendor (it wants a partner)."
    ),
    measure=(
        "Safe is that the go-to-market does not fail: by how much less often it does (least two points), and the "
        "margin on the account (least half a point). The only way: hiding (beneath the radar) fails more often than "
        "the routes do on average."
    ),
    placebo=(
        "A monopoly of what the account can do without as cheaply as rivals sold it; for the other two, nothing is "
        "unique and nothing costs anything to replace (switch contribution)."
    ),
    effects=(*SAFER.values(), *DEARER.values(), ONLY, *BY_POLICY.values(), *EARNED.values()),
    placebos=(
        _margin("monopoly of what one can do without", ROUTES["monopoly"].but(_as_good_elsewhere()), TAKER),
        _margin("cost of replacement, switch contribution off", ROUTES["cost of replacement"].but(OFF), TAKER.but(OFF)),
        _margin("best in class, switch contribution off", ROUTES["best in class"].but(OFF), TAKER.but(OFF)),
    ),
    levels=bars(
        "probability",
        {
            "fails, no route": RUIN(TAKER),
            **{f"fails, {name}": RUIN(route) for name, route in ROUTES.items()},
            "fails, beneath the radar": RUIN(UNSEEN),
            "fails, route sought, a taker": RUIN(_strategic(TAKER)),
            "fails, route sought, a partner": RUIN(_strategic(PARTNER)),
        },
    ),
    readings=(
        (
            when(matters(*SAFER.values()), "A vendor that has a route is safer, whichever it is."),
            when(matters(*DEARER.values()), "A vendor that has a route earns more on the account, whichever it is."),
        ),
        (
            otherwise(
                "The go-to-market fails in {0:.1%} of the runs without a route, in {1:.1%} of a monopolist's, in "
                "{2:.1%} with a high cost of replacement, and in {3:.1%} of the best in class.",
                *(mean_of(RUIN(case)) for case in (TAKER, *ROUTES.values())),
            ),
        ),
        (
            when(
                lower(BY_POLICY[WITH_TAKER]) + matters(TOOK[WITH_TAKER]),
                "To seek it with an account that takes what it can is no way there: the strategic policy makes it "
                "depend more, and fails in {0:.1f} runs of a hundred more.",
                of(BY_POLICY[WITH_TAKER], -100.0),
            ),
            when(
                lower(BY_POLICY[WITH_TAKER]),
                "To seek it with an account that takes what it can is no way there: the strategic policy fails in "
                "{0:.1f} runs of a hundred more.",
                of(BY_POLICY[WITH_TAKER], -100.0),
            ),
            when(
                higher(BY_POLICY[WITH_TAKER]),
                "To seek it helps even with an account that takes what it can: the strategic policy fails in {0:.1f} "
                "runs of a hundred less.",
                of(BY_POLICY[WITH_TAKER], 100.0),
            ),
            when(
                slight(BY_POLICY[WITH_TAKER]),
                "To seek it with an account that takes what it can makes hardly a difference to how often the "
                "go-to-market fails.",
            ),
        ),
        (
            when(
                higher(EARNED[WITH_PARTNER]) + slight(BY_POLICY[WITH_PARTNER]),
                "With an account that wants a partner the strategic policy earns {0:.1f} points more of margin, and "
                "is about as safe.",
                of(EARNED[WITH_PARTNER], 100.0),
            ),
            when(
                higher(EARNED[WITH_PARTNER]) + unclear(BY_POLICY[WITH_PARTNER]),
                "With an account that wants a partner the strategic policy earns {0:.1f} points more of margin; "
                "whether it is safer, these runs cannot tell.",
                of(EARNED[WITH_PARTNER], 100.0),
            ),
            otherwise(
                "With an account that wants a partner the strategic policy changes the margin by {0:+.1f} points, and "
                "how often the go-to-market fails by {1:+.1f}.",
                of(EARNED[WITH_PARTNER], 100.0),
                of(BY_POLICY[WITH_PARTNER], -100.0),
            ),
        ),
        (
            otherwise(
                "To get there takes {0:+.1f} points of the account's revenue in cost to serve, and brings {1:+.2f} of "
                "the account's dependence with a partner; with a taker {2:+.1f} points bring {3:+.2f}.",
                of(SPENT[WITH_PARTNER], 100.0),
                of(TOOK[WITH_PARTNER]),
                of(SPENT[WITH_TAKER], 100.0),
                of(TOOK[WITH_TAKER]),
            ),
        ),
        (
            when(
                matters(HIDING),
                "To stay beneath the radar is safer than to be in full view, by {0:.1f} points.",
                of(HIDING, 100.0),
            ),
            when(
                costs(HIDING),
                "To stay beneath the radar is no way out: the go-to-market fails in {0:.1f} runs of a hundred more.",
                of(HIDING, -100.0),
            ),
            otherwise(
                "To stay beneath the radar changes how often the go-to-market fails by {0:+.1f} points.",
                of(HIDING, -100.0),
            ),
        ),
    ),
    also=(*KEPT.values(), *TOOK.values(), *SPENT.values(), HIDING, HIDING_PAYS),
    effort=2,
    limits=(
        "The state says what a route is worth to a vendor that has it, whatever it cost; a monopolist's margin draws "
        "no entry. The policy seeks best in class and cost of replacement by investing; no policy here seeks a "
        "monopoly."
    ),
)
