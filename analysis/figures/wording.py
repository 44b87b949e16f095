"""Words that figures share, and what they show of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.titles import set_against

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.prose.numbers import Write
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


def compared(comparison: Comparison, label: str, measure: str, write: Write, least: int = 0) -> str:
    """What arms have of a measure, in words that follow from their differences from the first, as the answer's do."""
    levels = {arm: estimate.mean for arm, estimate in whole_run(comparison, label, measure).items() if estimate}
    changes = {
        difference.arm: change
        for difference in comparison.differences
        if (change := (difference.outcomes if label == EVERY else difference.accounts.get(label, {})).get(measure))
    }
    return set_against(comparison.arms[0].name, levels, changes, write, least)


def count(number: int) -> str:
    """Write a number of runs or relationships so that it takes little room."""
    if number < _LONG:
        return f"{number:,}"
    return f"{number / 1e3:,.0f}k" if number < 100 * _LONG else f"{number / 1e6:,.0f}m"
