"""The facilitator's list: how each table stands after a year. It tells more than any seat may know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rich.text import Text

from equipoise.app.pages.layout import Column, heading, remark, sections, table
from equipoise.app.pages.workshop.words import MONTHS, currency_of, is_short
from equipoise.experiments.workshop.books import account_years, vendor_years
from equipoise.experiments.workshop.debrief.promises import Promise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from equipoise.analysis.prose.units import Units
    from equipoise.experiments.workshop.books import AccountYear, VendorYear
    from equipoise.experiments.workshop.room import Year


class Row(NamedTuple):
    """A table after a year."""

    table: str
    counterpart: str
    vendor: VendorYear
    account: AccountYear
    remarks: list[str]


def rows(played: Mapping[str, Year], year: int) -> list[Row]:
    """How each table stands after a year, from 1."""
    found = []
    for name, one in played.items():
        slot = one.table.slot
        vendor, account = vendor_years(one.session, slot)[year - 1], account_years(one.session, slot)[year - 1]
        found.append(Row(name, one.table.counterpart.name, vendor, account, [*_remarks(one, vendor, year)]))
    return found


def _remarks(played: Year, vendor: VendorYear, year: int) -> Iterator[str]:
    handed, pair = played.handed[year - 1], vendor.relationship
    if vendor.failed:
        yield "the vendor's cash has run out"
    elif not pair.held:
        yield "parted for good: the vendor goes on alone, and the account watches"
    elif pair.away:
        yield "broken down: ask both whether they would go on"
    elif is_short(vendor.cash, vendor.fixed_cost):
        yield f"the vendor has cash for {MONTHS * vendor.cash / vendor.fixed_cost:.0f} months"
    if takes_over_after(played, year):
        account = played.table.workshop.account
        yield f"somebody else takes over {account}'s seat: successors-{year}.html has half a page for it alone"
    if pair.held and handed.promises is not None:
        said, work = handed.promises, handed.account.work
        promise = Promise(year, said.build, handed.vendor.build, said.work, work)
        if not promise.vendor_kept:
            yield f"promised to build {said.build}, built {handed.vendor.build}"
        if not promise.account_kept:
            yield f"promised to work {said.work}, worked {work}"


def takes_over_after(played: Year, year: int) -> bool:
    """Whether somebody else takes over the account's seat after a year, from 1."""
    who = played.table.counterpart
    return bool(who.successor) and who.own_years == year and not played.over


def facilitator_page(played: Mapping[str, Year], year: int) -> Iterator[RenderableType]:
    """Lay the list out for a terminal."""
    workshop = next(iter(played.values())).table.workshop
    units = currency_of(workshop.money)
    figures = ("Price", "Vendor\nmade", "Account\ngained", "Cash", "Needs\naccount", "Needs\nvendor")
    found = rows(played, year)
    cells = table("Table", Column("Account", whole=True), *(Column(head, figures=True) for head in figures))
    for row in found:
        cells.add_row(*_cells(row, units))
    told = [Text(f"Table {row.table}: {remark}.") for row in found for remark in row.remarks]
    return sections(
        [heading(f"Year {year} of {workshop.years}: for the facilitator's eyes")],
        [cells],
        told or None,
        [remark(f"Money in millions of {units.currency}. What a side needs the other is as the vendor estimates it.")],
    )


def _cells(row: Row, units: Units) -> list[str]:
    pair = row.vendor.relationship
    return [
        row.table,
        row.counterpart,
        units.a_unit(pair.price) if pair.held and not pair.away else "-",
        units.millions(row.vendor.profit),
        units.millions(row.account.surplus),
        units.millions(row.vendor.cash),
        f"{row.vendor.needs_account:.2f}" if pair.held else "-",
        f"{pair.needs_vendor:.2f}" if pair.held else "-",
    ]


def facilitator_document(played: Mapping[str, Year], year: int) -> dict[str, Any]:
    """The same for programs, in the model's money."""
    return {
        "year": year,
        "tables": [
            {
                "table": row.table,
                "counterpart": row.counterpart,
                "vendor": _plain(row.vendor),
                "account": _plain(row.account),
                "remarks": row.remarks,
            }
            for row in rows(played, year)
        ],
    }


def _plain(books: VendorYear | AccountYear) -> dict[str, Any]:
    return books._asdict() | {"relationship": books.relationship._asdict()}
