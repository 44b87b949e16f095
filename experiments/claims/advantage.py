"""What the strategic vendor has over the accommodating one with the account it invests in, run by run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.runs import Runs
from equipoise.experiments.claims.standards import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.case import Luck

SCENARIO, ACCOUNT = "strategic-vendor", "Giant"
"""Where the advantage is taken apart: the large account that wants a partnership."""


MEASURES = (
    Measure("contribution_margin", "margin", "share of revenue", standards.MARGIN),
    Measure("survival", "survival", "probability", standards.CHANCE),
    Measure("contribution", "contribution", "money/round", 0.02),
)
"""The last is half a per cent of what the account spends in a round at the start."""


def advantage(luck: Luck, settings: Mapping[str, object] | None = None) -> dict[str, NDArray[np.float64]]:
    """Play both vendors under the same luck.

    Shape (runs,): by outcome of ``MEASURES``: the strategic vendor's less the accommodating one's.
    """
    runs = Runs(luck, settings)
    ahead, behind = (runs.of(Case(SCENARIO, policy)).accounts[ACCOUNT] for policy in ("strategic", "accommodating"))
    return {measure.outcome: ahead[measure.outcome] - behind[measure.outcome] for measure in MEASURES}


def effects(words: str, values: Mapping[str, NDArray[np.float64]]) -> dict[str, ClaimedEffect]:
    """What ``words`` say of an advantage, as effects by outcome; each word {} is the outcome's name."""
    return {m.outcome: m.effect(words.format(m.outcome), values[m.outcome]) for m in MEASURES}
