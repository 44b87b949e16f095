"""A pair of arms under the same luck, put to one value after another: by how much outcomes differ, run by run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.contrast import ALL
from equipoise.analysis.intervals import difference_interval, estimates, mean_interval
from equipoise.analysis.moments import Moments
from equipoise.experiments.changed import arms_at
from equipoise.experiments.totals import differing, in_one_money
from equipoise.sim.money import exchange_rates
from equipoise.sim.outcomes import measure
from equipoise.sim.runner import in_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.sim.arm import Arm
    from equipoise.sim.kernel import Chunk
    from equipoise.sim.outcome import Outcome
    from equipoise.sim.scenario import Scenario


class _Runs(NamedTuple):
    """What some runs come to, of shape (outcomes, n), and its moments."""

    values: NDArray[np.float64]
    moments: Moments
    same: NDArray[np.bool_]  # of shape (outcomes,)


@dataclass(frozen=True)
class Pair:
    """An arm against another, or alone against a threshold, and the outcomes in which it is looked at."""

    arms: tuple[Arm, ...]  # what they are set against, where there is something, and the arm in question last
    outcomes: tuple[Outcome, ...]
    account: str = ALL  # whose outcomes
    threshold: float = 0.0  # what is taken off
    change: Callable[[Sequence[Arm], Mapping[str, object]], list[Arm]] = arms_at

    def values(
        self, changes: Mapping[str, object], runs: Sequence[int], threads: int | None = None
    ) -> NDArray[np.float64]:
        """Play runs with some settings, and give the arm's outcomes less the other's, and less the threshold.

        Shape (outcomes, n), in the order of the runs; NaN where a run, or one of the two, does not have it.
        """
        return self._played(changes, runs, threads).values - self.threshold

    def at(self, changes: Mapping[str, object], runs: Sequence[int], threads: int | None = None) -> list[Estimate]:
        """Estimate their means with 95% intervals, as a comparison of the same runs does."""
        played = self._played(changes, runs, threads)
        paired = len(self.arms) > 1
        moments, interval = played.moments.settled(), difference_interval if paired else mean_interval
        found = []
        for k, outcome in enumerate(self.outcomes):
            same = played.same[k : k + 1] if paired and not self.threshold else None
            (one,) = estimates(moments[k : k + 1], outcome.kind, outcome.unit, interval, same)
            off = self.threshold
            found.append(replace(one, value=one.value - off, low=one.low - off, high=one.high - off))
        return found

    def _played(self, changes: Mapping[str, object], runs: Sequence[int], threads: int | None) -> _Runs:
        arms = self.change(self.arms, changes)
        parts: list[NDArray[np.float64]] = []
        moments: Moments | None = None
        differs = np.zeros(len(self.outcomes), bool)
        rates = [_rate(self.arms[0].scenario, arm.scenario) for arm in arms]
        for values in measured(arms, self.outcomes, self.account, runs, threads):
            *others, own = (in_one_money(one, self.outcomes, rate) for one, rate in zip(values, rates, strict=True))
            now = Moments.of_differences(own, others[0]) if others else Moments.of(own)
            moments = now if moments is None else moments.merge(now)
            differs |= differing(own, others[0]) if others else True
            parts.append(own - others[0] if others else own)
        if moments is None:
            raise ValueError("no runs to play")
        return _Runs(np.concatenate(parts, axis=-1), moments, ~differs)


def _rate(base: Scenario, scenario: Scenario) -> float:
    """What 1 of a changed scenario's money is in that of the one it was; a translated one keeps what it had."""
    return 1.0 if scenario.business is None else exchange_rates([base, scenario])[1]


def measured(
    arms: Sequence[Arm], outcomes: Sequence[Outcome], account: str, runs: Sequence[int], threads: int | None = None
) -> Iterator[list[NDArray[np.float64]]]:
    """Play arms block by block, and give outcomes of somebody by arm, shape (outcomes, n); NaN where a run has none."""
    places = [None if account == ALL else arm.scenario.account_names.index(account) for arm in arms]
    rounds = any(outcome.rounds for outcome in outcomes)
    for pieces in in_blocks(_itself, arms, runs, panel=rounds, threads=threads):
        yield [
            np.concatenate([measure(chunk, outcomes, [place])[0] for chunk in chunks], axis=-1)
            for place, chunks in zip(places, pieces, strict=True)
        ]


def _itself(chunk: Chunk) -> Chunk:
    return chunk
