"""One person against programs: the seat, the table, the answers so far; as a file, so that it can be gone on with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from equipoise.experiments.workshop.dealing import deal
from equipoise.experiments.workshop.game import play_on
from equipoise.experiments.workshop.players import Planner
from equipoise.experiments.workshop.table import Table
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from equipoise.experiments.workshop.answers import Answer
    from equipoise.experiments.workshop.game import Standing
    from equipoise.experiments.workshop.players import Player
    from equipoise.experiments.workshop.workshop import Counterpart, Workshop


@dataclass
class Game:
    """A game of one person."""

    table: Table  # the table, its luck and who the account is
    side: Side  # the person's seat
    answers: dict[str, Answer] = field(default_factory=dict)  # by question, in the order in which they were given
    undone: int = 0  # years that were taken back: a game with any is no longer a first try

    @property
    def programs(self) -> dict[Side, Player]:
        """Who sits in the other seat: the vendor of par, or the scenario's own account."""
        return {Side.VENDOR: Planner(self.table.fair)} if self.side is Side.ACCOUNT else {}

    def standing(self) -> Standing:
        """Play the answers."""
        return play_on(self.table, [self.side], self.answers, self.programs)

    def take_back_year(self, year: int) -> None:
        """Take back a year and all after it; the luck stays."""
        first = (year - 1) * ROUNDS_A_YEAR
        self.answers = {name: one for name, one in self.answers.items() if int(name.partition(".")[0]) < first}
        self.undone += 1


def new_game(workshop: Workshop, side: Side, seed: int) -> Game:
    """Deal a game: the luck, and by lot who the account is."""
    (replication,) = deal(workshop, seed, 1)
    possible = dealt_alone(workshop, side)
    counterpart = possible[seed % len(possible)]
    return Game(Table(workshop, counterpart, seed, replication), side)


def dealt_alone(workshop: Workshop, side: Side) -> list[Counterpart]:
    """Who the account may be in a game of one person.

    The computer vendor knows whom it has. An account in which it invests nothing would have nothing to decide but what
    to ask for, so that nobody plays it alone.
    """
    return [one for one in workshop.counterparts if side is Side.VENDOR or one.invests] or list(workshop.counterparts)
