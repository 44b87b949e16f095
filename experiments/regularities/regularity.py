"""What a regularity is: the published fact, how it is looked for in the population, and what is found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from equipoise.analysis.hazards import hazard_regression
from equipoise.analysis.regression import chances, least_squares
from equipoise.experiments.regularities.population import PLACEBO_VENDORS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from equipoise.analysis.estimate import Curve, Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Panels, Population

    Rows: TypeAlias = Callable[[Panels], pl.DataFrame]

    Estimator: TypeAlias = Callable[[Panels], tuple[Estimate, int]]
    """Gives an estimate with its 95% interval, and the rows that it rests on."""


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
class Equation:
    """A regression, clustered by vendor, and the term in it that a fact is about."""

    rows: Rows
    outcome: str
    regressors: tuple[str, ...]
    fixed: tuple[str, ...] = ()  # what has an effect for each of its values
    by: Literal["least squares", "hazard", "age"] = "least squares"  # complementary log-log; the same by log age
    term: str = ""  # the first regressor where it is not stated

    def fit(self, panels: Panels) -> Regression:
        """Estimate it."""
        rows = self.rows(panels)
        if self.by == "age":
            return hazard_regression(rows, self.regressors, cluster="vendor", baseline="log")
        if self.by == "hazard":
            return chances(rows, self.outcome, self.regressors, cluster="vendor", link="cloglog")
        return least_squares(rows, self.outcome, self.regressors, cluster="vendor", fixed=self.fixed)

    def __call__(self, panels: Panels) -> tuple[Estimate, int]:
        """Estimate the term."""
        fit = self.fit(panels)
        return fit.terms[self.term or self.regressors[0]], fit.rows

    def but(self, **changed: Any) -> Equation:
        """The same with changes."""
        return replace(self, **changed)

    def and_on(self, *controls: str) -> Equation:
        """The same with further regressors."""
        return replace(self, regressors=(*self.regressors, *controls))

    def among(self, which: pl.Expr) -> Equation:
        """The same among some of the rows."""
        return replace(self, rows=lambda panels: self.rows(panels).filter(which))


@dataclass(frozen=True)
class Pattern:
    """What is found in a population, to be held against what was published."""

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
    estimator: Estimator  # gives what is compared
    unit: str  # of the estimate
    curve: Callable[[Panels], Curve]  # the raw pattern
    also: Mapping[str, Estimator] = field(default_factory=dict)  # further estimates, that help to see why
    # mechanisms that are switched off, to see whether the fact is theirs: settings by what they mean
    off: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    beside: Estimator | None = None  # what is estimated there, where it is not the same
    calibrated: str = "no"  # whether the program was set to meet the fact, and how; begins with "no" or "yes"
    remark: str = ""  # what has to be known to read the result: what is built in, what the measure is not

    def find(self, population: Population) -> Pattern:
        """Look for it in a population."""
        panels = population.played()
        estimate, rows = self.estimator(panels)
        return Pattern(estimate, self.unit, self.curve(panels), rows)

    def why(self, population: Population) -> list[Estimate]:
        """Further estimates; with mechanisms off, beside the same vendors as they are."""
        panels, estimator = population.played(), self.beside or self.estimator
        lines = [line(label, further(panels)[0]) for label, further in self.also.items()]
        if self.off:
            label = f"the first {PLACEBO_VENDORS} vendors, as they are"
            lines.append(line(label, estimator(population.same())[0]))
        return lines + [line(label, estimator(population.played(change))[0]) for label, change in self.off.items()]
