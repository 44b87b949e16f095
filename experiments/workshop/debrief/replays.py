"""A table's game played again with its own luck: as it was up to a year, and by computer players from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.workshop.plans import FAIR
from equipoise.experiments.workshop.players import Planner, play_until
from equipoise.experiments.workshop.score import figures
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.session import Session

if TYPE_CHECKING:
    from equipoise.experiments.workshop.room import Year
    from equipoise.experiments.workshop.score import Figures
    from equipoise.experiments.workshop.table import Table


class Turn(NamedTuple):
    """What both sides would have made, had computer players taken both seats after some years."""

    years: int  #: as played, from the first
    invest: Figures  #: the vendor invests and deals fairly from then on
    give_in: Figures  #: the vendor follows the workshop's own policy from then on


def turns(played: Year) -> list[Turn]:
    """Play a table's game again with each turning point, to the end of the years that go on by themselves.

    From none of its years to all of them; after all years in the seats both are the game as it was played.
    """
    years = min(played.session.round // ROUNDS_A_YEAR, played.table.workshop.years)
    return [
        Turn(
            k,
            figures(played.table, invest_from(played.table, as_played(played.session, played.table, k))),
            figures(played.table, give_in_from(as_played(played.session, played.table, k))),
        )
        for k in range(years + 1)
    ]


def as_played(session: Session, table: Table, years: int) -> Session:
    """A table as it stood after some years; after all years in the seats, what followed is played, too."""
    end = ROUNDS_A_YEAR * years if years < table.workshop.years else session.round
    log = [cell for cell in session.log if cell.moment.round < end]
    again = Session.replay(session.arm, session.seats, session.replication, log)
    play_until(again, {}, end)
    return again


def invest_from(table: Table, session: Session) -> Session:
    """Play on to the end by a vendor that invests and deals fairly, and the account of the scenario."""
    players = {seat: Planner(FAIR) for seat in table.seats() if seat.side is Side.VENDOR}
    play_until(session, players, session.arm.rounds)
    return session


def give_in_from(session: Session) -> Session:
    """Play on to the end by the workshop's own policy, and the account of the scenario."""
    play_until(session, {}, session.arm.rounds)
    return session
