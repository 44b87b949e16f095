"""What the strategic vendor has over the accommodating one with the account it invests in, run by run."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.playing import play
from equipoise.sim.files import load_policy, load_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

SCENARIO, ACCOUNT = "strategic-vendor", "Giant"
"""Where the advantage is taken apart: the large account that wants a partnership."""


class Measure(NamedTuple):
    """What an advantage is an advantage in."""

    # an outcome of the account (see outcomes) and its unit
    outcome: str
    unit: str
    least: float  # the smallest advantage that would matter


MEASURES = (
    Measure("contribution_margin", "share of revenue", standards.MARGIN),
    Measure("survival", "probability", standards.CHANCE),
    Measure("contribution", "money/round", 0.02),
)
"""The last is half a per cent of what the account spends in a round at the start."""


def advantage(luck: Luck, settings: Mapping[str, object] | None = None) -> dict[str, NDArray[np.float64]]:
    """Play both vendors under the same luck.

    Shape (runs,): by outcome of ``MEASURES``: the strategic vendor's less the accommodating one's.
    """
    scenario, policies = _shipped()
    ahead, behind = (play(scenario, policy, luck, settings).accounts[ACCOUNT] for policy in policies)
    return {measure.outcome: ahead[measure.outcome] - behind[measure.outcome] for measure in MEASURES}


@cache
def _shipped() -> tuple[Scenario, tuple[Policy, Policy]]:
    """Files read once: some hundreds of arms differ in their settings alone."""
    return load_scenario(SCENARIO), (load_policy("strategic"), load_policy("accommodating"))
