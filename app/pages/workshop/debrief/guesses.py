"""What people guessed, as slides: beside what came, and beside what was true."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from equipoise.analysis.prose.guesses import foresaw, off, predicted
from equipoise.analysis.prose.numbers import capital
from equipoise.app.pages.workshop.debrief.slide import Grid, Slide
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.experiments.workshop.debrief.debrief import Debrief, Result
    from equipoise.experiments.workshop.debrief.guessed import Guessed

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
