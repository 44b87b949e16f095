"""Words that figures share, and what they show of whom."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Comparison

EVERY = "all accounts"  # what figures call the scenario's accounts together

_LONG = 100_000


def labels_of(account: str | None) -> list[str]:
    """Of whom a figure shows something: the account that it is about, if any, and all of them."""
    return [EVERY] if account is None else [account, EVERY]


def whole_run(comparison: Comparison, label: str, measure: str) -> dict[str, Estimate | None]:
    """A measure of the whole run by arm, as tables have it."""
    return {
        arm.name: (arm.outcomes if label == EVERY else arm.accounts.get(label, {})).get(measure)
        for arm in comparison.arms
    }


def means(estimates: Mapping[str, Estimate | None]) -> dict[str, float]:
    """Means of those arms that have the measure."""
    return {name: estimate.mean for name, estimate in estimates.items() if estimate is not None}


def extremes(values: Mapping[str, float], show: Callable[[float], str]) -> str:
    """Say which arm has most and which least.

    Such as ``"17% with strategic, 12% with accommodating"``; values that are written alike are said once.
    """
    known = {name: value for name, value in values.items() if not isnan(value)}
    if not known:
        return "never held"
    most, least = max(known, key=lambda name: known[name]), min(known, key=lambda name: known[name])
    high, low = show(known[most]), show(known[least])
    if len(known) == 1:
        return f"{high} with {most}"
    return f"{high} in every arm" if high == low else f"{high} with {most}, {low} with {least}"


def count(number: int) -> str:
    """Write a number of runs or relationships so that it takes little room."""
    if number < _LONG:
        return f"{number:,}"
    return f"{number / 1e3:,.0f}k" if number < 100 * _LONG else f"{number / 1e6:,.0f}m"
