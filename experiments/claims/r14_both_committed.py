"""R14: unless both sides are committed, don't move forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.playing import play
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.claim import Luck

SCENARIO, ACCOUNT = "the-wrong-account", "Never"
WILLING: Mapping[str, object] = {"accounts.Never.orientation": 0.8}
"""The same account, if it wanted a partner as much as the Giant of strategic-vendor does."""
IN_NAME: Mapping[str, object] = {"policy.charter": 1}
"""A vendor that signs a charter, pays the team that it takes, and invests nothing else."""
NOTHING_COMES: Mapping[str, object] = {
    "switches.capability": False,
    "switches.growth": False,
    "switches.demands": False,
}
"""An account's orientation shows in its effort, which builds capability and growth, and in its demands: all of "
"them off."""


def _brought(luck: Luck, policy: str, settings: Mapping[str, object]) -> NDArray[np.float64]:
    return play(SCENARIO, policy, luck, settings).accounts[ACCOUNT]["contribution"]


def _test(luck: Luck) -> Evidence:
    forward = "strategic-no-screen"
    never = {policy: _brought(luck, policy, {}) for policy in (forward, "accommodating", "strategic")}
    willing = {policy: _brought(luck, policy, WILLING) for policy in (forward, "accommodating")}
    in_name = play(SCENARIO, "accommodating", luck, {**WILLING, **IN_NAME}).accounts[ACCOUNT]
    dissolved = float((in_name["cause"] == Cause.CHARTER).mean())
    idle = [
        _brought(luck, forward, {**NOTHING_COMES, **who}) - _brought(luck, "accommodating", {**NOTHING_COMES, **who})
        for who in (WILLING, {})
    ]
    base = play(SCENARIO, "accommodating", luck).accounts[ACCOUNT]["revenue"]

    def more(name: str, change: NDArray[np.float64]) -> ClaimedEffect:
        return standards.money(name, change, base)

    both = more("both committed, investing less not", willing[forward] - willing["accommodating"])
    account = more("account not committed, not investing less investing", never["accommodating"] - never[forward])
    vendor = more(
        "vendor not committed, no charter less one in name", willing["accommodating"] - in_name["contribution"]
    )
    saved = more("account not committed, screen less no screen", never["strategic"] - never[forward])
    return Evidence(
        effects=[both, account, vendor],
        placebos=[more("investing, willing less unwilling account, nothing coming of effort", idle[0] - idle[1])],
        levels=[both, account, vendor, saved],
        remark=(
            f"With an account that never will be committed, going ahead costs {account.value:.1f}% of its revenue; "
            f"the strategic vendor's own screen saves {saved.value:.1f}%. A charter in name only, with a willing "
            f"account, changes the vendor's contribution by {-vendor.value:+.1f}%: {dissolved:.0%} of those "
            f"relationships end as the charter is dissolved over missed reviews."
        ),
        also=[saved],
    )


CLAIM = Claim(
    id="R14",
    sentence="Unless both sides are committed, don't move forward; some accounts never will be.",
    source="ME",
    design=(
        "Scenario the-wrong-account, account Never (orientation 0, and 0.8 for a willing one): a vendor that invests "
        "in everybody, one that invests in nobody, and one that signs a charter and invests nothing."
    ),
    measure=(
        "Contribution from the account a round: going ahead pays if both are committed, and loses if the account, or "
        "the vendor, is not. Least: half a per cent of the account's revenue."
    ),
    placebo=(
        "Where nothing comes of an account's effort and it asks for nothing, its commitment makes no difference to "
        "investing."
    ),
    test=_test,
    limits=(
        "That capability takes the account's own effort is built in, as is that a charter whose goals are missed "
        "twice may end the relationship. A vendor's commitment has no other measure here than what it spends."
    ),
)
