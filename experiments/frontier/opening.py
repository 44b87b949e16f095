"""What policies of a business are judged by where nobody says: profit first, and a risk in which they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.contrast import ALL, account_spoken_of, direction
from equipoise.experiments.horizons import opening_of
from equipoise.sim.outcomes_by_years import WHOLE

if TYPE_CHECKING:
    from equipoise.analysis.results import Comparison

USUAL = "contribution_margin,survival"
"""What policies are judged by without a business."""


class Opening(NamedTuple):
    """Two objectives, and whose they are."""

    objectives: str
    account: str


def opening_objectives(comparison: Comparison, asked: str | None) -> Opening:
    """Choose profit over the years that a page opens with, and the chance in which the arms differ most.

    That is whether an account is held, or that cash runs out: in those years, or in all where they do not differ there.
    """
    names = opening_of(comparison.rounds)[1]
    account = account_spoken_of(comparison) if asked is None else asked
    by_lead: dict[tuple[str, str], float] = {}
    for of_years in (names, WHOLE):
        by_lead = {(f"{names.profit},{of_years.survival}", account): _lead(comparison, of_years.survival, account)}
        if asked in (None, ALL):
            by_lead[f"{names.profit},{of_years.cash_out}:min", ALL] = _lead(comparison, of_years.cash_out, ALL)
        if any(by_lead.values()):
            return Opening(*max(by_lead, key=by_lead.__getitem__))
    return Opening(f"{names.profit},{names.survival}", account)


def _lead(comparison: Comparison, outcome: str, account: str) -> float:
    """How far an arm clearly differs from the first, at most."""
    sides = (one.outcomes if account == ALL else one.accounts[account] for one in comparison.differences)
    return max((abs(side[outcome].mean) for side in sides if direction(side[outcome])), default=0.0)
