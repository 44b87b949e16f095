"""Rows of an account that may be of several times, though no column that is known says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.accounts.dates import period_of
from equipoise.experiments.accounts.faults import cell
from equipoise.experiments.accounts.money import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.accounts.headers import Header
    from equipoise.experiments.accounts.row import Row


def of_several_times(
    label: str,
    header: Header,
    rows: Sequence[Row],
    accounts: Sequence[str],
) -> Iterator[str]:
    """Find accounts with several rows that differ in a column of dates of which nothing is known."""
    if len({*accounts}) == len(accounts):
        return
    for at in [k for k, name in enumerate(header.names) if name in header.unused]:
        cells = [row.cells[at] if at < len(row.cells) else "" for row in rows]
        filled = [(account, one) for account, one in zip(accounts, cells, strict=True) if account and not is_empty(one)]
        if not filled or not all(period_of(one, "day-first") or period_of(one, "month-first") for _, one in filled):
            continue
        if len({*filled}) > len({account for account, _ in filled}):
            yield (
                f"{label} has several rows of an account, which differ in column {cell(header.names[at])}: call it "
                "date, if they are of several times; if they are to be added up, leave it out of the file"
            )
