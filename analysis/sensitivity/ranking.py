"""What an analysis found of one outcome, whichever estimator it is from: how strong each factor is, and which way."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from equipoise.analysis.sensitivity.measured import Measured
from equipoise.analysis.sensitivity.ranks import RankRegression
from equipoise.analysis.sensitivity.screening import Screening
from equipoise.analysis.sensitivity.sobol import SobolIndices
from equipoise.analysis.sensitivity.tornado import Tornado

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.outcome import Kind


Result: TypeAlias = SobolIndices | Screening | Tornado | RankRegression  #: what any estimator gives


class Basis(NamedTuple):
    """What a ranking rests on."""

    points: int  # points of the design, and those at which the outcome has a value
    valued: int
    constant: bool  # whether the outcome is the same at all of these
    used: int  # how many the estimate rests on, and how many would do
    needed: int
    what: tuple[str, str]  # of what, one and several: ("point", "points")
    varied: tuple[bool, ...]  # which factors have more than one value

    @property
    def tells(self) -> bool:
        """Whether anything can be estimated from it."""
        return self.valued > 0 and any(self.varied) and not self.constant and self.used >= self.needed


@dataclass(frozen=True)
class Ranking:
    """Sensitivity of one outcome to all factors."""

    outcome: str  # name of the measure, with _lead behind it where it is a policy's lead in it
    subject: str  # what is moved, in words: "contribution margin", or "the lead of strategic in survival"
    kind: Kind  # of the measure
    unit: str
    factors: tuple[str, ...]  # keys of the factors
    result: Result  # what was estimated of each
    # of shape (factors,); 1 where the outcome rises with the factor, -1 where it falls, 0 where neither is
    # clear at 95%
    direction: NDArray[np.int64]
    # share of the variance between points that is noise, at most; NaN where it is not known
    noise: float = float("nan")
    floor: float = 0.0  # strength that a factor without any effect could show through noise, at most
    basis: Basis | None = None  # what it rests on, where that is known
    words: tuple[tuple[str, ...], ...] = ()  # of each factor that has no order, its words; others have none

    @property
    def of_a_lead(self) -> bool:
        """Whether a policy's lead is moved: a difference, which is counted in points where the outcome is a share."""
        return self.outcome.endswith("_lead")

    @property
    def strength(self) -> Measured:
        """How much each factor matters, without a sign: total index, mu*, size of swing, size of coefficient."""
        if isinstance(self.result, SobolIndices):
            return self.result.total
        if isinstance(self.result, Screening):
            return self.result.mu_star
        if isinstance(self.result, RankRegression):
            return self.result.strength
        return self.result.swing.sizes()

    @property
    def order(self) -> list[int]:
        """Factors, the strongest first; those without a figure last."""
        value = self.strength.value
        return sorted(range(len(self.factors)), key=lambda k: (np.isnan(value[k]), -np.nan_to_num(value[k])))

    def leaders(self) -> list[int]:
        """The strongest factor, and those whose interval reaches into its own: these points can't rank them.

        The strongest first; empty where no factor clearly moves the outcome, or nothing can be told.
        """
        if self.basis is not None and not self.basis.tells:
            return []
        strength, order = self.strength, self.order
        first = order[0]
        if not strength.low[first] > self.floor:
            return []
        return [k for k in order if k == first or strength.high[k] >= strength.low[first]]


def directions(signed: Measured) -> NDArray[np.int64]:
    """1, -1, or 0 where the interval holds 0 or does not exist."""
    return np.where(signed.low > 0.0, 1, np.where(signed.high < 0.0, -1, 0))


def restricted(result: Result, basis: Basis, floor: float = 0.0) -> Result:
    """Take away what cannot be told: figures of factors that were not varied, and what rests on too little.

    Of too little, shares and coefficients go; differences that were seen stay, without their intervals.

    With NaN in their place.
    """
    varied, enough = np.array(basis.varied), basis.used >= basis.needed
    changed: dict[str, Any] = {}
    for field in fields(result):
        part = getattr(result, field.name)
        if isinstance(part, Measured):
            ends = (np.where(varied & enough, end, np.nan) for end in (part.low, part.high))
            shows = enough or isinstance(result, Screening | Tornado)
            changed[field.name] = Measured(np.where(varied & shows, part.value, np.nan), *ends)
    if isinstance(result, SobolIndices):
        noisy = ~(changed["total"].low > floor)
        for name in ("first", "total"):
            low = changed[name].low
            changed[name] = changed[name]._replace(low=np.where(noisy, np.minimum(low, 0.0), low))
    return replace(result, **changed)
