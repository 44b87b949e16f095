"""Tables as CSV that a spreadsheet shows as it is, and computes nothing of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
from polars import selectors

if TYPE_CHECKING:
    from pathlib import Path

_FORMULA = "^[\\s\0]*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]"
"""What a spreadsheet takes for the beginning of a formula, full-width forms among it, behind blanks too."""

_NUMBER = r"^[+\-]?(\d+\.?\d*|\.\d+)([eE][+\-]?\d+)?$"


def csv_text(table: pl.DataFrame) -> str:
    """Write a table as CSV.

    With a heading. A text that a spreadsheet would compute, as ``=1+1``, has an apostrophe before it, by which
    spreadsheets know texts; numbers, as ``-0.5``, have none, in columns of texts neither.
    """
    texts = selectors.string() | selectors.categorical() | selectors.enum()
    cell = texts.cast(pl.String)
    computed = cell.str.contains(_FORMULA) & ~cell.str.contains(_NUMBER)
    written = table.with_columns(pl.when(computed).then("'" + cell).otherwise(cell).name.keep())
    return written.rename(_as_text).write_csv()


def _as_text(heading: str) -> str:
    return f"'{heading}" if re.match(_FORMULA, heading) else heading


def write_csv(path: Path, table: pl.DataFrame) -> None:
    """Write a table to a CSV file, in UTF-8."""
    path.write_text(csv_text(table), encoding="utf-8", newline="\n")
