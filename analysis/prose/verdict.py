"""A verdict on one measure: which arms beat the first, which it beats, and which cannot be told from it."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.contrast import alike, direction
from equipoise.analysis.prose.numbers import are, listed, more, percent, places_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.contrast import Contrast
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.prose.numbers import Write

NO_ERROR = "which shows no error"


class Side(NamedTuple):
    """One measure of an arm, of the first, and what differs."""

    pair: Contrast
    here: Estimate
    there: Estimate
    change: Estimate

    @property
    def shown(self) -> bool:
        """Whether the means beside a difference go its way: they may not, where the two are not of the same runs."""
        return (self.here.mean - self.there.mean) * self.change.mean > 0.0


def sides(contrasts: Sequence[Contrast], measure: str) -> list[Side]:
    """One measure of some arms."""
    return [Side(pair, pair.here[measure], pair.there[measure], pair.change[measure]) for pair in contrasts]


def verdict(found: Sequence[Side], what: str, least: int, write: Write = percent) -> str:
    """Which arms beat the first on a measure, which it beats, which are the same, and which cannot be told from it."""
    first = found[0]
    if isnan(first.there.mean):
        return f"{what} there is nothing to compare"
    groups: dict[str, list[Side]] = {}
    for side in sorted(found, key=lambda side: -side.here.mean):
        groups.setdefault(_group(side), []).append(side)
    sure = [side for name in ("better", "worse", "steady") for side in groups.get(name, ())]
    places = places_apart([(side.here.mean, side.there.mean) for side in sure], write, least)
    reference = f"{first.pair.against} ({write(first.there.mean, places)})"

    def named(name: str) -> str:
        return listed([_with_level(side, write, places, sure=name != "unclear") for side in groups[name]])

    def against() -> str:
        return first.pair.against if clauses else reference

    beaten = f"beats {named('worse')}" if "worse" in groups else ""
    clauses = [f"{reference} {beaten}"] if beaten else []
    if "better" in groups:
        ahead = f"{named('better')} {'beats' if len(groups['better']) == 1 else 'beat'} {reference}"
        clauses = [f"{ahead}, which {beaten}" if beaten else ahead]
    if "same" in groups:
        clauses.append(f"{named('same')} {are(len(groups['same']))} the same as {against()} in every run")
    if "unclear" in groups:
        clauses.append(f"{first.pair.runs} cannot tell {named('unclear')} from {against()}")
    if "nothing" in groups:
        names = [side.pair.arm for side in groups["nothing"]]
        clauses.append(f"{listed(names)} {'has' if len(names) == 1 else 'have'} nothing to set against {against()}")
    for side in groups.get("steady", ()):
        has = f"{_with_level(side, write, places, sure=True)} has {more(side.change.mean)} than {against()}"
        clauses.append(f"{has} by the same in every run, {NO_ERROR}")
    return f"{what}, {'; '.join(clauses)}"


def _group(side: Side) -> str:
    """What a difference says of an arm against the first."""
    if isnan(side.change.mean):
        return "nothing"
    if side.pair.constant(side.change):
        return "steady"
    return "same" if alike(side.change) else {1: "better", -1: "worse", 0: "unclear"}[direction(side.change)]


def _with_level(side: Side, write: Write, places: int, *, sure: bool) -> str:
    """An arm with what it has of a measure, and a word of warning where that goes the other way."""
    other = sure and not alike(side.change) and not side.shown
    where = "; the order is that of the runs that both have" if other else ""
    return f"{side.pair.arm} ({write(side.here.mean, places)}{where})"
