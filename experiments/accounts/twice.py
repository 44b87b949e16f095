"""Revenue that two rows or files state of the same time, which together count twice."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.aliases import REVENUE
from equipoise.experiments.accounts.dates import period_name
from equipoise.experiments.accounts.faults import cell, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.dates import Period
    from equipoise.experiments.accounts.entries import Entry
    from equipoise.experiments.accounts.tables import Table


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
