"""Words that titles of figures share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NOTHING = 0.005  # what rounds to no per cent

EVERY = "all accounts"
"""What figures call the scenario's accounts together."""

_LONG = 100_000


def extremes(values: Mapping[str, float], show: Callable[[float], str]) -> str:
    """Say which arm has most and which least.

    Such as ``"17% with strategic, 12% with accommodating"``; values that are written alike are said once.
    """
    known = {name: value for name, value in values.items() if not math.isnan(value)}
    if not known:
        return "never held"
    most, least = max(known, key=lambda name: known[name]), min(known, key=lambda name: known[name])
    high, low = show(known[most]), show(known[least])
    if len(known) == 1:
        return f"{high} with {most}"
    if high == low:
        return f"{high} in every arm"
    return f"{high} with {most}, {low} with {least}"


def percent(value: float) -> str:
    """A share in per cent, with a decimal where it is small."""
    return f"{value:.1%}"


def count(number: int) -> str:
    """Write a number of runs or relationships so that it takes little room."""
    return (
        f"{number:,}"
        if number < _LONG
        else f"{number / 1e3:,.0f}k"
        if number < 100 * _LONG
        else f"{number / 1e6:,.0f}m"
    )


def wholly(share: float) -> str:
    """Write a share in whole per cent; one that is small but not nothing as less than one."""
    return "<1%" if 0.0 < share < _NOTHING else f"{share:.0%}"
