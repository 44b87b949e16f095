"""Red flags as a picture: how well they tell what changes from what stays, how early, and in which places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.figures.roc import Point, Scorer, roc_picture
from equipoise.analysis.prose.alarms import ranking
from equipoise.experiments.claims.flagged import HORIZON
from equipoise.experiments.claims.red_flags import PLACES, score_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.figures.style import Picture
    from equipoise.experiments.claims.case import Luck
    from equipoise.experiments.claims.red_flags import Alarm, Place


def score_everywhere(luck: Luck) -> list[Place]:
    """Score the flags in all places, in the order of ``PLACES``."""
    return [score_in(scenario, policy, luck) for scenario, policy in PLACES]


def flags_picture(places: Sequence[Place]) -> Picture:
    """Draw the combination's curve in each place, and the single flags of the first."""
    first = places[0].scored
    return roc_picture(
        ranking([place.scored.combination.area for place in places]),
        f"Flags at the end of a round, combined by a logistic regression fitted on other runs, against a change in the "
        f"{HORIZON} rounds that follow",
        [Scorer(f"{place.scenario}, {place.policy}", place.scored.curve, _words(place)) for place in places],
        [_point(flag) for flag in first.flags],
    )


def _words(place: Place) -> str:
    scored, lead = place.scored, place.lead
    low, high = (0.5 + end for end in scored.combination.area.interval())
    flagged = lead.ended_flagged / max(lead.ended_flagged + lead.ended_unflagged, 1)
    spared = lead.held_flagged / max(lead.held_flagged + lead.held_unflagged, 1)
    ahead = f", the median {lead.median:.0f} rounds ahead" if lead.ended_flagged else ""
    return (
        f"Area {0.5 + scored.combination.area.value:.3f} ({low:.3f} to {high:.3f}). Base rate "
        f"{scored.count.base:.1%}; with any flag up {scored.count.precision:.1%}. Flagged before: {flagged:.0%} of "
        f"those that end{ahead}, and {spared:.0%} of those that last."
    )


def _point(flag: Alarm) -> Point:
    hits = flag.precision * flag.up / flag.base
    alarms = (1.0 - flag.precision) * flag.up / (1.0 - flag.base)
    return Point(flag.name, alarms, hits)
