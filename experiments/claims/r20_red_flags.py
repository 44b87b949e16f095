"""R20: red flags warn of an ending."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from equipoise.analysis.estimate import Estimate
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.flagged import HORIZON
from equipoise.experiments.claims.red_flags import PLACES, named, score_in

if TYPE_CHECKING:
    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.red_flags import Alarm, Place


def _area(alarm: Alarm, place: str = "") -> Estimate:
    area = alarm.area
    return Estimate(0.5 + area.value, error=area.error, unit="area under the curve", name=f"{alarm.name}{place}")


def _at(place: Place) -> str:
    return f", {place.scenario}, {place.policy}"


def _test(luck: Luck) -> Evidence:
    (scenario, policy), *others = PLACES
    half = luck._replace(runs=max(luck.runs // 2, 2))
    judged, elsewhere = score_in(scenario, policy, luck), [score_in(*place, half) for place in others]
    scored, early = judged.scored, judged.lead
    best = max(scored.flags, key=lambda flag: flag.area.value)
    flagged = early.ended_flagged / (early.ended_flagged + early.ended_unflagged)
    spared = early.held_flagged / (early.held_flagged + early.held_unflagged)
    return Evidence(
        effects=[*(flag.rise for flag in scored.flags), scored.combination.area],
        placebos=judged.by_chance,
        levels=[
            *(_area(alarm) for alarm in named(scored)),
            *(_area(other.scored.combination, _at(other)) for other in elsewhere),
        ],
        remark=(
            f"Flags warn, but weakly. {scored.count.base:.1%} of the relationships end within a year; with any flag "
            f"up {scored.count.precision:.1%} do, with the best single one ({best.name}) {best.precision:.1%}. A "
            f"regression on all of them, fitted on other runs, ranks {0.5 + scored.combination.area.value:.0%} of "
            f"pairs rightly, where a coin ranks 50%. {flagged:.0%} of those that end were flagged before, the median "
            f"{early.median:.0f} rounds ahead, but so were {spared:.0%} of those that last; no ending follows "
            f"{early.false_alarms:.0%} of first flags within two years. {judged.closings:.0%} of the endings are the "
            f"account's own closing, which nothing announces."
        ),
        also=[
            scored.count.area,
            *(replace(o.scored.combination.area, name=f"{o.scored.combination.area.name}{_at(o)}") for o in elsewhere),
        ],
    )


CLAIM = Claim(
    id="R20",
    sentence=(
        "Red flags announce that a relationship is about to end: business goes elsewhere, the account reorganises, a "
        "side sees no return, mutual goals are missed."
    ),
    source="ME",
    design=(
        f"Scenario new-management, strategic vendor, all relationships. Flags up at the end of a round in which the "
        f"relationship goes on, against its ending in the {HORIZON} rounds that follow. A logistic regression on the "
        f"flags is fitted on one half of the runs and scored on the other. Also in the base scenario."
    ),
    measure=(
        "By how much the chance of an ending within a year is higher with each flag up than without; the area under "
        "the ROC curve of all flags combined. Least: two points of a chance, and ranking 55 of 100 pairs rightly."
    ),
    placebo="Accounts that close for reasons of their own do so by chance: no flag may tell which.",
    test=_test,
    limits=(
        "Flags are those that either side can see here, at thresholds that were set, not fitted. How much of all "
        "endings is pure chance is a parameter, and with it how well any warning can do."
    ),
)
