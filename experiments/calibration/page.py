"""All tables of docs/calibration.md, and the picture of where being strategic pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.figures.style import save
from equipoise.experiments import region
from equipoise.experiments.calibration import leads, talks, targets
from equipoise.experiments.calibration.words import WORDS
from equipoise.experiments.door import sweep
from equipoise.experiments.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = targets.TABLES | leads.TABLES | talks.TABLES

MARKS = (*TABLES, *(f"{name} words" for name in WORDS), "region", "separators", "separators words")


def parts() -> Iterator[tuple[str, str]]:
    """Every table by its mark, and what is said of it; the picture of the region, and its points, are written, too."""
    for name, make in TABLES.items():
        rows = make()
        yield name, table(*rows)
        if name in WORDS:
            yield f"{name} words", WORDS[name](rows)
    region.save(region.leads_of(sweep(region.STUDY)))
    results = region.load()
    save(region.picture(results), region.RESULTS.parent / "figures")
    for name, rows in region.tables(results).items():
        yield name, table(*rows)
    yield "separators words", region.of_copying(results)
