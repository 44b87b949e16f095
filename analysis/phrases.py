"""How figures and lists stand in a sentence."""

from __future__ import annotations

from math import floor, isnan, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate

_LISTED = 4
_MOST_DECIMALS = 4
_SMALL, _MANY = 0.03, 100  # a change that is told with a decimal; runs of which as many as in 100 are told


def decimals(value: float, least: int = 1) -> int:
    """Decimals that a figure needs to show anything."""
    if value == 0.0 or abs(value) >= 10.0**-least:
        return least
    return min(-floor(log10(abs(value))), _MOST_DECIMALS)


def fixed(value: float, places: int, *, signed: bool = False) -> str:
    """A number with so many decimals: no minus where it rounds to nothing, and a plus only where it is asked for."""
    rounded = round(value, places) + 0.0  # + 0.0: no minus zero
    return f"{rounded:{'+' if signed and rounded else ''},.{places}f}"


def points(change: float) -> str:
    """Write the size of a change of a share as percentage points."""
    size = abs(100.0 * change)
    return f"{size:.{decimals(size)}f} points"


def interval(change: Estimate) -> str:
    """Write the interval of a change of a share in percentage points.

    Such as ``0.9 to 2.7``; without signs, the smaller first, when both ends lie on one side of zero.
    """
    low, high = 100.0 * change.low, 100.0 * change.high
    if low > 0.0 or high < 0.0:
        low, high = sorted((abs(low), abs(high)))
    places = decimals(100.0 * change.mean)
    return f"{low:.{places}f} to {high:.{places}f}"


def percent(share: float, places: int = 1) -> str:
    """Write a share."""
    return f"{100.0 * share:.{places}f}%"


def percent_within(estimate: Estimate) -> str:
    """Write a share with its interval, or say that there is none."""
    if isnan(estimate.low) or isnan(estimate.high):
        runs = "one run shows" if estimate.runs == 1 else f"{estimate.runs:,} runs show"
        return f"{percent(estimate.mean)} ({runs} no interval)"
    return f"{percent(estimate.mean)} ({percent(estimate.low)} to {percent(estimate.high)})"


def in_100(chance: float, change: float) -> str:
    """Write a chance as a number in 100, with a decimal where the change that is spoken of is small."""
    places = 0 if abs(change) >= _SMALL or change == 0.0 else decimals(100.0 * change)
    return f"{100.0 * chance:.{places}f}"


def in_runs(chance: float, change: float, runs: int) -> tuple[str, str]:
    """Write a chance as a number of runs: in 100 where there are as many, else of those that were played."""
    if runs >= _MANY:
        return in_100(chance, change), "100"
    return f"{chance * runs:.0f}", str(runs)


def listed(items: Sequence[str]) -> str:
    """Write a list."""
    told = list(items) if len(items) <= _LISTED else [*items[: _LISTED - 1], f"{len(items) - _LISTED + 1} others"]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
