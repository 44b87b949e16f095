"""Values of whole contracts of which nobody can tell how long the contract is, and so what a year brings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import are
from equipoise.experiments.accounts.by_account.entries import contract_years
from equipoise.experiments.accounts.columns.headers import folded
from equipoise.experiments.accounts.files.faults import cell, named
from equipoise.experiments.accounts.rows.tables import DATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.accounts.by_account.entries import Entry
    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.rows.tables import Table

_FIELDS = ("term_months", "contract_years")
"""Fields that say how long contracts are."""

_OF_A_LENGTH = re.compile(r"(?<![a-z])(?:terms?|duration|length|laufzeit|dauer|months?|monate|years?|jahre)(?![a-z])")
"""Words in the name of a column that is not used, by which it may say how long contracts are."""


def columns_without_length(tables: Sequence[Table], entries: Sequence[Entry]) -> list[str]:
    """Say which columns hold values of whole contracts where no column says how long these are, and what decides."""
    return [_nowhere(table) for table in tables if not _lengths(table) and _untold(table, entries)]


def cells_without_length(tables: Sequence[Table], entries: Sequence[Entry]) -> Iterator[Mistake]:
    """Find values of whole contracts of which a column that says how long contracts are does not say it."""
    for table in tables:
        if there := _lengths(table):
            words = "is of a whole contract, and how long that is cannot be told: fill in "
            words += f"{' or '.join(there)}, or leave the cell empty"
            yield from (table.fault("total_value", k, words) for k in _untold(table, entries))


def _untold(table: Table, entries: Sequence[Entry]) -> list[int]:
    """Positions of rows with the value of a contract that comes to no amount a year."""
    if table.kind in DATED or "total_value" not in table.numbers:
        return []
    told = {one.line for one in entries if one.label == table.label and (one.amount or one.left_out)}
    values = table.numbers["total_value"]
    return [
        k for k, line in enumerate(table.lines) if values[k] and line not in told and contract_years(table, k) is None
    ]


def _lengths(table: Table) -> list[str]:
    """Columns that say how long contracts are, as a message names them."""
    found = [cell(table.name_of(field)) for field in _FIELDS if field in table.numbers]
    if {"start", "end"} <= table.periods.keys():
        found.append(f"{cell(table.name_of('start'))} and {cell(table.name_of('end'))}")
    return found


def _nowhere(table: Table) -> str:
    may = [name for name in table.header.unused if _OF_A_LENGTH.search(folded(name))]
    it_may = f" ({named(may)} may, and {are(len(may))} not used)" if may else ""
    return (
        f"{table.label} column {cell(table.name_of('total_value'))} is of whole contracts, and no column is known to "
        f"say how long they are{it_may}; name one as term_months or contract_years, or their beginning and end as "
        f"start and end; or {cell(table.name_of('total_value'))} as annual, if it is of a year"
    )
