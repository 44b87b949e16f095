"""Revenue of the current year: it is no year's revenue before that year is over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.aliases import OF_THIS_YEAR
from equipoise.experiments.accounts.columns.headers import folded, header_key
from equipoise.experiments.accounts.files.faults import cell

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from datetime import date

    from equipoise.experiments.accounts.rows.tables import Table

_OF_THE_LAST_YEAR = re.compile(r"(?<![a-z])(?:vorjahr|letztes jahr|last year|prior year|previous year)(?![a-z])")


def years_not_over(tables: Sequence[Table], mapped: Container[str], as_of: date | None) -> Iterator[str]:
    """Find columns of the current year's revenue, unless a mapping says they are a year's, or that year is over."""
    if as_of is not None and (as_of.month, as_of.day) == (12, 31):
        return
    for table in tables:
        name = table.name_of("annual") if "annual" in table.numbers else ""
        if header_key(name) not in OF_THIS_YEAR or table.label in mapped:
            continue
        last = [other for other in table.header.names if _OF_THE_LAST_YEAR.search(folded(other))]
        instead = f"call {cell(last[0])} annual" if last else "call a column of a whole year annual"
        yield (
            f"{table.label} column {cell(name)} is of a year that may not be over: if it is, say --as-of with its last "
            f"day, as 2024-12-31; otherwise {instead} and {cell(name)} otherwise, in the file"
        )
