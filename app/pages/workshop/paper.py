"""What is printed: role sheets, slips, year sheets, the empty plane, the guide, the halves of a year, successors'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.pages.html import embedded, page, prose
from equipoise.app.pages.workshop.facilitator import takes_over_after
from equipoise.app.pages.workshop.seats import account_half, vendor_half
from equipoise.app.pages.workshop.sessions import LEFT_OUT, SESSIONS, timetable
from equipoise.experiments.workshop.answers import WITHOUT_DEAL
from equipoise.experiments.workshop.columns import ACCOUNT_SLIP, DEAL, PROMISES, VENDOR_SLIP
from equipoise.experiments.workshop.table import Table
from equipoise.experiments.workshop.workshop import LEAST_YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.workshop.room import Year
    from equipoise.experiments.workshop.workshop import Workshop


def year_page(played: Mapping[str, Year], year: int) -> str:
    """Make the page of a year: half a page for each seat of each table."""
    halves = [
        make(name, one.table, one.session, year, one.handed[year - 1])
        for name, one in played.items()
        for make in (vendor_half, account_half)
    ]
    return page("halves.html.j2", title=f"Year {year}", halves=halves)


def successors_page(played: Mapping[str, Year], year: int) -> str:
    """Make the page with half a page for each seat that somebody else takes over after a year; empty without any."""
    halves = [
        (f"TABLE {name} · {at.workshop.account.upper()} · FROM YEAR {year + 1} ON", prose(at.counterpart.successor))
        for name, one in played.items()
        if takes_over_after(one, year)
        for at in [one.table]
    ]
    return page("successors.html.j2", year=year, halves=halves) if halves else ""


def room_pages(workshop: Workshop, tables: int) -> dict[str, str]:
    """Make everything that is printed before a session, as HTML by the name of the file."""
    from equipoise.analysis.figures.style import svg
    from equipoise.analysis.figures.tables_plane import empty_plane

    plane = embedded({"plane": svg(empty_plane(workshop.account))})["plane"]
    return {
        "role-sheets.html": page(
            "role-sheets.html.j2",
            workshop=workshop,
            copies=[("the first page", 2 * tables), ("the second", tables), ("the others, as room.toml says", tables)],
            both=prose(workshop.both),
            vendor=prose(workshop.vendor),
            sheets=[(one.name, prose(one.sheet)) for one in workshop.counterparts],
        ),
        "slips.html": page(
            "slips.html.j2",
            workshop=workshop,
            tables=tables,
            step=f"{_step(workshop):g} {workshop.money.currency}",
            without_deal=WITHOUT_DEAL,
            deal=DEAL,
            promises=PROMISES,
            vendor=VENDOR_SLIP,
            account=ACCOUNT_SLIP,
        ),
        "plane.html": page("plane.html.j2", workshop=workshop, plane=plane),
        "year-sheet.html": page("year-sheet.html.j2", workshop=workshop, tables=tables),
        "guide.html": page(
            "guide.html.j2",
            workshop=workshop,
            tables=tables,
            about=prose(workshop.about),
            opening=prose(workshop.opening),
            questions=workshop.questions,
            sessions=SESSIONS,
            timetable=timetable(),
            left_out=LEFT_OUT,
            least_years=LEAST_YEARS,
            knows=not all(one.invests for one in workshop.counterparts),
        ),
    }


def _step(workshop: Workshop) -> float:
    """Most that a price moves in a year, in the workshop's currency a unit."""
    arm = Table(workshop, workshop.counterparts[0], seed=0, replication=0).arm()
    return workshop.money.price * arm.played.parameters.bargaining.price_step
