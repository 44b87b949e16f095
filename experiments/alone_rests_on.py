"""What a policy with one account alone rests on: numbers that a decision was looked at for, at both of their ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from equipoise.analysis.prose.comparison import with_decision
from equipoise.analysis.prose.one_account import told_first
from equipoise.analysis.prose.rests_on import first_words, rests_words
from equipoise.experiments.changed import OneChanged
from equipoise.experiments.horizons import opening_of
from equipoise.experiments.paired import Pair
from equipoise.experiments.rests_on import LAST, LOOK, assumed_by_both, at_both_ends
from equipoise.sim.files.words import for_one_alone
from equipoise.sim.outcomes import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.results import Comparison
    from equipoise.sim.arm import Arm


def with_alone_at_ends(comparison: Comparison, arms: Sequence[Arm], *, threads: int | None = None) -> Comparison:
    """Add whether the decision turns with one account alone, on the numbers that it was looked at for.

    A decision is between the first policy, another one, and that with one account alone: a number on which the second
    does not turn may turn the third. The account is the one with which alone a decision says whether it pays; of many
    numbers, those that move the lead with all accounts furthest are looked at.
    """
    found, one = comparison.rests_on or comparison.first_look, told_first(comparison)
    lead = next((view.profit for view in one.views if found and view.years == found.years), None) if one else None
    if found is None or one is None or lead is None:
        return comparison
    arm = arms[[played.name for played in comparison.arms].index(found.arm)]
    policy = for_one_alone(arm.policy, one.account, arms[0].policy)
    measured = BY_NAME[opening_of(comparison.rounds)[1].profit]
    pair = Pair((arms[0], replace(arm, policy=policy)), (measured,), change=OneChanged())
    asked = {rest.name: rest for rest in [rest for rest in found.rests if rest.asked][:LAST]}
    assumed = [
        number._replace(low=asked[number.name].low, high=asked[number.name].high)
        for number in assumed_by_both((arms[0], arm), comparison.decision.account if comparison.decision else "")
        if number.name in asked
    ]
    alone = replace(found, arm=policy.name, lead=lead, rests=[], lines=[], whole=None, sentence="", account=one.account)
    rests = at_both_ends(pair, assumed, alone, min(comparison.replications, LOOK), threads)
    rests.sort(key=lambda rest: [*asked].index(rest.name))
    found = replace(found, alone=replace(alone, rests=rests))
    if comparison.rests_on is None:
        return with_decision(replace(comparison, first_look=replace(found, sentence=first_words(found))))
    return with_decision(replace(comparison, rests_on=replace(found, sentence=rests_words(found))))
