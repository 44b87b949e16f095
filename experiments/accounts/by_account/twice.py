"""Revenue that two rows or files state of the same time, which together count twice."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.aliases import REVENUE
from equipoise.experiments.accounts.columns.dates import period_name
from equipoise.experiments.accounts.files.faults import cell, named
from equipoise.experiments.accounts.rows.repeated import of_several_rows
from equipoise.experiments.accounts.rows.tables import DATED
from equipoise.experiments.accounts.rows.unlike import tells_sold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.by_account.entries import Entry
    from equipoise.experiments.accounts.columns.dates import Period
    from equipoise.experiments.accounts.rows.tables import Table


def years_in_two_files(
    entries: Sequence[Entry], tables: Iterable[Table], account_of: Mapping[str, str]
) -> Iterator[str]:
    """Find files that state a year's revenue of the same account: of two years, of two parts, or the same again."""
    kept = [entry for entry in entries if not entry.left_out and entry.amount]
    if any(entry.quarter is not None for entry in kept):
        return
    columns = {table.label: f"{table.label} ({named(_of_revenue(table))})" for table in tables}
    labels: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in kept:
        labels[account_of[entry.account]][entry.label] = None
    both = {account: [*of] for account, of in labels.items() if len(of) > 1}
    for account, of in [*both.items()][:1]:
        more = f", as of {len(both) - 1:,} more" if len(both) > 1 else ""
        yield (
            f"{' and '.join(columns[one] for one in of)} each state a year's revenue of {cell(account)}{more}: "
            "together they may count twice; say use = false of one under [files] of a mapping file, take its column "
            "out there, or, if they are parts of one sum, bring their rows together in one file"
        )


def _of_revenue(table: Table) -> list[str]:
    return [table.name_of(field) for field in sorted(REVENUE) if field in table.numbers]


def periods_within_others(entries: Iterable[Entry]) -> Iterator[str]:
    """Find rows of a year, or a quarter, beside rows of its parts, of one account and file."""
    lengths: dict[tuple[str, str], dict[Period, int]] = defaultdict(dict)
    for entry in entries:
        if not entry.left_out and entry.quarter is not None and entry.period is not None and not entry.period.is_day:
            lengths[entry.label, entry.account].setdefault(entry.period, entry.line)
    for (label, account), periods in lengths.items():
        order = sorted(periods, key=lambda one: (one.begins, -one.ends.toordinal()))
        for one, other in pairwise(order):
            if other.begins < one.ends:
                yield (
                    f"{label} has rows of {cell(account)} of {period_name(one)}, on line {periods[one]}, and of "
                    f"{period_name(other)}, on line {periods[other]}, which is a part of it: together they count "
                    "twice; leave one of them"
                )
                return


def added_up(tables: Iterable[Table]) -> Iterator[str]:
    """Say of lists of accounts that rows with the same amount are added up, where each may have that of the whole."""
    for table in tables:
        field = next((one for one in ("annual", "monthly", "amount") if one in table.numbers), "")
        sold = "document" in table.texts or any(map(tells_sold, table.header.unused))
        if not field or sold or table.kind in DATED:
            continue
        several = of_several_rows(table.texts["account"], table.numbers[field])
        if several and all(len({*those}) == 1 for those in several):
            yield (
                f"{table.label} has in column {cell(table.name_of(field))} the same amount in several rows of an "
                "account, and they are added up"
            )


def rows_in_two_files(
    entries: Iterable[Entry], tables: Sequence[Table], account_of: Mapping[str, str]
) -> Iterator[str]:
    """Find what is charged in two files: a document of both, and a time of an account, where one has no documents."""
    yield from _documents_in_two(tables)
    numbered = {table.label for table in tables if "document" in table.texts}
    of: dict[str, list[tuple[Period, str]]] = defaultdict(list)
    for entry in entries:
        if not entry.left_out and entry.amount and entry.quarter is not None and entry.period is not None:
            of[account_of[entry.account]].append((entry.period, entry.label))
    for account, spans in of.items():
        ends: dict[str, Period] = {}
        for span, label in sorted(spans):
            for other, before in ends.items():
                if other != label and before.ends > span.begins and not {label, other} <= numbered:
                    yield (
                        f"{other} and {label} both have revenue of {cell(account)} of {period_name(span)}: together "
                        "they may count twice; say use = false of one under [files] of a mapping file, or, if they are "
                        "parts of one sum, bring their rows together in one file"
                    )
                    return
            ends[label] = max((ends.get(label, span), span), key=lambda one: one.ends)


def _documents_in_two(tables: Sequence[Table]) -> Iterator[str]:
    """Find a number of a document of one account in two files, in rows that are not the same cell for cell."""
    where: dict[tuple[str, str], tuple[str, int]] = {}
    for table in tables:
        for k, number in enumerate(table.texts.get("document", [])):
            if table.kind in DATED and number and k not in table.repeated:
                key = (number, table.texts["account"][k])
                label, line = where.setdefault(key, (table.label, table.lines[k]))
                if label != table.label:
                    yield (
                        f"{label}:{line} and {table.label}:{table.lines[k]} have the same number {cell(number)} of "
                        f"{cell(key[1])}, and other cells differ: leave it out of one of the files"
                    )
                    return
