"""What knowing numbers before deciding would be worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.sim.outcome import Kind


@dataclass(frozen=True)
class Unknown:
    """A number that is not known, and what it would be worth to know it."""

    key: str
    unit: str
    low: float  #: range that it lies in, every value alike
    high: float
    worth: Estimate  #: of knowing it before deciding
    best: list[tuple[float, str]]  #: from which value on which policy is best, from the least
    currency: str = ""  #: that its values are amounts of


@dataclass(frozen=True)
class Knowing:
    """What it would be worth to know each of some numbers, and everything."""

    scenario: str
    title: str
    policies: list[str]  #: that are chosen between
    best: int  #: which of them is best without knowing more
    outcome: str
    kind: Kind
    unit: str  #: of what knowing is worth
    account: str
    unknowns: list[Unknown]  #: the one that is worth most first
    everything: Estimate  #: knowing everything, each run's luck too: no knowledge is worth more
    seed: int
    replications: int
    rounds: int
