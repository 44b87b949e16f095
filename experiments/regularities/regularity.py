"""What a regularity is: the published fact, how it is looked for in the population, and what is found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.analysis.estimate import Curve, Estimate
    from equipoise.experiments.regularities.population import Population


@dataclass(frozen=True)
class Published:
    """What was published of an estimate: its sign, its size, or both."""

    sign: int  # 1 or -1; 0 where the size alone says something (a share)
    words: str  # the same in words, short enough for a table
    # the range in which the published size lies: by its rounding, or the 95% interval of its own sampling error; None
    # where sizes can't be compared, because units or measures differ
    low: float | None = None
    high: float | None = None
    sampled: bool = False  # whether the range is such an interval, which is then widened as all others are


def line(label: str, effect: Estimate) -> Estimate:
    """A further estimate, that helps to see why: the same with a mechanism off, with or without a control."""
    return replace(effect, name=label)


@dataclass(frozen=True)
class Finding:
    """What comes out."""

    estimate: Estimate  # the estimate that is compared with what was published, with a 95% interval
    unit: str  # its unit
    curve: Curve  # the raw pattern
    rows: int  # rows that the estimate rests on


@dataclass(frozen=True)
class Regularity:
    """A published fact, and how it is looked for."""

    fact: str  # what was found, in one sentence
    source: str  # where, in full
    published: Published  # what the estimate is compared with
    sample: str  # which rows, of what
    regression: str  # the equation in words: outcome, regressors, fixed effects, clusters
    find: Callable[[Population], Finding]  # estimates it in a population
    # further estimates that show why, from the same population with a mechanism off; may be empty
    why: Callable[[Population], Sequence[Estimate]]
    calibrated: str = "no"  # whether the program was set to meet the fact, and how; begins with "no" or "yes"
    remark: str = ""  # what has to be known to read the result: what is built in, what the measure is not
