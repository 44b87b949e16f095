"""Columns that are totals of others: whether they agree, and what they are of."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.dates import month_named
from equipoise.experiments.accounts.faults import cell, named
from equipoise.experiments.accounts.headers import header_key
from equipoise.experiments.accounts.money import Column, read_amounts
from equipoise.experiments.accounts.spread import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.faults import Mistake
    from equipoise.experiments.accounts.headers import Header
    from equipoise.experiments.accounts.row import Row

_CENT = Decimal("0.01")
_QUARTER = re.compile(r"(?:q|quarter |quartal )([1-4])|([1-4]) quartal")
_QUARTERS, _MONTHS = 4, 12


def agree(one: Decimal, other: Decimal) -> bool:
    """Whether two sums are the same to the cent."""
    return abs(one - other) < _CENT


def checked_total(
    label: str,
    names: Mapping[str, str],
    numbers: dict[str, list[Decimal | None]],
    parts: Sequence[Decimal | None],
    columns: int,
    mistakes: list[Mistake],
) -> Iterator[str]:
    """Take the total away, and say what it is of: of all columns of periods, or of those of the last year."""
    if TOTAL not in numbers:
        return
    totals, amounts = numbers.pop(TOTAL), numbers["amount"]
    of_all, of_year = True, True
    for k in range(0, len(totals), columns):
        total = totals[k]
        if total is None:
            continue
        row = range(k, k + columns)
        of_all &= agree(total, sum((amounts[j] or Decimal(0) for j in row), Decimal(0)))
        of_year &= agree(total, sum((amounts[j] or Decimal(0) for j in row if parts[j] is not None), Decimal(0)))
    name, beside = cell(names[TOTAL]), cell(names["amount"])
    if of_all or of_year:
        what = "all columns" if of_all else "the columns of the last year"
        yield f"column {name} agrees to the cent with the sum of {what} of {beside}, and these are used"
    else:
        mistakes.append(
            f"{label} column {name} is the sum neither of all columns of {beside} nor of those of the last year: "
            f"correct it, leave it out of the file, or name it under [files.{cell(label)}.columns] of a mapping file "
            "as annual, if it is what a year brings"
        )


def refuse_part_of_a_year(
    label: str,
    header: Header,
    rows: Sequence[Row],
    numbers: Mapping[str, Sequence[Decimal | None]],
    names: Mapping[str, str],
    mistakes: list[Mistake],
) -> None:
    """Refuse a year's revenue that is the sum of columns of quarters or months that are not a year."""
    field = next((one for one in ("annual", "amount") if one in numbers), "")
    places = {k: part for k, name in enumerate(header.names) if (part := _part_of_a_year(name)) != ""}
    if not field or not places or "date" in header.columns:
        return
    kinds = {part[0] for part in places.values()}
    whole = kinds in ({"q"}, {"m"}) and len({*places.values()}) == (_QUARTERS if kinds == {"q"} else _MONTHS)
    sums = [Decimal(0)] * len(rows)
    for k in places:
        cells = [(row.line, row.cells[k] if k < len(row.cells) else "") for row in rows]
        wrong: list[Mistake] = []
        found = read_amounts(Column(label, header.names[k], "", 1), cells, None, wrong)
        if wrong:
            return
        sums = [one + (value or Decimal(0)) for one, value in zip(sums, found.values, strict=True)]
    of_them = [agree(one, other) for one, other in zip(numbers[field], sums, strict=True) if one is not None]
    if not whole and of_them and all(of_them):
        mistakes.append(
            f"{label} column {cell(names[field])} is the sum of {named([header.names[k] for k in places])}, which are "
            "no year; write their year into the header of each, as Q1 2025 or Jan 2025"
        )


def _part_of_a_year(name: str) -> str:
    """Name a quarter or a month that a header is without a year; empty of any other."""
    key = header_key(name)
    if found := _QUARTER.fullmatch(key):
        return f"q{found[1] or found[2]}"
    month = month_named(key)
    return f"m{month}" if month else ""
