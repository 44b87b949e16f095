"""All regularities side by side: found in one population, and judged together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.analysis.data import DataError
from equipoise.analysis.extras import needed
from equipoise.analysis.multiplicity import together
from equipoise.experiments.regularities import names, regularities
from equipoise.experiments.regularities.agreement import judge
from equipoise.experiments.regularities.population import PLACEBO_VENDORS, SEED, VENDORS, Population
from equipoise.sim import whole_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.regularities.agreement import Agreement
    from equipoise.experiments.regularities.regularity import Pattern, Regularity

WORK = 20.0
"""Vendors that are played in the time that estimating one regularity takes: for progress alone."""


@dataclass(frozen=True)
class Reproduction:
    """One regularity, looked for."""

    name: str  # its name
    regularity: Regularity  # the published fact
    pattern: Pattern  # what came out
    # interval of the estimate that holds together with those of all other regularities (95%)
    interval: tuple[float, float]
    agreement: Agreement  # what the population says of the fact
    # further estimates that show why, each with a 95% interval of its own; none where they were not asked for
    why: Sequence[Estimate]


@dataclass(frozen=True)
class Study:
    """Regularities, looked for in one population."""

    population: Population  # the vendors, played
    # regularities that are judged together: all there are, however many were asked for, so that a verdict does not
    # depend on which others were
    tests: int
    results: list[Reproduction]  # in the order asked for


def steps(chosen: Sequence[str], vendors: int, *, why: bool) -> float:
    """How much work a study is, in vendors played."""
    count = len(chosen or names())
    return vendors + count * (WORK + (PLACEBO_VENDORS / 2.0 if why else 0.0))


def find_all(
    chosen: Sequence[str] = (),
    *,
    vendors: int = VENDORS,
    seed: int = SEED,
    why: bool = True,
    progress: Callable[[float], None] | None = None,
) -> Study:
    """Play the population, look for regularities in it, and judge them together. The same every time."""
    vendors, seed = whole_numbers.VENDORS.checked(vendors), whole_numbers.SEED.checked(seed)
    found = regularities(chosen)
    needed("statsmodels.api", "evidence", "A regression")
    population = Population(vendors, seed, progress)
    tests = len(names())
    results = []
    for name, regularity in found.items():
        pattern, lines = _looked_for(name, regularity, population, why=why)
        wide = together(pattern.estimate, tests)
        agreement = judge(regularity.published, pattern.estimate, tests)
        results.append(Reproduction(name, regularity, pattern, (wide.low, wide.high), agreement, lines))
        if progress is not None:
            progress(WORK)
    return Study(population, tests, results)


def _looked_for(
    name: str, regularity: Regularity, population: Population, *, why: bool
) -> tuple[Pattern, Sequence[Estimate]]:
    try:
        return regularity.find(population), regularity.why(population) if why else []
    except DataError as error:
        raise DataError(f"{name} can't be estimated from {population.vendors:,} vendors: {error}") from error
