"""What twins add up while their runs stream by: moments of both sides, and how far the bargaining rules agree."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.association import Comoments
from equipoise.analysis.intervals import difference_interval, estimates, mean_interval
from equipoise.analysis.moments import Moments
from equipoise.analysis.removal import Change, Twin
from equipoise.experiments.twins import account_side, vendor_side
from equipoise.experiments.twins.measures import DEPENDENCE, OF_ACCOUNT, OF_VENDOR
from equipoise.sim.outcome import Outcome
from equipoise.sim.outcomes import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.intervals import Interval
    from equipoise.sim.kernel import Chunk
    from equipoise.sim.rows import Rows

_HELD = Outcome("held", "share of runs", "chance", "Whether it is still held when it is taken away.")


@dataclass(frozen=True)
class TwinSums:
    """Totals of one account's twins."""

    # of the runs in which it is still held, but for ``held`` itself: of the vendor with it, without it and without less
    # with, of the account, and of dependence
    held: Moments
    whole: Moments
    without: Moments
    change: Moments
    buyer: Moments
    dependence: Moments
    # dependence by the bargaining rules, and as it turned out
    vendor: Comoments
    account: Comoments

    @classmethod
    def of(
        cls, whole: Chunk, without: Chunk, place: int, first: int, params: Rows, own: Sequence[Outcome] = ()
    ) -> TwinSums:
        """Totals of some runs."""
        kappa, horizon, floor = float(params.switching_cost[0]), int(params.horizon[0]), float(params.wealth_floor[0])
        row = whole.panel[:, first, place]
        held = (row["active"] > 0.0) & (row["joined_at_start"] > 0.0)
        here, there = (
            np.concatenate([vendor_side.vendor_side(chunk, place, first), measure(chunk, own, [None])[0]])
            for chunk in (whole, without)
        )
        cost = account_side.forgone(whole, place, first, kappa)
        said_vendor, said_account = account_side.dependence(whole, place, first)
        found_vendor = vendor_side.realised_dependence(whole, without, first, horizon, floor)
        found_account = account_side.realised_dependence(cost, horizon, floor)
        four = np.stack([said_vendor, found_vendor, said_account, found_account])
        shown = np.where(held, four, np.nan)

        def moments(values: NDArray[np.float64]) -> Moments:
            return Moments.of(np.where(held, values, np.nan))

        return cls(
            Moments.of(held[None].astype(np.float64)),
            moments(here),
            moments(there),
            Moments.of_differences(*(np.where(held, side, np.nan) for side in (there, here))),
            moments(account_side.account_side(cost)),
            moments(four),
            Comoments.of(shown[0], shown[1]),
            Comoments.of(shown[2], shown[3]),
        )

    def merge(self, later: TwinSums) -> TwinSums:
        """Totals of these runs and of some later ones."""
        return TwinSums(*(getattr(self, one.name).merge(getattr(later, one.name)) for one in fields(self)))

    def twin(self, account: str, threshold: float, own: Sequence[Outcome] = ()) -> Twin:
        """What they come to; the vendor's measures are followed by somebody's own."""
        of_vendor = (*OF_VENDOR, *own)
        whole, without = (_estimates(of_vendor, one, mean_interval) for one in (self.whole, self.without))
        change = _estimates(of_vendor, self.change.settled(), difference_interval)
        return Twin(
            account,
            _estimates([_HELD], self.held, mean_interval)["held"],
            {name: Change(whole[name], without[name], change[name]) for name in change},
            _estimates(OF_ACCOUNT, self.buyer, mean_interval),
            _estimates(DEPENDENCE, self.dependence, mean_interval),
            {"vendor": self.vendor.pearson(), "account": self.account.pearson()},
            threshold,
        )


def _estimates(measures: Sequence[Outcome], moments: Moments, interval: Interval) -> dict[str, Estimate]:
    nothing = (moments.mean == 0.0) & (moments.deviations == 0.0) & (moments.count > 0)
    same = nothing if interval is difference_interval else np.zeros_like(nothing)
    rows = [slice(k, k + 1) for k in range(len(measures))]
    return {
        one.name: estimates(moments[row], one.kind, one.unit, interval, same[row])[0]
        for one, row in zip(measures, rows, strict=True)
    }
