"""A number with its interval: the one type for whatever is estimated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import isnan, nan
from typing import TYPE_CHECKING

from equipoise.analysis.data import FEWEST

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Estimate:
    """A number with its interval."""

    value: float  #: estimate and interval, of 95% where nothing else is said; NaN where the data cannot tell
    low: float = nan
    high: float = nan
    #: two-sided p-value of no effect; NaN where that is not asked, and where the estimate or an end is NaN
    p: float = field(default=nan, compare=False)  # no number equals itself where it is none
    runs: int = 0  #: runs, pairs, cases or independent clusters behind it
    unit: str = ""  #: unit of value, ends and error
    error: float = field(default=nan, compare=False)  #: standard error; NaN where it was not asked for
    name: str = ""  #: what is estimated, or of whom
    #: of a paired difference: whether both sides have exactly the same in every run, or neither has anything
    same: bool = False

    def __post_init__(self) -> None:
        """No p-value without an interval."""
        if not (isnan(self.p) or self.known):
            object.__setattr__(self, "p", nan)

    def times(self, factor: float, unit: str = "") -> Estimate:
        """The same in another unit, of which it has so many times as much."""
        value, low, high, error = (factor * one for one in (self.value, self.low, self.high, self.error))
        return replace(self, value=value, low=low, high=high, error=error, unit=unit or self.unit)

    @property
    def mean(self) -> float:
        """The value, as one calls it of runs."""
        return self.value

    @property
    def known(self) -> bool:
        """Whether there are a value and an interval."""
        return not (isnan(self.value) or isnan(self.low) or isnan(self.high))

    @property
    def reason(self) -> str:
        """Why there is no estimate, or no interval, in words; empty where there is one."""
        if self.known:
            return ""
        if self.runs < FEWEST:
            return "one case alone shows no spread" if self.runs else "there is no case of it"
        return f"these {self.runs:,} cases cannot tell it"


@dataclass(frozen=True)
class Curve:
    """Estimates along an axis."""

    x: str  #: what the axes are
    y: str
    points: Sequence[tuple[float, Estimate]]  #: from left to right
    labels: Sequence[str] = ()  #: names of the points, where the horizontal axis has no numbers
