"""What is measured: a value a run, worked out from cases by an outcome, and by sums and differences of outcomes."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from equipoise.analysis.evidence import ratio_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from equipoise.experiments.claims.case import Case
    from equipoise.experiments.claims.runs import Runs
    from equipoise.sim.state import Cause

Values = NDArray[np.float64]
"""A value a run: shape (runs,), NaN where a run has none."""


@dataclass(frozen=True)
class Quantity:
    """A value a run; the difference of two quantities is taken run by run, under the same luck."""

    cases: tuple[Case, ...]  # what it rests on
    values: Callable[[Runs], Values]  # works it out from runs: shape (runs,)

    def mean(self, runs: Runs) -> float:
        """Mean over the runs that have a value; NaN where none has."""
        known = self.values(runs)
        known = known[~np.isnan(known)]
        return float(known.mean()) if len(known) else np.nan

    def __add__(self, other: Quantity | float) -> Quantity:
        """Add, run by run."""
        return _combined(operator.add, self, other)

    def __sub__(self, other: Quantity | float) -> Quantity:
        """Subtract, run by run."""
        return _combined(operator.sub, self, other)

    def __mul__(self, other: Quantity | float) -> Quantity:
        """Multiply, run by run."""
        return _combined(operator.mul, self, other)

    def __truediv__(self, other: Quantity | float) -> Quantity:
        """Divide, run by run; NaN where the divisor is 0."""
        return _combined(_over, self, other)


def _over(above: Values, below: Values | float) -> Values:
    divisor = np.asarray(below, float)
    return above / np.where(divisor != 0.0, divisor, np.nan)


def _combined(how: Callable[..., Values], left: Quantity, right: Quantity | float) -> Quantity:
    if not isinstance(right, Quantity):
        return Quantity(left.cases, lambda runs: how(left.values(runs), right))
    return Quantity(cases_of(left, right), lambda runs: how(left.values(runs), right.values(runs)))


def average(quantities: Sequence[Quantity]) -> Quantity:
    """The mean of several, run by run."""
    return Quantity(cases_of(*quantities), lambda runs: np.mean([each.values(runs) for each in quantities], axis=0))


def rate(above: Quantity, below: Quantity) -> Quantity:
    """The ratio of two means, a value a run (see :func:`equipoise.analysis.evidence.ratio_values`)."""
    return Quantity(cases_of(above, below), lambda runs: ratio_values(above.values(runs), below.values(runs)))


def cases_of(*quantities: Quantity) -> tuple[Case, ...]:
    """What quantities rest on, each case once."""
    return tuple(dict.fromkeys(case for each in quantities for case in each.cases))


@dataclass(frozen=True)
class OfRun:
    """An outcome of the run (see :mod:`equipoise.sim.outcomes`), of a case to be named."""

    outcome: str

    def __call__(self, case: Case) -> Quantity:
        """In this case."""
        return Quantity((case,), lambda runs: runs.of(case).run[self.outcome])


@dataclass(frozen=True)
class OfAccount:
    """An outcome of an account, or what else :class:`equipoise.experiments.claims.playing.Played` keeps of it."""

    account: str
    outcome: str

    def __call__(self, case: Case) -> Quantity:
        """In this case."""
        return Quantity((case,), lambda runs: runs.of(case).accounts[self.account][self.outcome])


def ended_by(cause: Cause, account: str, case: Case) -> Quantity:
    """Whether a relationship with an account ends by a cause, as 0 and 1."""
    found = OfAccount(account, "cause")(case)
    return Quantity(found.cases, lambda runs: (found.values(runs) == cause).astype(float))


@dataclass(frozen=True)
class OfRounds:
    """A value a run that is worked out from columns of an account in every round, of a case to be named."""

    account: str
    columns: tuple[str, ...]  # columns of the panel
    # from the columns by name, shape (runs, rounds), NaN once the account has gone, to a value a run
    value: Callable[[Mapping[str, Values]], Values]

    def __call__(self, case: Case) -> Quantity:
        """In this case."""
        return Quantity((case,), lambda runs: self.value(runs.rounds(case, self.account, self.columns)))
