"""What happened in a year at a table, for one seat: from what that seat may have seen, quarter by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from equipoise.sim.session import NOBODY, Seat
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from equipoise.analysis.prose.units import Units
    from equipoise.sim.session import Session

    History: TypeAlias = Mapping[str, NDArray[np.float64]]


def happened(
    session: Session, seat: Seat, account: str, currency: Units, year: int, *, looked: bool = False
) -> list[str]:
    """Tell a year from 1, each event with its quarter; of one that is not over, what has happened so far.

    Where the vendor ``looked`` for new accounts, it is said that none came.
    """
    pair = session.history(seat)
    own = session.history(Seat(Side.VENDOR, NOBODY)) if seat.side is Side.VENDOR else None
    who = account if seat.side is Side.VENDOR else "you"
    found = []
    for t in range((year - 1) * ROUNDS_A_YEAR, min(year * ROUNDS_A_YEAR, session.round)):
        quarter = f"Q{t % ROUNDS_A_YEAR + 1}"
        if not np.any(pair["cause"][:t]):
            found += [f"{quarter} {words}" for words in _between_the_two(pair, t, who, currency)]
        if own is not None:
            found += [f"{quarter} {words}" for words in _alone(session, own, seat.slot, t)]
    if looked and own is not None and session.round >= year * ROUNDS_A_YEAR:
        found += _none_won(own, year)
    return found


def _between_the_two(pair: History, t: int, account: str, currency: Units) -> Iterator[str]:
    now = {name: float(values[t]) for name, values in pair.items()}
    before = {name: float(values[t - 1]) if t else 0.0 for name, values in pair.items()}
    if now["returned"] > 0.0:
        yield f"{account} came back to the table"
    if now["signed"] == t:
        yield f"signed {currency.a_unit(now['price'])}, support {currency.a_unit(now['support'])}"
    if now["fell_back"] > 0.0:
        yield "talks broke off, and the old contract stayed in force: it was bound"
    yield from _request(now, account, currency)
    if now["away"] == 1.0:
        why = "talks broke off" if now["breakdown"] == Cause.COLLAPSE else "a request was refused"
        yield f"{why}: {_does(account, 'buys', 'buy')} elsewhere and {'tries' if account != 'you' else 'try'} a rival"
    yield from _joint_plan(now, before, t)
    if now["reorganised"] == t:
        rated = "the vendor" if account == "you" else "you"
        yield f"{account} reorganised: new people rate {rated} afresh, and want to talk about the contract"
    if now["cause"] > 0.0:
        yield f"IT IS OVER: {CAUSE_WORDS[Cause(int(now['cause']))]}"


def _request(now: Mapping[str, float], account: str, currency: Units) -> Iterator[str]:
    asked = currency.figure(now["asked"])
    if asked == "0":
        return
    if now["away"] == 1.0 or now["cause"] == Cause.REFUSED_DEMAND:
        yield f"{account} asked for {asked}, and took the answer badly"
    else:
        yield f"{account} asked for {asked}, and was given {currency.figure(now['granted'])}"


def _joint_plan(now: Mapping[str, float], before: Mapping[str, float], t: int) -> Iterator[str]:
    if now["charter_start"] == t and now["charter"] > 0.0:
        yield "the joint plan was signed"
    if now["misses"] > before["misses"]:
        yield "the joint plan missed its review"
    if now["charter"] == 0.0 and before["charter"] > 0.0 and now["away"] == 0.0:
        dissolved = now["misses"] > before["misses"]
        yield f"the joint plan ended{', and the contract is to be talked about anew' if dissolved else ''}"


def _does(who: str, verb: str, plural: str) -> str:
    return f"{who} {plural if who == 'you' else verb}"


def _none_won(own: History, year: int) -> list[str]:
    """Say that nobody was won in a year."""
    wins, first = own["wins"], (year - 1) * ROUNDS_A_YEAR
    before = float(wins[first - 1]) if first else 0.0
    last = first + ROUNDS_A_YEAR - 1
    return [] if wins[last] > before or own["insolvent"][last] > 0.0 else ["you looked for new accounts: none came"]


def _alone(session: Session, own: History, slot: int, t: int) -> Iterator[str]:
    slots = [other for other in range(session.out.panel.shape[2]) if other != slot]
    lost = sum(float(session.history(Seat(Side.VENDOR, other))["cause"][t]) > 0.0 for other in slots)
    if lost:
        yield "lost an account" if lost == 1 else f"lost {lost} accounts"
    won = int(own["wins"][t] - (own["wins"][t - 1] if t else 0.0))
    if won:
        yield "won an account" if won == 1 else f"won {won} accounts"
    if own["insolvent"][t] > 0.0 and not (t and own["insolvent"][t - 1] > 0.0):
        yield "THE CASH RAN OUT: the company is closed"
