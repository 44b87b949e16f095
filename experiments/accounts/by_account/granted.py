"""What was taken for granted, in words: what columns are, which names are one account, and up to when files go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.headers import settled_by
from equipoise.experiments.accounts.columns.names import may_be_many, of_several_numbers
from equipoise.experiments.accounts.columns.spread import guessed_in
from equipoise.experiments.accounts.files.faults import cell, named
from equipoise.experiments.accounts.rows.joining import numbered
from equipoise.experiments.accounts.rows.tables import DATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from equipoise.experiments.accounts.by_account.ledger import Ledger
    from equipoise.experiments.accounts.rows.tables import Table


def settled(tables: Sequence[Table], stated: date | None, mapped: date | None) -> list[str]:
    """Say by what it was settled what columns are, and up to when the files go."""
    found = [why for table in tables if table.kind not in DATED and (why := settled_by(table.header))]
    found += [why for table in tables for why in guessed_in(table.header)]
    if stated is None and mapped is not None:
        found.append(f"the files count up to {mapped}, as the mapping has it; --as-of says another day")
    return found


def of_names(tables: Sequence[Table], known: Mapping[str, str], ledger: Ledger) -> Iterator[str]:
    """Say which accounts may be several: one that has several numbers, and one that lists call others."""
    for table in tables:
        several = dict.fromkeys(known[name] for name in of_several_numbers(numbered(table)) if name in known)
        if held := [account for account in several if account in ledger.revenue]:
            column = cell(table.name_of("account_id"))
            yield f"{named(held, 3)}: several numbers in column {column} of {table.label} have one name, and are one"
    for account in dict.fromkeys(account for name, account in known.items() if may_be_many(name)):
        if account in ledger.revenue:
            yield (
                f"{cell(account)} is played as one account; if it stands for several, write a row for each: small ones "
                "are put together all the same"
            )


def of_times(
    tables: Sequence[Table], ledger: Ledger, as_of: date | None, state: date | None, otherwise: date
) -> list[str]:
    """Say up to which day files go, from which day contracts are counted, and what of a year is there."""
    found, whole = [], ledger.whole
    if whole is None:
        if as_of is None and state is not None:
            found.append(f"contracts are counted from {state}, the last day of the rates; --as-of says another day")
        elif as_of is None:
            found.append(f"no row has a date, so that contracts are counted from {otherwise}; --as-of says another day")
        return found
    if whole.partial:
        found.append(f"{whole.partial}, and is left out; --as-of {'DATE keeps it' if as_of is None else 'says so'}")
    if whole.taken:
        found.append(f"{whole.taken}; --as-of DATE says up to which day the files go")
    if as_of is None and any("end" in table.header.columns for table in tables):
        found.append(f"contracts are counted from {whole.as_of}, the end of what files cover; --as-of says another day")
    found += [one for one in (whole.begun, ledger.spread, ledger.lacking) if one]
    if len(whole.year) < 4:  # noqa: PLR2004 - quarters of a year
        found.append(
            f"fewer than four whole quarters are there ({len(whole.year)}): their revenue is brought to a year"
        )
    found += [
        f"{cell(account)} has no row in {gap} quarter{'s' * (gap > 1)} between others; it counts as held throughout"
        for account, gap in ledger.gaps.items()
        if gap
    ]
    return found
