"""All tables of docs/calibration.md, and the picture of where being strategic pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.figures.style import save
from equipoise.experiments import region
from equipoise.experiments.calibration import leads, talks, targets
from equipoise.experiments.door import sweep
from equipoise.experiments.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = targets.TABLES | leads.TABLES | talks.TABLES

MARKS = (*TABLES, "region", "separators")


def parts() -> Iterator[tuple[str, str]]:
    """Every table by its mark; the picture of the region, and its points, are written on the way."""
    for name, make in TABLES.items():
        yield name, table(*make())
    region.save(region.leads_of(sweep(region.STUDY)))
    results = region.load()
    save(region.picture(results), region.RESULTS.parent / "figures")
    for name, rows in region.tables(results).items():
        yield name, table(*rows)
