"""A row of a sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = str | Decimal | date


class Row(NamedTuple):
    """A row: the line at which it begins, counted from 1, and its cells without blanks at their ends."""

    line: int
    cells: list[Cell]
