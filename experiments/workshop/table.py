"""A table: one run in which people have seats for some years, and a program the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from equipoise.experiments.workshop.plans import DEALS, FAIR, Slip
from equipoise.experiments.workshop.players import Planner, play_until
from equipoise.sim.arm import Arm
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.session import NOBODY, Seat, Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.experiments.workshop.plans import VendorPlan
    from equipoise.experiments.workshop.players import Player
    from equipoise.experiments.workshop.workshop import Counterpart, Workshop


@dataclass(frozen=True)
class Table:
    """A table, and its luck; its scenario is read once."""

    workshop: Workshop  #: what is played
    counterpart: Counterpart  #: who the account is
    seed: int  #: of the room
    replication: int  #: the luck of this table

    @cached_property
    def slot(self) -> int:
        """The account's place among the scenario's accounts."""
        return self.arm().scenario.account_names.index(self.account)

    @property
    def account(self) -> str:
        """What the scenario calls the account."""
        return self.counterpart.account or self.workshop.account

    def arm(self) -> Arm:
        """What is played, as the program would."""
        return self._arm

    @cached_property
    def _arm(self) -> Arm:
        chosen = self.workshop
        rounds = ROUNDS_A_YEAR * (chosen.years + chosen.years_after)
        settings = chosen.settings | self.counterpart.settings
        return Arm.of(self.counterpart.scenario, chosen.policy, settings, seed=self.seed, rounds=rounds)

    def with_luck(self, replication: int) -> Table:
        """The same table under another luck; its scenario is not read again."""
        found = replace(self, replication=replication)
        found.__dict__["_arm"] = self._arm  # where it is kept once it was asked for
        return found

    def seats(self) -> list[Seat]:
        """Where people may sit: the vendor, for itself and with the account, and the account."""
        slot = self.slot
        return [Seat(Side.VENDOR, NOBODY), Seat(Side.VENDOR, slot), Seat(Side.ACCOUNT, slot)]

    def begin(self) -> Session:
        """The table before its first year."""
        return Session(self.arm(), self.seats(), self.replication)

    def play_year(self, session: Session, slip: Slip) -> None:
        """Play the next year; when the last in the seats is over, those after it, too."""
        year = session.round // ROUNDS_A_YEAR + 1
        play_until(session, self._players(slip), ROUNDS_A_YEAR * year)
        if year == self.workshop.years:
            # What was planned last goes on; talks have nobody any more, and are left to the program.
            play_until(session, self._players(slip._replace(deal=None)), session.arm.rounds)

    def play(self, slips: Sequence[Slip]) -> Session:
        """Play the years of some slips, one a year from the first."""
        session = self.begin()
        for slip in slips:
            self.play_year(session, slip)
        return session

    def _players(self, slip: Slip) -> dict[Seat, Player]:
        """Seat whoever hands in a slip; opposite a person alone, a computer vendor plays as in par."""
        plans = {Side.VENDOR: slip.vendor, Side.ACCOUNT: slip.account}
        players: dict[Seat, Player] = {
            seat: Planner(plan, slip.deal) for seat in self.seats() if (plan := plans[seat.side]) is not None
        }
        if slip.vendor is None and slip.account is not None:
            players |= {seat: Planner(self.fair) for seat in self.seats() if seat.side is Side.VENDOR}
        return players

    @property
    def fair(self) -> VendorPlan:
        """What the computer vendor of par does: it deals fairly, and invests where that pays."""
        return FAIR if self.counterpart.invests else DEALS

    def par(self) -> Session:
        """Play what two programs make of the same luck: a vendor that is fair, and this account."""
        return self.play([Slip(self.fair)] * self.workshop.years)
