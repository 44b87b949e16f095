"""Games of computer players under a thousand lucks that no table had: what luck alone does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.experiments.workshop.books import lasted
from equipoise.experiments.workshop.debrief.events import count_events
from equipoise.experiments.workshop.score import Figures
from equipoise.sim.batch import Batch
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import DECISIONS, VENDOR_DECISIONS, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from equipoise.experiments.workshop.plans import VendorPlan
    from equipoise.experiments.workshop.table import Table
    from equipoise.sim.decisions import Stage

_BLOCK = 100
"""Games that are played side by side; each takes half a megabyte."""


class Games(NamedTuple):
    """What became of games of two computer players, by game and year."""

    vendor: NDArray[np.float64]  #: profit, money; shape (games, years)
    account: NDArray[np.float64]  #: how much better off the account was than with the market, money; likewise
    together: NDArray[np.bool_]  #: whether the two were together at the year's end, and not broken down; likewise
    dependence: NDArray[np.float64]  #: true, vendor's then account's; shape (games, years, 2), NaN when not together
    events: NDArray[np.int64]  #: counts in the order of ``EVENTS``; shape (games, years, events)

    def figures(self, years: int, own_years: int | None) -> NDArray[np.float64]:
        """What each side made, money a year, over the first years; shape (games, 2)."""
        of_account = years if own_years is None else min(years, own_years)
        return np.stack([self.vendor[:, :years].mean(1), self.account[:, :of_account].mean(1)], axis=1)

    def mean(self, years: int, own_years: int | None) -> Figures:
        """The mean of :meth:`figures` over all games."""
        return Figures(*map(float, self.figures(years, own_years).mean(0)))


def play_games(
    table: Table, plan: VendorPlan | None, replications: Sequence[int], tell: Callable[[int], object] = lambda _: None
) -> Games:
    """Play a table's game under other lucks by two computer players, each bit for bit as a session plays it.

    A plan of None leaves all to the workshop's policy; ``tell`` is called with how many more games are played.
    """
    played = []
    for k in range(0, len(replications), _BLOCK):
        block = replications[k : k + _BLOCK]
        played.append(_play_block(table, plan, block))
        tell(len(block))
    return Games(*(np.concatenate(parts) for parts in zip(*played, strict=True)))


def _play_block(table: Table, plan: VendorPlan | None, replications: Sequence[int]) -> Games:
    batch, slot = Batch(table.arm(), replications, panel=True), table.slot
    for stage in batch.play():
        if plan is not None:
            _carry_out(batch, stage, slot, plan)
    return _by_year(batch, slot)


def _carry_out(batch: Batch, stage: Stage, slot: int, plan: VendorPlan) -> None:
    """Write a plan, where the relationship that the table began with goes on."""
    rows, cells = batch.worlds.rows, plan.cells(0.0)
    together = (rows["active"][:, slot] > 0.0) & (rows["generation"][:, slot] == 0.0) & (rows["cause"][:, slot] == 0.0)
    for decision in (*DECISIONS, *VENDOR_DECISIONS):
        value = cells.get(decision.name)
        if decision.stage is not stage or decision.side is not Side.VENDOR or value is None:
            continue
        if decision in VENDOR_DECISIONS:
            batch.worlds.vendor_sheet[decision.name][...] = value
        else:
            batch.worlds.sheet[decision.name][together, slot] = value


def _by_year(batch: Batch, slot: int) -> Games:
    pair, own = batch.out.panel[:, :, slot], batch.out.vendor
    there = lasted(pair["active"], pair["cause"])
    profit = own["contribution"] - own["fixed_cost"] - own["winning_cost"]
    surplus = np.where(there, pair["account_surplus"], 0.0)
    last = pair[:, ROUNDS_A_YEAR - 1 :: ROUNDS_A_YEAR]
    together = (there & (pair["cause"] == 0.0))[:, ROUNDS_A_YEAR - 1 :: ROUNDS_A_YEAR] & (last["away"] == 0.0)
    dependence = np.stack([last["dependence_vendor"], last["dependence_account"]], axis=-1)
    dependence[~together] = np.nan
    events = count_events(batch.out.panel, own["wins"], slot)
    return Games(_yearly(profit), _yearly(surplus), together, dependence, events)


def _yearly(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums over the quarters of each year."""
    summed: NDArray[np.float64] = values.reshape(len(values), -1, ROUNDS_A_YEAR).sum(2)
    return summed
