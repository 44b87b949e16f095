"""How figures and lists stand in a sentence."""

from __future__ import annotations

from math import floor, isnan, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.results import Estimate

_LISTED = 4
_MOST_DECIMALS = 4


def decimals(value: float, least: int = 1) -> int:
    """Decimals that a figure needs to show anything.

    Parameters
    ----------
    value : float
        The figure.
    least : int
        Decimals that it gets in any case.

    Returns
    -------
    int
        At most 4; beyond that a figure is nothing to a reader.
    """
    if value == 0.0 or abs(value) >= 10.0**-least:
        return least
    return min(-floor(log10(abs(value))), _MOST_DECIMALS)


def points(change: float) -> str:
    """Write the size of a change of a share as percentage points.

    Parameters
    ----------
    change : float
        A difference of two shares.

    Returns
    -------
    str
        Such as ``1.8 points``, without a sign.
    """
    size = abs(100.0 * change)
    return f"{size:.{decimals(size)}f} points"


def interval(change: Estimate) -> str:
    """Write the interval of a change of a share in percentage points.

    Parameters
    ----------
    change : Estimate
        A difference of two shares.

    Returns
    -------
    str
        Such as ``0.9 to 2.7``; without signs, the smaller first, when both ends lie on one side of zero.
    """
    low, high = 100.0 * change.low, 100.0 * change.high
    if low > 0.0 or high < 0.0:
        low, high = sorted((abs(low), abs(high)))
    places = decimals(100.0 * change.mean)
    return f"{low:.{places}f} to {high:.{places}f}"


def percent(share: float, places: int = 1) -> str:
    """Write a share.

    Parameters
    ----------
    share : float
        1 is all of it.
    places : int
        Decimals.

    Returns
    -------
    str
        Such as ``15.8%``.
    """
    return f"{100.0 * share:.{places}f}%"


def percent_within(estimate: Estimate) -> str:
    """Write a share with its interval, or say that there is none.

    Parameters
    ----------
    estimate : Estimate
        A share with a mean.

    Returns
    -------
    str
        Such as ``15.8% (14.9% to 16.7%)``, or ``15.8% (one run shows no interval)``.
    """
    if isnan(estimate.low) or isnan(estimate.high):
        runs = "one run shows" if estimate.runs == 1 else f"{estimate.runs:,} runs show"
        return f"{percent(estimate.mean)} ({runs} no interval)"
    return f"{percent(estimate.mean)} ({percent(estimate.low)} to {percent(estimate.high)})"


def in_100(chance: float, change: float) -> str:
    """Write a chance as a number in 100, with a decimal where the change that is spoken of is small.

    Parameters
    ----------
    chance : float
        The chance.
    change : float
        How far it has changed.

    Returns
    -------
    str
        Such as ``66``.
    """
    places = 0 if abs(change) >= 0.03 or change == 0.0 else decimals(100.0 * change)  # noqa: PLR2004 - three in a hundred
    return f"{100.0 * chance:.{places}f}"


def in_runs(chance: float, change: float, runs: int) -> tuple[str, str]:
    """Write a chance as a number of runs: in 100 where there are as many, else of those that were played.

    Parameters
    ----------
    chance : float
        The chance.
    change : float
        How far it has changed.
    runs : int
        Runs that were played.

    Returns
    -------
    tuple of two str
        How many, and of how many: ``("66", "100")``, or ``("2", "3")``.
    """
    if runs >= 100:  # noqa: PLR2004 - as many as are spoken of
        return in_100(chance, change), "100"
    return f"{chance * runs:.0f}", str(runs)


def listed(items: Sequence[str]) -> str:
    """Write a list.

    Parameters
    ----------
    items : sequence of str
        At least one.

    Returns
    -------
    str
        Such as ``a, b and c``; a long one ends in how many others there are.
    """
    told = list(items) if len(items) <= _LISTED else [*items[: _LISTED - 1], f"{len(items) - _LISTED + 1} others"]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
