"""R13: even a commodity can reach level four."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence, level
from equipoise.experiments.claims.playing import play, play_rounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.claims.claim import Luck

SCENARIO, ACCOUNT = "commodity-at-level-four", "Mill"
CONTRIBUTING = 4.0
"""The level at which a vendor is seen to contribute to the account's business."""
LEAST = 0.2
LOWEST = 1.5
"""The lowest level that any shipped scenario starts from. At exactly 1 an account expects more than anybody could "
"do."""
STARTS = (1.25, LOWEST, 1.8, 2.5)
"""Starting levels that are shown; 1.8 is the scenario's own."""


def _reached(luck: Luck, policy: str, settings: Mapping[str, object] | None = None) -> NDArray[np.float64]:
    """Whether the account saw the vendor at level four in any round, a run."""
    level = play_rounds(SCENARIO, policy, luck, ACCOUNT, ["level"], settings)["level"]
    reached: NDArray[np.float64] = (np.nanmax(level, axis=1) >= CONTRIBUTING).astype(np.float64)
    return reached


def _at(reached: NDArray[np.float64]) -> str:
    return f"{reached.mean():.0%}"


def _level(label: str, reached: NDArray[np.float64]) -> Estimate:
    return level(label, reached, "probability")


def _test(luck: Luck) -> Evidence:
    strategic = {start: _reached(luck, "strategic", {"hierarchy.start_level": start}) for start in STARTS}
    plain = {start: _reached(luck, "transactional", {"hierarchy.start_level": start}) for start in (LOWEST, 1.8)}
    without = [_reached(luck, policy, {"switches.capability": False}) for policy in ("strategic", "transactional")]
    partner, seller = (play(SCENARIO, policy, luck).accounts[ACCOUNT] for policy in ("strategic", "transactional"))
    money = standards.money(
        "contribution, strategic less transactional",
        partner["contribution"] - seller["contribution"],
        seller["revenue"],
    )
    margin = standards.margin(
        "margin, strategic less transactional", partner["contribution_margin"] - seller["contribution_margin"]
    )
    return Evidence(
        effects=[
            ClaimedEffect.of(
                "level four reached, strategic less transactional", "probability", strategic[1.8] - plain[1.8], LEAST
            )
        ],
        placebos=[ClaimedEffect.of("the same, switch capability off", "probability", without[0] - without[1], LEAST)],
        levels=[_level(f"from level {start:g}", reached) for start, reached in strategic.items()],
        remark=(
            f"Possible, though not from everywhere: with the shipped investment, {_at(strategic[LOWEST])} of the "
            f"relationships that start at 1.5, the lowest that any shipped scenario starts from, get to level four in "
            f"ten years, against {_at(strategic[1.8])} of those that start at 1.8. Being strategic to this account "
            f"brings {money.value:+.1f}% of its revenue and {100 * margin.value:+.1f} points of contribution "
            f"margin."
        ),
        also=[
            ClaimedEffect.of(
                "level four reached from level 1.5", "probability", strategic[LOWEST] - plain[LOWEST], LEAST
            ),
            money,
            margin,
        ],
    )


CLAIM = Claim(
    id="R13",
    sentence=(
        "A strategic relationship is possible at any level: even a commodity can come to be seen as contributing to "
        "the business."
    ),
    source="ME",
    design=(
        "Scenario commodity-at-level-four (a dozen rivals at the same price within a cent), account Mill; strategic "
        "against transactional vendor, from the scenario's level of 1.8 and from others."
    ),
    measure=(
        "Chance that the account sees the vendor at level four in some round of ten years. Least: one run in five, "
        "below which nobody would call it possible in a plan."
    ),
    placebo="Focused investment builds no capability (switch capability): nobody reaches it.",
    test=_test,
    limits=(
        "Level five can't be reached by anybody here, and level four by anybody who does enough; how much is enough "
        "is a parameter. The lower a relationship starts, the more effort it is taken to have been used to."
    ),
)
