"""All files as tables, joined by the names of accounts; a number alone takes its name from a file that has both."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.mapping import FileMapping
from equipoise.experiments.accounts.columns.names import spelling
from equipoise.experiments.accounts.files.faults import AccountsError, cell, named, refuse
from equipoise.experiments.accounts.files.sheets import read_sheets
from equipoise.experiments.accounts.rows.tables import DATED, no_accounts, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from equipoise.experiments.accounts.columns.mapping import HowRead
    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.files.row import Cell
    from equipoise.experiments.accounts.rows.tables import Options, Table


def tables_of(
    paths: Sequence[Path], mapping: HowRead, options: Options, wanted: str | None, mistakes: list[Mistake]
) -> tuple[list[Table], list[str]]:
    """Read all files; with the sheets that nothing was read from, and why. What is wrong with them is added."""
    labels = Counter(path.name for path in paths)
    twice = [
        f"{cell(name)} is given {count} times; files are told apart by their names"
        for name, count in labels.items()
        if count > 1
    ]
    refuse(twice)
    tables, unread = [], []
    seen: set[tuple[Cell, ...]] = set()
    for path in paths:
        try:
            there, hidden = read_sheets(path, wanted)
            sheets = [sheet for sheet in there if _stated(mapping, sheet.label).use]
            found = [read_table(sheet, _stated(mapping, sheet.label), options, seen, mistakes) for sheet in sheets]
        except AccountsError as error:
            mistakes.append(str(error))
            continue
        read = [table for table in found if table is not None]
        unread += [
            f"{sheet.label}: nothing was read from it"
            for sheet, table in zip(sheets, found, strict=True)
            if table is None
        ] + [f"{label}: hidden, and not read; --sheet reads it" for label in hidden]
        if sheets and not read:
            mistakes.append(no_accounts(sheets[0]))
        if len(read) > 1:
            names = [table.label.partition("#")[2] for table in read]
            mistakes.append(f"{path.name} has {len(read)} sheets that could be meant: {named(names)}; say --sheet NAME")
        tables += read
    if not tables:
        refuse(mistakes)
        raise AccountsError("the mapping uses none of the files")
    mistakes += _twice(tables)
    return _joined(tables, mistakes), unread


def _stated(mapping: HowRead, label: str) -> FileMapping:
    return mapping.files.get(label, FileMapping())


def _twice(tables: Sequence[Table]) -> Iterator[str]:
    """Find orders beside invoices, which would count twice."""
    dated = {table.kind: table.label for table in tables if table.kind in DATED}
    if "opportunities" in dated and len(dated) > 1:
        other = next(label for kind, label in dated.items() if kind != "opportunities")
        yield (
            f"{dated['opportunities']} has orders and {other} what was charged: together they count twice; import "
            f"one, or say use = false of the other under [files] of a mapping file"
        )


def _joined(tables: Sequence[Table], mistakes: list[Mistake]) -> list[Table]:
    """Give accounts of all tables their names; a number that several names have is a mistake."""
    names: dict[str, dict[str, None]] = {}
    for table in tables:
        if "account_id" in table.texts and not _by_number(table):
            for number, name in zip(table.texts["account_id"], table.texts["account"], strict=True):
                if number and name:
                    names.setdefault(_plain(number), {})[spelling(name)] = None
    return [_named(table, names, mistakes) if names and _by_number(table) else table for table in tables]


def numbered(table: Table) -> list[tuple[str, str]]:
    """Give numbers and names of accounts, where a table has both."""
    if "account_id" not in table.texts or _by_number(table):
        return []
    return [*zip(table.texts["account_id"], map(spelling, table.texts["account"]), strict=True)]


def _by_number(table: Table) -> bool:
    columns = table.header.columns
    return "account_id" in columns and columns["account_id"] == columns["account"]


def _plain(number: str) -> str:
    """A number of digits without zeros before it: one program writes them, and another does not."""
    return number.lstrip("0") or number if number.isdigit() else number


def _named(table: Table, names: dict[str, dict[str, None]], mistakes: list[Mistake]) -> Table:
    numbers = [number for number in dict.fromkeys(table.texts["account"]) if number]
    mistakes += [
        f"{table.label} has the account {cell(number)}, which other files call {named([*names[_plain(number)]])}; "
        "write one name there"
        for number in numbers
        if len(names.get(_plain(number), ())) > 1
    ]
    unknown = sum(_plain(number) not in names for number in numbers)
    but = f", but for {unknown:,} that no file names" if unknown else ""
    table.remarks.append(f"accounts by their numbers, whose names other files have{but}")
    found = [next(iter(names.get(_plain(number), [number]))) for number in table.texts["account"]]
    return table._replace(texts=table.texts | {"account": found})
