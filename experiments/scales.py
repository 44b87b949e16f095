"""Ranges: the value at a share of the way through one, and how far through it a value is."""

from __future__ import annotations

from math import exp, log


def between(low: float, high: float, share: float, *, by_log: bool = False) -> float:
    """The value at a share of the way from one end to the other."""
    if by_log:
        return exp(log(low) + (log(high) - log(low)) * share)
    return low + (high - low) * share


def share_of(low: float, high: float, value: float, *, by_log: bool = False) -> float:
    """How far through a range a value is; 0 where there is but one."""
    if low == high:
        return 0.0
    return log(value / low) / log(high / low) if by_log else (value - low) / (high - low)
