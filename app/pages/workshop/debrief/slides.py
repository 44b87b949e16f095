"""The slides of a debrief: a question of the workshop, the finding that answers it, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.prose.tables import (
    Gain,
    Known,
    Together,
    both_lost,
    mean_of,
    one_luck_each,
    partner_or_not,
    promises_kept,
    survival,
    too_few_requests,
    who_knew,
)
from equipoise.app.pages.workshop.debrief.guesses import guess_slides
from equipoise.app.pages.workshop.debrief.pictures import kinds_of, pictures
from equipoise.app.pages.workshop.debrief.slide import Grid, Slide
from equipoise.app.pages.workshop.words import currency_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.analysis.figures.style import Picture
    from equipoise.experiments.workshop.debrief.debrief import Debrief, Kind, Result

_NORMAL = 1.959964
_ANSWERS = ("knew", "requests", "turns", "kinds", "lost")
"""Slides that answer the workshop's questions, in their order; any more stand on the last."""


def slides(found: Debrief) -> list[Slide]:
    """Make all slides, with the workshop's questions beside their answers.

    Parameters
    ----------
    found : Debrief
        Of the room.

    Returns
    -------
    list of Slide
        In the order in which they are shown.
    """
    drawn, asked = pictures(found), found.workshop.questions
    made = [
        _drawn("score", "Two figures, and the smaller counts", drawn),
        _drawn("plane", "Who needs whom", drawn),
        _knew(found),
        *guess_slides(found),
        _drawn("requests", "Asked for and given", drawn, too_few_requests(len(found.tables))),
        _promises(found),
        _drawn("turns", "Until when it would have paid", drawn, one_luck_each()),
        _kinds(found),
        _lost(found),
        _drawn("luck", "You or luck", drawn),
        Slide("together", "Who stays together", _survival(found), [], None, _survival_grid(found)),
        Slide("close", "And at home?", "", list(asked[len(_ANSWERS) :])),
    ]
    beside = dict(zip(_ANSWERS, asked, strict=False))
    return [slide._replace(questions=[beside[slide.key]]) if slide.key in beside else slide for slide in made]


def _drawn(key: str, name: str, drawn: dict[str, Picture], *remarks: str) -> Slide:
    return Slide(key, name, drawn[key].title, [], drawn[key], None, remarks)


def _knew(found: Debrief) -> Slide:
    every = [need for one in found.tables for need in one.needs]
    finding = who_knew(
        found.workshop.account,
        Known(mean_of([need.account for need in every]), mean_of([need.guessed for need in every])),
        Known(mean_of([need.vendor for need in every]), mean_of([need.believed for need in every])),
    )
    account = found.workshop.account
    head = [
        "Year", "Tables together", f"{account}'s need of the vendor: true", "as vendors estimated it",
        f"The vendor's need of {account}: true", f"{account}'s belief in it",
    ]  # fmt: skip
    rows = []
    for year in sorted({need.year for need in every}):
        then = [need for need in every if need.year == year]
        values = ([getattr(need, name) for need in then] for name in ("account", "guessed", "vendor", "believed"))
        rows.append([str(year), str(len(then)), *(f"{mean_of(value):.2f}" for value in values)])
    remark = (
        "Means over the tables together at the end of a year. A belief is a probability; each table's own years are on "
        "its sheet."
    )
    return Slide("knew", "Who knew what", finding, [], None, Grid(head, rows), (remark,))


def _promises(found: Debrief) -> Slide:
    account = found.workshop.account
    kept = {
        one.name: (sum(said.vendor_kept for said in one.promises), sum(said.account_kept for said in one.promises))
        for one in found.tables
    }
    many = {one.name: len(one.promises) for one in found.tables}
    total = sum(many.values())
    finding = promises_kept(
        account, (sum(vendor for vendor, _ in kept.values()), total), (sum(own for _, own in kept.values()), total)
    )
    head = ["Table", "Account", "Years with promises", "Vendor kept its own", f"{account} kept its own"]
    rows = [
        [one.name, one.counterpart, str(many[one.name]), *(str(count) for count in kept[one.name])]
        for one in found.tables
    ]
    remark = "Kept: as much as was promised, or more. Who promised what, year by year, is on each table's sheet."
    return Slide("promises", "Promised and done", finding, [], None, Grid(head, rows), (remark,))


def _kinds(found: Debrief) -> Slide:
    seated, currency = kinds_of(found), currency_of(found.workshop.money)
    gains = {name: _gain(kind) for name, kind in found.kinds.items()}
    finding = partner_or_not(gains, currency, len(found.dealt))
    groups = [[one for one in found.tables if one.counterpart == name] for name in seated]
    account = found.workshop.account
    measures: list[tuple[str, Callable[[Sequence[Result]], str]]] = [
        ("Tables", lambda tables: str(len(tables))),
        ("Together at the end", lambda tables: str(sum(one.end is None for one in tables))),
        ("The vendor made, a year", lambda tables: currency.amount(mean_of([one.own.vendor for one in tables]))),
        (f"{account} gained, a year", lambda tables: currency.amount(mean_of([one.own.account for one in tables]))),
        (
            "The vendor built, of the most that it could",
            lambda tables: _percent(mean_of([one.built for one in tables])),
        ),
        (
            f"{account} worked, of the most that anybody can",
            lambda tables: _percent(mean_of([one.worked for one in tables])),
        ),
        (f"{account} asked for, of its purchases", _asked),
        ("Given, of what was asked for", _given),
    ]
    rows = [[name, *(tell(group) for group in groups)] for name, tell in measures]
    few = "" if len(seated) > 1 else "All tables of this room had the same account. "
    remark = (
        f"{few}The figures are this room's; so few tables differ by luck and by people, too: what holds in general "
        "is the sentence above."
    )
    return Slide(
        "kinds",
        " or ".join(gains).capitalize(),
        finding,
        [],
        None,
        Grid(["", *(f"tables with the {name}" for name in seated)], rows),
        (remark,),
    )


def _gain(kind: Kind) -> Gain:
    """What investing brings the vendor, over all lucks."""
    difference = kind.fair.vendor.mean(1) - kind.give_in.vendor.mean(1)
    error = float(difference.std(ddof=1)) / len(difference) ** 0.5 if len(difference) > 1 else float("inf")
    return Gain(float(difference.mean()), _NORMAL * error)


def _percent(share: float) -> str:
    return "-" if np.isnan(share) else f"{100.0 * share:.0f}%"


def _asked(tables: Sequence[Result]) -> str:
    asked, bought = (
        sum(getattr(year, name) for one in tables for year in one.requests) for name in ("asked", "purchases")
    )
    return f"{100.0 * asked / bought:.1f}%" if bought > 0.0 else "-"


def _given(tables: Sequence[Result]) -> str:
    granted, asked = (
        sum(getattr(year, name) for one in tables for year in one.requests) for name in ("granted", "asked")
    )
    return _percent(granted / asked) if asked > 0.0 else "nothing was"


def _lost(found: Debrief) -> Slide:
    currency, account = currency_of(found.workshop.money), found.workshop.account
    ends = [(one, one.end) for one in found.tables if one.end is not None]
    finding = both_lost([(end.lost_vendor, end.lost_account) for _, end in ends], len(found.tables))
    rows = [
        [
            one.name,
            one.counterpart,
            f"{end.year}, Q{end.quarter}",
            end.words,
            currency.amount(end.lost_vendor),
            currency.amount(end.lost_account),
        ]
        for one, end in ends
    ]
    passing = sum(not one.final for result in found.tables for one in result.breaks)
    remarks = (
        (
            f"What the relationship would have been worth over the {_years_ahead(found)} that both look ahead, against "
            f"going on without it, in {currency.name}."
        ),
        f"Breakdowns in all: {passing}; a table that broke down and came back is not among those that parted.",
    )
    grid = Grid(["Table", "Account", "When", "Why", "Vendor lost", f"{account} lost"], rows) if rows else None
    return Slide("lost", "When it ends", finding, [], None, grid, remarks if rows else remarks[1:])


def _years_ahead(found: Debrief) -> str:
    years = found.horizon
    return "year" if years == 1.0 else f"{years:g} years"


def _survival(found: Debrief) -> str:
    last = found.workshop.years
    together = {
        name: Together(*(float(games.together[:, last - 1].mean()) for games in (kind.fair, kind.give_in)))
        for name, kind in found.kinds.items()
        if name in kinds_of(found)
    }
    return survival(together, len(found.dealt), len(found.tables), last)


def _survival_grid(found: Debrief) -> Grid:
    """Share of games that are together, by year."""
    seated = kinds_of(found)
    head = ["Together, of 100 games", *(f"{name}, vendor {way}" for name in seated for way in ("invests", "gives in"))]
    shares = [
        games.together.mean(0) for name in seated for games in (found.kinds[name].fair, found.kinds[name].give_in)
    ]
    years = range(2, len(shares[0]) + 1, 2)
    return Grid(
        head, [[f"after year {year}", *(f"{100.0 * share[year - 1]:.0f}" for share in shares)] for year in years]
    )
