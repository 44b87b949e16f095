"""Rows that are called a total: left out where other rows come to it, and refused where none do."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from equipoise.experiments.accounts.by_account.entries import REPEATED, TOTAL, Entry
from equipoise.experiments.accounts.columns.headers import folded
from equipoise.experiments.accounts.columns.totals import agree
from equipoise.experiments.accounts.files.faults import Fault, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from equipoise.experiments.accounts.columns.dates import Period
    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.rows.tables import Table

_Amounts: TypeAlias = "dict[Period | None, Decimal]"  # what a row has, by the period that it is of


class _Row(NamedTuple):
    """A row of a file."""

    line: int
    name: str
    is_total: bool
    left_out: bool
    amounts: _Amounts


def checked_totals(tables: Iterable[Table], entries: Sequence[Entry], mistakes: list[Mistake]) -> list[str]:
    """Say which rows were left out as totals; those that are no total of anything are mistakes."""
    rows: dict[str, dict[int, _Row]] = defaultdict(dict)
    for one in entries:
        if one.left_out != REPEATED:
            new = _Row(one.line, one.account, one.left_out == TOTAL, bool(one.left_out), defaultdict(Decimal))
            rows[one.label].setdefault(one.line, new).amounts[one.period] += one.amount
    found = []
    for table in tables:
        of = [*rows[table.label].values()]
        agreeing = {line for line, total, sums in _sums(of) if all(agree(total[key], sums[key]) for key in total)}
        for row in [one for one in of if one.is_total]:
            if row.line in agreeing or not any(row.amounts.values()):
                found.append(f"{table.label}:{row.line} {cell(row.name)} is left out as a total of other rows")
            else:
                words = (
                    "is called a total, and no other rows of the file come to its amount: write the name in full if it "
                    "is an account, and leave the row out if it is none"
                )
                mistakes.append(Fault(table.label, row.line, table.name_of("account"), row.name, words))
        mistakes += _called_after_others(table, of)
    return found


_WORDS = frozenset({"total", "subtotal", "sum", "gesamt", "summe", "zwischensumme", "result", "ergebnis", "totale"})


def _called_after_others(table: Table, rows: Sequence[_Row]) -> Iterator[Fault]:
    """Find rows that count, have a word for a total in a longer name, and come to what other rows come to."""
    named = [row._replace(is_total=row.is_total or _may_be_a_total(row)) for row in rows]
    agreeing = {line for line, total, sums in _sums(named) if all(agree(total[key], sums[key]) for key in total)}
    for row in named:
        if _may_be_a_total(row) and row.line in agreeing and any(row.amounts.values()):
            words = "comes to what other rows come to, as a total would: leave the row out if it is one"
            yield Fault(table.label, row.line, table.name_of("account"), row.name, words)


def _may_be_a_total(row: _Row) -> bool:
    words = folded(row.name).split()
    return not row.left_out and len(words) > 1 and not _WORDS.isdisjoint({words[0], words[-1]})


def _sums(rows: Sequence[_Row]) -> Iterator[tuple[int, _Amounts, _Amounts]]:
    """For each total its line, its amounts, and those that it may be of: of all rows, or of those that count."""
    totals = [row for row in rows if row.is_total]
    if not totals:
        return
    for some in ([row for row in rows if row.is_total or not row.left_out], rows):
        yield from _on_one_side(some)
        yield from _on_one_side([*reversed(some)])
        of_all = _summed(row for row in some if not row.is_total)
        yield from ((row.line, row.amounts, of_all) for row in totals)


def _on_one_side(rows: Sequence[_Row]) -> Iterator[tuple[int, _Amounts, _Amounts]]:
    """What stands before each total: all of it, and what does since another total."""
    so_far: _Amounts = defaultdict(Decimal)
    since: _Amounts = defaultdict(Decimal)
    for row in rows:
        if row.is_total:
            yield row.line, row.amounts, so_far
            yield row.line, row.amounts, since
            since.clear()
        else:
            for sums in (so_far, since):
                _add(sums, row)


def _summed(rows: Iterable[_Row]) -> _Amounts:
    found: _Amounts = defaultdict(Decimal)
    for row in rows:
        _add(found, row)
    return found


def _add(sums: _Amounts, row: _Row) -> None:
    """Add what a row has to sums by period, and to that of all periods, which has none."""
    for period, amount in row.amounts.items():
        sums[period] += amount
        if period is not None:
            sums[None] += amount
