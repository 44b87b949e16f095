"""What an analysis found of one outcome, whichever estimator it is from: how strong each factor is, and which way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.sensitivity.measured import Measured
from analysis.sensitivity.ranks import RankRegression
from analysis.sensitivity.screening import Screening
from analysis.sensitivity.sobol import SobolIndices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.sensitivity.tornado import Tornado
    from sim.outcomes import Kind


@dataclass(frozen=True)
class Finding:
    """Sensitivity of one outcome to all factors.

    Attributes
    ----------
    outcome : str
        Name of the measure.
    subject : str
        What is moved, in words: "contribution margin", or "the lead of strategic in survival".
    kind, unit : str
        Of the measure.
    factors : tuple of str
        Keys of the factors.
    result : SobolIndices, Screening, Tornado or RankRegression
        What was estimated of each.
    direction : ndarray of shape (factors,)
        1 where the outcome rises with the factor, -1 where it falls, 0 where neither is clear at 95%.
    noise : float
        Share of the variance between points that is noise, at most; NaN where it is not known.
    floor : float
        Strength that a factor without any effect could show through noise, at most.
    """

    outcome: str
    subject: str
    kind: Kind
    unit: str
    factors: tuple[str, ...]
    result: SobolIndices | Screening | Tornado | RankRegression
    direction: NDArray[np.int64]
    noise: float = float("nan")
    floor: float = 0.0

    @property
    def strength(self) -> Measured:
        """How much each factor matters, without a sign: total index, mu*, size of swing, size of coefficient."""
        if isinstance(self.result, SobolIndices):
            return self.result.total
        if isinstance(self.result, Screening):
            return self.result.mu_star
        if isinstance(self.result, RankRegression):
            return sizes(self.result.coefficients)
        return sizes(self.result.swing)

    @property
    def order(self) -> list[int]:
        """Factors, the strongest first; those without a figure last."""
        value = self.strength.value
        return sorted(range(len(self.factors)), key=lambda k: (np.isnan(value[k]), -np.nan_to_num(value[k])))

    def leaders(self) -> list[int]:
        """The strongest factor, and those whose interval reaches into its own: these points can't rank them.

        Returns
        -------
        list of int
            The strongest first; empty where no factor clearly moves the outcome.
        """
        strength, order = self.strength, self.order
        first = order[0]
        if not strength.low[first] > self.floor:
            return []
        return [k for k in order if k == first or strength.high[k] >= strength.low[first]]


def sizes(signed: Measured) -> Measured:
    """Take the sign off a figure; the interval begins at 0 where the signed one holds 0."""
    low, high = abs(signed.low), abs(signed.high)
    crosses = (signed.low <= 0.0) & (signed.high >= 0.0)
    return Measured(abs(signed.value), np.where(crosses, 0.0, np.minimum(low, high)), np.maximum(low, high))


def directions(signed: Measured) -> NDArray[np.int64]:
    """1, -1, or 0 where the interval holds 0 or does not exist."""
    return np.where(signed.low > 0.0, 1, np.where(signed.high < 0.0, -1, 0))
