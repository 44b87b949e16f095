"""The range beside a comparison's answer: its lead in profit where rivals can copy none of what was built, and half."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import contrast, in_question
from equipoise.analysis.prose.lead_range import range_words
from equipoise.analysis.prose.money_first import profits_of
from equipoise.analysis.results import LeadRange
from equipoise.experiments.assumptions import COPIED, IMITABLE
from equipoise.experiments.horizons import in_years, opening_of, views_of
from equipoise.experiments.paired import Pair
from equipoise.sim.outcomes import BY_NAME
from equipoise.sim.threads import cores, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Comparison
    from equipoise.sim.arm import Arm

RUNS = 500
"""Runs of each arm at each end, or as many as were asked for: what 1,000 tell of docs/what-holds.md, these do, too."""


def with_range(
    comparison: Comparison,
    arms: Sequence[Arm],
    *,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Comparison:
    """Add to a comparison how its lead reads at both ends of what nobody knows.

    It is the lead of the arm that the decision is about, else of the one in question
    (:func:`equipoise.analysis.contrast.in_question`), in what is decided by: profit over what pages open with, and over
    the whole run, under the same luck. Nothing is added where no arm differs from the first, nor where one of the two
    has no rivals who copy (``switches.imitation``).
    """
    done = progress or (lambda _share: None)
    contrasts = [contrast(comparison, difference) for difference in comparison.differences]
    decided = comparison.decision.arm if comparison.decision else ""
    pair = next((one for one in contrasts if one.arm == decided and not one.twin), in_question(contrasts))
    names = [arm.name for arm in comparison.arms]
    played = [arms[0], arms[names.index(pair.arm)]] if pair is not None else []
    if pair is None or not all(arm.scenario.parameters.switches.imitation for arm in played):
        done(1.0)
        return comparison
    runs = min(comparison.replications, RUNS)
    views = dict([opening_of(comparison.rounds), views_of(comparison.rounds)[-1]])
    looked_at = Pair((played[0], played[1]), tuple(BY_NAME[names.profit] for names in views.values()))
    workers = cores(threads)  # both ends at once: of a business, each solves a market first

    def leads_at(share: float) -> list[Estimate]:
        return [*map(in_years, looked_at.at({IMITABLE: share}, range(runs), -(-workers // len(COPIED))))]

    ends = []
    for share, leads in zip(COPIED, in_order(leads_at, COPIED, workers), strict=True):
        ends.append((share, dict(zip(views, leads, strict=True))))
        done(1.0 / len(COPIED))
    taken = list(dict.fromkeys(arm.scenario.parameters.hierarchy.imitable for arm in played))
    lead_range = LeadRange(pair.arm, pair.against, runs, taken, ends)
    said = range_words(lead_range, comparison.money, profits_of(comparison))
    return replace(comparison, lead_range=replace(lead_range, sentence=said))
