"""What knowing numbers before deciding would be worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise.analysis.asked import Asked

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.shown import Shown


@dataclass(frozen=True)
class Unknown:
    """A number that is not known, and what it would be worth to know it."""

    key: str
    question: str  #: in words that need no model; empty where it was asked for, or the scenario has a range
    unit: str
    low: float  #: where it can lie
    high: float
    worth: Estimate  #: of knowing it before deciding
    best: list[tuple[float, str]]  #: from which value on which policy is best, from the least
    currency: str = ""  #: that its values are amounts of
    shown: Shown | None = None  #: how a page has it; as ``--set`` takes it without


@dataclass(frozen=True, kw_only=True)
class Knowing(Asked):
    """What it would be worth to know each of some numbers, and everything."""

    best: int  #: which of the policies is best without knowing more
    alone: str  #: the largest account, where each further policy was tried with it alone, too; empty where none was
    unknowns: list[Unknown]  #: the one that is worth most first
    nothing: float  #: up to which a difference is none, in ``unit``; NaN where that cannot be said
    everything: Estimate  #: knowing everything, each run's luck too: no knowledge is worth more
    left_out: list[str]  #: keys of what is seldom known and has no range, so that it was not looked at
    longest: Knowing | None = None  #: the same over all years of the run, where it was asked over the first of them
