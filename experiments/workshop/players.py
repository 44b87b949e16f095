"""Who decides at a table: whoever carries out a plan and a deal. What a player leaves, the program decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from equipoise.sim.decisions import Side
from equipoise.sim.session import NOBODY
from equipoise.sim.whose import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from equipoise.experiments.workshop.plans import AccountPlan, Deal, VendorPlan
    from equipoise.sim.session import Seat, Session

APART = 1.0
"""Money a unit between two offers that do not meet yet."""


class Player(Protocol):
    """Whoever sits in a seat."""

    def decide(self, session: Session, slot: int, name: str) -> float | None:
        """Decide a cell that is open, as :meth:`Session.open_cells` has it; None leaves it to the program."""


class Planner(NamedTuple):
    """Carries out a year's plan, and the deal that the two sides of the table made."""

    plan: VendorPlan | AccountPlan  #: of the side that it plays
    deal: Deal | None = None  #: None where talks are left to the program

    def decide(self, session: Session, slot: int, name: str) -> float | None:
        """Decide as planned and agreed."""
        if slot != NOBODY and not is_together(session, slot):
            return None  # whoever has the slot now sits at no table
        if name in _TALKS:
            return None if self.deal is None else as_agreed(session, slot, name, self.deal)
        return self.plan.cells(purchases(session, slot) if name == "demand" else 0.0).get(name)


OFFER = {Side.VENDOR: "ask", Side.ACCOUNT: "bid"}
"""The cell in which a side makes its offers."""

_TALKS = {"vendor_support", "account_support", *OFFER.values()}


def is_together(session: Session, slot: int) -> bool:
    """Whether the relationship that a table began with goes on, though it may be broken down for now."""
    row = session.world.rows[slot]  # read for every cell: as attributes, columns take much longer
    return bool(row["active"] > 0.0 and row["generation"] == 0.0 and row["cause"] == 0.0)


def purchases(session: Session, slot: int) -> float:
    """What an account buys in a quarter at its contract price, if it buys all here, in money."""
    row = side_by_side(session.world, slot)[0]
    return float(row.volume * row.price)


def within_a_step(session: Session, slot: int, price: float) -> float:
    """The price within a step of the last contract's that is nearest to one, money a unit."""
    last, step = float(session.world.rows[slot].price), float(session.world.params[0].price_step)
    return min(max(price, last - step), last + step)


def offer_of(session: Session, slot: int, side: Side) -> float:
    """What the program of a side offers a person in this exchange: a price at which a contract can be signed.

    Of any other the engine signs the nearest that is within reach, with more support or less than is on the table.
    """
    return within_a_step(session, slot, session.value(slot, OFFER[side]))


def as_agreed(session: Session, slot: int, name: str, deal: Deal) -> float:
    """What a cell of talks holds after a deal: its support, and its price in the exchange in which it was made."""
    before = session.world.rows[slot]
    if name.endswith("support"):
        return float(before.support) if deal.support is None else deal.support
    price = within_a_step(session, slot, float(before.price) if deal.price is None else deal.price)
    apart = 0.0 if session.moment.exchange >= deal.exchanges else APART
    return price + apart if name == "ask" else price - apart


def play_until(session: Session, players: Mapping[Seat, Player], end: int) -> None:
    """Play on to the beginning of a round, or to the end of the run."""
    seated = {(seat.side, seat.slot): player for seat, player in players.items()}
    while not session.over and session.round < end:
        go_on(session, lambda side, slot: seated.get((side, slot)))


def go_on(session: Session, player_of: Callable[[Side, int], Player | None]) -> None:
    """Have players decide the cells that are open now, and play to the next ones."""
    for slot, decision in session.open_cells():
        player = player_of(decision.side, slot)
        value = None if player is None else player.decide(session, slot, decision.name)
        if value is not None:
            session.write(slot, decision.name, value)
    session.go_on()
