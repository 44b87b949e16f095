"""Columns that are totals of others: whether they agree, and what they are of."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.dates import month_named, period_of
from equipoise.experiments.accounts.columns.headers import header_key, times
from equipoise.experiments.accounts.columns.money import Column, read_amounts
from equipoise.experiments.accounts.columns.spread import TOTAL
from equipoise.experiments.accounts.files.faults import cell, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.columns.headers import Header
    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.files.row import Row

_CENT = Decimal("0.01")
_OF_A_YEAR = (
    ("q", re.compile(r"(?:q|quarter ?|quartal ?|qtr ?)([1-4])|([1-4]) ?(?:q|quartal)"), {4}),
    ("h", re.compile(r"(?:h|half ?|halbjahr ?|hj ?)([12])|([12]) ?(?:h|halbjahr|hj)"), {2}),
    ("p", re.compile(r"(?:p|period ?|periode ?|m|month ?|monat ?)(\d{1,2})"), {12, 13}),
    ("w", re.compile(r"(?:w|wk ?|week ?|kw ?|woche ?)(\d{1,2})"), {52, 53}),
    ("ytd", re.compile(r"(ytd|year to date|kum|kumuliert)"), set[int]()),
)
"""Parts of a year that a header may be, and of how many a year is."""
_YEAR = re.compile(r"(?:^| )20\d\d(?: |$)")
_MONTHS = 12


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
    decimal: str | None,
    mistakes: list[Mistake],
) -> None:
    """Refuse a year's revenue that is the sum of columns of quarters or months that are not a year."""
    field = next((one for one in ("annual", "amount") if one in numbers), "")
    places = {k: part for k, name in enumerate(header.names) if (part := part_of_a_year(name)) is not None}
    if not field or not places or "date" in header.columns:
        return
    whole = _are_a_year({*places.values()})
    sums = [Decimal(0)] * len(rows)
    for k in places:
        cells = [(row.line, row.at(k)) for row in rows]
        wrong: list[Mistake] = []
        found = read_amounts(Column(label, header.names[k], "", 1), cells, decimal, wrong)
        if wrong:
            return
        unit = times(header.names[k])
        sums = [one + unit * (value or Decimal(0)) for one, value in zip(sums, found.values, strict=True)]
    near = _rounding(numbers[field], len(places), times(names[field]))
    of_them = [abs(one - other) < near for one, other in zip(numbers[field], sums, strict=True) if one is not None]
    if not whole and of_them and all(of_them):
        mistakes.append(
            f"{label} column {cell(names[field])} is the sum of {named([header.names[k] for k in places])}, which are "
            "no year; write their year into the header of each, as Q1 2025 or Jan 2025"
        )


def _rounding(totals: Sequence[Decimal | None], parts: int, unit: int) -> Decimal:
    """By how much a total may differ from its parts: each may be rounded, if all totals are whole units."""
    whole = all(one is None or one % unit == 0 for one in totals)
    return Decimal(unit * (parts + 1)) / 2 if whole and parts > 1 else _CENT


def _are_a_year(parts: set[tuple[str, str]]) -> bool:
    """Whether parts are all that a year has."""
    kinds = {kind for kind, _ in parts}
    counts = {kind: most for kind, _, most in _OF_A_YEAR} | {"month": {_MONTHS}}
    return len(kinds) == 1 and len(parts) in counts.get(kinds.pop(), ())


def part_of_a_year(name: str) -> tuple[str, str] | None:
    """Name a part of a year that a header is, and which; None of any other."""
    key = _YEAR.sub(" ", header_key(name)).strip()
    for kind, pattern, _ in _OF_A_YEAR:
        if found := pattern.fullmatch(key):
            return kind, next(filter(None, found.groups()))
    if month := month_named(key):
        return "month", str(month)
    day = period_of(name, "day-first") or period_of(name, "month-first")
    return ("day", name) if day is not None and day.is_day else None
