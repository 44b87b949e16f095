"""An effect as it is declared: what is measured, against what, and the least that would matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan
from typing import TYPE_CHECKING

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.evidence import difference as difference_of
from equipoise.experiments.claims.quantity import cases_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.experiments.claims.case import Case
    from equipoise.experiments.claims.quantity import Quantity
    from equipoise.experiments.claims.runs import Runs


@dataclass(frozen=True, eq=False)
class Effect:
    """An effect, turned so that the claim says it is above zero."""

    name: str  # what is measured, and against what: "margin, strategic less accommodating"
    unit: str
    least: float  # the smallest effect that would matter to a person, fixed beforehand; above 0
    cases: tuple[Case, ...]  # what it rests on
    estimate: Callable[[Runs], ClaimedEffect]  # estimates it from runs
    # the mechanism that was built is the effect itself: runs add how large it is, and do not test whether it is
    built_in: bool = False
    version: str = ""  # the version of the claim that it belongs to, where a text can be read in several

    def by_construction(self) -> Effect:
        """The same effect, as one that is built in."""
        return replace(self, built_in=True)

    def in_version(self, version: str) -> Effect:
        """The same effect, of a version of the claim."""
        return replace(self, version=version)


def mean(name: str, unit: str, least: float, quantity: Quantity) -> Effect:
    """The mean of a value a run."""
    return Effect(
        name, unit, least, quantity.cases, lambda runs: ClaimedEffect.of(name, unit, quantity.values(runs), least)
    )


def percent(name: str, unit: str, least: float, quantity: Quantity, base: Quantity) -> Effect:
    """The mean of a value a run, per cent of the mean of another; not known where that is 0."""

    def estimate(runs: Runs) -> ClaimedEffect:
        return ClaimedEffect.of(name, unit, 100.0 * quantity.values(runs) / (base.mean(runs) or nan), least)

    return Effect(name, unit, least, cases_of(quantity, base), estimate)


def difference(name: str, unit: str, least: float, left: Quantity, right: Quantity) -> Effect:
    """The difference of two means over the runs that have a value in either; errors as if they were independent."""

    def estimate(runs: Runs) -> ClaimedEffect:
        one, other = (ClaimedEffect.of(name, unit, each.values(runs), least) for each in (left, right))
        return difference_of(name, one, other)

    return Effect(name, unit, least, cases_of(left, right), estimate)
