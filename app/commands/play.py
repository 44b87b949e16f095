"""``equipoise play``: one person in either seat, against programs, in the terminal."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from equipoise.app.commands import completion, options
from equipoise.app.console import progress, say, show
from equipoise.app.files.new import typed
from equipoise.sim.decisions import Side
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.whole_numbers import SEED
from equipoise.sim.wording import did_you_mean, listed, written

if TYPE_CHECKING:
    from equipoise.experiments.workshop.alone import Game

EXAMPLES = (
    "equipoise play",
    "equipoise play on-an-even-footing --seat account",
    "equipoise play --game monday.json",
)

GAMES = 200
"""Games of computer players that one's own is compared with."""

_SEATS = ("vendor", "account")
_SEAT = f"Your seat: {listed(_SEATS)}."
_GAME = "A file to keep the game in; it is gone on with where it is there."

Workshop = Annotated[
    str, options.argument("WORKSHOP", "A shipped workshop's name, or the path of a .toml file.", completion.workshops)
]
Seat = Annotated[str, options.names("--seat", completion.among(lambda: _SEATS), _SEAT, unless=True)]
Luck = Annotated[int | None, options.number("--seed", SEED, "Seed of the luck; nobody knows it.", "drawn")]
Kept = Annotated[Path | None, options.path("--game", "FILE", _GAME)]


def play(
    workshop: Workshop = "on-an-even-footing", seat: Seat = "vendor", seed: Luck = None, game: Kept = None
) -> None:
    """Play a workshop alone, in either seat, against programs.

    Answer with a word or the beginning of one; Enter takes the answer of last year. "undo" takes the year back, with
    the same luck; "quit" ends, and keeps the game where --game names a file.
    """
    if seat not in _SEATS:
        raise EquipoiseError(f"--seat {written(seat)}   must be {listed(_SEATS)}{did_you_mean(seat, _SEATS)}")
    from equipoise.app.conversation import converse
    from equipoise.app.ready import make_ready
    from equipoise.experiments.workshop.alone import new_game
    from equipoise.experiments.workshop.kept_game import keep_game, kept_game
    from equipoise.experiments.workshop.loading import load_workshop

    make_ready()
    if game is not None and game.exists():
        found, workshop = kept_game(game)
    else:
        found = new_game(load_workshop(workshop), Side(seat), secrets.randbits(53) if seed is None else seed)

    def keep() -> None:
        if game is not None:
            keep_game(found, game, workshop)

    if converse(found, keep):
        _debrief(found, game)
    else:
        say("\nUntil next time." if game is None else f"\nUntil next time: {typed('play', '--game', game)}")


def _debrief(game: "Game", file: Path | None) -> None:
    """Say what became of it, beside computer players; as a page, too, where the game is kept in a file."""
    from equipoise.app.pages.workshop.debrief.page import debrief_lines, debrief_page
    from equipoise.app.pages.workshop.debrief.slides import slides
    from equipoise.experiments.storage.whole import workplace, write_file
    from equipoise.experiments.workshop.debrief.debrief import debrief, steps
    from equipoise.experiments.workshop.room import Year

    played = {"1": Year(game.table, [], game.standing().session)}
    with progress("Games of computer players", steps(played, GAMES)) as advance:
        found = debrief(played, GAMES, advance)
    shown = slides(found)
    say(f"\n{game.table.workshop.account} was the {game.table.counterpart.name}.")
    show(*debrief_lines(found, shown))
    if file is not None:
        page = file.with_name(f"{file.stem}-debrief.html")
        with workplace(page) as work:
            write_file(page, debrief_page(found, shown).encode(), work)
        say(f"\n{page} has it in pictures.")
