"""A study with everything resolved: what is played at a point follows from this, and from the point's values, alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from experiments.studies.factors import Target
    from experiments.studies.study import Study
    from sim.policy import Policy
    from sim.scenario import Scenario


@dataclass(frozen=True)
class Plan:
    """What :func:`resolve` makes of a study.

    Attributes
    ----------
    study : Study
        With keys in full and nothing left to the scenario.
    scenario : Scenario
        With the study's settings, seed and rounds.
    policies : list of Policy
        With the study's settings; the first is the reference.
    targets : list of Target
        What each factor sets, in their order.
    """

    study: Study
    scenario: Scenario
    policies: Sequence[Policy]
    targets: Sequence[Target]
