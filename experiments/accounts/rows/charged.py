"""Amounts that are not what was charged: what is due, with tax, before a discount; and costs of one piece."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from equipoise.experiments.accounts.columns.aliases import REVENUE, TAX
from equipoise.experiments.accounts.columns.dates import period_of
from equipoise.experiments.accounts.columns.headers import folded, header_key
from equipoise.experiments.accounts.columns.money import Column, is_empty, read_amounts, written
from equipoise.experiments.accounts.columns.spread import PERIOD
from equipoise.experiments.accounts.columns.totals import agree
from equipoise.experiments.accounts.files.faults import cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from equipoise.experiments.accounts.columns.headers import Header
    from equipoise.experiments.accounts.files.faults import Mistake
    from equipoise.experiments.accounts.files.row import Cell, Row

_NO_TAX = frozenset(
    {"id", "no", "nr", "number", "code", "key", "type", "schluessel", "class", "nummer", "country", "exempt"}
)
"""Words beside which those of taxes are none."""
_NET = re.compile(r"net|umsatz|revenue|sales|turnover|erlo|chiffre|ht(?![a-z])")
_NET_ALONE = re.compile(r"net")
_WITHOUT = re.compile(r"(?<![a-z])(?:ohne|excl|exkl|without|zzgl|before|vor|hors)")
"""How a word of a header begins by which its amounts are without tax, and words that say so."""
_GIVEN_BACK = frozenset({
    "returns", "returned", "retouren", "refund", "refunds", "refunded", "credit", "credits", "credited", "gutschrift",
    "gutschriften", "rebate", "rebates", "bonus", "boni", "skonto", "erloesschmaelerung", "erloesschmaelerungen",
    "allowance", "allowances", "deduction", "deductions", "rueckverguetung",
})  # fmt: skip
_NOT_GIVEN = frozenset(
    {"limit", "score", "rating", "days", "terms", "rate", "percent", "on", "class", "check", "card", "hold", "plan"}
)
"""Words of headers of what is given back, and words beside which they are something else."""
_EXCHANGE = frozenset(
    {"exchange rate", "fx rate", "fx", "kurs", "wechselkurs", "umrechnungskurs", "conversion rate", "currency rate"}
)
_OF_MANY = frozenset({"price unit", "preiseinheit", "per", "price per", "price quantity", "pe"})
_ALL_OF_IT = frozenset({"total cost", "cost of sales", "cost of goods sold", "cogs", "wareneinsatz"})
"""Names of costs that are of whole rows."""
_AN_AGE = re.compile(r"> ?\d{2,3}|\d{2,3} ?\+|\d{1,3} ?(?:-|\u2013|to|bis) ?\d{1,3} ?(?:d|days|tage)?")
_FEWEST_AGES = 2
"""A header of what is due for so many days, and how many of them make a list of what is due."""
_FEWEST_PIECES, _LONGEST_YEAR, _YEAR = 3, Decimal("1.02"), Decimal("365.25")
_BEGINS, _ENDS = frozenset({"from", "start", "von", "beginn"}), frozenset({"to", "until", "end", "bis", "ende"})
"""Words of headers of the first and the last day of what was charged."""


def not_what_was_charged(
    label: str,
    header: Header,
    rows: Sequence[Row],
    numbers: Mapping[str, Sequence[Decimal | None]],
    decimal: str | None,
    *,
    dated: bool,
) -> Iterator[str]:
    """Find what says that amounts are not what was charged, or costs not what was paid for it."""
    ages = [name for name in header.unused if _AN_AGE.fullmatch(name.strip().casefold())]
    if len(ages) >= _FEWEST_AGES:
        yield (
            f"{label} is of what is due, as column {cell(ages[0])} says, and not of what was charged in a year; leave "
            "such columns out of the file, if they say something else"
        )
    others = dict(_columns(label, header, rows, decimal))
    if "amount" in numbers:
        yield from _with_tax(label, header.names[header.columns["amount"]], numbers["amount"], others)
        yield from _before_deductions(label, header.names[header.columns["amount"]], numbers["amount"], others)
    if not {"currency"} & header.columns.keys():
        yield from _by_a_rate(label, others)
    by_price = "amount" not in numbers and {"quantity", "unit_price"} <= numbers.keys()
    if by_price:
        yield from _by_price(label, header, numbers, others, dated=dated)
    if "cost" in numbers and "quantity" in numbers:
        yield from _of_a_piece(label, header, numbers)


def taken_as_charged(
    header: Header, rows: Sequence[Row], numbers: Mapping[str, Sequence[Decimal | None]], *, dated: bool
) -> Iterator[str]:
    """Say what amounts are taken for: a year's revenue, what is without tax, what was charged at once."""
    if dated and PERIOD not in header.names:
        yield from _spans_beside(header, rows)
    if not dated and {"quantity", "unit_price"} <= numbers.keys() and not {*numbers} & (REVENUE - {"unit_price"}):
        quantity, price = (cell(header.names[header.columns[field]]) for field in ("quantity", "unit_price"))
        yield f"column {quantity} times column {price} is taken for what an account brings in a year"
    if "side" in header.columns and "amount" in numbers:
        name = header.names[header.columns["amount"]]
        if not any(map(_NET_ALONE.match, _words(name))):
            yield f"column {cell(name)} is of bookings, which may be with tax: nothing is taken off"


def of_longer_services(years: Sequence[Decimal | None], column: str) -> Iterator[str]:
    """Say how many rows are charges for more than a year, which count whole in the quarter of the charge."""
    if longer := sum(one is not None and one > _LONGEST_YEAR for one in years):
        rows = "rows are for more than a year, and count" if longer > 1 else "row is for more than a year, and counts"
        yield f"{longer:,} {rows} whole when charged, as column {cell(column)} tells"


def _spans_beside(header: Header, rows: Sequence[Row]) -> Iterator[str]:
    """Say how many rows are for more than a year by two columns of days of which nothing is known."""
    places = {
        end: next((k for k, name in enumerate(header.names) if name in header.unused and _words(name) & words), None)
        for end, words in (("begins", _BEGINS), ("ends", _ENDS))
    }
    begins, ends = places["begins"], places["ends"]
    if begins is not None and ends is not None:
        days = [[_day(row, k) for k in (begins, ends)] for row in rows]
        years = [Decimal((last - first).days) / _YEAR for first, last in days if first is not None and last is not None]
        yield from of_longer_services(years, header.names[ends])


def _day(row: Row, k: int) -> date | None:
    value = row.at(k)
    period = period_of(value, "day-first") or period_of(value, "month-first")
    return None if period is None else period.begins


def _columns(
    label: str, header: Header, rows: Sequence[Row], decimal: str | None
) -> Iterator[tuple[str, Sequence[Decimal | None]]]:
    """Columns of numbers of which nothing is known, as they read."""
    for k in [k for k, name in enumerate(header.names) if name in header.unused]:
        wrong: list[Mistake] = []
        cells = [(row.line, _plain(row.at(k))) for row in rows]
        first = next((one for _, one in cells if not is_empty(one)), "")
        if isinstance(first, Decimal) or (isinstance(first, str) and written(first)):
            found = read_amounts(Column(label, header.names[k], "", 1), cells, decimal, wrong)
            if not wrong and any(found.values):
                yield header.names[k], found.values


def _plain(value: Cell) -> Cell:
    return value.removesuffix("%").strip() if isinstance(value, str) else value


def _with_tax(
    label: str, name: str, amounts: Sequence[Decimal | None], others: Mapping[str, Sequence[Decimal | None]]
) -> Iterator[str]:
    """Find amounts beside a tax of which neither their name nor another column says that they are without it."""
    taxes = [one for one in others if (words := _words(one)) & TAX and not words & _NO_TAX]
    if not taxes or any(map(_NET.match, header_key(name).split())) or _WITHOUT.search(folded(name)):
        return
    sums = {one: [*_sums(amounts, others[one])] for one in taxes}
    if any(_are(whole, others[one]) for whole in sums.values() for one in others):
        return
    net = next((one for one in others for tax in taxes if _are([*_sums(others[one], others[tax])], amounts)), "")
    why = f"is {cell(net)} and {cell(taxes[0])} together" if net else f"may be with the tax in column {cell(taxes[0])}"
    yield f"{label} column {cell(name)} {why}: call what is without tax net amount, and what is with it gross"


def _before_deductions(
    label: str, name: str, amounts: Sequence[Decimal | None], others: Mapping[str, Sequence[Decimal | None]]
) -> Iterator[str]:
    """Find what was given back beside an amount, of which nothing says that it is taken off already."""
    if any(map(_NET_ALONE.match, _words(name))):
        return
    for one, values in others.items():
        words = _words(one)
        if (
            not words & _GIVEN_BACK
            or words & _NOT_GIVEN
            or any(_are([*_sums(amounts, values)], of) for of in others.values() if of is not values)
        ):
            continue
        yield (
            f"{label} column {cell(one)} may have to be taken off column {cell(name)}: call what is left of both net "
            "amount, or leave this column out, if it is taken off already"
        )


def _by_a_rate(label: str, others: Mapping[str, Sequence[Decimal | None]]) -> Iterator[str]:
    """Find rates of exchange of which there are several: amounts are of several currencies."""
    for one, values in others.items():
        if header_key(one) in _EXCHANGE and len({*values} - {None}) > 1:
            yield (
                f"{label} column {cell(one)} has several rates, so that amounts may be of several currencies: bring "
                "them to one in a column called amount, and leave this one out"
            )


def _words(name: str) -> set[str]:
    """Words of a header, with those that begin with a capital within it taken apart or not."""
    return {*header_key(name).split(), *re.findall(r"[a-z]+", folded(name))}


def _sums(one: Sequence[Decimal | None], other: Sequence[Decimal | None]) -> Iterator[Decimal]:
    nothing = Decimal(0)
    yield from ((first or nothing) + (second or nothing) for first, second in zip(one, other, strict=True))


def _are(sums: Sequence[Decimal], amounts: Sequence[Decimal | None]) -> bool:
    return all(agree(one, amount or Decimal(0)) for one, amount in zip(sums, amounts, strict=True))


def _by_price(
    label: str,
    header: Header,
    numbers: Mapping[str, Sequence[Decimal | None]],
    others: Mapping[str, Sequence[Decimal | None]],
    *,
    dated: bool,
) -> Iterator[str]:
    """Find what else decides an amount that would be a quantity times a price."""
    price = cell(header.names[header.columns["unit_price"]])
    columns = [
        one for one in others if header_key(one) in _OF_MANY and any(value not in {None, 1} for value in others[one])
    ]
    if dated and any(numbers.get("discount", ())):
        columns.append(header.names[header.columns["discount"]])
    for one in columns:
        yield (
            f"{label} has column {cell(one)}, which may change what is charged by column {price}: add a column called "
            "amount, of what was charged, or leave this one out"
        )


def _of_a_piece(label: str, header: Header, numbers: Mapping[str, Sequence[Decimal | None]]) -> Iterator[str]:
    """Find costs that would be of one piece, as each times its quantity is no more than was paid."""
    name = header.names[header.columns["cost"]]
    prices = numbers.get("unit_price", [None] * len(numbers["cost"]))
    amounts = numbers.get("amount", [None] * len(numbers["cost"]))
    found = [
        (quantity, quantity * cost <= (amount if amount is not None else quantity * (price or 0)))
        for quantity, cost, amount, price in zip(numbers["quantity"], numbers["cost"], amounts, prices, strict=True)
        if quantity is not None and quantity > 1 and cost
    ]
    most = max((quantity for quantity, _ in found), default=0)
    if header_key(name) not in _ALL_OF_IT and most >= _FEWEST_PIECES and all(less for _, less in found):
        yield (
            f"{label} column {cell(name)} may be of one piece, as times the quantity it is no more than was paid: "
            "call it total cost, if it is of the whole row, and write that of the whole row, if it is not"
        )
