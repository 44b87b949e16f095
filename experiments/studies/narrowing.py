"""Runs until intervals are narrow enough: which confidence sequence each measure gets, and when a point may stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.intervals import BOUNDED
from equipoise.analysis.sequential import half_widths
from equipoise.experiments.studies.plan import ALL
from equipoise.experiments.studies.study import LEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.moments import Moments
    from equipoise.experiments.studies.plan import Plan


def narrow_enough(plan: Plan, own: Sequence[Moments], lead: Sequence[Moments]) -> bool:
    """Tell whether a point needs no more runs."""
    return all(
        float(width) <= plan.study.until[name]
        for name in plan.study.until
        for policy in range(name.endswith(LEAD), len(plan.policies))
        for account, width in zip(plan.accounts, widths(plan, own, lead, policy, name), strict=True)
        if _exists(plan, name, account)
    )


def _exists(plan: Plan, name: str, account: str) -> bool:
    """Whether a run, or an account, can have a measure at all."""
    outcome = plan.measures.by_name[name.removesuffix(LEAD)]
    return (outcome.of_run if account == ALL else outcome.of_account) is not None


def widths(plan: Plan, own: Sequence[Moments], lead: Sequence[Moments], policy: int, name: str) -> NDArray[np.float64]:
    """Half-widths of a measure's confidence sequences at a point. Shape (accounts,): "all" first."""
    outcome = plan.measures.by_name[name.removesuffix(LEAD)]
    at = plan.study.outcomes.index(outcome.name)
    first = plan.study.replications
    if name.endswith(LEAD):
        moments = _column(lead[policy - 1], at)
        return half_widths(moments, first, span=2.0 if outcome.kind in BOUNDED else None)
    moments = _column(own[policy], at)
    if outcome.kind != "chance":
        return half_widths(moments, first, span=1.0 if outcome.kind in BOUNDED else None)
    exact = half_widths(moments, first, chance=True)
    if outcome.name in _OF_THE_WHOLE or len(plan.scenario.account_names) == 1:
        return exact
    share = half_widths(moments[:1], first, span=1.0)  # the mean over several accounts is not 0 or 1 in each run
    return np.concatenate([share, exact[1:]])


_OF_THE_WHOLE = frozenset({"gtm_failure"})
"""Chances that are 0 or 1 in each run, however many accounts there are."""


def _column(moments: Moments, at: int) -> Moments:
    return moments[:, at]
