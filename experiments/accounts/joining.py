"""Files that name an account by its number alone: its name is taken from a file that has both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.accounts.faults import cell, named
from equipoise.experiments.accounts.names import spelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.accounts.tables import Table


def joined(tables: Sequence[Table], mistakes: list[str]) -> list[Table]:
    """Give accounts of all tables their names; a number that several names have is a mistake."""
    names: dict[str, dict[str, None]] = {}
    for table in tables:
        if "account_id" in table.texts and not _by_number(table):
            for number, name in zip(table.texts["account_id"], table.texts["account"], strict=True):
                if number and name:
                    names.setdefault(number, {})[spelling(name)] = None
    return [_named(table, names, mistakes) if names and _by_number(table) else table for table in tables]


def _by_number(table: Table) -> bool:
    columns = table.header.columns
    return "account_id" in columns and columns["account_id"] == columns["account"]


def _named(table: Table, names: dict[str, dict[str, None]], mistakes: list[str]) -> Table:
    numbers = [number for number in dict.fromkeys(table.texts["account"]) if number]
    mistakes += [
        f"{table.label} has the account {cell(number)}, which other files call {named([*names[number]])}; "
        "write one name there"
        for number in numbers
        if len(names.get(number, ())) > 1
    ]
    unknown = sum(number not in names for number in numbers)
    but = f", but for {unknown:,} that no file names" if unknown else ""
    table.remarks.append(f"accounts by their numbers, whose names other files have{but}")
    found = [next(iter(names.get(number, [number]))) for number in table.texts["account"]]
    return table._replace(texts=table.texts | {"account": found})
