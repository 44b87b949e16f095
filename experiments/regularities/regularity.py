"""What a regularity is: the published fact, how it is looked for in the population, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.analysis.effects import Effect
    from equipoise.experiments.regularities.population import Population


@dataclass(frozen=True)
class Published:
    """What was published of an estimate: its sign, its size, or both.

    Attributes
    ----------
    sign : int
        1 or -1; 0 where the size alone says something (a share).
    low, high : float or None
        The range in which the published size lies: by its rounding, or the 95% interval of its own sampling error;
        None where sizes can't be compared, because units or measures differ.
    sampled : bool
        Whether the range is such an interval, which is then widened as all others are.
    words : str
        The same in words, short enough for a table.
    """

    sign: int
    words: str
    low: float | None = None
    high: float | None = None
    sampled: bool = False


class Point(NamedTuple):
    """A point of the picture: what is on the axis, a mean, and its 95% interval."""

    x: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """What the picture shows: the raw pattern behind the estimate, without any control.

    Attributes
    ----------
    x, y : str
        What the axes are.
    points : sequence of Point
        From left to right.
    labels : sequence of str
        Names of the points, where the horizontal axis has no numbers.
    """

    x: str
    y: str
    points: Sequence[Point]
    labels: Sequence[str] = ()


class Line(NamedTuple):
    """A further estimate, that helps to see why: the same with a mechanism off, with or without a control."""

    label: str
    effect: Effect


@dataclass(frozen=True)
class Finding:
    """What comes out.

    Attributes
    ----------
    estimate : Effect
        The estimate that is compared with what was published, with a 95% interval.
    unit : str
        Its unit.
    curve : Curve
        The raw pattern.
    rows : int
        Rows that the estimate rests on.
    """

    estimate: Effect
    unit: str
    curve: Curve
    rows: int


@dataclass(frozen=True)
class Regularity:
    """A published fact, and how it is looked for.

    Attributes
    ----------
    fact : str
        What was found, in one sentence.
    source : str
        Where, in full.
    published : Published
        What the estimate is compared with.
    sample : str
        Which rows, of what.
    regression : str
        The equation in words: outcome, regressors, fixed effects, clusters.
    calibrated : str
        Whether the program was set to meet the fact, and how; begins with "no" or "yes".
    find : callable
        Estimates it in a population.
    why : callable
        Further estimates that show why, from the same population with a mechanism off; may be empty.
    remark : str
        What has to be known to read the result: what is built in, what the measure is not.
    """

    fact: str
    source: str
    published: Published
    sample: str
    regression: str
    find: Callable[[Population], Finding]
    why: Callable[[Population], Sequence[Line]]
    calibrated: str = "no"
    remark: str = ""
