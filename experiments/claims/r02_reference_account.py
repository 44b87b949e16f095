"""R2: a reference account wins other sales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.playing import play

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

SCENARIO, ACCOUNT = "reference-account", "Household Name"
LEAST = 1.0


def _test(luck: Luck) -> Evidence:
    def arm(settings: Mapping[str, object]) -> Runs:
        return play(SCENARIO, "accommodating", luck, settings)

    named, weak, hidden, nobody = (
        arm(settings)
        for settings in (
            {},
            {f"accounts.{ACCOUNT}.reference": 0.3},
            {"policy.show": 0},
            {f"accounts.{ACCOUNT}.reference": 0},
        )
    )
    without = [arm({"switches.references": False, **who}) for who in ({}, {f"accounts.{ACCOUNT}.reference": 0})]

    def wins(name: str, left: Runs, right: Runs) -> ClaimedEffect:
        return ClaimedEffect.of(name, "accounts", left.run["wins"] - right.run["wins"], LEAST)

    own, other = named.accounts[ACCOUNT], nobody.accounts[ACCOUNT]
    won = wins("accounts won, reference less the same account without a name", named, nobody)
    price = standards.margin(
        "margin on the account itself, reference less none", own["contribution_margin"] - other["contribution_margin"]
    )
    profit = standards.money(
        "profit, reference less none", named.run["profit"] - nobody.run["profit"], nobody.run["revenue"]
    )
    return Evidence(
        effects=[won],
        placebos=[wins("the same, switch references off", *without)],
        levels=[
            named.level("reference, shown", "wins", "accounts"),
            weak.level("a lesser name (0.3), shown", "wins", "accounts"),
            hidden.level("reference, not shown", "wins", "accounts"),
            nobody.level("no reference", "wins", "accounts"),
        ],
        remark=(
            f"It wins {won.value:.1f} accounts more in ten years, if it is shown; a reference that nobody hears of "
            "wins none. It has its price: the name knows its worth, and its own margin is "
            f"{-100 * price.value:.1f} points lower than that of the same account without a name. All told, profit "
            f"is higher by {profit.value:.0f}% of revenue."
        ),
        also=[
            wins("accounts won, a lesser name (0.3) less none", weak, nobody),
            standards.chance(
                "chance that the plan fails, none less reference", nobody.run["gtm_failure"] - named.run["gtm_failure"]
            ),
            price,
            profit,
        ],
    )


CLAIM = Claim(
    id="R2",
    sentence="A reference account lends credibility that wins other sales.",
    source="CBS",
    design=(
        "Scenario reference-account, accommodating vendor. The account Household Name as it is, with a lesser name, "
        "kept quiet about, and without a name; everything else about it stays."
    ),
    measure="Accounts won in ten years. Least: one account, the smallest number that anybody could count.",
    placebo="References lend nothing (switch references): the same two arms.",
    test=_test,
    limits=(
        "That credibility wins accounts is built in, and how much it wins is a parameter. What the runs add is how "
        "much is left of it after the account has used its position, and that it hangs on being shown."
    ),
)
