"""R8: replacing an account costs ten times what keeping one costs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.playing import play

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

SCENARIO = "ten-to-one"
YEAR = 4.0
STAYS: Mapping[str, object] = {"switches.exit": False}
"""Nobody closes for reasons of its own: some accounts are kept, at no cost to the vendor."""


def _all_told(kept: Runs, lost: Runs) -> ClaimedEffect:
    """What an account that is replaced costs in profit, over a year's cost to serve one that is kept."""
    rounds = lost.arm.rounds
    served = [a["cost_to_serve"] * a["revenue"] * rounds / a["rounds"] for a in lost.accounts.values()]
    year = YEAR * float(np.nanmean(served))
    profit = (kept.run["profit"] - lost.run["profit"]) * rounds
    return ClaimedEffect.of_ratio("", "years of keeping one", profit, (lost.run["wins"] - kept.run["wins"]) * year, 1.0)


def _test(luck: Luck) -> Evidence:
    def arm(policy: str, ratio: float, settings: Mapping[str, object] | None = None) -> Runs:
        return play(SCENARIO, policy, luck, {"portfolio.replace_ratio": ratio, **(settings or {})})

    loses = {ratio: arm("transactional", ratio) for ratio in (1.0, 3.0, 10.0)}
    keeps = {ratio: arm("strategic", ratio) for ratio in loses}
    stays = {ratio: arm("transactional", ratio, STAYS) for ratio in (1.0, 10.0)}
    lead = {ratio: keeps[ratio].run["profit"] - loses[ratio].run["profit"] for ratio in loses}
    revenue = loses[1.0].run["revenue"]
    told = {ratio: _all_told(stays[ratio], loses[ratio]) for ratio in stays}
    literal = told[10.0]
    costs = standards.margin(
        "operating margin, at one to one less at ten to one",
        loses[1.0].run["operating_margin"] - loses[10.0].run["operating_margin"],
    )
    dearer = standards.money(
        "lead in profit of the vendor that keeps more, at ten less at one", lead[10.0] - lead[1.0], revenue
    )
    at_ten, at_one = (
        standards.money(f"lead in profit of the vendor that keeps more, at {ratio:.0f} to one", lead[ratio], revenue)
        for ratio in (10.0, 1.0)
    )
    return Evidence(
        effects=[costs, dearer],
        levels=[
            played[ratio].level(f"{name}, {ratio:.0f} to one", "profit", "money/round")
            for ratio in loses
            for name, played in (("transactional", loses), ("strategic", keeps))
        ],
        remark=(
            f"Dear replacement costs {100 * costs.value:.1f} points of operating margin. It is not what makes "
            f"keeping pay, though: the vendor that keeps more of its accounts leads by {at_one.value:.1f}% of "
            f"revenue at one to one, and by {at_ten.value:.1f}% at ten. All told, with the contribution missed "
            "until a slot is filled and with all that serving an account costs, one that is replaced costs "
            f"{literal.value:.1f} years of keeping one at ten to one, and {told[1.0].value:.1f} at one to one."
        ),
        also=[
            at_ten,
            at_one,
            replace(
                literal, value=literal.value - 10.0, name="one replaced, all told, at 10 to one, less ten", least=1.0
            ),
            replace(
                told[1.0], value=told[1.0].value - 1.0, name="one replaced, all told, at 1 to one, less one", least=1.0
            ),
        ],
    )


CLAIM = Claim(
    id="R8",
    sentence="Replacing an account costs ten times what keeping one costs, so that it pays to keep those one has.",
    source="ME",
    design=(
        "Scenario ten-to-one: the selling effort to win an account is one, three and ten times a year's effort to "
        "keep one. The transactional vendor, and the strategic one, which keeps more of its accounts. All told: "
        "nobody closes for its own reasons (switch exit) against the usual."
    ),
    measure=(
        "What ten to one takes from the operating margin (least half a point); and by how much more it makes keeping "
        "pay, as the lead in profit of the vendor that keeps more (least half a per cent of revenue)."
    ),
    placebo="None: the ratio is a setting. At one to one both effects are nothing by definition.",
    test=_test,
    limits=(
        "Whether replacing takes ten times the effort cannot be told: it is put in. The folk ratio counts selling "
        "effort alone; what is told of it here is only what would follow if it were right."
    ),
)
