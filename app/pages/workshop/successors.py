"""What is printed for a seat that somebody else takes over: half a page, to be laid into that seat's own half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.pages.html import page, prose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.workshop.room import Year


def takes_over_after(played: Year, year: int) -> bool:
    """Whether somebody else takes over the account's seat after a year, from 1."""
    who = played.table.counterpart
    return bool(who.successor) and who.own_years == year and not played.over


def successors_page(played: Mapping[str, Year], year: int) -> str:
    """Make the page with half a page for each seat that somebody else takes over after a year; empty without any."""
    halves = [
        (f"TABLE {name} · {at.workshop.account.upper()} · FROM YEAR {year + 1} ON", prose(at.counterpart.successor))
        for name, one in played.items()
        if takes_over_after(one, year)
        for at in [one.table]
    ]
    return page("successors.html.j2", year=year, halves=halves) if halves else ""
