"""A row of a sheet, and the cells of a column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell: TypeAlias = str | Decimal | date


class Row(NamedTuple):
    """A row: the line at which it begins, counted from 1, and its cells without blanks at their ends."""

    line: int
    cells: list[Cell]

    def at(self, k: int) -> Cell:
        """Give a cell, an empty one where the row ends before it."""
        return self.cells[k] if k < len(self.cells) else ""


def in_column(rows: Iterable[Row], k: int) -> list[Cell]:
    """Give the cells of a column that are not empty."""
    return [value for row in rows if (value := row.at(k)) != ""]
