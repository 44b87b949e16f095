"""One game: two ways to play, or programs, opposite each other under one luck, and what came of it."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.experiments.workshop.books import lasted
from equipoise.experiments.workshop.players import play_until
from equipoise.experiments.workshop.score import Figures
from equipoise.experiments.workshop.ways.moments import Moments, moments
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.session import NOBODY, Seat, Session

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.experiments.workshop.ways.way import Way
    from equipoise.sim.arm import Arm


class Match(NamedTuple):
    """Who sits opposite whom; a program where there is no way."""

    vendor: Way | None
    account: Way | None

    def afterwards(self) -> Match:
        """Who plays when the years in the seats are over."""
        return Match(self.vendor and self.vendor.afterwards(), self.account and self.account.afterwards())

    def at(self, side: Side) -> Way | None:
        """Who plays a side."""
        return self.vendor if side is Side.VENDOR else self.account


class Outcome(NamedTuple):
    """What came of a game; in money a year."""

    vendor: tuple[float, ...]  #: the vendor's profit, by year
    account: tuple[float, ...]  #: how much better off the account was than with the market, by year
    together: bool  #: whether the account bought here at the end of the years in the seats
    price: float  #: in the contract then; NaN where there is none
    away: int  #: quarters after a breakdown in which it bought elsewhere
    ruined: bool  #: whether the vendor's cash ran out
    moments: Moments  #: what happened in the years in the seats

    def figures(self, own_years: int | None = None, years: int | None = None) -> Figures:
        """Each side's own figure over the first years, all where none are stated.

        The account's counts ``own_years`` alone.
        """
        counted = years if own_years is None else min(own_years, years or own_years)
        return Figures(fmean(self.vendor[:years]), fmean(self.account[:counted]))


def play(arm: Arm, slot: int, years: int, match: Match, luck: int) -> Outcome:
    """Play a game to its end; what each side does goes on after the years in the seats, but for the talks."""
    seats = [Seat(Side.VENDOR, NOBODY), Seat(Side.VENDOR, slot), Seat(Side.ACCOUNT, slot)]
    taken = [seat for seat in seats if match.at(seat.side) is not None]
    session = Session(arm, taken, luck)
    for playing, end in ((match, ROUNDS_A_YEAR * years), (match.afterwards(), arm.rounds)):
        play_until(session, {seat: way for seat in taken if (way := playing.at(seat.side)) is not None}, end)
    return outcome(session, slot, years)


def outcome(session: Session, slot: int, years: int) -> Outcome:
    """Read what came of a game that is over."""
    vendor, rows = session.out.vendor[0], session.out.panel[0, :, slot]
    own = lasted(rows["active"], rows["cause"])
    last = ROUNDS_A_YEAR * years - 1
    held = bool(own[last] and rows["cause"][last] == 0.0)
    return Outcome(
        _by_year(vendor["contribution"] - vendor["fixed_cost"] - vendor["winning_cost"]),
        _by_year(np.where(own, rows["account_surplus"], 0.0)),
        held and rows["away"][last] == 0.0,
        float(rows["price"][last]) if held else float("nan"),
        int((own & (rows["away"] > 0.0)).sum()),
        bool(vendor["insolvent"][-1] > 0.0),
        moments(rows[: last + 1], own[: last + 1]),
    )


def _by_year(money: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(float(year) for year in money.reshape(-1, ROUNDS_A_YEAR).sum(axis=1))
