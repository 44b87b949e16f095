"""A game of one person as a file: who sits where under which luck, and every answer; all else is played again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from equipoise.experiments.storage.whole import workplace, write_file
from equipoise.experiments.workshop.alone import Game
from equipoise.experiments.workshop.answers import columns_of, wrong
from equipoise.experiments.workshop.loading import load_workshop
from equipoise.experiments.workshop.table import Table
from equipoise.sim.characters import Name
from equipoise.sim.decisions import Side
from equipoise.sim.faults import WorkshopError, reason
from equipoise.sim.files.loading import Kind, load
from equipoise.sim.keys import quoted
from equipoise.sim.parameters.declare import LONGEST_NAME, Section
from equipoise.sim.whole_numbers import REPLICATION, SEED
from equipoise.sim.wording import did_you_mean, listed, shown, written

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = """\
# A game in the making. It holds who the account is, and its luck: read it after the last year.
workshop = {workshop}
counterpart = {counterpart}
side = {side}
seed = {seed}
replication = {replication}
undone = {undone}
"""


class KeptGame(Section):
    """A game's file."""

    name: Name = Field("game", min_length=1, max_length=LONGEST_NAME, description="Short name; that of the file.")
    workshop: str = Field(min_length=1, description="A shipped workshop's name, or the path of a .toml file.")
    counterpart: str = Field(min_length=1, description="Who the account is.")
    side: Literal["vendor", "account"] = Field(description="The person's seat.")
    seed: int = Field(ge=SEED.low, le=SEED.high, description="Seed of the luck.")
    replication: int = Field(ge=REPLICATION.low, le=REPLICATION.high, description="The luck.")
    undone: int = Field(0, ge=0, description="Years that were taken back.")
    answers: dict[str, dict[str, str]] = Field(default_factory=dict, description="Answers by question.")


def keep_game(game: Game, path: Path, called: str) -> None:
    """Write a game's file, or replace it."""
    table = game.table
    text = _HEAD.format(
        workshop=quoted(called),
        counterpart=quoted(table.counterpart.name),
        side=quoted(game.side.value),
        seed=table.seed,
        replication=table.replication,
        undone=game.undone,
    )
    for name, answer in game.answers.items():
        stated = "".join(f"{key} = {quoted(value)}\n" for key, value in answer.items())
        text += f"\n[answers.{quoted(name)}]\n{stated}"
    try:
        with workplace(path) as work:
            write_file(path, text.encode(), work)
    except OSError as error:
        raise WorkshopError(f"{shown(str(path))} cannot be written: {reason(error)}") from error


def kept_game(path: Path) -> tuple[Game, str]:
    """Read a game's file: the game as it was left, and what the file calls the workshop."""
    kept = load(Kind(KeptGame, "game", path.parent, WorkshopError), path)
    workshop, label = load_workshop(kept.workshop), shown(str(path))
    known = [one.name for one in workshop.counterparts]
    if kept.counterpart not in known:
        near = did_you_mean(kept.counterpart, known)
        raise WorkshopError(f"{label}  counterpart = {written(kept.counterpart)}   must be {listed(known)}{near}")
    table = Table(workshop, workshop.counterpart(kept.counterpart), kept.seed, kept.replication)
    game = Game(table, Side(kept.side), {}, kept.undone)
    left = dict(kept.answers)
    while left:
        standing = game.standing()
        asked = next((question for question in standing.open if question.id in left), None)
        if asked is None:
            raise WorkshopError(f"{label}  answers.{next(iter(left))}   is no question of this game")
        answer = left.pop(asked.id)
        if words := wrong(answer, columns_of(asked, table, standing.session)):
            raise WorkshopError(f"{label}  answers.{asked.id}: {words[0]}")
        game.answers[asked.id] = answer
    return game, kept.workshop
