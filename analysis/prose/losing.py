"""That the better of what is compared loses money too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.contrast import way
from equipoise.analysis.prose.money import change_of
from equipoise.analysis.prose.money_first import profits_of, told, years
from equipoise.analysis.prose.numbers import in_runs, listed

if TYPE_CHECKING:
    from equipoise.analysis.results import Comparison, Horizon


def all_lose(comparison: Comparison) -> str:
    """Say over which years every arm clearly loses money on average, and how much the best of them does."""
    parts = [
        _least(comparison, view) for view in told(comparison) if all(way(arm.profit) < 0 for arm in view.arms.values())
    ]
    return f"Mind that each of these loses money {listed(parts)}." if parts else ""


def _least(comparison: Comparison, view: Horizon) -> str:
    name, best = max(view.arms.items(), key=lambda arm: arm[1].profit.mean)
    written = change_of(comparison.money, best.profit, profits_of(comparison))
    number, base = in_runs(best.loss.mean, 1.0, comparison.replications)
    lost = f"{written.size(best.profit.mean)} a year on average, with a loss in {number} of {base} runs"
    return f"over {years(view.years)} ({name} least: {lost})"
