"""A sheet for each table: its own figures, you or luck, promised and done, and what it lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.tables_turns import own_until_when
from equipoise.app.pages.workshop.debrief.known import own_guesses, own_known
from equipoise.app.pages.workshop.debrief.pictures import own_picture
from equipoise.app.pages.workshop.debrief.slide import Grid
from equipoise.app.pages.workshop.debrief.words import apart_line, break_line, counted_years
from equipoise.app.pages.workshop.debrief.years import events_grid, ledger_grid
from equipoise.app.pages.workshop.words import currency_of
from equipoise.experiments.workshop.plans import BUILD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.prose.units import Units
    from equipoise.experiments.workshop.debrief.debrief import Debrief, Luck, Result


class Sheet(NamedTuple):
    """What a table takes home."""

    name: str
    counterpart: str
    headline: str
    picture: Picture
    figures: Grid
    years: Grid
    events: Grid
    known: Grid
    promises: Grid | None
    guesses: Grid | None
    told: list[str]


def sheets(found: Debrief) -> list[Sheet]:
    """Make a sheet for each table of a room."""
    return [_sheet(found, one) for one in found.tables]


def _sheet(found: Debrief, result: Result) -> Sheet:
    currency, account = currency_of(found.workshop.money), found.workshop.account
    return Sheet(
        result.name,
        result.counterpart,
        _headline(result, account),
        own_picture(found, result),
        _figures(found, result, currency),
        ledger_grid(result, account, currency),
        events_grid(result, account),
        own_known(result, account),
        _promises(result),
        own_guesses(result, account),
        [*_told(found, result, account, currency)],
    )


def _headline(result: Result, account: str) -> str:
    score = result.score
    if score is None:
        return "Two computer players make too little in so few years for per cent of it to say anything."
    return (
        f"The vendor made {score.vendor:.0f}% and {account} {score.account:.0f}% of what two computer players made of "
        f"your luck: your table scores {score.table:.0f}."
    )


def _figures(found: Debrief, result: Result, currency: Units) -> Grid:
    """You or luck, which adds up."""
    head = [f"{currency.currency.capitalize()} a year", "Computer players, many lucks", "your luck", "you", "you made"]
    of_account = found.workshop.account + (f", years 1 to {result.later.first - 1}" if result.later else "")
    sides = ((result.vendor_luck, "Vendor"), (result.account_luck, of_account))
    return Grid(head, [[name, *_parts(luck, currency)] for luck, name in sides])


def _parts(luck: Luck, currency: Units) -> list[str]:
    own = luck.mean + luck.luck + luck.you
    signed = [currency.figure(value, signed=True) for value in (luck.luck, luck.you)]
    return [currency.figure(luck.mean), *signed, currency.figure(own)]


def _promises(result: Result) -> Grid | None:
    rows = [
        [str(said.year), said.promised_build, said.built, said.promised_work, said.worked] for said in result.promises
    ]
    return Grid(["Year", "Promised to build", "built", "Promised to work", "worked"], rows) if rows else None


def _told(found: Debrief, result: Result, account: str, currency: Units) -> Iterator[str]:
    if result.later is not None:
        yield counted_years(result.later, account, currency)
    yield (
        '"Your luck" is what two computer players made of it, less what they make of many lucks; "you" is what you '
        'made, less what they made of yours. A break by chance counts under "you", too: what happened to you and not '
        "to them does, whether chance decided it or you."
    )
    for one in result.breaks:
        yield break_line(one, account, found.workshop.years, found.horizon, currency)
    if apart := apart_line(result.breaks, account, currency):
        yield apart
    built = next((entry.year for entry in result.ledger if BUILD.get(entry.built, 0.0) > 0.0), 0)
    yield own_until_when(result.paid_until, built)
    yield "That has computer players on both sides from then on, and not the two of you: they answer other offers."
