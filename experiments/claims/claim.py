"""What a claim is: the sentence, how it is put to the test, and what would speak for or against it."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.data import FEWEST, beyond_rounding
from equipoise.analysis.estimate import Estimate
from equipoise.sim.whole_numbers import SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.evidence import ClaimedEffect


class Luck(NamedTuple):
    """Which runs a claim is tested on."""

    runs: int  # runs of each arm
    seed: int  # seed of the luck

    def fresh(self) -> Luck:
        """As many runs under the next seed, for fitting on one half and scoring on the other."""
        return self._replace(seed=(self.seed + 1) % (SEED.high + 1))


def level(label: str, values: NDArray[np.float64], unit: str) -> Estimate:
    """The mean of one value a run, with its standard error; NaN where a run has no such value.

    The error is NaN with fewer than two values, and where all are the same, unless they are 0.
    """
    known = values[~np.isnan(values)]
    if len(known) < FEWEST:
        return Estimate(float(known[0]) if len(known) else nan, runs=len(known), unit=unit, name=label)
    error = beyond_rounding(float(known.std(ddof=1) / np.sqrt(len(known))), float(np.abs(known).max()))
    error = 0.0 if not known.any() else error
    return Estimate(float(known.mean()), runs=len(known), unit=unit, error=error, name=label)


@dataclass(frozen=True)
class Evidence:
    """What a claim's runs come to."""

    effects: Sequence[ClaimedEffect]  # what the claim predicts to be above zero; all of them count
    placebos: Sequence[ClaimedEffect] = ()  # the same with the mechanism off; they must vanish
    levels: Sequence[Estimate] = ()  # the arms' own figures behind the effects, as the picture shows them
    # what the figures say beyond the verdict, in a sentence or two: how large, for whom, what contradicts
    remark: str = ""
    also: Sequence[ClaimedEffect] = ()  # other readings of the claim, and what one would ask next; told, and not judged


@dataclass(frozen=True)
class Claim:
    """A claim, and the experiment that puts it to the test."""

    id: str  # "R1" to "R21"
    sentence: str  # what is claimed, in one sentence
    source: str  # "CBS" or "ME": see appendix B of docs/model.md
    design: str  # scenario, arms, what is varied
    measure: str  # what is measured and the least effect that would matter, with why
    placebo: str  # what is switched off, or why there is nothing to switch off
    test: Callable[[Luck], Evidence]  # plays the runs and gives the evidence
    effort: int = 1  # how many times the runs of other claims it takes, for effects that hang on rare events
    limits: str = ""  # what this test can't tell: above all, what was built in
