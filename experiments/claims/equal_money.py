"""Levers of the strategic vendor dropped one by one, with what is saved put into the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.case import Case
    from equipoise.experiments.claims.runs import Runs

LEVERS: Mapping[str, Mapping[str, float]] = {
    "investment": {"policy.focus": 0.02},
    "the charter": {"policy.charter": 1},
    "communication": {"policy.channel": 0.01, "policy.sponsor": 1, "policy.survey": 1},
}
"""The levers of the shipped strategic policy, at its values."""
RATES = {"policy.focus": 0.02, "policy.channel": 0.01}
"""Those of them that are money by the revenue, and take any amount."""
MOST = 10.0
"""Times the shipped rate, beyond which nothing more is put in."""
PILOT = 100
"""Runs that find the amount, on luck of their own."""
_SMALL = 1e-6


def without(runs: Runs, whole: Case, lever: str) -> Case:
    """The vendor without a lever that spends the same share of revenue on its relationships: the others' rates rise.

    The factor by which they rise is that of a straight line through what the shipped rates cost and what twice the
    shipped rates do, on a pilot. It is the same for both rates where both are left.
    """
    return runs.once((whole, lever), lambda: _without(runs.fresh(PILOT), whole, lever))


def _without(pilot: Runs, whole: Case, lever: str) -> Case:
    goal = spent(pilot, whole)
    off = dict.fromkeys(LEVERS[lever], 0)
    left = {key: rate for key, rate in RATES.items() if key not in LEVERS[lever]}

    def dropped(factor: float) -> Case:
        return whole.but(off, {key: factor * rate for key, rate in left.items()})

    once, twice = (spent(pilot, dropped(factor)) for factor in (1.0, 2.0))
    if twice - once < _SMALL:
        return dropped(1.0)
    return dropped(min(max(1.0 + (goal - once) / (twice - once), 0.0), MOST))


def spent(runs: Runs, case: Case) -> float:
    """Focus, channel, team, sponsor and surveys, over the revenue of the scenario's accounts."""
    names = tuple(runs.arm(case).scenario.account_names)
    rows = runs.rounds(case, names, ("relationship_cost", "revenue"))
    sold = float(np.nansum(rows["revenue"]))
    return float(np.nansum(rows["relationship_cost"])) / sold if sold > 0.0 else 0.0
