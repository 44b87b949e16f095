"""Means by round with their bands, summed up chunk by chunk, so that memory does not grow with the runs."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.analysis.figures.wording import EVERY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.sim.kernel import Chunk
    from equipoise.sim.scenario import Scenario

FEW, SHARE = 50, 0.05
"""Fewest runs, and least share of all runs, that a mean by round is drawn for; half of all where that is less."""

MOST = 8  # most subjects that figures are drawn of

_SEEN = 0.005  # of revenue, what is seen in a figure

_NORMAL = 1.959964  # two-sided 95%
_REVENUE, _CONTRIBUTION, _GRANTED, _FREE, _VENDOR, _ACCOUNT, _HELD, _TALKS = range(8)
_COLUMNS = ("revenue", "contribution", "granted", "free_support", "dependence_vendor", "dependence_account", "active")


class Band(NamedTuple):
    """A ratio of means by round with its 95% interval, each of shape (rounds,); NaN where too few runs have it."""

    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True)
class Subject:
    """An entry of a scenario's accounts: one account, or several that are alike and drawn together."""

    label: str  # what figures call it
    names: tuple[str, ...]  # its accounts


def subjects(scenario: Scenario) -> list[Subject]:
    """List what figures are drawn of: the entries of the scenario's accounts, in its order.

    The first is the account that the scenario is about.
    """
    return [
        Subject(_called(account.name, account.count), tuple(account.called))
        for account in scenario.accounts
        if account.count
    ]


def _called(name: str, count: int) -> str:
    """What a sentence calls accounts that are alike: ``the 8 accounts``, ``the 4 accounts Home``."""
    if count == 1:
        return name
    plain = {"account": "accounts", "other": "others", "others": "others", "buyer": "buyers"}.get(name.casefold())
    return f"the {count} {plain or f'accounts {name}'}"


@dataclass(frozen=True)
class ByRound:
    """One subject in one arm, round by round, over the runs that still hold it."""

    held: NDArray[np.int64]  # of shape (rounds,); runs that hold it, or some of it
    fewest: int  # fewest runs that a mean is drawn for
    margin: Band  # contribution over revenue, of all runs together
    # of shape (rounds, 2); mean dependence of the vendor and of the account; NaN where fewer than fewest runs
    # hold it
    dependence: NDArray[np.float64]
    covariance: NDArray[np.float64]  # of shape (rounds, 2, 2); of the two, over relationships
    # of shape (rounds,); revenue, demands granted, and support beyond its efficient level, a run; money
    revenue: NDArray[np.float64]
    granted: NDArray[np.float64]
    excess: NDArray[np.float64]
    talks: NDArray[np.float64]  # of shape (rounds,); share of its relationships whose contract is negotiated

    @property
    def spared(self) -> bool:
        """Whether demands cost visibly less in rounds in which more of the contracts than on average are negotiated."""
        known = (self.revenue > 0.0) & np.isfinite(self.talks)
        share, talks = self.granted[known] / self.revenue[known], self.talks[known]
        many = talks > talks.mean() if len(talks) else talks > 0.0
        return bool(0 < many.sum() < len(many) and share[~many].mean() - share[many].mean() >= _SEEN)


def fewest_of(arms: Mapping[str, Mapping[str, ByRound]]) -> int:
    """Fewest runs that a mean is drawn for."""
    return max(by_round.fewest for by in arms.values() for by_round in by.values())


def too_few(arms: Mapping[str, Mapping[str, ByRound]]) -> str:
    """Say, for a caption, where means are no longer drawn."""
    fewest = fewest_of(arms)
    return f"fewer than {fewest} runs are left" if fewest > 1 else "no run is left"


class RoundSums:
    """Sums by round over the runs of one arm; chunks are added as they come."""

    def __init__(self, scenario: Scenario, rounds: int) -> None:
        self._runs = 0
        self._slots: dict[str, slice] = {}
        first = 0
        for subject in subjects(scenario)[:MOST]:
            self._slots[subject.label] = slice(first, first + len(subject.names))
            first += len(subject.names)
        self._slots[EVERY] = slice(None)
        width = len(_COLUMNS) + 1
        self._held = {label: np.zeros(rounds, np.int64) for label in self._slots}
        self._first = {label: np.zeros((rounds, width)) for label in self._slots}
        self._second = {label: np.zeros((rounds, width, width)) for label in self._slots}
        self._squares = {label: np.zeros((rounds, 2, 2)) for label in self._slots}

    def add(self, chunk: Chunk) -> None:
        """Add the runs of a chunk that was played with its panel."""
        self._runs += len(chunk.panel)
        served = chunk.panel["active"]
        talks = served * (chunk.panel["exchanges"] >= 0.0)
        values = np.stack([*(chunk.panel[name] * served for name in _COLUMNS), talks], axis=-1)
        own = values * chunk.panel["joined_at_start"][..., None]
        for label, slots in self._slots.items():
            chosen = values if label == EVERY else own[:, :, slots]
            both = chosen[..., [_VENDOR, _ACCOUNT]]
            totals = chosen.sum(axis=2)  # of a run and round
            self._held[label] += (totals[:, :, _HELD] > 0).sum(axis=0)
            self._first[label] += totals.sum(axis=0)
            self._second[label] += np.einsum("rti,rtj->tij", totals, totals)
            self._squares[label] += np.einsum("rtsi,rtsj->tij", both, both)

    @property
    def _fewest(self) -> int:
        """Fewest runs that a mean is drawn for."""
        return max(min(max(FEW, ceil(SHARE * self._runs)), ceil(0.5 * self._runs)), 1)

    def means(self) -> dict[str, ByRound]:
        """What the sums come to, by subject; ``EVERY`` is every relationship."""
        return {label: self._means(label) for label in self._slots}

    def _means(self, label: str) -> ByRound:
        first, held = self._first[label], self._held[label]
        enough = held >= self._fewest
        relationships = np.where(enough, first[:, _HELD], np.nan)
        dependence = first[:, [_VENDOR, _ACCOUNT]] / relationships[:, None]
        covariance = (
            self._squares[label] / relationships[:, None, None] - dependence[:, :, None] * dependence[:, None, :]
        )
        runs = max(self._runs, 1)
        return ByRound(
            held,
            self._fewest,
            self._ratio(label, _CONTRIBUTION, _REVENUE, enough),
            dependence,
            covariance,
            first[:, _REVENUE] / runs,
            first[:, _GRANTED] / runs,
            (first[:, _FREE] - first[:, _GRANTED]) / runs,
            first[:, _TALKS] / relationships,
        )

    def _ratio(self, label: str, above: int, below: int, enough: NDArray[np.bool_]) -> Band:
        """Ratio of two means over runs and its interval by the delta method (Cochran 1977, chapter 6)."""
        first, second = self._first[label], self._second[label]
        known = enough & (first[:, below] > 0)
        total = np.where(known, first[:, below], np.nan)
        ratio = first[:, above] / total
        residuals = second[:, above, above] - 2 * ratio * second[:, above, below] + ratio**2 * second[:, below, below]
        error = np.sqrt(np.maximum(residuals, 0.0) * self._runs / max(self._runs - 1, 1)) / total
        return Band(ratio, ratio - _NORMAL * error, ratio + _NORMAL * error)
