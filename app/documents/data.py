"""What ``docs/data.md`` has from the columns' declarations: every file's columns, with unit and meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.markdown import table
from equipoise.sim.tables import PANEL_COLUMNS, RELATIONSHIP_COLUMNS, VENDOR_PANEL_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {"panel": PANEL_COLUMNS, "vendors": VENDOR_PANEL_COLUMNS, "relationships": RELATIONSHIP_COLUMNS}
"""Columns by the name of the file, which is the name of its place in the document."""


def parts() -> Iterator[tuple[str, str]]:
    """A table of columns for each file."""
    for name, columns in FILES.items():
        rows = ([f"`{column}`", unit, meaning] for column, (unit, meaning) in columns.items())
        yield name, table(["column", "unit", "meaning"], *rows)
