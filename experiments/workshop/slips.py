"""What a facilitator types from the tables' slips: a CSV file for each year, with a row for each table."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.columns import DEAL, NO_DEAL, PROMISES, SLIP, YES_OR_NO, in_full
from equipoise.experiments.workshop.plans import AccountPlan, VendorPlan
from equipoise.sim.faults import WorkshopError
from equipoise.sim.files.bounds import bytes_of, told
from equipoise.sim.numbers import real, whole
from equipoise.sim.wording import did_you_mean, listed, shown, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

TABLE = "table"
"""Heads the first column: which table."""

_BY_NAME = {column.name: column for column in SLIP}
_DEAL = {column.name for column in DEAL}
_NOT_AT_FIRST = {column.name for column in (*DEAL, *PROMISES)}
"""In the first year contracts are given."""


class Agreement(NamedTuple):
    """What a table agreed, in the workshop's currency a unit; no price where it did not agree."""

    price: float | None
    support: float | None
    minutes: int


class Promises(NamedTuple):
    """What each side said that it would put in."""

    build: str
    work: str


class Handed(NamedTuple):
    """A table's slip as it was typed."""

    agreement: Agreement | None  #: none in the first year
    promises: Promises | None  #: none in the first year
    vendor: VendorPlan
    account: AccountPlan


def read_slips(path: Path, tables: Sequence[str], year: int, parted: Collection[str] = ()) -> dict[str, Handed]:
    """Read what the tables handed in for a year; all that is wrong is said at once.

    In the first year contracts are given, so that nothing is agreed or promised. Tables at which the two have parted
    for good are asked only whether the vendor wins accounts.
    """
    label = shown(str(path))
    try:
        text = bytes_of(path, label, WorkshopError).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WorkshopError(f"{label}  is not text in UTF-8; save it as CSV UTF-8") from None
    rows = [(line, _in_full(row)) for line, row in _rows(label, text)]
    wrong = [*_tables_wrong(label, rows, tables)]
    usual = [name for name in _BY_NAME if year > 1 or name not in _NOT_AT_FIRST]
    for line, row in rows:
        asked = ["win"] if row[TABLE] in parted else usual
        wrong += [f"{label}:{line}  table {row[TABLE]}: {words}" for words in _row_wrong(row, asked)]
    if wrong:
        raise WorkshopError(told(wrong))
    return {
        row[TABLE]: _handed_alone(row) if row[TABLE] in parted else _handed(row, first=year == 1) for _, row in rows
    }


def _rows(label: str, text: str) -> list[tuple[int, dict[str, str]]]:
    """Rows by column, with the lines on which they stand; empty rows are none."""
    separator = ";" if ";" in text.partition("\n")[0] else ","  # spreadsheets of many countries write semicolons
    try:
        found = [(k, row) for k, row in enumerate(csv.reader(StringIO(text), delimiter=separator), start=1) if any(row)]
    except csv.Error as error:
        raise WorkshopError(f"{label}  is not CSV: {error}") from None
    head = [cell.strip().casefold() for cell in found[0][1]] if found else []
    names = [TABLE, *_BY_NAME]
    lacking = [name for name in names if name not in head]
    if lacking:
        near = [f"{shown(cell)} may be meant for it" for cell in head if cell not in names and cell][:1]
        raise WorkshopError(f"{label}:1  has no column {listed(lacking, 'and')}" + "".join(f"; {one}" for one in near))
    rows = []
    for line, cells in found[1:]:
        padded = [*(cell.strip() for cell in cells), *[""] * len(head)]
        row = dict(zip(head, padded, strict=False))
        rows.append((line, row if row[TABLE] else row | {TABLE: "?"}))
    return rows


def _in_full(row: Mapping[str, str]) -> dict[str, str]:
    """A row in which words stand in full, as their beginnings mean them."""
    return {name: in_full(value, _BY_NAME[name].words) if name in _BY_NAME else value for name, value in row.items()}


def _tables_wrong(label: str, rows: Sequence[tuple[int, Mapping[str, str]]], tables: Collection[str]) -> Iterator[str]:
    found: dict[str, int] = {}
    for line, row in rows:
        name = row[TABLE]
        if name not in tables:
            yield f"{label}:{line}  table = {written(name)}   must be {listed(tables)}{did_you_mean(name, tables)}"
        elif name in found:
            yield f"{label}:{line}  table {name} stands there twice, on line {found[name]}, too"
        found.setdefault(name, line)
    if missing := [name for name in tables if name not in found]:
        yield f"{label}  has no row for table {listed(missing, 'and')}"


def _row_wrong(row: Mapping[str, str], asked: Collection[str]) -> Iterator[str]:
    needless = _DEAL if row["price"] == NO_DEAL else ()
    stated = [name for name in asked if name not in needless]
    if empty := [name for name in stated if not row[name]]:
        yield f"nothing stands under {listed(empty, 'and')}"
    yield from filter(None, (_BY_NAME[name].wrong(row[name]) for name in stated if row[name]))


def _handed(row: Mapping[str, str], *, first: bool) -> Handed:
    yes = {name: row[name] == "yes" for name, column in _BY_NAME.items() if column.words == YES_OR_NO}
    vendor = VendorPlan(
        row["build"], yes["joint_plan"], yes["people"], yes["show"], yes["win"], row["give"], yes["take_back"]
    )
    account = AccountPlan(yes["sign"], row["work"], row["ask"], yes["come_back"])
    if first:
        return Handed(None, None, vendor, account)
    agreed = row["price"] != NO_DEAL
    price, support = (real(row["price"]), real(row["support"])) if agreed else (None, None)
    agreement = Agreement(price, support, whole(row["minutes"]) or 1 if agreed else 1)
    return Handed(agreement, Promises(row["promised_build"], row["promised_work"]), vendor, account)


def _handed_alone(row: Mapping[str, str]) -> Handed:
    """Read the row of a vendor that has nobody opposite any more."""
    return Handed(None, None, VendorPlan(win=row["win"] == "yes"), AccountPlan())


def blank_slips(tables: Sequence[str], last: Mapping[str, Handed]) -> str:
    """Write the file for the next year: a row for each table, with last year's plans to be changed."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([TABLE, *_BY_NAME])
    for name in tables:
        handed = last.get(name)
        plans = _typed(handed.vendor, handed.account) if handed else {}
        writer.writerow([name, *(plans.get(name, "") for name in _BY_NAME)])
    return text.getvalue()


def _typed(vendor: VendorPlan, account: AccountPlan) -> dict[str, str]:
    said = {**vendor._asdict(), **account._asdict()}
    return {name: value if isinstance(value, str) else YES_OR_NO[not value] for name, value in said.items()}
