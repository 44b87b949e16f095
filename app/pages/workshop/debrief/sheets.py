"""A sheet for each table: its own figures, you or luck, promised and done, and what it lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.pages.workshop.debrief.guesses import own_guesses
from equipoise.app.pages.workshop.debrief.pictures import own_picture
from equipoise.app.pages.workshop.debrief.slide import Grid
from equipoise.app.pages.workshop.words import currency_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.prose.currency import Currency
    from equipoise.experiments.workshop.debrief.debrief import Debrief, Luck, Result


class Sheet(NamedTuple):
    """What a table takes home."""

    name: str
    counterpart: str
    headline: str
    picture: Picture
    figures: Grid
    years: Grid
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
        _years(result, account, currency),
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


def _figures(found: Debrief, result: Result, currency: Currency) -> Grid:
    """You or luck, which adds up."""
    head = [f"{currency.name.capitalize()} a year", "Computer players, many lucks", "your luck", "you", "you made"]
    counts = found.kinds[result.counterpart].own_years
    of_account = found.workshop.account + (
        f", first {counts} years" if counts is not None and counts < found.years else ""
    )
    sides = ((result.vendor_luck, "Vendor"), (result.account_luck, of_account))
    return Grid(head, [[name, *_parts(luck, currency)] for luck, name in sides])


def _parts(luck: Luck, currency: Currency) -> list[str]:
    own = luck.mean + luck.luck + luck.you
    signed = [currency.amount(value, signed=True) for value in (luck.luck, luck.you)]
    return [currency.amount(luck.mean), *signed, currency.amount(own)]


def _years(result: Result, account: str, currency: Currency) -> Grid:
    head = [
        "Year", f"{account}'s need: true", "the vendor's estimate", "Vendor's need: true", f"{account}'s belief",
        "asked", "given",
    ]  # fmt: skip
    asked = {one.year: one for one in result.requests}
    rows = []
    for need in result.needs:
        one = asked.get(need.year)
        money = ["-", "-"] if one is None else [currency.amount(one.asked), currency.amount(one.granted)]
        values = (need.account, need.guessed, need.vendor, need.believed)
        rows.append([str(need.year), *(f"{value:.2f}" for value in values), *money])
    return Grid(head, rows)


def _promises(result: Result) -> Grid | None:
    rows = [
        [str(said.year), said.promised_build, said.built, said.promised_work, said.worked] for said in result.promises
    ]
    return Grid(["Year", "Promised to build", "built", "Promised to work", "worked"], rows) if rows else None


def _told(found: Debrief, result: Result, account: str, currency: Currency) -> Iterator[str]:
    for one in result.breaks:
        when = f"Year {one.year}, quarter {one.quarter}"
        if one.final:
            lost = (
                f"The vendor lost {currency.amount(one.lost_vendor)} and {account} {currency.amount(one.lost_account)}"
            )
            yield f"{when}: it was over ({one.words}). {lost}, over the {found.horizon:g} years that both look ahead."
        else:
            yield f"{when}: it broke down ({one.words}), and {account} bought elsewhere for a while."
    last = result.paid_until
    if last is None:
        yield "With your luck, turning to investing would have paid the vendor at no time."
    elif last == 0:
        yield "With your luck, investing would have paid the vendor from the first year on, and not later."
    else:
        yield f"With your luck, it would still have paid the vendor to turn to investing after year {last}."
    yield "That has computer players on both sides from then on, and not the two of you: they answer other offers."
