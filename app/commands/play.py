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

EXAMPLES = ("equipoise play", "equipoise play on-an-even-footing --seat account", "equipoise play --game monday.toml")

GAMES = 200
"""Games of computer players that one's own is compared with."""

_USUAL = "on-an-even-footing"
_SEATS = ("vendor", "account")
_SEAT = f"Your seat: {listed(_SEATS)}."
_GAME = "A .toml file to keep the game in; it is gone on with where it is there."

Workshop = Annotated[
    str | None,
    options.argument("WORKSHOP", "A shipped workshop's name, or the path of a .toml file.", completion.workshops),
]
Seat = Annotated[str | None, options.names("--seat", completion.among(lambda: _SEATS), _SEAT, unless="vendor")]
Luck = Annotated[int | None, options.number("--seed", SEED, "Seed of the luck; nobody knows it.", "drawn")]
Kept = Annotated[Path | None, options.path("--game", "FILE", _GAME)]


def play(workshop: Workshop = None, seat: Seat = None, seed: Luck = None, game: Kept = None) -> None:
    """Play a workshop alone, in either seat, against programs.

    Answer with a word or the beginning of one; Enter takes the answer of last year. "undo" takes the year back, with
    the same luck; "quit" ends, and keeps the game where --game names a file.
    """
    if seat is not None and seat not in _SEATS:
        raise EquipoiseError(f"--seat {written(seat)}   must be {listed(_SEATS)}{did_you_mean(seat, _SEATS)}")
    if game is not None and game.suffix != ".toml":
        right = game.with_suffix(".toml").name
        raise EquipoiseError(f"--game {written(str(game))}   must end in .toml, as {right} does")
    from equipoise.app.conversation import converse
    from equipoise.app.ready import make_ready
    from equipoise.experiments.workshop.alone import new_game
    from equipoise.experiments.workshop.kept_game import keep_game, kept_game
    from equipoise.experiments.workshop.loading import load_workshop

    make_ready()
    if game is not None and game.exists():
        found, called = kept_game(game)
        _check_same(found, game, workshop, seat, seed)
    else:
        called = workshop or _USUAL
        found = new_game(load_workshop(called), Side(seat or "vendor"), secrets.randbits(53) if seed is None else seed)

    def keep() -> None:
        if game is not None:
            keep_game(found, game, called)

    keep()  # a file that cannot be written is found out before the first question
    if converse(found, keep):
        _debrief(found, game)
    else:
        say("\nUntil next time." if game is None else f"\nUntil next time: {typed('play', '--game', game)}")


def _check_same(found: "Game", file: Path, workshop: str | None, seat: str | None, seed: int | None) -> None:
    """Refuse to go on with a game where another is asked for."""
    from equipoise.experiments.workshop.loading import load_workshop

    table, otherwise = found.table, f"leave it out to go on with {file}, or name another file"
    if workshop is not None and load_workshop(workshop) != table.workshop:
        raise EquipoiseError(f"{file} is a game of {table.workshop.name}, not of {written(workshop)}; {otherwise}")
    if seat is not None and seat != found.side.value:
        raise EquipoiseError(f"--seat {seat}   {file} is a game in the {found.side.value}'s seat; {otherwise}")
    if seed is not None and seed != table.seed:
        raise EquipoiseError(f"--seed {seed}   {file} is a game with another seed; {otherwise}")


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
