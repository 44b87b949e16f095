"""Columns of what is earned that cannot be in the unit of the revenue beside them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import are
from equipoise.experiments.accounts.columns.aliases import REVENUE
from equipoise.experiments.accounts.files.faults import cell, named
from equipoise.experiments.accounts.rows.tables import DATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.accounts.by_account.entries import Entry
    from equipoise.experiments.accounts.rows.tables import Table

_LEAST = Decimal("0.002")
"""Share of revenue below which what is earned with all accounts is in another unit."""
_MONTHS, _NEAR = 12, Decimal("0.01")
_YEARLY = {"amount": 1, "annual": 1, "monthly": _MONTHS}
"""Fields of revenue where rows have no date, and how often it is paid in a year."""
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
            little = field != "cost" and 0 < abs(earned) < revenue * _LEAST
            if (abs(earned) > revenue > 0 or little) and not (field == "gross_profit" and "cost" in table.numbers):
                yield _fault(table, field, 100 * (other if field == "cost" else earned) / revenue)


def without_revenue(tables: Sequence[Table]) -> Iterator[str]:
    """Say which columns of what is earned are not used, as no revenue stands beside them."""
    for table in tables:
        names = [table.name_of(field) for field in _COLUMNS if any(table.numbers.get(field, ()))]
        if names and not REVENUE & table.numbers.keys():
            used = f"{named(names)} of {table.label} {are(len(names))} not used"
            yield f"{used}: no revenue of the same time stands beside"


def told_twice(tables: Sequence[Table]) -> Iterator[str]:
    """Find rows of a year's revenue in two columns that do not tell the same."""
    for table in tables:
        fields = [field for field in _YEARLY if field in table.numbers and table.kind not in DATED]
        for one, other in pairwise(fields):
            pairs = zip(table.lines, table.numbers[one], table.numbers[other], strict=True)
            years = [
                (line, _YEARLY[one] * first, _YEARLY[other] * second)
                for line, first, second in pairs
                if first is not None and second is not None
            ]
            odd = next((line for line, first, second in years if abs(first - second) > _NEAR * abs(first)), None)
            if odd is not None:
                yield (
                    f"{table.label}:{odd} has another revenue of a year in column {cell(table.name_of(one))} than in "
                    f"column {cell(table.name_of(other))}: leave one of the two in the file, or take the other out of "
                    "the columns in a mapping file"
                )


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
