"""A table's years as grids: what each brought beside computer players', and which events came."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from equipoise.app.pages.workshop.debrief.slide import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.prose.units import Units
    from equipoise.experiments.workshop.debrief.debrief import Result
    from equipoise.experiments.workshop.debrief.ledger import Entry

PROGRAMS = "programs on both sides"


def ledger_grid(result: Result, account: str, currency: Units) -> Grid:
    """What each year brought both sides, beside two computer players with the same luck."""
    millions = f"million {currency.currency}"
    head = [
        "Year", "Price a unit", "Rating, 1 to 5", f"Vendor made, {millions}", f"{account} gained, {millions}",
        "built", "worked", "asked", "given",
    ]  # fmt: skip
    rows = [
        [
            year_of(one),
            _beside(_price(one, currency), _price(par, currency)),
            _beside(_rating(one), _rating(par)),
            _beside(currency.millions(one.vendor), currency.millions(par.vendor)),
            _beside(currency.millions(one.account), currency.millions(par.account)),
            one.built or "-",
            one.worked or "-",
            *(currency.figure(money) for money in (one.asked, one.granted)),
        ]
        for one, par in zip(result.ledger, result.par_ledger, strict=True)
    ]
    return Grid(head, rows)


def year_of(one: Entry) -> str:
    """The year, and what is special about it."""
    special = [f"apart {one.apart} of 4 quarters"] if one.apart else []
    special += ["parted"] if one.over else []
    special += [] if one.people else [PROGRAMS]
    return ", ".join([str(one.year), *special])


def _beside(own: str, par: str) -> str:
    return f"{own} ({par})"


def _rating(one: Entry) -> str:
    return "-" if isnan(one.level) else f"{one.level:.1f}"


def _price(one: Entry, currency: Units) -> str:
    return "-" if isnan(one.price) else currency.a_unit(one.price)


_HARDLY = 0.05
EVENT_WORDS = {
    "reorganised": "{account} reorganised",
    "broke_down": "The two broke down",
    "came_back": "They came back together",
    "parted": "They parted for good",
    "won": "The vendor won another account",
    "lost": "The vendor lost another account",
}


def events_grid(result: Result, account: str) -> Grid:
    """Events at the table, with its luck, and in general."""
    rows = [
        [EVENT_WORDS[one.event].format(account=account), _years(one.table), _years(one.par), _often(one.usual)]
        for one in result.traced
    ]
    return Grid(["Event, in years", "you", "computers, your luck", "computers, many lucks, on average"], rows)


def _often(mean: float) -> str:
    if mean < _HARDLY:
        return "hardly ever" if mean else "never"
    return f"{mean:.1f} times"


def _years(counts: Sequence[int]) -> str:
    """How often, and in which years: ``3: years 2, 5 (2)``."""
    if not any(counts):
        return "never"
    told = [f"{year} ({count})" if count > 1 else str(year) for year, count in enumerate(counts, start=1) if count]
    return f"{sum(counts)}: year{'' if len(told) == 1 else 's'} {', '.join(told)}"
