"""All regularities side by side: found in one population, and judged together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.extras import needed
from experiments.regularities import names, regularities
from experiments.regularities.population import PLACEBO_VENDORS, QUICK_VENDORS, SEED, VENDORS, Population
from experiments.regularities.verdict import judge, together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from experiments.regularities.regularity import Finding, Line, Regularity
    from experiments.regularities.verdict import Interval, Verdict

WORK = 20.0
"""Vendors that are played in the time that estimating one regularity takes: for progress alone."""


@dataclass(frozen=True)
class Result:
    """One regularity, looked for.

    Attributes
    ----------
    name : str
        Its name.
    regularity : Regularity
        The published fact.
    finding : Finding
        What came out.
    interval : Interval
        Interval of the estimate that holds together with those of all other regularities (95%).
    verdict : Verdict
        What the population says of the fact.
    why : sequence of Line
        Further estimates that show why, each with a 95% interval of its own; none in a quick study.
    """

    name: str
    regularity: Regularity
    finding: Finding
    interval: Interval
    verdict: Verdict
    why: Sequence[Line]


@dataclass(frozen=True)
class Study:
    """Regularities, looked for in one population.

    Attributes
    ----------
    population : Population
        The vendors, played.
    tests : int
        Regularities that are judged together: all there are, however many were asked for, so that a verdict does not
        depend on which others were.
    results : list of Result
        In the order asked for.
    quick : bool
        Whether it was a quick one.
    """

    population: Population
    tests: int
    results: list[Result]
    quick: bool


def steps(chosen: Sequence[str], *, quick: bool) -> float:
    """How much work a study is, in vendors played.

    Parameters
    ----------
    chosen : sequence of str
        Names; all regularities when empty.
    quick : bool
        Whether it is a quick one.

    Returns
    -------
    float
        What progress adds up to, about: which placebos are played depends on the regularities.
    """
    count = len(chosen or names())
    if quick:
        return QUICK_VENDORS + WORK * count
    return VENDORS + count * (WORK + PLACEBO_VENDORS / 2.0)


def find_all(
    chosen: Sequence[str] = (), *, quick: bool = False, progress: Callable[[float], None] | None = None
) -> Study:
    """Play the population, look for regularities in it, and judge them together.

    Parameters
    ----------
    chosen : sequence of str
        Names; all regularities when empty.
    quick : bool
        Fewer vendors, and no estimates beside those that are judged.
    progress : callable, optional
        Told of work that is done; see :func:`steps`.

    Returns
    -------
    Study
        The same every time.

    Raises
    ------
    sim.faults.EquipoiseError
        When there is no such name, or statsmodels is missing.
    """
    found = regularities(chosen)
    needed("statsmodels.api", "evidence", "A regression")
    population = Population(QUICK_VENDORS if quick else VENDORS, SEED, progress)
    tests = len(names())
    results = []
    for name, regularity in found.items():
        finding = regularity.find(population)
        why = [] if quick else regularity.why(population)
        verdict = judge(regularity.published, finding.estimate, tests)
        results.append(Result(name, regularity, finding, together(finding.estimate, tests), verdict, why))
        if progress is not None:
            progress(WORK)
    return Study(population, tests, results, quick)
