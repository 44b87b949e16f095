"""Breakdowns and ends: when, why, at which chance, and what both sides went without."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.experiments.workshop.books import of_table
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Stage
from equipoise.sim.moves.demanding import account_threat
from equipoise.sim.rules.demands import end_after_refusal
from equipoise.sim.session import Moment, Session
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray


class Break(NamedTuple):
    """A breakdown, or the end."""

    year: int  #: from 1
    quarter: int  #: from 1
    words: str  #: why
    final: bool  #: whether it was the end
    lost_vendor: float
    """What the vendor lost, money: by an end, over the years that it looks ahead; by a breakdown, what the account
    brought it while they were apart, less as much time at the pace of the quarters together before (a year of them, or
    what there is); NaN where there was none."""
    lost_account: float  #: likewise of the account, by how much better off than with the market it was
    apart: int  #: quarters that a breakdown lasted, its own included; 0 of an end
    then: str  #: what followed: ``together``, ``broke down again``, ``parted``, or ``still apart``; empty of an end
    talked: bool  #: whether people talked, so that exchanges are minutes after the first
    exchanges: int  #: offers exchanged before talks broke down; 0 otherwise
    chance: float  #: of breaking down in that moment, as it was played; NaN of an end


def breaks(session: Session, slot: int, talked: Collection[int] = ()) -> list[Break]:
    """Find breakdowns and the end, in order; ``talked`` are the years, from 1, in which people talked."""
    pair, there = of_table(session, slot)
    found = []
    for t in map(int, np.flatnonzero(there)):
        if pair["cause"][t] > 0.0:
            found.append(_end(pair, t))
        elif pair["away"][t] == 1.0:
            broke = _breakdown(session, slot, pair, there, t)
            found.append(broke._replace(talked=broke.exchanges > 0 and broke.year in talked))
    return found


def _breakdown(session: Session, slot: int, pair: NDArray[np.void], there: NDArray[np.bool_], t: int) -> Break:
    away = there & (pair["away"] > 1.0) & (pair["cause"] == 0.0)
    later = np.flatnonzero(~away[t + 1 :])
    end = t + 1 + int(later[0]) if len(later) else len(pair)
    before = np.flatnonzero(there[:t] & (pair["away"][:t] == 0.0))[-ROUNDS_A_YEAR:]
    lost_vendor, lost_account = (
        (end - t) * float(pair[name][before].mean()) - float(pair[name][t:end].sum()) if len(before) else nan
        for name in ("contribution", "account_surplus")
    )
    cause = Cause(int(pair["breakdown"][t]))
    talks = cause is Cause.COLLAPSE
    return Break(
        *_when(t),
        words=CAUSE_WORDS[cause],
        final=False,
        lost_vendor=lost_vendor,
        lost_account=lost_account,
        apart=end - t,
        then=_then(pair, end),
        talked=False,
        exchanges=int(pair["exchanges"][t]) if talks else 0,
        chance=_of_talks(session, pair, t) if talks else _of_refusal(session, slot, t),
    )


def _then(pair: NDArray[np.void], t: int) -> str:
    """What was found in the round after a breakdown."""
    if t == len(pair):
        return "still apart"
    if pair["cause"][t] > 0.0:
        return "parted"
    return "broke down again" if pair["away"][t] > 0.0 else "together"


def _end(pair: NDArray[np.void], t: int) -> Break:
    row = pair[t]
    return Break(
        *_when(t),
        words=CAUSE_WORDS[Cause(int(row["cause"]))],
        final=True,
        lost_vendor=float(row["lost_vendor"]),
        lost_account=float(row["lost_account"]),
        apart=0,
        then="",
        talked=False,
        exchanges=0,
        chance=nan,
    )


def _when(t: int) -> tuple[int, int]:
    year, quarter = divmod(t, ROUNDS_A_YEAR)
    return year + 1, quarter + 1


def _of_talks(session: Session, pair: NDArray[np.void], t: int) -> float:
    """Chance that so many exchanges break talks down, and that what was bound does not hold.

    Without an agreement by the last exchange they break down for certain, but for what was bound.
    Commitment either makes each exchange safer, or keeps the old contract in force afterwards, as
    :func:`equipoise.sim.phases.renewal.conclude` has it; it is that of the old contract.
    """
    p = session.world.params[0]
    free = 1.0 - float(pair["commitment"][t - 1])
    each, after = (p.collapse * free, 1.0) if p.bound_talks == 0.0 else (p.collapse, free)
    agreed = pair["ask"][t] <= pair["bid"][t]
    return float(after * (1.0 - (1.0 - each) ** pair["exchanges"][t]) if agreed else after)


def _of_refusal(session: Session, slot: int, t: int) -> float:
    """Chance that what was given of a request breaks the two apart, by the account's own stakes then."""
    moment = Moment(t, Stage.ANSWER)
    log = [cell for cell in session.log if cell.moment <= moment]
    again = Session.replay(session.arm, session.seats, session.replication, log, moment)
    return float(end_after_refusal(account_threat(again.world, slot), again.value(slot, "grant")))
