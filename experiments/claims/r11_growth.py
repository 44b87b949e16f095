"""R11: you grow if your customer grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.playing import play

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

SCENARIO, ACCOUNT = "growth-network", "Builder"
SIZE = 2.0
LEAST = 0.05


def _volume(played: Runs) -> NDArray[np.float64]:
    """The account's own business while it is held, over what it was at the start."""
    builder = played.accounts[ACCOUNT]
    return builder["wallet"] / np.where(builder["rounds"] > 0.0, builder["rounds"], np.nan) / SIZE


def _test(luck: Luck) -> Evidence:
    vendors = ("strategic", "strategic-no-charter", "accommodating")
    grows = {policy: play(SCENARIO, policy, luck) for policy in vendors}
    still = {policy: play(SCENARIO, policy, luck, {"switches.growth": False}) for policy in vendors}

    def customer(name: str, policy: str) -> ClaimedEffect:
        return ClaimedEffect.of(name, "share of its volume", _volume(grows[policy]) - _volume(still[policy]), LEAST)

    def sales(name: str, policy: str) -> ClaimedEffect:
        with_it, without = (world[policy].accounts[ACCOUNT]["revenue"] for world in (grows, still))
        return ClaimedEffect.of(name, "share of its revenue", (with_it - without) / float(without.mean()), LEAST)

    theirs, ours = (
        customer("customer's volume, its own customers respond less not", "strategic"),
        sales("vendor's revenue from it, the same", "strategic"),
    )
    gains = {world: _gain(arms) for world, arms in (("grows", grows), ("still", still))}
    share = 1.0 - gains["still"] / gains["grows"]
    strategic, other = grows["strategic"], still["strategic"]
    return Evidence(
        effects=[theirs, ours],
        placebos=[
            customer("customer's volume, without a strategic relationship", "accommodating"),
            sales("vendor's revenue from it, without a strategic relationship", "accommodating"),
            sales("vendor's revenue from it, without a charter", "strategic-no-charter"),
        ],
        levels=[
            world[policy].level(f"{policy}, {name}", "revenue", "money/round", ACCOUNT)
            for policy in vendors
            for name, world in (("growth", grows), ("none", still))
        ],
        remark=(
            f"Where the account's customers respond, its volume is {theirs.value:.0%} larger, and what it spends "
            f"with the strategic vendor {ours.value:.0%}. Of the revenue that the strategic vendor has over the "
            f"accommodating one, {share:.0%} comes that way. Without a charter the account does nothing for it, and "
            "nothing grows."
        ),
        also=[
            standards.money(
                "vendor's profit, its customers respond less not",
                strategic.run["profit"] - other.run["profit"],
                other.run["revenue"],
            ),
            standards.chance(
                "survival, its customers respond less not",
                strategic.accounts[ACCOUNT]["survival"] - other.accounts[ACCOUNT]["survival"],
            ),
            standards.money(
                "account's surplus, its customers respond less not",
                strategic.accounts[ACCOUNT]["account_surplus"] - other.accounts[ACCOUNT]["account_surplus"],
                other.accounts[ACCOUNT]["revenue"],
            ),
        ],
    )


def _gain(arms: dict[str, Runs]) -> float:
    """Mean revenue from the account that the strategic vendor has over the accommodating one."""
    ahead, behind = (arms[policy].accounts[ACCOUNT]["revenue"] for policy in ("strategic", "accommodating"))
    return float((ahead - behind).mean())


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
    test=_test,
    limits="That the account's customers respond, and how much, is put in; nothing is known of it in general.",
)
