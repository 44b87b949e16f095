"""Words that figures share, and what they show of whom."""

from __future__ import annotations

from math import inf, isnan
from typing import TYPE_CHECKING

from equipoise.analysis.contrast import question_of
from equipoise.analysis.intervals import BOUNDED
from equipoise.analysis.prose.titles import set_against

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.prose.numbers import Write
    from equipoise.analysis.results import Comparison
    from equipoise.sim.outcome import Kind

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
    """What arms have of a measure, in words that follow from their differences from the first, as the answer's do.

    The first, the one that the answer is about and the one that is decided on are always named.
    """
    levels = {arm: estimate.mean for arm, estimate in whole_run(comparison, label, measure).items() if estimate}
    changes = {
        difference.arm: change
        for difference in comparison.differences
        if (change := (difference.outcomes if label == EVERY else difference.accounts.get(label, {})).get(measure))
    }
    return set_against(comparison.arms[0].name, levels, changes, write, least, named=spoken_of(comparison))


def asked_about(comparison: Comparison) -> str:
    """The arm that the answer is about, besides the first; empty where there is none."""
    pair = question_of(comparison)
    return "" if pair is None else pair.arm


def spoken_of(comparison: Comparison) -> list[str]:
    """Arms that titles set beside each other: the first, the one asked about, and the one that is decided on."""
    decided = "" if comparison.decision is None else comparison.decision.arm
    return [name for name in dict.fromkeys((comparison.arms[0].name, asked_about(comparison), decided)) if name]


def by_importance(comparison: Comparison) -> list[str]:
    """Arms in the order in which figures that have no room for all take them.

    The first, the one that the answer is about, the one that is decided on, those that come out best, and the others.
    """
    names = [arm.name for arm in comparison.arms]
    best = [
        max(comparison.arms, key=lambda arm: _or_least(arm.outcomes, measure)).name
        for measure in ("contribution", "contribution_margin", "survival")
    ]
    return list(dict.fromkeys([*spoken_of(comparison), *best, *names]))


def _or_least(outcomes: Mapping[str, Estimate], measure: str) -> float:
    """A mean to rank by; the least where there is none."""
    own = outcomes.get(measure)
    return -inf if own is None or isnan(own.mean) else own.mean


def within(kind: Kind, low: float, high: float, least: float, greatest: float) -> tuple[float, float]:
    """Keep the ends of an axis within what its kind of measure can be: 0 to 100% of a chance or a share.

    What is drawn stays on it: a margin or a lead may lie below 0.
    """
    if kind == "money":
        return low, high
    floor = max(low, 0.0) if least >= 0.0 else low
    if kind not in BOUNDED:
        return floor, high
    return max(floor, -1.0) if least >= -1.0 else floor, min(high, 1.0) if greatest <= 1.0 else high


def count(number: int) -> str:
    """Write a number of runs or relationships so that it takes little room."""
    if number < _LONG:
        return f"{number:,}"
    return f"{number / 1e3:,.0f}k" if number < 100 * _LONG else f"{number / 1e6:,.0f}m"
