"""A sheet as a table of typed columns: what a row of it is, and what each cell comes to."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.numbers import are
from equipoise.experiments.accounts.columns.aliases import MONEY, NO, OF_A_MONTH, SHARES, YES
from equipoise.experiments.accounts.columns.contacts import BY_LEVEL, NOT_TOLD_APART, people, tells_levels
from equipoise.experiments.accounts.columns.dates import period_of, read_periods
from equipoise.experiments.accounts.columns.headers import HEADER_WITHIN, Header, find_header, folded, header_key, times
from equipoise.experiments.accounts.columns.lasting import OF_TIME, lasting
from equipoise.experiments.accounts.columns.money import EXACT, Column, is_empty, read_amounts, written
from equipoise.experiments.accounts.columns.scales import CALLED
from equipoise.experiments.accounts.columns.spread import TOTAL, written_long
from equipoise.experiments.accounts.columns.totals import checked_total, refuse_part_of_a_year
from equipoise.experiments.accounts.files.faults import Fault, cell, named
from equipoise.experiments.accounts.rows.alike import kinds_in
from equipoise.experiments.accounts.rows.charged import not_what_was_charged, taken_as_charged
from equipoise.experiments.accounts.rows.notes import OF_A_TIME, against, behind_a_gap, says_a_part
from equipoise.experiments.accounts.rows.ragged import refuse_ragged
from equipoise.experiments.accounts.rows.repeated import Paid, not_to_be_added

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.accounts.columns.dates import Period
    from equipoise.experiments.accounts.columns.mapping import FileMapping
    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.files.row import Cell, Row
    from equipoise.experiments.accounts.files.sheets import Sheet

DATED = frozenset({"invoices", "periods", "opportunities"})
"""Kinds of files of which a row is an amount at a time."""
NUMBERS = frozenset({
    "quantity", "term_months", "contract_years", "contract_left", "customer_years", "relationship", "contacts",
    *BY_LEVEL,
})  # fmt: skip
_OF_A_YEAR = frozenset({"cost", "gross_profit", "contribution_amount"})
"""Amounts that are of the last year where they stand beside a column for each period."""
DAYS = frozenset({"date", "start", "end", "since", "ended_on"})
_OF_REVENUE = ("amount", "annual", "monthly", "total_value", "unit_price")
_PERIODS = ("date", "quarter", "month", "year")
_WON, _NOT_YET = (
    frozenset({"won", "closedwon", "gewonnen"}),
    frozenset({"not", "nicht", "be", "likely", "verbally", "fast"}),
)
"""Words with which what is said of an opportunity that became business begins or ends, and that take them back."""

_OF_A_PIVOT = frozenset({"row labels", "zeilenbeschriftungen", "etiquettes de lignes"})
"""What spreadsheets call the first column of a pivot table."""

_HUNDRED, _FEWEST_PER_CENT = Decimal(100), Decimal(5)
_SHORTEST_QUARTER = 89
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_ENDLESS = frozenset({
    "unbefristet", "open ended", "open-ended", "ongoing", "evergreen", "indefinite", "unlimited", "laufend",
    "unbegrenzt", "until further notice", "bis auf weiteres",
})  # fmt: skip
"""What stands in place of the end of a contract that has none."""
_FOR_EVER = "9999"
"""Year by which exports say that a contract has no end."""


class Options(NamedTuple):
    """What the user states for all files."""

    decimal: str | None = None
    dates: str | None = None


class Table(NamedTuple):
    """A sheet with its columns read; a value of each field for each row, None where there is none."""

    label: str
    kind: str
    lines: list[int]
    texts: dict[str, list[str]]
    numbers: dict[str, list[Decimal | None]]
    periods: dict[str, list[Period | None]]
    currencies: dict[str, Counter[str]]  # by column
    header: Header
    stated: dict[str, object]  # how it was read, as a mapping file holds it
    remarks: list[str]  # what was found out and not stated
    credited: set[int]  # positions of credit notes, by their numbers
    repeated: set[int]  # positions of rows that stand in the file before, with the same number of a document
    cells: dict[str, list[Cell]]  # by field, as they stand in the file
    idle: list[str]  # columns of numbers that hold nothing that is known
    kinds: dict[str, list[str]]  # columns by which rows may not be alike, with what they say

    def firsts(self) -> list[int]:
        """Positions of rows of the file: of one that is written long, the first alone."""
        return [k for k, line in enumerate(self.lines) if not k or line != self.lines[k - 1]]

    def name_of(self, field: str) -> str:
        """What the file calls the column of a field."""
        return self.header.names[self.header.columns[field]]

    def fault(self, field: str, k: int, words: str) -> Fault:
        """What is wrong with a cell."""
        return Fault(self.label, self.lines[k], self.name_of(field), self.cells[field][k], words)


def read_table(
    sheet: Sheet, mapping: FileMapping, options: Options, seen: set[tuple[Cell, ...]], mistakes: list[Mistake]
) -> Table | None:
    """Read a sheet's columns."""
    header = find_header(sheet, mapping.columns, mapping.header, mapping.known)
    width = len(header.names)
    header = _amounts_of_months(header)
    header, rows, parts, remarks, periods_beside = written_long(sheet, header, mapping.columns or ())
    if "account" not in header.columns:
        return None
    refuse_ragged(sheet.label, header, rows)
    columns = {field: [(row.line, row.at(k)) for row in rows] for field, k in header.columns.items()}
    names = {field: header.names[k] for field, k in header.columns.items()}
    decimal, dates = options.decimal or mapping.decimal, options.dates or mapping.dates
    remarks = [*[sheet.read_as] * bool(sheet.read_as), *_followed(mapping, header), *remarks]
    numbers: dict[str, list[Decimal | None]] = {}
    currencies: dict[str, Counter[str]] = {}
    marks: set[str] = set()
    for field in [one for one in columns if one in MONEY | NUMBERS | SHARES | {TOTAL}]:
        cells = _plain(columns[field], field)
        factor = times(names[field]) if field in MONEY | {TOTAL} else 0
        found = read_amounts(Column(sheet.label, names[field], _wrong(field), factor), cells, decimal, mistakes)
        marks |= {found.decimal} - {""}
        if factor > 1:
            remarks.append(f"column {cell(names[field])} is in {CALLED[factor]}")
        values = [value * max(factor, 1) if value is not None else None for value in found.values]
        if field in SHARES:
            values = _shares(sheet.label, names[field], columns[field], values, mistakes, remarks)
        elif field in MONEY:
            currencies[names[field]] = found.currencies
        if parts and field in _OF_A_YEAR:
            values = [_part(value, part) for value, part in zip(values, parts, strict=True)]
        numbers[field] = values
    remarks += checked_total(sheet.label, names, numbers, parts, periods_beside, mistakes)
    refuse_part_of_a_year(sheet.label, header, rows, numbers, names, decimal, mistakes)
    periods, order = _periods(sheet.label, columns, names, dates, mistakes)
    texts = {
        field: [str(value) for _, value in cells]
        for field, cells in columns.items()
        if field not in {*numbers, *periods}
    }
    if tells_levels(columns, [value for _, value in columns.get("contacts", ())]):
        remarks.append(NOT_TOLD_APART)
    credited = _credited(texts.get("document", ()))
    if credited:
        remarks.append(f"numbers that begin with C are credit notes ({len(credited):,})")
    kind = mapping.kind or _kind({*columns}, texts.get("status", []))
    field = next((one for one in _OF_REVENUE if one in numbers), "")
    paid = Paid(kind, kind != "accounts" or "date" in periods, field, numbers.get(field, [None] * len(rows)))
    mistakes += not_to_be_added(sheet.label, header, rows, texts, paid)
    remarks += behind_a_gap(header._replace(names=header.names[:width]), rows)
    if field in OF_A_TIME and not paid.dated and says_a_part(sheet.label):
        remarks.append("the name of the file tells a part of a year or a plan: what it has is taken for a whole year's")
    remarks += taken_as_charged(header, rows, numbers, dated=paid.dated)
    mistakes += not_what_was_charged(sheet.label, header, rows, numbers, decimal, dated=paid.dated)
    money = {one: names[one] for one in names if one in MONEY}
    mistakes += against(sheet, header, field, money, dated=paid.dated)
    stated = {
        "kind": kind,
        "header": sheet.rows[header.at].line,
        "decimal": marks.pop() if len(marks) == 1 else None,
        "dates": order if order in {"day-first", "month-first"} else None,
        "known": [name for name in header.names[:width] if name],
        "columns": {field: name for field, name in names.items() if header.columns[field] < width and field != TOTAL},
    }
    lines, repeated = [row.line for row in rows], set() if parts else _repeated(rows, header, seen)
    return Table(
        sheet.label, kind, lines, texts, numbers, periods, currencies, header, stated, remarks, credited, repeated,
        {field: [value for _, value in cells] for field, cells in columns.items()}, [*_idle(header, rows)],
        kinds_in(header, rows, paid.amounts),
    )  # fmt: skip


def _amounts_of_months(header: Header) -> Header:
    """Take what each month brought for an amount, where a row is of a month."""
    columns = header.columns
    k = columns.get("monthly")
    if k is None or header_key(header.names[k]) not in OF_A_MONTH or {"amount", "annual"} & columns.keys():
        return header
    dated = {"date", "month"} & columns.keys()
    moved = {"amount" if field == "monthly" else field: at for field, at in columns.items()}
    return header._replace(columns=moved) if dated else header


def _followed(mapping: FileMapping, header: Header) -> Iterator[str]:
    """Say that a mapping file was followed, and what of the header it does not know of."""
    if mapping.columns is not None:
        yield "columns as the mapping file has them"
        if header.anew:
            names = "their names" if len(header.anew) > 1 else "its name"
            yield f"{named(header.anew)} {are(len(header.anew))} not in it, and read by {names}"


def _idle(header: Header, rows: Sequence[Row]) -> Iterator[str]:
    for k, name in enumerate(header.names):
        cells = [value for row in rows if name in header.unused and not is_empty(value := row.at(k))]
        if cells and all(isinstance(one, Decimal) or (isinstance(one, str) and written(one)) for one in cells):
            yield name


def _wrong(field: str) -> str:
    """What is said of a cell that is no number of its column."""
    if field == "reference":
        return "is neither yes nor no; write one of them, or leave the cell empty"
    if field in SHARES:
        return "is no share; write it as 40%, or leave the cell empty"
    if field in MONEY:
        return "is no amount of money; write it in digits, as 12500, or as 1.5 million, or leave the cell empty"
    if field == "contacts":
        return "is no number of people; write how many, as 4 or as 3 staff, 1 director, or leave the cell empty"
    return "is no number; write it in digits, or leave the cell empty"


def _part(value: Decimal | None, part: Decimal | None) -> Decimal | None:
    return None if value is None or part is None else (value * part).quantize(EXACT)


def _plain(cells: Sequence[tuple[int, Cell]], field: str) -> list[tuple[int, Cell]]:
    """Cells of numbers without what stands beside them: per cent, yes and no, levels of people, years and months."""
    if field in OF_TIME:
        return [(line, lasting(value, field)) for line, value in cells]
    plain = _plain_share if field in SHARES else people if field == "contacts" else None
    return [*cells] if plain is None else [(line, plain(value)) for line, value in cells]


def _plain_share(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    word = folded(value)
    if word in YES | NO:
        return Decimal(word in YES)
    return value.removesuffix("%").strip()


def _shares(
    label: str,
    name: str,
    cells: Sequence[tuple[int, Cell]],
    values: list[Decimal | None],
    mistakes: list[Mistake],
    remarks: list[str],
) -> list[Decimal | None]:
    """Shares of 1: those of a column are all in per cent, or none is."""
    known = [abs(value) for value in values if value is not None]
    small = [one for one, value in zip(cells, values, strict=True) if value is not None and 0 < abs(value) <= 1]
    marked = [isinstance(value, str) and value.endswith("%") for _, value in cells]
    stated = [k for k, value in enumerate(values) if value is not None]
    per_cent = any(marked) or any(value >= _FEWEST_PER_CENT for value in known)
    if any(marked) and not all(marked[k] for k in stated):
        words = "is written without %, and other cells of the column with it; write all alike"
        mistakes += [Fault(label, cells[k][0], name, cells[k][1], words) for k in stated if not marked[k]]
    elif per_cent and not any(marked) and small:
        words = "looks like a share, and other cells of the column like per cent; write all with %"
        mistakes += [Fault(label, line, name, value, words) for line, value in small]
    elif per_cent and not any(marked):
        remarks.append(f"column {cell(name)} is in per cent")
    return [value / _HUNDRED if value is not None and per_cent else value for value in values]


def _periods(
    label: str,
    columns: dict[str, list[tuple[int, Cell]]],
    names: dict[str, str],
    dates: str | None,
    mistakes: list[Mistake],
) -> tuple[dict[str, list[Period | None]], str]:
    """Columns of days and periods; what a row is of comes as ``date``, whichever columns say it."""
    found: dict[str, list[Period | None]] = {}
    orders = set()
    cells = dict(columns)
    rows_of = next((field for field in _PERIODS if field in columns), None)
    if rows_of is not None and (rows_of != "date" or ("year" in columns and _are_months(columns["date"]))):
        cells["date"] = columns[rows_of]
        names = names | {"date": names[rows_of]}
        if "year" in columns and rows_of != "year":
            years = columns["year"]
            mark = "Q" if rows_of == "quarter" else ""
            cells["date"] = [
                (line, _together(str(value), str(year), mark)) for (line, value), (_, year) in zip(columns[rows_of],
                years, strict=True)
            ]  # fmt: skip
    for field in [one for one in cells if one in DAYS]:
        clean = [(line, "" if _is_no_day(field, value) else value) for line, value in cells[field]]
        found[field], order = read_periods(label, names[field], clean, dates, mistakes)
        if field == "date" and rows_of == "quarter":
            mistakes += _months_among_quarters(label, names[field], clean, found[field])
        orders.add(order)
    return found, next((order for order in ("day-first", "month-first") if order in orders), "iso")


def _is_no_day(field: str, value: Cell) -> bool:
    """Whether a cell tells no day: it is empty, or says that there is no end."""
    return is_empty(value) or _FOR_EVER in str(value) or (field == "end" and folded(str(value)) in _ENDLESS)


def _are_months(cells: Sequence[tuple[int, Cell]]) -> bool:
    """Whether cells are numbers of months, or nothing."""
    said = {str(value) for _, value in cells if not is_empty(value)}
    return bool(said) and said <= {f"{month:02d}" for month in range(1, 13)} | {str(month) for month in range(1, 13)}


def _months_among_quarters(
    label: str, name: str, cells: Sequence[tuple[int, Cell]], periods: Sequence[Period | None]
) -> Iterator[Fault]:
    """Cells of a column of quarters that read as months: 1/2025 may be either."""
    words = "reads as a month, in a column of quarters; write Q1 2025, or call the column month"
    for (line, value), period in zip(cells, periods, strict=True):
        if period is not None and not period.is_day and (period.ends - period.begins).days < _SHORTEST_QUARTER:
            yield Fault(label, line, name, value, words)


def _together(part: str, year: str, mark: str) -> str:
    """A quarter or a month with its year, unless it has one."""
    if not part or period_of(part, "iso") is not None:
        return part
    plain = part.casefold().lstrip("q").strip()
    if mark:
        return f"{year}-Q{plain}"
    return f"{year}-{plain}" if plain.isdigit() else f"{part} {year}"


def is_won(said: str) -> bool:
    """Whether what is said of an opportunity is that it became business: Closed Won, 5 - Won, Gewonnen."""
    words = re.findall(r"[a-z]+", _IN_BRACKETS.sub("", folded(said)))
    return bool(words) and bool(_WON & {words[0], words[-1]}) and not _NOT_YET & {*words}


def _kind(fields: set[str], statuses: Sequence[str]) -> str:
    """What a row is, by the columns that there are; a status may say of opportunities which are won."""
    money = {"amount", "unit_price"} & fields
    times = {*_PERIODS} & fields
    if {"stage", "won"} & fields or any(map(is_won, statuses)):
        return "opportunities"
    if times == {"year"} and "annual" in fields and not money:
        return "periods"
    if times and money:
        return "invoices" if {"document", "document_type", "side", "quantity"} & fields else "periods"
    if {"start", "end"} & fields and not money:
        return "contracts"
    return "accounts"


def _credited(numbers: Sequence[str]) -> set[int]:
    """Documents whose numbers are a C and digits, among those that have digits alone."""
    found = {k for k, one in enumerate(numbers) if one[:1] in {"C", "c"} and one[1:].isdigit()}
    others = [one.isdigit() for k, one in enumerate(numbers) if one and k not in found]
    return found if others and all(others) else set()


def _repeated(rows: Sequence[Row], header: Header, seen: set[tuple[Cell, ...]]) -> set[int]:
    """Rows that stand before, here or in another file, cell for cell and with the number of their document."""
    if "document" not in header.columns:
        return set()
    found = set()
    for k, row in enumerate(rows):
        cells = tuple(row.cells)
        if row.at(header.columns["document"]) != "" and cells in seen:
            found.add(k)
        seen.add(cells)
    return found


def no_accounts(sheet: Sheet) -> str:
    """Say that a sheet has no column of accounts."""
    header_names = find_header(sheet, None, None).names
    cells = [one for row in sheet.rows[:HEADER_WITHIN] for one in row.cells if isinstance(one, str)]
    pivot = [one for one in cells if header_key(one) in _OF_A_PIVOT]
    if pivot:
        return (
            f"{sheet.label} is a pivot table, whose column {cell(pivot[0])} may hold accounts, or these and what they "
            "buy, or anything else: call it account, if each row but totals is one account"
        )
    return (
        f"{sheet.label} has no column that is known to hold the account's name; its columns are "
        f"{named([name for name in header_names if name])}; call one of them account, name it in a "
        f"mapping file, or leave the file out"
    )
