"""Verdicts: what was published against what came out, with intervals that hold for all regularities together."""

from __future__ import annotations

from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING

from equipoise.analysis.multiplicity import together, widening

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.regularities.regularity import Published


class Agreement(StrEnum):
    """Whether the population agrees with a published fact."""

    REPRODUCED = "reproduced"
    OTHER_SIZE = "sign reproduced, size differs"
    CONTRADICTED = "contradicted"
    UNDECIDED = "undecided"


def judge(published: Published, effect: Estimate, tests: int) -> Agreement:
    """Compare an estimate with what was published.

    The sign is reproduced where the whole interval is on the published side of zero, and contradicted where it is on
    the other. A size is reproduced where the interval meets the published range and is no wider than it: an interval
    that meets everything reproduces nothing.

    Undecided where the interval is too wide to tell, or there is none.
    """
    wide = together(effect, max(tests, 1))
    low, high = wide.low, wide.high
    if not low <= high:
        return Agreement.UNDECIDED
    if published.sign:
        near, far = (low, high) if published.sign > 0 else (-high, -low)
        if near <= 0.0:
            return Agreement.CONTRADICTED if far < 0.0 else Agreement.UNDECIDED
    if published.low is None or published.high is None:
        return Agreement.REPRODUCED
    least, most = published.low, published.high
    if published.sampled:
        spare = (widening(max(tests, 1), inf) - 1.0) * (most - least) / 2.0
        least, most = least - spare, most + spare
    if high < least or low > most:
        return Agreement.OTHER_SIZE if published.sign else Agreement.CONTRADICTED
    return Agreement.REPRODUCED if high - low <= most - least else Agreement.UNDECIDED


def compared(published: Published) -> str:
    """What can be compared."""
    if published.low is None:
        return "sign only"
    return "sign and size" if published.sign else "size"
