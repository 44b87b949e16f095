"""Rows that may not be added up, though no column that is known says so: other times, plans, and totals of others."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.accounts.columns.aliases import CREDITS, OVER
from equipoise.experiments.accounts.columns.dates import period_of
from equipoise.experiments.accounts.columns.headers import folded, header_key
from equipoise.experiments.accounts.columns.money import is_empty
from equipoise.experiments.accounts.columns.spread import PERIOD
from equipoise.experiments.accounts.files.faults import cell
from equipoise.experiments.accounts.rows.unlike import tells_sold, told, unlike

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from equipoise.experiments.accounts.columns.headers import Header
    from equipoise.experiments.accounts.files.row import Cell, Row

_TIMES = (
    "year", "fy", "gj", "wj", "period", "month", "quarter", "week", "kw", "season", "date", "jahr", "periode", "monat",
    "quartal", "woche", "saison", "datum",
)  # fmt: skip
"""How the last word of a header ends that may be of a time."""

_ADDED = frozenset({"accounts", "contracts", "periods"})
"""Kinds of files in which several rows of an account at one time are parts of what it brings."""

_WHOLE = frozenset({"total", "invoice", "gesamt", "summe", "rechnungsbetrag", "gesamtbetrag", "rechnungssumme"})

_PART_OF = ("davon ", "of which ", "thereof ", "darunter ", "dont ")
"""How a name begins of a row that is part of one above, and no name: with a small letter."""
TOTALS = frozenset({
    "total", "totals", "grand total", "sum", "subtotal", "sub total", "summe", "gesamt", "gesamtsumme", "zwischensumme",
    "gesamtergebnis", "total general", "endsumme", "insgesamt", "overall", "all customers", "all accounts",
    "alle kunden", "\u03c3", "result", "overall result", "ergebnis", "totale", "totale generale", "totaal", "summa",
    "totalt", "i alt", "razem", "uebertrag", "carried forward", "brought forward", "balance forward",
})  # fmt: skip
"""What rows are called that are a total of others."""


class Paid(NamedTuple):
    """What rows bring: of which kind they are, whether they have a date, and the column and cells of revenue."""

    kind: str
    dated: bool
    field: str
    amounts: Sequence[Decimal | None]


def not_to_be_added(
    label: str,
    header: Header,
    rows: Sequence[Row],
    texts: Mapping[str, Sequence[str]],
    paid: Paid,
) -> Iterator[str]:
    """Find what speaks against adding rows up; without a date also that they may be of several times."""
    yield from _of_totals(label, header, rows)
    yield from _of_unlike_rows(label, header, rows, texts, paid)
    yield from _of_parts(label, rows, texts["account"])
    name = header.names[header.columns[paid.field]] if paid.field else ""
    if not paid.dated:
        yield from _of_several_times(label, header, rows, texts["account"])
        yield from _without_a_date(label, header, texts, paid)
    yield from _of_parents(label, header, rows, texts["account"], paid)
    if not _repeats(rows):
        yield from _appended(label, header, rows, texts, paid)
    if "document" not in texts and paid.kind in _ADDED:
        several = of_several_rows(_by_time(header, rows, texts["account"]), paid.amounts)
        yield from _of_whole_accounts(label, name, several, sold=any(map(tells_sold, header.unused)))
    if "document" not in texts:
        yield from _written_twice(label, rows, paid, listed=not paid.dated or PERIOD in header.names)
    if "document" in texts and paid.field == "amount":
        yield from _of_whole_documents(label, name, texts["document"], paid.amounts)


def _of_several_times(
    label: str,
    header: Header,
    rows: Sequence[Row],
    accounts: Sequence[str],
) -> Iterator[str]:
    """Find accounts with several rows that differ in a column of times of which nothing is known."""
    if len({*accounts}) == len(accounts):
        return
    for at, cells in _unused(header, rows):
        filled = [(account, one) for account, one in zip(accounts, cells, strict=True) if account and not is_empty(one)]
        if not filled or not (_called_a_time(header.names[at]) or all(_is_a_time(one) for _, one in filled)):
            continue
        if len({*filled}) > len({account for account, _ in filled}):
            yield (
                f"{label} has several rows of an account, which differ in column {cell(header.names[at])}: call it "
                "date, if they are of several times; if they are to be added up, leave it out of the file"
            )


def _of_totals(label: str, header: Header, rows: Sequence[Row]) -> Iterator[str]:
    """Find a column of which nothing is known that tells totals from what they are of."""
    for at, cells in _unused(header, rows):
        said = [folded(str(one)).strip(" :") for one in cells]
        totals = [row.line for row, one in zip(rows, said, strict=True) if one in TOTALS]
        if totals and len(totals) < len(rows):
            yield (
                f"{label}:{totals[0]} is a total, as column {cell(header.names[at])} says ({len(totals):,} in all): "
                "leave rows of totals out of the file"
            )


def _of_parts(label: str, rows: Sequence[Row], accounts: Sequence[str]) -> Iterator[str]:
    """Find rows of which the name says that they are part of one above."""
    parts = [row.line for row, one in zip(rows, accounts, strict=True) if one.startswith(_PART_OF)]
    if parts:
        yield (
            f"{label}:{parts[0]} is part of a row above it, as its name says ({len(parts):,} in all): leave out either "
            "such rows, or what they are part of"
        )


def _of_parents(label: str, header: Header, rows: Sequence[Row], accounts: Sequence[str], paid: Paid) -> Iterator[str]:
    """Find an account that brings what those together bring of which another column says that they are its own."""
    known = {*accounts} - {""}
    brings: dict[str, Decimal] = dict.fromkeys(known, Decimal(0))
    for account, amount in zip(accounts, paid.amounts, strict=True):
        if account:
            brings[account] += amount or Decimal(0)
    for at, cells in _unused(header, rows):
        pairs = {
            (one, str(of))
            for one, of in zip(accounts, cells, strict=True)
            if one and str(of) in known and str(of) != one
        }
        below: dict[str, Decimal] = {}
        for one, of in pairs:
            below[of] = below.get(of, Decimal(0)) + brings[one]
        if whole := sorted(of for of, amount in below.items() if amount and amount == brings[of]):
            yield (
                f"{label} has {cell(whole[0])} with what those bring together of which column {cell(header.names[at])} "
                "says that they are its own: leave out either it, or them"
            )


def _repeats(rows: Sequence[Row]) -> bool:
    """Whether the second half is the first, cell for cell: such rows are left out, and said."""
    half = len(rows) // 2
    return [row.cells for row in rows[:half]] == [row.cells for row in rows[half:]]


def _appended(
    label: str, header: Header, rows: Sequence[Row], texts: Mapping[str, Sequence[str]], paid: Paid
) -> Iterator[str]:
    """Find a second half that has the accounts, documents, days and amounts of the first, one by one."""
    places = [
        header.columns[field]
        for field in ("account", "document", "date", "month", "quarter")
        if field in header.columns
    ]
    half, odd = divmod(len(rows), 2)
    keys = [(*(row.at(k) for k in places), amount) for row, amount in zip(rows, paid.amounts, strict=True)]
    if (
        not odd
        and half > 1
        and "document" in texts
        and len({*keys}) > 1
        and keys[:half] == keys[half:]
        and any(paid.amounts)
    ):
        yield (
            f"{label} has from line {rows[half].line} on the same documents, days and amounts as before, one by one: "
            "leave one of the two out"
        )


def _of_unlike_rows(
    label: str, header: Header, rows: Sequence[Row], texts: Mapping[str, Sequence[str]], paid: Paid
) -> Iterator[str]:
    """Find what columns of which nothing is known, and those of a state, say of rows that would be added up."""
    columns = [(header.names[at], cells) for at, cells in _unused(header, rows)]
    if paid.kind in {"invoices", "periods"}:
        known = {field: texts[field] for field in ("status", "ended", "document_type") if field in texts}
        known |= {field: [*map(_but_credits, known[field])] for field in ("document_type",) if field in known}
        columns += [(header.names[header.columns[field]], [*cells]) for field, cells in known.items()]
    elif "status" in texts and paid.kind != "opportunities":
        columns.append((header.names[header.columns["status"]], [*map(_but_ended, texts["status"])]))
    listed = not paid.dated or PERIOD in header.names
    for name, cells in columns:
        column = told(name, cells, paid.amounts)
        yield from unlike(label, column, paid.kind, dated=paid.dated, listed=listed, revenue=paid.field)


def _but_credits(said: str) -> str:
    """What a cell says, but that a document is a credit note, which is known."""
    return "" if any(word in folded(said) for word in CREDITS) else said


def _but_ended(said: str) -> str:
    """What a cell says, but that something has ended, which is known."""
    return "" if any(word in folded(said) for word in OVER) else said


def _of_whole_documents(
    label: str, name: str, documents: Sequence[str], amounts: Sequence[Decimal | None]
) -> Iterator[str]:
    """Find amounts that are of a whole document and stand in each of its rows; one called a total may be of any."""
    several = of_several_rows(documents, amounts)
    said = bool(_WHOLE & {*header_key(name).split()}) and several and all(len({*those}) == 1 for those in several)
    if said or _alike_within(several):
        yield (
            f"{label} has in column {cell(name)} the same amount in each row of a document, that of the whole: "
            "keep a row of each, or leave that column out where another has the amounts of rows"
        )


def _of_whole_accounts(label: str, name: str, several: Sequence[Sequence[Decimal]], *, sold: bool) -> Iterator[str]:
    """Find amounts that are of a whole account: in each of its rows, as of people, or in one that the others come to.

    Amounts are by account; what is ``sold`` in each row may be the same amount.
    """
    if _alike_within(several) and not sold:
        yield (
            f"{label} has in column {cell(name)} the same amount in each row of an account, which may be that of the "
            "whole: keep a row of each account; if they add up, bring them together in one row"
        )
    elif (
        len(several) > 1
        and all(2 * max(those) == sum(those) for those in several)
        and any(len({*those}) > 1 for those in several)
    ):
        yield (
            f"{label} has in column {cell(name)} one row of each account that its others come to: leave out either it, "
            "or them"
        )


def _without_a_date(label: str, header: Header, texts: Mapping[str, Sequence[str]], paid: Paid) -> Iterator[str]:
    """Find documents of which no column says when they are: they may be of any number of years."""
    several = len({*texts.get("document", ())} - {""}) > len({*texts["account"]} - {""})
    if paid.field in {"amount", "unit_price"} and several and not {"start", "end"} & header.columns.keys():
        yield (
            f"{label} has several documents of an account, and no column that is known to hold their dates: "
            "they may be of any time; call it date, or bring each account's to one row of a year"
        )


def of_several_rows(of: Sequence[str], amounts: Sequence[Decimal | None]) -> list[list[Decimal]]:
    """Amounts of each account or document that has several rows."""
    found: dict[str, list[Decimal]] = {}
    for one, amount in zip(of, amounts, strict=True):
        if one and amount:
            found.setdefault(one, []).append(amount)
    return [those for those in found.values() if len(those) > 1]


def _alike_within(several: Sequence[Sequence[Decimal]]) -> bool:
    """Whether amounts are the same within each, and not all the same."""
    return all(len({*those}) == 1 for those in several) and len({those[0] for those in several}) > 1


def _by_time(header: Header, rows: Sequence[Row], accounts: Sequence[str]) -> list[str]:
    """Accounts with the time that each row is of, if it is of any."""
    places = [header.columns[field] for field in ("date", "quarter", "month", "year") if field in header.columns]
    return [
        "|".join((account, *(str(row.at(k)) for k in places))) if account else ""
        for account, row in zip(accounts, rows, strict=True)
    ]


def _written_twice(label: str, rows: Sequence[Row], paid: Paid, *, listed: bool) -> Iterator[str]:
    """Find rows that stand there twice, cell for cell: in a list of accounts any, else where all of them do."""
    lines: dict[tuple[Cell, ...], list[int]] = {}
    for row, amount in zip(rows, paid.amounts, strict=True):
        if amount:
            lines.setdefault(tuple(row.cells), []).append(row.line)
    several = [those for those in lines.values() if len(those) > 1]
    if several and (listed or (len(several) == len(lines) and len(lines) > 1)):
        yield (
            f"{label} has the same row on lines {several[0][0]} and {several[0][1]}, cell for cell"
            f"{f', as {len(several) - 1:,} more stand there twice' if len(several) > 1 else ''}: leave one of each, or "
            "bring them together in one row, if they add up"
        )


def _unused(header: Header, rows: Sequence[Row]) -> Iterator[tuple[int, list[Cell]]]:
    """Columns of which nothing is known, by place, with their cells."""
    for at in [k for k, name in enumerate(header.names) if name in header.unused]:
        yield at, [row.at(at) for row in rows]


def _called_a_time(name: str) -> bool:
    words = header_key(name).split()
    return bool(words) and words[-1].endswith(_TIMES)


def _is_a_time(value: Cell) -> bool:
    return bool(period_of(value, "day-first") or period_of(value, "month-first"))
