"""What an arm comes to year by year: how often an account is held, what it is then like, and margins over the runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.contrast import ALL
from equipoise.analysis.intervals import wilson
from equipoise.analysis.quantiles import quantiles_of_columns
from equipoise.analysis.results import Track
from equipoise.sim.tracks import AT_THE_END

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.sim.kernel import Chunk

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares of runs whose margin lies below a quantile that is told."""

MOST = 10_000
"""Runs whose margins are kept for quantiles, the first: more would tell nothing, and fill the memory."""

_COLUMNS = 2 + len(AT_THE_END)


def tracked(chunk: Chunk) -> NDArray[np.float64]:
    """Lay out the tracks of some runs, shape (columns, years, 1 + accounts, n), all accounts together first.

    Whether it is held at the end of a year, or the share of the accounts that are; what it is like then, NaN unless it
    is held; and the margin of the year, NaN without revenue.
    """
    tracks = chunk.tracks
    if not len(tracks):
        return np.empty((_COLUMNS, 0, 1 + chunk.named.shape[1], len(chunk.runs)))
    held = tracks["held"].copy()
    accounts = held[:, :, 1:]
    held[:, :, 0] = accounts.mean(axis=2) if accounts.shape[2] else np.nan
    at_the_end = [np.where(tracks["held"] > 0.0, tracks[name], np.nan) for name in AT_THE_END]
    revenue = np.where(tracks["revenue"] > 0.0, tracks["revenue"], np.nan)
    return np.ascontiguousarray(np.stack([held, *at_the_end, tracks["contribution"] / revenue]).transpose(0, 2, 3, 1))


class YearTotals:
    """Adds up the tracks of an arm."""

    def __init__(self) -> None:
        self._count: NDArray[np.int64] | int = 0
        self._sum: NDArray[np.float64] | float = 0.0
        self._margins: list[NDArray[np.float64]] = []

    def add(self, tracks: NDArray[np.float64]) -> None:
        """Add some runs, as :func:`tracked` lays them out."""
        known = ~np.isnan(tracks)
        self._count = self._count + known.sum(axis=-1)
        self._sum = self._sum + np.where(known, tracks, 0.0).sum(axis=-1)
        if (room := MOST - sum(part.shape[-1] for part in self._margins)) > 0:
            self._margins.append(tracks[-1, ..., :room])

    def by_year(self, arm: str, accounts: Sequence[str]) -> list[Track]:
        """Tell what all that was added comes to, of all accounts together and of each."""
        count = np.asarray(self._count)
        means = np.where(count > 0, self._sum / np.maximum(count, 1), np.nan)
        margins = quantiles_of_columns(np.concatenate(self._margins, axis=-1), LEVELS)
        years = [*range(1, means.shape[1] + 1)]
        found = []
        for k, account in enumerate((ALL, *accounts)):
            like = {name: means[c, :, k].tolist() for c, name in enumerate(AT_THE_END, start=1)} if k else {}
            margin = {level: margins[q, :, k].tolist() for q, level in enumerate(LEVELS)}
            held = np.asarray(self._sum)[0, :, k]
            ends = [wilson(round(there), runs) for there, runs in zip(held, count[0, :, k], strict=True)] if k else []
            low, high = ([one[end] for one in ends] for end in (0, 1))
            found.append(Track(arm, account, years, means[0, :, k].tolist(), low, high, like, margin))
        return found
