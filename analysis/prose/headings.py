"""What heads an answer: the scenario's own title, or of a business without one what a board reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import many, percent
from equipoise.sim.business.contradictions import revenue_of, total_revenue

if TYPE_CHECKING:
    from equipoise.sim.scenario import Scenario


def title_of(scenario: Scenario) -> str:
    """Give its title; of a business that has none but its file's name, its largest account and how much that brings."""
    business = scenario.business
    if business is None or scenario.title not in {"", scenario.name}:
        return scenario.title
    known = [(revenue_of(account, business) or 0.0, account) for account in scenario.accounts]
    revenue, largest = max(known, key=lambda one: one[0], default=(0.0, None))
    total = total_revenue(scenario, business)
    if largest is None or largest.count > 1 or not revenue or not total:
        return f"Our business: {many(len(scenario.account_names), 'account')}"
    return f"Our business: {largest.name} at {percent(revenue / total, 0)} of revenue"
