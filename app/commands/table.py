"""``equipoise table``: a year of a workshop's tables, from the slips that they hand in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.app.commands import options
from equipoise.app.console import answer, progress, remark
from equipoise.app.files.new import write_new
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.whole_numbers import WholeNumber

if TYPE_CHECKING:
    from equipoise.experiments.workshop.room import OpenRoom

EXAMPLES = ("equipoise table tuesday/room.toml --year 1", "equipoise table tuesday/room.toml --debrief")

_YEAR = WholeNumber("year", 1, 20)

Room = Annotated[Path, typer.Argument(metavar="ROOM", help="The room's file, room.toml.", show_default=False)]
YearPlayed = Annotated[int | None, options.number("--year", _YEAR, "Play this year, after those before it.", "")]
Debrief = Annotated[bool, options.switch("--debrief", "Write the debrief, of all years that are played.")]
_GAMES = WholeNumber("games", 50, 100_000)
Games = Annotated[
    int, options.number("--games", _GAMES, "Games of computer players for each account, for the debrief.")
]


def table(
    room: Room, year: YearPlayed = None, debrief: Debrief = False, games: Games = 1_000, as_json: options.AsJson = False
) -> None:
    """Play a year of a workshop's tables, or write the debrief.

    Reads slips-N.csv beside the room's file, one for each year up to the one that is asked for. Writes year-N.html,
    half a page for each seat, and the file for next year's slips with this year's plans to be changed; prints the
    facilitator's list. Where somebody else takes over a seat, successors-N.html has half a page for it. A slip that was
    typed wrong is mended in its file, and the year played again. The debrief is debrief.html: slides for the room, and
    a sheet for each table.
    """
    if (year is None) is not debrief:
        raise EquipoiseError("say which year is played, as in --year 1; or --debrief")
    from equipoise.app.ready import make_ready
    from equipoise.experiments.workshop.room import open_room

    found = open_room(room)
    make_ready()
    if year is not None:
        _play(found, year, as_json=as_json)
    else:
        _debrief(found, games, as_json=as_json)


def _play(room: "OpenRoom", year: int, *, as_json: bool) -> None:
    """Play the years up to one, and write what tables get back."""
    if year > room.workshop.years:
        raise EquipoiseError(f"--year {year}   must be 1 to {room.workshop.years}, the years of this workshop")
    from equipoise.app.pages.workshop.facilitator import facilitator_document, facilitator_page
    from equipoise.app.pages.workshop.paper import successors_page, year_page
    from equipoise.experiments.storage.whole import workplace, write_file
    from equipoise.experiments.workshop.slips import blank_slips

    played = room.play(year)
    page, more = room.page(year), room.path.parent / f"successors-{year}.html"
    with workplace(page) as work:
        if successors := successors_page(played, year):
            write_file(more, successors.encode(), work)
        write_file(page, year_page(played, year).encode(), work)
    answer(facilitator_document(played, year), facilitator_page(played, year), as_json=as_json)
    remark(f"\n{page} has half a page for each seat.", as_json=as_json)
    if successors:
        remark(f"{more} has half a page for each seat that somebody else takes over.", as_json=as_json)
    if year < room.workshop.years:
        following = room.slips(year + 1)
        if not following.exists():  # what somebody typed stays
            write_new(following, blank_slips(list(room.tables), {name: one.handed[-1] for name, one in played.items()}))
        remark(f"{following} is there for the slips of year {year + 1}.", as_json=as_json)


def _debrief(room: "OpenRoom", games: int, *, as_json: bool) -> None:
    """Play all years whose slips are there, and write what the room is shown of them."""
    from equipoise.app.pages.workshop.debrief.page import debrief_document, debrief_lines, debrief_page
    from equipoise.app.pages.workshop.debrief.slides import slides
    from equipoise.experiments.storage.whole import workplace, write_file
    from equipoise.experiments.workshop.debrief.debrief import LEAST_YEARS, debrief, steps
    from equipoise.experiments.workshop.room import last_year

    years = last_year(room)
    if years < LEAST_YEARS:
        have = "none was" if not years else "1 was"
        raise EquipoiseError(
            f"a debrief needs at least {LEAST_YEARS} years, and {have} played: no page {room.page(years + 1)} is there"
        )
    played = room.play(years)
    with progress("Games of computer players", steps(played, games)) as advance:
        found = debrief(played, games, advance)
    shown, page = slides(found), room.path.parent / "debrief.html"
    with workplace(page) as work:
        write_file(page, debrief_page(found, shown).encode(), work)
    answer(debrief_document(found, shown), debrief_lines(found, shown), as_json=as_json)
    remark(f"\n{page} has the slides, and a sheet for each table.", as_json=as_json)
