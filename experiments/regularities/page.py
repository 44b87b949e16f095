"""What docs/regularities.md has from the study: in full, in other populations, and quick, by which a test holds it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import listed
from equipoise.experiments.markdown import table
from equipoise.experiments.regularities.document import estimated, population_text, sections, summary
from equipoise.experiments.regularities.population import QUICK_VENDORS
from equipoise.experiments.regularities.study import find_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.regularities.study import Study

OTHER_SEEDS = (21, 22, 31, 32)
"""Seeds of further populations, in which the same is looked for."""

MARKS = ("verdicts", "regularities", "population", "others", "quick")


def make() -> Iterator[tuple[str, str]]:
    """Each part by its mark."""
    full = find_all()
    yield "verdicts", table(*summary(full))
    yield "regularities", sections(full, pictures=False)
    yield "population", population_text(full)
    yield "quick", quick(find_all(vendors=QUICK_VENDORS, why=False), full)
    yield "others", others(full, [find_all(seed=seed, why=False) for seed in OTHER_SEEDS])


def others(full: Study, studies: Sequence[Study]) -> str:
    """Verdicts in other populations, so that one that hangs on this one is known."""
    seeds = ", ".join(str(study.population.seed) for study in studies)
    about = (
        f"The same axes with other points, accounts and luck (seeds {seeds}), as many vendors. A verdict that is not "
        "the same in all is borderline: what decides it lies within the reach of a population's own luck."
    )
    rows = []
    for place, result in enumerate(full.results):
        there = [study.results[place].agreement.value for study in studies]
        counts = [f"{there.count(verdict)} {verdict}" for verdict in dict.fromkeys(there)]
        elsewhere = "the same" if set(there) == {result.agreement.value} else ", ".join(counts)
        rows.append([result.name, result.agreement.value, elsewhere])
    return f"{about}\n\n" + table(["regularity", "this population", "others"], *rows)


def quick(study: Study, full: Study) -> str:
    """What ``--quick`` gives."""
    rows = [[r.name, estimated(r.pattern.estimate.value, *r.interval), r.agreement.value] for r in study.results]
    named = [r.name for r, whole in zip(study.results, full.results, strict=True) if r.agreement is not whole.agreement]
    but = f", but for {listed(named, most=inf)}" if named else ""
    about = (
        f"The same with {study.population.vendors} vendors, in seconds: the verdicts are those of the first table{but}."
    )
    return f"{about}\n\n" + table(["regularity", "simulated", "verdict"], *rows)
