"""Rows whose cells do not fit the header: a mark of a number, or of a text, was taken for the end of a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.aliases import MONEY
from equipoise.experiments.accounts.faults import AccountsError, cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.accounts.headers import Header
    from equipoise.experiments.accounts.row import Row

_DIGITS = re.compile(r"\d{1,3}(?:[.,]\d+)?")


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
    _refuse_split(label, header, rows)


def _refuse_split(label: str, header: Header, rows: Sequence[Row]) -> None:
    """Refuse digits in a column without a name behind one of money: a comma between thousands ended the cell."""
    for field in [one for one in header.columns if one in MONEY]:
        k = header.columns[field] + 1
        split = [str(row.cells[k]) for row in rows if k < len(row.cells) and row.cells[k] != ""]
        if k < len(header.names) and header.names[k] == "" and split and all(map(_DIGITS.fullmatch, split)):
            raise AccountsError(
                f"{label} has digits in the column without a name behind {cell(header.names[k - 1])}; is a comma of a "
                "number not in quotes?"
            )
