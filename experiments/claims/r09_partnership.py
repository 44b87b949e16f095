"""R9: a partnership gives the seller stability and the buyer happier end users."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.playing import play
from equipoise.experiments.claims.standing import GIANT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

SCENARIO = "strategic-vendor"
SIZE = 4.0
LEAST_VOLUME = 0.05
VENDORS = ("strategic", "accommodating")


def _volume(played: Runs) -> NDArray[np.float64]:
    """What the account's own customers take of it, on average while it is held, over what they took at the start."""
    giant = played.accounts[GIANT]
    rounds = np.where(giant["rounds"] > 0.0, giant["rounds"], np.nan)
    return giant["wallet"] / rounds / SIZE


def _test(luck: Luck) -> Evidence:
    def pair(scenario: str, settings: Mapping[str, object] | None = None) -> list[Runs]:
        return [play(scenario, policy, luck, settings) for policy in VENDORS]

    def kept(name: str, partner: Runs, other: Runs) -> ClaimedEffect:
        return standards.chance(name, partner.accounts[GIANT]["survival"] - other.accounts[GIANT]["survival"])

    def served(name: str, partner: Runs, other: Runs) -> ClaimedEffect:
        return ClaimedEffect.of(name, "share of its volume", _volume(partner) - _volume(other), LEAST_VOLUME)

    partner, other = pair(SCENARIO)
    plan, spread = (partner.run["gtm_failure"] - other.run["gtm_failure"]), pair("over-a-barrel")
    surplus = partner.accounts[GIANT]["account_surplus"] - other.accounts[GIANT]["account_surplus"]
    lasts, users = (
        kept("survival, partner less not", partner, other),
        served("volume, partner less not", partner, other),
    )
    taker = kept("survival, with an account that takes what it can", *spread)
    gain = standards.money("account's surplus, partner less not", surplus, other.accounts[GIANT]["revenue"])
    return Evidence(
        effects=[lasts, users],
        placebos=[
            kept("survival, switch contribution off", *pair(SCENARIO, {"switches.contribution": False})),
            served("volume, switch growth off", *pair(SCENARIO, {"switches.growth": False})),
        ],
        levels=[
            partner.level("partner", "survival", "probability", GIANT),
            other.level("accommodating", "survival", "probability", GIANT),
            spread[0].level("partner, to a taker", "survival", "probability", GIANT),
            spread[1].level("accommodating, to a taker", "survival", "probability", GIANT),
        ],
        remark=(
            f"The partner is held {100 * lasts.value:.0f} runs in a hundred more, and the account's own customers "
            f"take {users.value:.0%} more. The buyer's gain, {gain.value:.0f}% of what it spends, is larger "
            "than the seller's. With an account that takes what it can there is no such stability: "
            f"{100 * taker.value:+.1f} points. Without contribution the vendor that invests goes under, and the "
            "account with it."
        ),
        also=[gain, taker, standards.chance("chance that the go-to-market fails, partner less not", plan)],
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
    test=_test,
    limits="Happier end users are counted as buying more, which is built in; nobody is asked how happy they are.",
)
