"""Talks in which people make the offers: one exchange after another, where bots only cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.decisions import Side
from equipoise.sim.rules.concession import AGREEMENT, target

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np


def concede(cells: np.record, exchange: int, exchanges: int) -> None:
    """Fill in both offers of an exchange, counted from 0, as the program concedes from opening to reservation price.

    Of a table's cells, ``ask`` and ``bid`` are written.
    """
    cells.ask = target(cells.vendor_opening, cells.vendor_reserve, exchange, exchanges, cells.vendor_exponent)
    cells.bid = target(cells.account_opening, cells.account_reserve, exchange, exchanges, cells.account_exponent)


def is_concluded(cells: np.record, exchange: int, exchanges: int, people: Collection[Side]) -> bool:
    """Take both offers of an exchange as they stand: they meet, or it was the last exchange, or talks go on.

    Where talks are over, ``offers`` of the table's cells says when they met, -1 for not at all. A side that a person
    plays, and that offers more than the program would have given, stops there and not before: its reservation price
    follows.
    """
    agreed = cells.ask <= cells.bid + AGREEMENT
    if not agreed and exchange < exchanges:
        return False
    cells.offers = exchange if agreed else -1.0
    if Side.VENDOR in people:
        cells.vendor_reserve = min(cells.vendor_reserve, cells.ask)
    if Side.ACCOUNT in people:
        cells.account_reserve = max(cells.account_reserve, cells.bid)
    return True
