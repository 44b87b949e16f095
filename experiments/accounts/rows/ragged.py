"""Rows whose cells do not fit the header: a mark of a number, or of a text, was taken for the end of a cell."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.files.faults import AccountsError, cell
from equipoise.experiments.accounts.files.row import in_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.accounts.columns.headers import Header
    from equipoise.experiments.accounts.files.row import Cell, Row

_DIGITS = re.compile(r"-?\d[\d.,']*")


def refuse_ragged(label: str, header: Header, rows: Sequence[Row]) -> None:
    """Refuse rows with more cells than there are columns: marks of some numbers were taken for the ends of cells."""
    width = len(header.names)
    long = [row for row in rows if any(value != "" for value in row.cells[width:])]
    if long:
        more = f", as {len(long) - 1} more do" if len(long) > 1 else ""
        raise AccountsError(
            f"{label}:{long[0].line} has {len(long[0].cells)} cells where the header has {width}{more}; is a comma "
            f"of a number or a text not in quotes?"
        )
    _refuse_nameless(label, header, rows)


def _refuse_nameless(label: str, header: Header, rows: Sequence[Row]) -> None:
    """Refuse numbers in a column without a name: a comma ended a cell there, or the name stands in another row."""
    left = min((header.columns[field] for field in ("account", "account_id") if field in header.columns), default=0)
    for k in [k for k, name in enumerate(header.names) if name == "" and k > left]:
        said = in_column(rows, k)
        if len(said) > 1 and 2 * len(said) >= len(rows) and all(map(_is_number, said)):
            before = next((name for name in header.names[k::-1] if name), "")
            raise AccountsError(
                f"{label} has numbers in a column without a name, behind {cell(before)}: name it, if it has one in "
                "another row, or put numbers with commas in quotes"
            )


def _is_number(value: Cell) -> bool:
    return isinstance(value, Decimal) or (isinstance(value, str) and bool(_DIGITS.fullmatch(value)))
