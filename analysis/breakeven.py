"""A break-even: where one policy begins to be ahead of another, or an outcome to be above a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.analysis.asked import Asked

if TYPE_CHECKING:
    from equipoise.analysis.crossing import Course
    from equipoise.analysis.shown import Shown


@dataclass(frozen=True)
class Axis:
    """What is varied."""

    key: str  #: as ``--set`` takes it
    unit: str
    meaning: str
    low: float  #: range that is looked through
    high: float
    taken: float | None  #: what the scenario has, or what is taken for it; None where that is drawn, or policies differ
    stated: bool  #: whether the scenario states it
    whole: bool  #: whether it is a whole number
    currency: str = ""  #: that its values are amounts of
    shown: Shown | None = None  #: how a page has it; as ``--set`` takes it without


@dataclass(frozen=True)
class Longest:
    """The same policies over all years of the same runs, where a break-even is of the first of them."""

    outcome: str  #: as ``--outcome`` takes it
    years: float
    course: Course  #: at the values that were looked at, without crossings; at none where two keys are varied


@dataclass(frozen=True, kw_only=True)
class BreakEven(Asked):
    """Where the difference of two policies, or an outcome of one less a threshold, crosses zero."""

    threshold: float  #: taken off
    axes: list[Axis]  #: the last is the one of which the break-even is; the one before it, along which
    course: Course  #: of one key; without a value where there are two
    courses: list[tuple[float, Course]]  #: of two: at values of the first, the course over the second
    cash_out: list[list[float]]  #: at each crossing, along the first key: the chance of each policy that cash runs out
    longest: Longest | None = None  #: None where it is of all years, or of no profit

    @property
    def arm(self) -> str:
        """The policy in question."""
        return self.policies[-1]

    @property
    def against(self) -> str:
        """What it is set against; empty where it stands alone."""
        return self.policies[0] if len(self.policies) > 1 else ""

    @property
    def axis(self) -> Axis:
        """Of which the break-even is."""
        return self.axes[-1]
