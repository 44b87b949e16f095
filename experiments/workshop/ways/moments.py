"""Moments that a workshop is about: whether they happened at a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.prose.tables_footing import NEAR
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

HURTS = 0.1
"""A request of so much of the year's contribution of the account hurts."""
FALLS = 0.1
"""Levels by which the hierarchy falls in a year that people see."""
RISES = 0.05
"""By so much a belief rises visibly."""
LESSONS = ("even", "hurt", "fell", "returned", "believed", "reviewed")
"""Moments that a workshop's goals hang on, one for each."""
ENOUGH = 3
"""So many of them are half: a table that sees them has something to talk about."""


class Moments(NamedTuple):
    """What happened at a table; for each its name on pages is in ``WORDS``."""

    even: bool
    hurt: bool
    fell: bool
    broke: bool
    returned: bool
    believed: bool
    passed: bool
    missed: bool

    @property
    def reviewed(self) -> bool:
        """Whether a joint plan passed or missed a review."""
        return self.passed or self.missed

    @property
    def enough(self) -> bool:
        """Whether half of what a workshop is about happened, or more."""
        return sum(bool(getattr(self, name)) for name in LESSONS) >= ENOUGH


WORDS = {
    "even": "the account comes to need the vendor as much, or nearly",
    "hurt": "a request that hurts: a tenth of the year's margin or more",
    "fell": "the vendor slips a tenth of a level in a year in which nobody changed a plan",
    "broke": "a breakdown",
    "returned": "a breakdown, and the two go on together after it",
    "believed": "the account learns from what it is given that it can ask",
    "passed": "the joint plan passes a review",
    "missed": "the joint plan misses a review",
    "reviewed": "the joint plan passes or misses a review",
    "enough": "three or more of six: even, a request that hurts, a slip, a break and return, learning, a review",
}
"""What the moments are called."""


def moments(rows: NDArray[np.void], own: NDArray[np.bool_]) -> Moments:
    """See what happened in the rounds that the relationship at the table lasted."""
    gap = rows["dependence_account"] - NEAR * rows["dependence_vendor"]
    here = own & (rows["away"] == 0.0)
    margins = np.repeat(rows["contribution"].reshape(-1, ROUNDS_A_YEAR).sum(axis=1), ROUNDS_A_YEAR)
    levels, all_year = rows["level"][ROUNDS_A_YEAR - 1 :: ROUNDS_A_YEAR], here.reshape(-1, ROUNDS_A_YEAR).all(axis=1)
    fallen = (levels[:-1] - levels[1:] >= FALLS) & all_year[:-1] & all_year[1:]
    learned = np.diff(rows["belief"], prepend=rows["belief"][0]) >= RISES
    missed = here & (np.diff(rows["misses"], prepend=0.0) > 0.0)
    reviewed = here & (np.diff(rows["project_return"], prepend=0.0) != 0.0)
    return Moments(
        even=bool(gap[0] < 0.0 and (here & (gap >= 0.0)).any()),
        hurt=bool((own & (rows["asked"] > 0.0) & (rows["asked"] >= HURTS * margins)).any()),
        fell=bool(fallen.any()),
        broke=bool((own & (rows["away"] > 0.0)).any()),
        returned=bool((own & (rows["returned"] > 0.0)).any()),
        believed=bool((own & (rows["granted"] > 0.0) & learned).any()),
        passed=bool((reviewed & ~missed).any()),
        missed=bool(missed.any()),
    )
