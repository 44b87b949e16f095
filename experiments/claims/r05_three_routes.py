"""R5: the safe way to have a strategic account is to be a strategic vendor to it, by one of three routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.playing import play
from equipoise.experiments.claims.standing import GIANT
from equipoise.sim.files import load_scenario
from equipoise.sim.rules.rivals import expected_best_quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

SCENARIO = "over-a-barrel"
ROUTES = {"route-monopoly": "monopoly", "route-lock-in": "cost of replacement", "route-best-in-class": "best in class"}


def _as_good_elsewhere() -> Mapping[str, object]:
    """A monopoly of what one can do without as cheaply as four rivals used to sell it."""
    market = load_scenario(SCENARIO).parameters.market
    price = expected_best_quote(market.rivals, market.quote_mean, market.quote_scale, market.do_without)
    return {"market.do_without": price}


def _test(luck: Luck) -> Evidence:
    def arm(scenario: str, policy: str = "accommodating", settings: Mapping[str, object] | None = None) -> Runs:
        return play(scenario, policy, luck, settings)

    def margin(name: str, left: Runs, right: Runs) -> ClaimedEffect:
        return standards.margin(
            name, left.accounts[GIANT]["contribution_margin"] - right.accounts[GIANT]["contribution_margin"]
        )

    def kept(name: str, left: Runs, right: Runs) -> ClaimedEffect:
        return standards.chance(name, left.accounts[GIANT]["survival"] - right.accounts[GIANT]["survival"])

    plain = arm(SCENARIO)
    routes = {name: arm(scenario) for scenario, name in ROUTES.items()}
    off: Mapping[str, object] = {"switches.contribution": False}
    hollow = arm(SCENARIO, settings=off)
    monopoly = arm("route-monopoly", settings=_as_good_elsewhere())
    radar = [arm("beneath-the-radar", policy) for policy in ("beneath-the-radar", "accommodating")]
    partner = [arm("strategic-vendor", policy) for policy in ("strategic", "accommodating")]
    taker = arm(SCENARIO, "strategic")
    profit = standards.money(
        "profit, beneath the radar less in full view",
        radar[0].run["profit"] - radar[1].run["profit"],
        radar[1].run["revenue"],
    )
    unseen = margin("margin, beneath the radar less in full view", *radar)
    by_policy = [
        margin("margin, by policy alone, account that wants a partner", *partner),
        margin("margin, by policy alone, account that takes what it can", taker, plain),
    ]
    fails = {name: played.run["gtm_failure"].mean() for name, played in {"no route": plain, **routes}.items()}
    told = ", ".join(f"{share:.1%} ({name})" for name, share in fails.items())
    return Evidence(
        effects=[
            *(margin(f"margin, {name} less no route", played, plain) for name, played in routes.items()),
            *(kept(f"survival, {name} less no route", played, plain) for name, played in routes.items()),
        ],
        placebos=[
            margin("margin, monopoly of what one can do without", monopoly, plain),
            margin("margin, cost of replacement, switch contribution off", arm("route-lock-in", settings=off), hollow),
            margin("margin, best in class, switch contribution off", arm("route-best-in-class", settings=off), hollow),
        ],
        levels=[
            played.level(name, "contribution_margin", "share of revenue", GIANT)
            for name, played in {"no route": plain, **routes}.items()
        ],
        remark=(
            f"Being needed is what helps, and each route does it. The go-to-market fails in {told} of the runs. By "
            f"policy alone, in the scenario's own market, the margin is {100 * by_policy[0].value:+.1f} points with "
            f"an account that wants a partner, and {100 * by_policy[1].value:+.1f} with one that takes what it can. "
            f"Beneath the radar the margin on the account is {100 * unseen.value:+.1f} points, but a name that is "
            f"not shown wins nobody, and profit is {profit.value:+.0f}% of revenue."
        ),
        also=[
            unseen,
            profit,
            *by_policy,
            kept("survival, monopoly of what one can do without, less no route", monopoly, plain),
        ],
    )


CLAIM = Claim(
    id="R5",
    sentence=(
        "The safe way to have a strategic account is to be a strategic vendor to it: by monopoly, by cost of "
        "replacement, or by being best in class."
    ),
    source="CBS",
    design=(
        "Scenarios route-monopoly, route-lock-in and route-best-in-class, accommodating vendor, against "
        "over-a-barrel: the same opportunist Giant without the route."
    ),
    measure=(
        "For each route the margin on the account (least half a point) and its survival over ten years (least two "
        "points)."
    ),
    placebo=(
        "A monopoly of what the account can do without as cheaply as rivals sold it; for the other two, nothing is "
        "unique and nothing costs anything to replace (switch contribution)."
    ),
    test=_test,
    effort=2,
    limits=(
        "It tells what a route is worth once one has it, not what it costs to get there; a monopolist's margin draws "
        "no entry."
    ),
)
