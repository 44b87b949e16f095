"""R21: communication matters most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.communication import by_channel, by_lever
from equipoise.experiments.claims.playing import play

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.communication import Part

CALM, RESTLESS = "strategic-vendor", "new-management"
ACCOUNT = "Giant"


def _rivalry(parts: Sequence[Part], where: str) -> list[ClaimedEffect]:
    """Communication's share less that of each other lever."""
    *others, talk = parts
    return [effect for other in others for effect in talk.less(other, where)]


def _said(parts: Sequence[Part]) -> str:
    return ", ".join(f"{part.name} {part.contribution.mean():+.1f}%" for part in parts)


def _kept(parts: Sequence[Part]) -> str:
    return ", ".join(f"{part.name} {100 * part.survival.mean():+.0f}" for part in parts)


def _levels(parts: Sequence[Part], where: str) -> list[Estimate]:
    shares = [
        ClaimedEffect.of(f"{part.name}, {where}", "% of revenue", part.contribution, standards.MONEY) for part in parts
    ]
    return [*shares]


def _test(luck: Luck) -> Evidence:
    half, quarter = (luck._replace(runs=max(luck.runs // part, 2)) for part in (2, 4))
    calm, restless, ways = by_lever(CALM, luck), by_lever(RESTLESS, half), by_channel(RESTLESS, quarter)
    talks, mute = (play(CALM, policy, luck).accounts[ACCOUNT] for policy in ("strategic", "strategic-no-channel"))
    off = [
        play(CALM, policy, luck, {"switches.channel": False}).accounts[ACCOUNT]
        for policy in ("strategic", "strategic-no-channel")
    ]
    wasted = 100.0 * float((mute["waste"] - talks["waste"]).mean() / mute["waste"].mean())
    return Evidence(
        effects=_rivalry(calm, CALM),
        placebos=[
            standards.money(
                "contribution, communication less none, switch channel off",
                off[0]["contribution"] - off[1]["contribution"],
                off[1]["revenue"],
            ),
            standards.chance(
                "survival, communication less none, switch channel off", off[0]["survival"] - off[1]["survival"]
            ),
        ],
        levels=[*_levels(calm, CALM), *_levels(restless, RESTLESS)],
        remark=(
            f"It depends on the account. Shares of the contribution, {CALM}: {_said(calm)}; {RESTLESS}, where the "
            f"account keeps reorganising: {_said(restless)}. Of a hundred relationships the levers keep {_kept(calm)} "
            f"more; and {_kept(restless)} more. What communication does in {RESTLESS} is, in contribution: "
            f"{_said(ways)}. In {CALM} contracts leave {wasted:.0f}% less on the table with it, of which the vendor's "
            f"ledger shows little."
        ),
        also=_rivalry(restless, RESTLESS),
    )


CLAIM = Claim(
    id="R21",
    sentence="Of all that makes a strategic relationship, communication matters most.",
    source="ME",
    design=(
        "Scenarios strategic-vendor (judged) and new-management (told). The strategic vendor's levers one by one and "
        "in every combination: investment in the account, charter, communication (breadth of contacts, sponsor, "
        "surveys); each one's share of what they bring together (Shapley value). What communication brings is shared "
        "out again among the ways in which it can: the pie found, errors corrected, reorganisations survived, goals "
        "of the charter met."
    ),
    measure=(
        "Share of communication less that of each other lever, in contribution and in survival. Least: half a per "
        "cent of the account's revenue, two relationships in a hundred."
    ),
    placebo="Where no channel can be built (switch channel), communication brings and keeps nothing.",
    test=_test,
    limits=(
        "What each lever costs and does is a parameter. Communication has the ways of working that it was given; what "
        "it does to trust between people is not in the model."
    ),
)
