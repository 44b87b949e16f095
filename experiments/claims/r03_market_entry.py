"""R3: a market-entry account opens its market."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.playing import play, play_rounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

SCENARIO, ACCOUNT = "market-entry", "Aerospace"
LEAST = 1.0
CLOSED: Mapping[str, object] = {f"accounts.{ACCOUNT}.opens": None}
"""The same account in a market that leads nowhere."""
YEAR = 4


def _test(luck: Luck) -> Evidence:
    def arm(settings: Mapping[str, object]) -> Runs:
        return play(SCENARIO, "accommodating", luck, settings)

    opens, closed, unused = arm({}), arm(CLOSED), arm({"policy.enter": 0})
    off: Mapping[str, object] = {"switches.entry": False}
    without = [arm(off), arm({**off, **CLOSED})]
    hangs = play_rounds(SCENARIO, "accommodating", luck, ACCOUNT, ["externality"])["externality"]

    def wins(name: str, left: Runs, right: Runs) -> ClaimedEffect:
        return ClaimedEffect.of(name, "accounts", left.run["wins"] - right.run["wins"], LEAST)

    def saved(name: str, left: Runs, right: Runs) -> ClaimedEffect:
        return standards.chance(name, right.run["gtm_failure"] - left.run["gtm_failure"])

    won = wins("accounts won, opens a market less opens none", opens, closed)
    kept = saved("chance that the plan fails, opens none less opens a market", opens, closed)
    margin = opens.accounts[ACCOUNT]["contribution_margin"] - closed.accounts[ACCOUNT]["contribution_margin"]
    price = standards.margin("margin on the account itself, opens a market less opens none", margin)
    first, last = float(np.nanmean(hangs[:, :YEAR])), float(np.nanmean(hangs[:, -YEAR:]))
    return Evidence(
        effects=[won, kept],
        placebos=[
            wins("accounts won, switch entry off", *without),
            saved("chance that the plan fails, switch entry off", *without),
        ],
        levels=[
            opens.level("opens a market", "wins", "accounts"),
            unused.level("opens one, vendor does not learn", "wins", "accounts"),
            closed.level("opens none", "wins", "accounts"),
        ],
        remark=(
            f"An account of two fifths of the usual size brings {won.value:.1f} others in ten years, and takes the "
            f"chance that the plan fails from {closed.run['gtm_failure'].mean():.0%} to "
            f"{opens.run['gtm_failure'].mean():.0%}. It is paid for with {-100 * price.value:.1f} points of margin "
            "on the account, and only for as long as there is something to learn: the wins that hang on it are worth "
            f"{first:.1f} in the first year and {last:.1f} in the tenth."
        ),
        also=[
            price,
            standards.money(
                "profit, opens a market less opens none",
                opens.run["profit"] - closed.run["profit"],
                closed.run["revenue"],
            ),
            ClaimedEffect.of(
                "worth of the wins that hang on it, first year less tenth",
                "money",
                np.nanmean(hangs[:, :YEAR], axis=1) - last,
                0.1,
            ),
        ],
    )


CLAIM = Claim(
    id="R3",
    sentence="A market-entry account teaches the vendor a market, and opens it.",
    source="CBS",
    design=(
        "Scenario market-entry, accommodating vendor. The small account Aerospace as it is, and the same where it "
        "opens nothing."
    ),
    measure=(
        "Accounts won in ten years, least one; and the chance that the plan, which counts on the new market, fails, "
        "least two points."
    ),
    placebo="Serving the account teaches nothing (switch entry): the same two arms.",
    test=_test,
    limits=(
        "That serving an account teaches its market is built in, as is how fast; a vendor has no other way to learn "
        "it here."
    ),
)
