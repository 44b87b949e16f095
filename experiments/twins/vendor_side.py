"""The vendor's side of a twin: the same runs with the account and without it, from the round of its removal on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.twins.measures import OF_VENDOR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.kernel import Chunk


def vendor_side(chunk: Chunk, place: int, first: int) -> NDArray[np.float64]:
    """Measure the vendor from a round to the horizon.

    Shape (measures, n): in the order of :data:`~equipoise.experiments.twins.measures.OF_VENDOR`; NaN where a measure
    does not exist.
    """
    rows, vendor = chunk.panel[:, first:], chunk.vendor[:, first:]
    rounds = rows.shape[1]
    own = (rows["active"] > 0.0) & (rows["joined_at_start"] > 0.0)
    others = [k for k in range(chunk.named.shape[1]) if k != place]
    revenue, contribution = ((rows[name] * own)[:, :, others].sum(axis=(1, 2)) for name in ("revenue", "contribution"))
    survival = (chunk.named["cause"][:, others] == 0.0).sum(axis=1) / max(len(others), 1)
    earlier = chunk.vendor["wins"][:, first - 1] if first else 0.0
    wins = vendor["wins"][:, -1] - earlier
    values = {
        "gtm_failure": chunk.runs["failed"],
        "revenue": vendor["revenue"].sum(axis=1) / rounds,
        "contribution": vendor["contribution"].sum(axis=1) / rounds,
        "profit": profit(vendor).sum(axis=1) / rounds,
        "wins": wins,
        "wins_elsewhere": wins - _won_in(rows[:, :, place], first),
        "others_survival": survival if others else np.full(len(rows), np.nan),
        "others_margin": np.divide(contribution, revenue, out=np.full(len(rows), np.nan), where=revenue > 0.0),
        "own_revenue": (rows["revenue"] * own)[:, :, place].sum(axis=1) / rounds,
        "own_contribution": (rows["contribution"] * own)[:, :, place].sum(axis=1) / rounds,
    }
    return np.stack([values[measure.name] for measure in OF_VENDOR]).astype(np.float64)


def profit(vendor: NDArray[np.void]) -> NDArray[np.float64]:
    """Contribution less fixed cost and the cost of winning accounts. Shape (n, rounds): money a round."""
    gained: NDArray[np.float64] = vendor["contribution"] - vendor["fixed_cost"] - vendor["winning_cost"]
    return gained


def realised_dependence(whole: Chunk, without: Chunk, first: int, horizon: int, floor: float) -> NDArray[np.float64]:
    """The vendor's dependence as it turned out: what it lost over the horizon, over that plus what it had left.

    The same ratio as D_v = (T/2) / (T/2 + W_v), with contribution lost in place of T/2, and cash plus the profit of
    the run without the account in place of W_v.

    Shape (n,): in [0, 1]; 0 where nothing was lost.
    """
    ahead = slice(first, first + horizon)
    lost = (whole.vendor["contribution"][:, ahead] - without.vendor["contribution"][:, ahead]).sum(axis=1)
    cash = without.vendor["cash"][:, first - 1] if first else _cash_at_start(without)
    return ratio(lost, cash + profit(without.vendor[:, ahead]).sum(axis=1), floor)


def _cash_at_start(chunk: Chunk) -> NDArray[np.float64]:
    """Cash before the first round: what it is after it, less what came in and what went out."""
    row = chunk.vendor[:, :1]
    cash: NDArray[np.float64] = (row["cash"] - profit(row) + row["paid_out"])[:, 0]
    return cash


def ratio(lost: NDArray[np.float64], left: NDArray[np.float64], floor: float) -> NDArray[np.float64]:
    """Emerson's ratio: what is lost, over that plus what is left. Shape (n,): in [0, 1]."""
    at_stake = np.maximum(lost, 0.0)
    shares: NDArray[np.float64] = at_stake / (at_stake + np.maximum(left, floor))
    return shares


def _won_in(slot: NDArray[np.void], first: int) -> NDArray[np.float64]:
    """Accounts won in a slot, from a round on."""
    started = slot["start"] == first + np.arange(slot.shape[1])
    won: NDArray[np.float64] = (started & (slot["active"] > 0.0) & (slot["joined_at_start"] == 0.0)).sum(axis=1)
    return won
