"""What speaks for a claim: effects with their errors, placebos, and a verdict that allows for the number of tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isnan, nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from equipoise.analysis.data import alike, even, numbers
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.moments import Moments
from equipoise.analysis.multiplicity import bonferroni_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Verdict(StrEnum):
    """What the evidence says of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNDECIDED = "undecided"
    BUILT_IN = "built in"


@dataclass(frozen=True)
class ClaimedEffect(Estimate):
    """An effect that a claim predicts, turned so that the claim says it is above zero.

    Its error is 0 where it is certain, and NaN where the runs cannot tell it; its interval follows from the error.
    """

    least: float = nan  #: the smallest effect that would matter to a person, fixed beforehand; above 0

    def __post_init__(self) -> None:
        """Work out the ends of an interval of its own."""
        for name, end in zip(("low", "high"), self.interval(), strict=True):
            object.__setattr__(self, name, end)
        super().__post_init__()

    @classmethod
    def of(cls, name: str, unit: str, values: NDArray[np.float64], least: float) -> ClaimedEffect:
        """The mean of one value a run, with its standard error."""
        moments = Moments.of(np.ascontiguousarray(numbers(values, name, gaps=True))[None, :])
        mean = float(moments.mean[0]) if moments.count[0] else float("nan")
        return cls(mean, error=float(moments.error[0]), runs=int(moments.count[0]), unit=unit, name=name, least=least)

    def interval(self, tests: int = 1, level: float = LEVEL) -> tuple[float, float]:
        """Interval of the effect, by the normal approximation: estimate -+ z(1 - (1 - level) / (2 tests)) error."""
        reach = float(ndtri(0.5 + bonferroni_level(tests, level) / 2.0)) * self.error
        return self.value - reach, self.value + reach

    @property
    def p_value(self) -> float:
        """One-sided p-value of "the effect is at most ``least``"; 0 or 1 where the error is 0, certain.

        1 where nothing is known: among others a claim that could not be tested counts as if it had failed.
        """
        if self.error == 0.0:
            return 0.0 if self.value > self.least else 1.0
        known = float(ndtr(-(self.value - self.least) / self.error))
        return 1.0 if isnan(known) else known


def ratio_values(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values whose mean is the ratio r of two means: r + (a - r b) / mean(b), by the delta method.

    Their spread gives its standard error. Shape (runs,): NaN where a run lacks either, and everywhere where the divisor
    is no more than rounding.
    """
    above, below = numbers(above, "above", gaps=True), numbers(below, "below", gaps=True)
    alike("a ratio", above, below)
    known = ~(np.isnan(above) | np.isnan(below))
    missing = np.full(len(above), nan)
    if not known.any() or even(np.array([below[known].mean(), 0.0]), np.abs(below[known]).max()):
        return missing
    base = float(below[known].mean())
    ratio = float(above[known].mean()) / base
    return np.where(known, ratio + (above - ratio * below) / base, missing)


def judge(effects: Sequence[ClaimedEffect], placebos: Sequence[ClaimedEffect], tests: int) -> Verdict:
    """Judge a claim by all of its effects, and by placebos in which its mechanism is off.

    Supported when every effect's interval lies above the least effect that matters and every placebo's lies below it;
    contradicted when any effect's interval lies below the least that matters, be it turned round or too small;
    undecided otherwise. A claim of several effects is thereby judged by its weakest one (an intersection-union test).
    """
    spans = [(effect.interval(tests), effect.least) for effect in effects]
    if any(refuted(effect, tests) for effect in effects):
        return Verdict.CONTRADICTED
    clear = bool(spans) and all(low > least for (low, _high), least in spans)
    if clear and all(gone(placebo, tests) for placebo in placebos):
        return Verdict.SUPPORTED
    return Verdict.UNDECIDED


def refuted(effect: ClaimedEffect, tests: int) -> bool:
    """Whether an effect speaks against the claim: the whole interval lies below the least effect that matters.

    A chance that no run shows does so only where there are enough runs to have seen one that matters: with n of them
    and a chance p it is (1 - p)^n that none does.
    """
    if effect.value == effect.error == 0.0 and effect.unit == "probability":
        return (1.0 - effect.least) ** effect.runs < 1.0 - bonferroni_level(tests, LEVEL)
    return effect.interval(tests)[1] < effect.least


def gone(placebo: ClaimedEffect, tests: int) -> bool:
    """Whether an effect is gone in its placebo: the whole interval lies below the least effect that matters.

    It may lie below zero. Without its mechanism a policy has its costs all the same, so that an effect may turn round.
    """
    return placebo.interval(tests)[1] < placebo.least


def difference(name: str, left: ClaimedEffect, right: ClaimedEffect) -> ClaimedEffect:
    """One effect less another of independent runs."""
    error = sqrt(left.error**2 + right.error**2)
    return ClaimedEffect(
        left.value - right.value,
        error=error,
        runs=min(left.runs, right.runs),
        unit=left.unit,
        name=name,
        least=left.least,
    )
