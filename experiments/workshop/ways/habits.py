"""Habits: what somebody does at a table besides a plan. Each is a small rule over some of the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from equipoise.experiments.workshop.players import purchases
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side

if TYPE_CHECKING:
    from equipoise.sim.session import Session

ALWAYS = 1000
"""More years, and more offers, than there are."""


class Habit(Protocol):
    """A rule over some cells."""

    def minds(self, session: Session, slot: int, name: str) -> bool:
        """Whether the rule is about this cell now."""

    def decide(self, session: Session, slot: int, name: str) -> float | None:
        """Decide it; None leaves it to the program."""


class Insists(NamedTuple):
    """Makes the same offer for some exchanges of every talk, and then takes what the other side offered last.

    The first contract is given: nobody insists in it.
    """

    side: Side  #: who insists
    offers: int  #: exchanges in which it makes the same offer
    first_year: int = 1  #: the first year in which it does
    last_year: int = ALWAYS  #: the last
    step: float | None = None  #: on last year's price by so many bands, where that is not None; else on its opening

    def minds(self, session: Session, slot: int, name: str) -> bool:
        """In talks after the first, in these years."""
        year = session.round // ROUNDS_A_YEAR + 1
        own = "ask" if self.side is Side.VENDOR else "bid"
        return name == own and self.first_year <= year <= self.last_year and session.world.rows[slot].contract > 0.0

    def decide(self, session: Session, slot: int, name: str) -> float | None:  # noqa: ARG002 - its only cell
        """Insist, or take the other side's last offer where that is no better than what was insisted on."""
        vendor = self.side is Side.VENDOR
        cells = session.world.sheet[slot]
        price = float(cells.vendor_opening if vendor else cells.account_opening)
        if self.step is not None:
            band = float(session.world.params[0].price_step) * self.step
            price = float(session.world.rows[slot].price) + (band if vendor else -band)
        if session.moment.exchange < self.offers:
            return price
        other = _last_offer(session, slot, "bid" if vendor else "ask")
        return min(other, price) if vendor else max(other, price)


def _last_offer(session: Session, slot: int, name: str) -> float:
    """What the other side offered in the exchange before, or the program offers now where it has the other seat."""
    for cell in reversed(session.log):
        if cell.moment.round != session.round:
            break
        if (cell.slot, cell.name) == (slot, name) and cell.moment.exchange < session.moment.exchange:
            return cell.value
    return session.value(slot, name)


class Opens(NamedTuple):
    """Opens talks after the first further from the other side than the program would."""

    side: Side  #: who opens
    bands: float  #: how much further, in bands by which a price can move in a year

    def minds(self, session: Session, slot: int, name: str) -> bool:
        """Its own opening, in talks after the first."""
        return name == f"{self.side.value}_opening" and session.world.rows[slot].contract > 0.0

    def decide(self, session: Session, slot: int, name: str) -> float | None:
        """So much further."""
        further = self.bands * float(session.world.params[0].price_step)
        return session.value(slot, name) + (further if self.side is Side.VENDOR else -further)


class Supports(NamedTuple):
    """Proposes other support than the program would, in talks after the first."""

    side: Side  #: who proposes it
    times: float  #: the program's

    def minds(self, session: Session, slot: int, name: str) -> bool:
        """Its own proposal."""
        return name == f"{self.side.value}_support" and session.world.rows[slot].contract > 0.0

    def decide(self, session: Session, slot: int, name: str) -> float | None:
        """So many times as much."""
        return self.times * session.value(slot, name)


class Binds(NamedTuple):
    """Proposes how far the contract binds the account, which is on nobody's slip."""

    side: Side  #: who proposes it
    share: float  #: of what the account buys

    def minds(self, session: Session, slot: int, name: str) -> bool:  # noqa: ARG002 - whenever it is proposed
        """The side's own proposal."""
        return name == f"{self.side.value}_commitment"

    def decide(self, session: Session, slot: int, name: str) -> float | None:  # noqa: ARG002 - always the same
        """Propose it."""
        return self.share


class Asks(NamedTuple):
    """Asks on every occasion for so much."""

    share: float  #: of a year's purchases

    def minds(self, session: Session, slot: int, name: str) -> bool:  # noqa: ARG002 - on every occasion
        """Requests alone."""
        return name == "demand"

    def decide(self, session: Session, slot: int, name: str) -> float | None:  # noqa: ARG002 - its only cell
        """Always the same share."""
        return self.share * ROUNDS_A_YEAR * purchases(session, slot)


class GivesSmall(NamedTuple):
    """Gives what costs little, and refuses whatever costs more."""

    most: float  #: of what is given, in shares of a year's purchases

    def minds(self, session: Session, slot: int, name: str) -> bool:  # noqa: ARG002 - whenever it is asked
        """Answers alone."""
        return name == "grant"

    def decide(self, session: Session, slot: int, name: str) -> float | None:  # noqa: ARG002 - its only cell
        """All or nothing."""
        most = self.most * ROUNDS_A_YEAR * purchases(session, slot)
        return float(session.value(slot, "demand") <= most)


class BuildsWhenAsked(NamedTuple):
    """Builds only in the year after the account asked for something."""

    def minds(self, session: Session, slot: int, name: str) -> bool:
        """What it builds, while nothing was asked for in the year before."""
        year = session.out.panel[0, max(session.round - ROUNDS_A_YEAR, 0) : session.round, slot]
        return name == "focus" and not (year["asked"] > 0.0).any()

    def decide(self, session: Session, slot: int, name: str) -> float | None:  # noqa: ARG002 - always the same
        """Nothing."""
        return 0.0


class WorksUnlessDearer(NamedTuple):
    """Stops its work on the joint plan while the price is higher than it was a year ago."""

    def minds(self, session: Session, slot: int, name: str) -> bool:
        """Its work, once the price has gone up."""
        now, before = session.round - 1, session.round - 1 - ROUNDS_A_YEAR
        prices = session.out.panel[0, :, slot]["price"]
        return name == "effort" and before >= 0 and bool(prices[now] > prices[before])

    def decide(self, session: Session, slot: int, name: str) -> float | None:  # noqa: ARG002 - always the same
        """None of it."""
        return 0.0
