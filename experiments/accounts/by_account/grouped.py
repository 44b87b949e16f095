"""Rows that lean on others: without a name below one that has it, what an account buys below it, and averages."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from equipoise.experiments.accounts.by_account.entries import NO_ACCOUNT
from equipoise.experiments.accounts.columns.headers import folded
from equipoise.experiments.accounts.columns.totals import agree
from equipoise.experiments.accounts.files.faults import Fault, cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.accounts.by_account.entries import Entry
    from equipoise.experiments.accounts.columns.dates import Period
    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.rows.tables import Table

_Amounts: TypeAlias = "dict[Period | None, Decimal]"

_OF_ALL = frozenset({
    "average", "avg", "mean", "median", "maximum", "minimum", "max", "min", "count", "number of customers",
    "standard deviation", "durchschnitt", "mittelwert", "mittel", "anzahl", "anzahl kunden", "moyenne", "\u00f8",
})  # fmt: skip
"""What rows are called that tell something of all others, and are no account."""
_FEWEST = 2


class _Row(NamedTuple):
    line: int
    name: str
    left_out: str
    amounts: _Amounts


def leaning(tables: Sequence[Table], entries: Sequence[Entry]) -> Iterator[Mistake]:
    """Find rows that are no accounts of their own, by file."""
    by_table: dict[str, dict[int, _Row]] = defaultdict(dict)
    for one in entries:
        new = _Row(one.line, one.account, one.left_out, defaultdict(Decimal))
        by_table[one.label].setdefault(one.line, new).amounts[one.period] += one.amount
    for table in tables:
        rows = [row for row in by_table[table.label].values() if any(row.amounts.values())]
        counted = [row for row in rows if not row.left_out]
        yield from _without_a_name(table, rows)
        yield from _outlined(table, counted)
        for row in [one for one in counted if folded(one.name).strip(" :.") in _OF_ALL]:
            words = "tells something of other rows, and is no account: leave the row out of the file"
            yield Fault(table.label, row.line, table.name_of("account"), row.name, words)


def _without_a_name(table: Table, rows: Sequence[_Row]) -> Iterator[str]:
    """Find rows without a name that follow one with it, where each name stands once: the name above is meant."""
    blank = {line for line, name in zip(table.lines, table.texts["account"], strict=True) if name == ""}
    lacking = [row for row in rows if row.left_out == NO_ACCOUNT and row.line in blank]
    counted = Counter(row.name for row in rows if row.name)
    if not lacking or not rows[0].name or any(times > 1 for times in counted.values()) or _is_total(lacking, rows):
        return
    above = next(row.name for row in reversed(rows) if row.name and row.line < lacking[0].line)
    more = f", as {len(lacking) - 1:,} more do" if len(lacking) > 1 else ""
    yield (
        f"{table.label}:{lacking[0].line} has an amount and no name in column {cell(table.name_of('account'))}{more}: "
        f"write {cell(above)} there, too, if the row is of it, and so on, or leave such rows out of the file"
    )


def _is_total(lacking: Sequence[_Row], rows: Sequence[_Row]) -> bool:
    """Whether the one row without a name is the sum of the others."""
    if len(lacking) > 1:
        return False
    sums: _Amounts = defaultdict(Decimal)
    for row in rows:
        for period, amount in row.amounts.items() if row.name else ():
            sums[period] += amount
    sums.setdefault(None, sum(sums.values(), Decimal(0)))
    return all(agree(amount, sums[period]) for period, amount in lacking[0].amounts.items())


def _outlined(table: Table, rows: Sequence[_Row]) -> Iterator[str]:
    """Find rows of which each that is not part of another is the sum of those that follow it, down to the last."""
    groups, at = [], 0
    while at < len(rows):
        parts = _parts(rows, at)
        if not parts:
            return
        groups.append(parts)
        at += parts + 1
    again = len({row.name for row in rows}) < len(rows)
    if len(groups) >= _FEWEST and (sum(parts >= _FEWEST for parts in groups) >= _FEWEST or (again and max(groups) > 1)):
        first = rows[0]
        yield (
            f"{table.label}:{first.line} {cell(first.name)} is the sum of the {groups[0]} rows below it, and so are "
            "others to the end of the table: leave out either these rows, or those that they are the sums of"
        )


def _parts(rows: Sequence[_Row], at: int) -> int:
    """How many rows below one come to it; 0 where none do."""
    whole = rows[at].amounts
    so_far: _Amounts = defaultdict(Decimal)
    for count, row in enumerate(rows[at + 1 :], start=1):
        for period, amount in row.amounts.items():
            so_far[period] += amount
        if all(agree(whole.get(period, Decimal(0)), amount) for period, amount in so_far.items()):
            return count
        if any(amount > whole.get(period, Decimal(0)) for period, amount in so_far.items()):
            return 0
    return 0
