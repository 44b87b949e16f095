"""Talks in which people make the offers: one exchange after another, where bots only cross."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.decisions import Side
from equipoise.sim.rules.concession import AGREEMENT, conceded, matched

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np


class Pair(NamedTuple):
    """Something of both sides of a table."""

    vendor: float
    account: float


NEITHER = Pair(0.0, 0.0)


def concede(cells: np.record, exchange: int, exchanges: int, matching: Pair = NEITHER, behind: Pair = NEITHER) -> Pair:
    """Fill in both offers of an exchange as the program concedes, from opening to reservation price.

    It takes it that whoever has conceded less than the program would have done stays as far behind, and answers that.

    Parameters
    ----------
    cells : record of dtype ``equipoise.sim.decisions.DECISION_ROW``
        The table's cells; ``ask`` and ``bid`` are written.
    exchange, exchanges : int
        The exchange, from 0, and the most that there can be.
    matching : Pair
        How far each side only matches what the other concedes.
    behind : Pair
        Money a unit by which each side's last offer concedes less than the program would have done, as
        :func:`fallen_behind` has it.

    Returns
    -------
    Pair
        Both offers, money a unit.
    """
    ours = (cells.vendor_opening - cells.vendor_reserve) * conceded(exchange, exchanges, cells.vendor_exponent)
    theirs = (cells.account_reserve - cells.account_opening) * conceded(exchange, exchanges, cells.account_exponent)
    usual = Pair(
        cells.vendor_opening - matched(ours, _seen(theirs, behind.account), matching.vendor),
        cells.account_opening + matched(theirs, _seen(ours, behind.vendor), matching.account),
    )
    cells.ask, cells.bid = usual
    return usual


def _seen(by_the_clock: float, behind: float) -> float:
    """What a side is seen to concede that has fallen behind; to take an offer back is to concede nothing."""
    return by_the_clock if behind == 0.0 else max(by_the_clock - behind, 0.0)


def fallen_behind(cells: np.record, usual: Pair) -> Pair:
    """How much less the offers of an exchange concede than the program's own would have done."""
    return Pair(cells.ask - usual.vendor, usual.account - cells.bid)


def is_concluded(cells: np.record, exchange: int, exchanges: int, people: Collection[Side]) -> bool:
    """Take both offers of an exchange as they stand: they meet, or it was the last exchange, or talks go on.

    Parameters
    ----------
    cells : record of dtype ``equipoise.sim.decisions.DECISION_ROW``
        The table's cells; where talks are over, ``offers`` says when they met, -1 for not at all.
    exchange, exchanges : int
        The exchange, from 0, and the most that there can be.
    people : collection of Side
        Who makes offers in person. One that offers more than the program would have given stops there and not before,
        so its reservation price follows.

    Returns
    -------
    bool
        Whether talks are over.
    """
    agreed = cells.ask <= cells.bid + AGREEMENT
    if not agreed and exchange < exchanges:
        return False
    cells.offers = exchange if agreed else -1.0
    # An offer at the reservation price may miss it by a rounding, which moves nothing.
    if Side.VENDOR in people and cells.ask < cells.vendor_reserve - AGREEMENT:
        cells.vendor_reserve = cells.ask
    if Side.ACCOUNT in people and cells.bid > cells.account_reserve + AGREEMENT:
        cells.account_reserve = cells.bid
    return True
