"""Events that figures are traced to: counted by year, at a table and in games of computer players alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.experiments.workshop.books import lasted
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVENTS = ("reorganised", "broke_down", "came_back", "parted", "won", "lost")
"""The account reorganised; the two broke down, came back together, parted for good; the vendor won another account, or
lost one."""


class Traced(NamedTuple):
    """How often an event came at a table, with its luck, and in general."""

    event: str  #: of ``EVENTS``
    table: list[int]  #: by year
    par: list[int]  #: by year, where two computer players had the same luck
    usual: float  #: in as many years, mean of games of computer players over the lucks that rooms are dealt


def count_events(panel: NDArray[np.void], wins: NDArray[np.float64], slot: int) -> NDArray[np.int64]:
    """Count events by year, shape (games, years, events); ``wins`` are the accounts that the vendor had won so far."""
    pair = panel[:, :, slot]
    there = lasted(pair["active"], pair["cause"])
    ended = there & (pair["cause"] > 0.0)
    every = ((panel["active"] > 0.0) & (panel["cause"] > 0.0)).sum(axis=-1)
    found = [
        there & (pair["reorganised"] == np.arange(panel.shape[1])),
        there & (pair["away"] == 1.0) & (pair["cause"] == 0.0),
        there & (pair["returned"] > 0.0) & (pair["away"] == 0.0),
        ended,
        np.diff(wins, axis=1, prepend=0.0),
        every - ended,
    ]
    quarters = np.stack(found, axis=-1).astype(np.int64)
    years: NDArray[np.int64] = quarters.reshape(len(panel), -1, ROUNDS_A_YEAR, len(EVENTS)).sum(axis=2)
    return years
