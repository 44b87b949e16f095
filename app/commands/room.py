"""``equipoise room``: a workshop's room, and everything that is printed for it."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from equipoise.app.commands import completion, options
from equipoise.app.console import say
from equipoise.app.files.new import called_from, typed
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.whole_numbers import SEED, WholeNumber

EXAMPLES = ("equipoise room tuesday --tables 6", "equipoise room tuesday --workshop own.toml --tables 3 --seed 7")

_TABLES = WholeNumber("tables", 1, 60)
_WORKSHOP = "The workshop: a shipped name, or the path of a .toml file."

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder for the room.", show_default=False)]
Tables = Annotated[int, options.number("--tables", _TABLES, "Tables of two seats each.")]
Chosen = Annotated[str, options.names("--workshop", completion.workshops, _WORKSHOP, unless=True)]
Luck = Annotated[int | None, options.number("--seed", SEED, "Seed of the luck; nobody knows it.", "drawn")]


def room(folder: Folder, tables: Tables = 6, workshop: Chosen = "on-an-even-footing", seed: Luck = None) -> None:
    """Set up a workshop's room: its tables, and what is printed.

    Writes a folder with the room's file, the role sheets, the slips, the year sheets, the empty plane, the
    facilitator's guide, and the file for the first year's slips. Overwrites nothing.
    """
    from equipoise.app.pages.workshop.paper import room_pages
    from equipoise.app.ready import make_ready
    from equipoise.experiments.storage.whole import put_folder, workplace
    from equipoise.experiments.workshop.loading import load_workshop
    from equipoise.experiments.workshop.setting_up import room_text
    from equipoise.experiments.workshop.slips import blank_slips

    found = load_workshop(workshop)
    if folder.exists():
        raise EquipoiseError(f"{folder} is there already, and stays as it is; give another name")
    if not folder.absolute().parent.is_dir():
        raise EquipoiseError(f"there is no folder {folder.parent} to set up {folder.name} in")
    make_ready()
    text = room_text(found, called_from(folder, workshop), tables, secrets.randbits(53) if seed is None else seed)
    try:
        with workplace(folder) as work:
            made = work / "room"
            made.mkdir()
            (made / "room.toml").write_text(text, encoding="utf-8")
            for name, page in room_pages(found, tables).items():
                (made / name).write_text(page, encoding="utf-8")
            (made / "slips-1.csv").write_text(blank_slips([str(k + 1) for k in range(tables)], {}), encoding="utf-8")
            put_folder(made, folder)
    except OSError as error:
        raise EquipoiseError(f"{folder} cannot be written: {reason(error)}") from error
    say(f"{folder} is set up: {tables} tables of {found.title or found.name}.")
    say("Print role-sheets.html, slips.html, year-sheet.html, plane.html and, for yourself, guide.html.")
    say(f"When the first year's slips are in slips-1.csv: {typed('table', folder / 'room.toml', '--year', 1)}")
