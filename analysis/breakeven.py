"""A break-even: where one policy begins to be ahead of another, or an outcome to be above a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equipoise.analysis.crossing import Course
    from equipoise.sim.outcome import Kind


@dataclass(frozen=True)
class Axis:
    """What is varied."""

    key: str  #: as ``--set`` takes it
    unit: str
    meaning: str
    low: float  #: range that is looked through
    high: float
    taken: float | None  #: what the scenario has; None where that is drawn, or differs between the policies
    whole: bool  #: whether it is a whole number
    currency: str = ""  #: that its values are amounts of


@dataclass(frozen=True)
class BreakEven:
    """Where the difference of two policies, or an outcome of one less a threshold, crosses zero."""

    scenario: str
    title: str
    arm: str  #: the policy in question
    against: str  #: what it is set against; empty where it stands alone
    outcome: str  #: of which the mean is followed
    kind: Kind
    unit: str  #: as USD/year: money is in the business's currency, by the year
    account: str  #: whose; "all" together
    threshold: float  #: taken off
    axes: list[Axis]  #: the last is the one of which the break-even is; the one before it, along which
    course: Course  #: of one key; without a value where there are two
    courses: list[tuple[float, Course]]  #: of two: at values of the first, the course over the second
    seed: int
    replications: int  #: runs of each policy near the crossing
    rounds: int

    @property
    def axis(self) -> Axis:
        """Of which the break-even is."""
        return self.axes[-1]
