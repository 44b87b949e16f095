"""Columns of what is earned that cannot be in the unit of the revenue beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.aliases import REVENUE
from equipoise.experiments.accounts.faults import cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.accounts.entries import Entry
    from equipoise.experiments.accounts.tables import Table

_COLUMNS = {"cost": "cost", "gross_profit": "cost", "contribution_amount": "contribution"}
"""Fields of what is earned, and what entries have of each."""


def unlike_revenue(tables: Sequence[Table], entries: Sequence[Entry]) -> Iterator[str]:
    """Find columns by which all accounts together would earn more than they pay, or lose more than that."""
    for table in tables:
        for field in [one for one in _COLUMNS if one in table.numbers]:
            of = [
                (entry.amount, value)
                for entry in entries
                if entry.label == table.label and not entry.left_out
                if (value := getattr(entry, _COLUMNS[field])) is not None
            ]
            revenue, other = (sum(column, Decimal(0)) for column in zip((0, 0), *of, strict=True))
            earned = revenue - other if _COLUMNS[field] == "cost" else other
            if abs(earned) > revenue > 0 and not (field == "gross_profit" and "cost" in table.numbers):
                yield _fault(table, field, 100 * (other if field == "cost" else earned) / revenue)


def _fault(table: Table, field: str, share: Decimal) -> str:
    paid = next(table.name_of(one) for one in sorted(REVENUE) if one in table.numbers)
    if field == "cost" and share < 0:
        why = "write costs without a minus"
    else:
        why = 'is one of them in thousands? say so in its header, as "(TEUR)", or correct it'
    return (
        f"{table.label} column {cell(table.name_of(field))} comes to {share:,.0f}% of the revenue in column "
        f"{cell(paid)}, which cannot be; {why}"
    )
