"""The account's side of a twin: what it costs to go without the vendor, against what the account earns of its own.

The mirror of the vendor's test. A vendor is undone when what the account brought no longer covers what stands: its
fixed cost, its plan. An account has its own customers to serve, on terms that reckon with what the vendor brings. From
the round in which the vendor is gone it buys all it needs at the rivals' quotes of the same run, pays the cost of
switching, and keeps none of the volume that grew with the vendor. **Its business fails if, within a year, that costs
it more than its own margin on what it makes.**
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.experiments.twins.measures import OF_ACCOUNT
from equipoise.experiments.twins.vendor_side import ratio
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.kernel import Chunk

YEAR = 4
"""Rounds within which an account's business stands or falls: budgets are made for a year."""

_BEFORE_TRADE = [Cause.NO_DEAL, Cause.COLLAPSE, Cause.REFUSED_DEMAND]


class Forgone(NamedTuple):
    """What going without the vendor costs an account, by run and round from its removal on."""

    # shape (n, rounds): money: surplus forgone, margin on volume that the vendor had brought, and in the first round
    # the cost of switching; less the cost of switching that it would have had anyway, in the round in which the
    # relationship ended in the run with the vendor. Nothing after that round, when it buys elsewhere in either case
    loss: NDArray[np.float64]
    # shape (n, rounds): money: its own margin on what it makes, with the vendor for as long as it has it
    earned: NDArray[np.float64]
    # shape (n, rounds): money: the same without the vendor, at the rivals' quotes, less the cost of switching
    left: NDArray[np.float64]
    switching: NDArray[np.float64]  # shape (n,): money: the cost of switching when the vendor is gone


def forgone(whole: Chunk, place: int, first: int, switching_cost: float) -> Forgone:
    """Work out what going without the vendor costs."""
    rows = whole.panel[:, first:, place]
    held = (rows["active"] > 0.0) & (rows["joined_at_start"] > 0.0)
    closed = held & (rows["cause"] == Cause.EXIT)
    in_business = np.cumsum(closed, axis=1) - closed == 0
    trades = held & ~np.isin(rows["cause"], _BEFORE_TRADE)
    margin, volume = rows["own_margin"][:, :1], rows["base_volume"][:, :1]
    quoted = np.where(trades, rows["alternative"] - rows["quote"], 0.0)
    leaving = switching_cost * rows["lock_in"] * rows["volume"]
    anyway = held & (rows["cause"] > 0.0) & ~closed
    loss = np.where(trades, rows["account_surplus"] + margin * (rows["volume"] - volume) - volume * quoted, 0.0)
    loss -= np.where(anyway, leaving, 0.0)
    loss[:, 0] += leaving[:, 0]
    earned = margin * np.where(trades, rows["volume"], volume) * in_business
    left = volume * (margin + quoted) * in_business
    left[:, 0] -= leaving[:, 0]
    return Forgone(loss, earned, left, leaving[:, 0])


def account_side(cost: Forgone) -> NDArray[np.float64]:
    """Measure the account from a round to the horizon.

    Shape (measures, n): in the order of :data:`~equipoise.experiments.twins.measures.OF_ACCOUNT`.
    """
    lost, earned = cost.loss[:, :YEAR].sum(axis=1), cost.earned[:, :YEAR].sum(axis=1)
    values = {
        "business_failure": lost > earned,
        "loss": cost.loss.mean(axis=1),
        "loss_first_year": lost,
        "earned_first_year": earned,
        "switching": cost.switching,
    }
    return np.stack([values[measure.name] for measure in OF_ACCOUNT]).astype(np.float64)


def realised_dependence(cost: Forgone, horizon: int, floor: float) -> NDArray[np.float64]:
    """The account's dependence as it turned out: what it lost over the horizon, over that plus what it had left.

    Shape (n,): in [0, 1]; 0 where nothing was lost.
    """
    return ratio(cost.loss[:, :horizon].sum(axis=1), cost.left[:, :horizon].sum(axis=1), floor)


def dependence(whole: Chunk, place: int, first: int) -> NDArray[np.float64]:
    """D_v and D_b of the bargaining rules, mean over the rounds of the first year in which the account is held.

    Shape (2, n): of the vendor, and of the account.
    """
    rows = whole.panel[:, first : first + YEAR, place]
    held = (rows["active"] > 0.0) & (rows["joined_at_start"] > 0.0)
    count = np.maximum(held.sum(axis=1), 1)
    return np.stack([(rows[f"dependence_{side}"] * held).sum(axis=1) / count for side in ("vendor", "account")])
