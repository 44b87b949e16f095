"""Who knew what: needs, what the vendor's books showed of them, and what people guessed; beliefs stand apart."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.guesses import foresaw, off, predicted
from equipoise.analysis.prose.numbers import capital
from equipoise.analysis.prose.tables import mean_of, who_knew
from equipoise.app.pages.workshop.debrief.slide import Grid, Slide
from equipoise.app.pages.workshop.debrief.years import year_of
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from equipoise.experiments.workshop.debrief.debrief import Debrief, Result
    from equipoise.experiments.workshop.debrief.guessed import Guessed
    from equipoise.experiments.workshop.debrief.truth import Need


BELIEF = (
    "The last column is a chance and no need: what a computer player in {account}'s seat would have made of the "
    "vendor's size, prices and answers. People there may have thought otherwise."
)
"""What the last column is, and is not."""


class _Row(NamedTuple):
    """Needs and guesses that are told together."""

    labels: list[str]
    needs: Sequence[Need]
    guesses: Sequence[Guessed]


def knew_slide(found: Debrief) -> Slide:
    """Make the slide for all tables."""
    account = found.workshop.account
    every = [need for one in found.tables for need in one.needs]
    guesses = [one for table in found.tables for one in table.guessed]
    need, seen, sure = (mean_of([getattr(one, name) for one in every]) for name in ("account", "guessed", "believed"))
    rows = []
    for year in sorted({one.year for one in every}):
        then = [one for one in every if one.year == year]
        rows.append(_Row([str(year), str(len(then))], then, [one for one in guesses if one.year == year]))
    remarks = (
        "Means over the tables together at the end of a year; each table's own are on its sheet.",
        BELIEF.format(account=account),
    )
    grid = _grid(account, ["Year", "Tables together"], rows)
    return Slide("knew", "Who knew what", who_knew(account, need, seen, sure), [], None, grid, remarks)


def own_known(result: Result, account: str) -> Grid:
    """The same for a table, year by year."""
    rows = [
        _Row(
            [year_of(entry)],
            [need for need in result.needs if need.year == entry.year],
            [one for one in result.guessed if one.year == entry.year],
        )
        for entry in result.ledger
    ]
    return _grid(account, ["Year"], rows)


def _grid(account: str, labels: list[str], rows: Sequence[_Row]) -> Grid:
    """Guesses have columns where anybody made any."""
    asked = {one.question for row in rows for one in row.guesses}
    ours, theirs = "needs_us" in asked, "needed" in asked
    head = [
        *labels,
        f"{account}'s need of the vendor: true",
        "as the vendor's books showed it",
        *(["as the vendor's people guessed it"] if ours else []),
        f"The vendor's need of {account}: true",
        *([f"as {account}'s people guessed it"] if theirs else []),
        f"A computer {account} would have been sure that the vendor depends on it",
    ]
    return Grid(head, [_cells(row, ours=ours, theirs=theirs) for row in rows])


def _cells(row: _Row, *, ours: bool, theirs: bool) -> list[str]:
    guessed = [one.guess for one in row.guesses if one.question == "needs_us"]
    needed = [one.guess for one in row.guesses if one.question == "needed"]
    return [
        *row.labels,
        _mean([need.account for need in row.needs]),
        _mean([need.guessed for need in row.needs]),
        *([_mean(guessed)] if ours else []),
        _mean([need.vendor for need in row.needs]),
        *([_mean(needed)] if theirs else []),
        f"{100.0 * fmean(need.believed for need in row.needs):.0f}%" if row.needs else "-",
    ]


def _mean(values: Sequence[float]) -> str:
    return f"{fmean(values):.2f}" if values else "-"


_SIDES = (Side.VENDOR, Side.ACCOUNT)


def guess_slides(found: Debrief) -> Iterator[Slide]:
    """Make the slides of what was guessed; none where nobody collected it."""
    if found.foretold.predictions:
        yield _predicted(found)
    if any(one.guessed for one in found.tables):
        yield _guessed(found)


def _predicted(found: Debrief) -> Slide:
    account, people = found.workshop.account, found.foretold.predictions
    came = [one.even_year for one in found.tables]
    years: list[int | None] = [*range(1, found.workshop.years + found.workshop.years_after + 1), None]
    rows = [
        ["never" if year is None else f"year {year}", str(people.count(year)), str(came.count(year))] for year in years
    ]
    head = [f"{account} needs the vendor as much, or nearly", "people expected it", "tables where it came"]
    return Slide("predicted", "What you expected", predicted(account, people, came), [], None, Grid(head, rows))


def _guessed(found: Debrief) -> Slide:
    account = found.workshop.account
    words = _questions(account)
    pairs = {said: [(one.guess, one.truth) for one in _all(found, name)] for name, said in words.items()}
    ends = [(one.guess, one.truth > 0.0) for one in _all(found, "together")]
    usual = sum(float(kind.par.together[:, -1].mean()) for kind in found.kinds.values()) / len(found.kinds)
    forecast = foresaw(ends, usual, len(found.tables))
    rows = [
        [
            one.name,
            "vendor" if side is Side.VENDOR else account,
            *(_cell([said for said in one.guessed if (said.side, said.question) == (side, name)]) for name in words),
        ]
        for one in found.tables
        for side in _SIDES
    ]
    head = ["Table", "Seat", *map(capital, words.values())]
    remark = (
        "On average over the years, guess and truth on the scale from 0 to 10. How firm the vendor is shows in the "
        "next request: 10 where it gave nothing."
    )
    remarks = (forecast, remark) if forecast else (remark,)
    return Slide("guessed", "What you guessed", off(pairs), [], None, Grid(head, rows), remarks)


def own_guesses(result: Result, account: str) -> Grid | None:
    """A table's guesses beside the truth, by year; None where nobody guessed."""
    if not result.guessed:
        return None
    words = _questions(account)
    head = ["Year", *map(capital, words.values()), "Still together at the end"]
    rows = []
    for year in sorted({one.year for one in result.guessed}):
        made = [one for one in result.guessed if one.year == year]
        chances = [100.0 * one.guess for one in made if one.question == "together"]
        said = " and ".join(f"{chance:.0f}%" for chance in chances) or "-"
        rows.append([str(year), *(_cell([one for one in made if one.question == name]) for name in words), said])
    return Grid(head, rows)


def _questions(account: str) -> dict[str, str]:
    return {
        "partner": f"whether {account} wants a partner",
        "needs_us": f"how much {account} needs the vendor",
        "needed": f"how much the vendor needs {account}",
        "firm": "how firm the vendor is when it is pressed",
    }


def _all(found: Debrief, name: str) -> list[Guessed]:
    return [one for table in found.tables for one in table.guessed if one.question == name]


def _cell(made: list[Guessed]) -> str:
    """Guess and truth, on average."""
    if not made:
        return "-"
    guess, truth = (fmean(getattr(one, what) for one in made) for what in ("guess", "truth"))
    return f"{10.0 * guess:.1f} (true {10.0 * truth:.1f})"
