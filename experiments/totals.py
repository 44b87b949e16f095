"""What a comparison adds up while its runs stream by: moments of every measure, and counts of every ending."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from equipoise.analysis.moments import Moments
from equipoise.analysis.sums import Sums
from equipoise.experiments.by_year import tracked
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.outcomes import POOLED, cases, measure
from equipoise.sim.state import Cause
from equipoise.sim.tally import YEARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.sim.kernel import Chunk
    from equipoise.sim.outcome import Outcome

_Added = TypeVar("_Added", Moments, Sums)

ENDINGS = tuple(cause for cause in Cause if cause != Cause.NONE)
"""Causes of ending, whose columns follow those of the outcomes."""


class Values(NamedTuple):
    """Every measure of some runs, and how long accounts were held; the last axis is that of the runs."""

    # shape (1 + accounts, outcomes + endings, n): outcomes of the run, and the share of its own accounts that each
    # cause has ended; then outcomes of each account, and 1 where a cause has ended it
    measured: NDArray[np.float64]
    lives: NDArray[np.int64]  # shape (2, accounts, n): rounds that each account was served, and the cause of its end
    years: NDArray[np.float64]  # shape (years, n): profit of each whole year of the run, of the first ten
    # shape (1 + accounts, pooled outcomes, 2, n): how many cases a run has, and in how many of them it holds
    pooled: NDArray[np.float64]
    tracks: NDArray[np.float64]  # shape (columns, years, 1 + accounts, n): see ``by_year``; no years if not asked for

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return int(self.measured.shape[-1])

    def in_one_money(self, outcomes: Sequence[Outcome], rate: float) -> Values:
        """The same with its amounts in the money of another arm."""
        if rate == 1.0:
            return self
        return self._replace(measured=in_one_money(self.measured, outcomes, rate), years=rate * self.years)


def joined(parts: Sequence[Values]) -> Values:
    """One after the other."""
    if len(parts) == 1:
        return parts[0]
    return Values._make(np.concatenate(one, axis=-1) for one in zip(*parts, strict=True))


def in_one_money(values: NDArray[np.float64], outcomes: Sequence[Outcome], rate: float) -> NDArray[np.float64]:
    """Bring the amounts among outcomes, shape (..., outcomes, n), to the money of the arm that others stand beside.

    ``rate`` is as :func:`equipoise.sim.money.exchange_rates` gives it.
    """
    if rate == 1.0:
        return values
    rates = np.ones(values.shape[-2])
    for k, outcome in enumerate(outcomes):
        amount, _, per = outcome.unit.partition("/")
        if amount == "money" and per != "unit":
            rates[k] = rate
    scaled: NDArray[np.float64] = values * rates[:, None]
    return scaled


def values_of(outcomes: Sequence[Outcome], chunk: Chunk) -> Values:
    """Work out every measure of a chunk."""
    runs, accounts = chunk.named.shape
    ended = np.stack([cause == chunk.named["cause"].T for cause in ENDINGS], axis=1).astype(np.float64)
    share = ended.sum(axis=0) / accounts if accounts else np.full((len(ENDINGS), runs), np.nan)
    places = [None, *range(accounts)]
    found = measure(chunk, outcomes, places)
    those = pooled_of(outcomes)
    counted = cases(chunk, [outcomes[k] for k in those], places)
    pooled = np.stack([counted, counted * np.nan_to_num(found[:, those])], axis=2)
    whole = min(int(chunk.runs["rounds"].max(initial=0.0)) // ROUNDS_A_YEAR, YEARS)
    years = np.ascontiguousarray(chunk.runs["profit_of_year"][:, :whole].T)
    measured = np.concatenate([found, np.concatenate([share[None], ended])], axis=1)
    lives = np.stack([chunk.named[name].T for name in ("rounds", "cause")]).astype(np.int64)
    return Values(measured, lives, years, pooled, tracked(chunk))


def pooled_of(outcomes: Sequence[Outcome]) -> list[int]:
    """Places of the outcomes that are pooled over runs."""
    return [k for k, outcome in enumerate(outcomes) if outcome.name in POOLED]


class ArmTotals:
    """Totals of one arm: moments of all that is measured, and its relationships by account, rounds served and cause.

    Quantiles need every run: of the outcomes whose places are ``kept``, the runs' own values are.
    """

    def __init__(self, accounts: int, rounds: int, kept: Sequence[int] = ()) -> None:
        self._places = list(kept)
        self._kept: list[NDArray[np.float64]] = []
        self.digest = blake2b()  # of every run's measures: the same for two arms where all that is measured is
        self.measured: Moments | None = None  # of Values.measured; none before the first chunk
        self.pooled: Sums | None = None  # of Values.pooled
        self.held: Moments | None = None  # of the share of own accounts held after 0 to ``rounds`` rounds
        self.endings = np.zeros((accounts, rounds + 1, len(Cause)), np.int64)

    def add(self, values: Values) -> None:
        """Add some runs."""
        # A zero has two signs and what is no number many forms, which are all alike here.
        self.digest.update(np.where(np.isnan(values.measured), np.nan, values.measured + 0.0).tobytes())
        self.measured = _with(self.measured, Moments.of(values.measured))
        self.pooled = _with(self.pooled, Sums.of(values.pooled))
        self._kept.append(values.measured[0, self._places])
        accounts, lengths, causes = self.endings.shape
        rounds, cause = (np.ascontiguousarray(one.T) for one in values.lives)
        place = (np.arange(accounts) * lengths + rounds) * causes + cause
        self.endings += np.bincount(place.ravel(), minlength=self.endings.size).reshape(self.endings.shape)
        if accounts:
            self.held = _with(self.held, Moments.of(_held(rounds, cause, lengths)))

    @property
    def kept(self) -> NDArray[np.float64]:
        """Outcomes of every run, shape (kept, n)."""
        return np.concatenate([np.empty((len(self._places), 0)), *self._kept], axis=-1)


def _held(rounds: NDArray[np.int64], cause: NDArray[np.int64], lengths: int) -> NDArray[np.float64]:
    """Share of a run's accounts that have not ended after 0, 1, ... rounds, shape (lengths, n)."""
    runs, accounts = rounds.shape
    place = np.arange(runs)[:, None] * lengths + rounds
    ended = np.bincount(place.ravel(), weights=(cause != Cause.NONE).ravel(), minlength=runs * lengths)
    return np.ascontiguousarray(1.0 - ended.reshape(runs, lengths).cumsum(axis=1).T / accounts)


class PairTotals:
    """Totals of one arm less another, run by run, over the runs as a whole and over the accounts that both have."""

    def __init__(self, arm: list[str], against: list[str]) -> None:
        places = [{name: place for place, name in enumerate(names, start=1)} for names in (arm, against)]
        self.shared = [name for name in arm if name in places[1]]
        self.measured: Moments | None = None
        self.differs: NDArray[np.bool_] | None = None  # whether any run does
        self.gained: Moments | None = None  # what the arm has earned more after each year, shape (years,)
        self.by_year: Sums | None = None  # what it has earned more in each
        self.pooled: Sums | None = None  # of Values.pooled of the arm, then of the first
        self._arm, self._against = ([0, *(place[name] for name in self.shared)] for place in places)

    def add(self, arm: Values, against: Values) -> None:
        """Add the same replications of both."""
        own, other = arm.measured[self._arm], against.measured[self._against]
        self.measured = _with(self.measured, Moments.of_differences(own, other))
        now = differing(own, other)
        self.differs = now if self.differs is None else self.differs | now
        if len(arm.years):
            gained = Moments.of_differences(arm.years.cumsum(axis=0), against.years.cumsum(axis=0))
            self.gained = _with(self.gained, gained)
            self.by_year = _with(self.by_year, Sums.of(arm.years - against.years))
        both = np.concatenate([arm.pooled[self._arm], against.pooled[self._against]], axis=2)
        self.pooled = _with(self.pooled, Sums.of(both))


def differing(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether any run differs, along the last axis, be it that one side alone has the measure."""
    return np.asarray(((one != other) & ~(np.isnan(one) & np.isnan(other))).any(axis=-1))


def _with(before: _Added | None, now: _Added) -> _Added:
    return now if before is None else before.merge(now)
