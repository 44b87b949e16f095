"""What a sentence is about: one arm against the first, on the account that stands out or on all."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import ArmResult, Comparison, Difference, Idle

ALL = "all"  #: all of a scenario's own accounts together, where results are by account

STANDS_OUT = 1.2
"""An account is spoken of by name when the vendor depends on it this many times as much as on the next."""


def account_spoken_of(comparison: Comparison) -> str:
    """Choose what sentences are about: the account that stands out as strategic, or :data:`ALL` together.

    It is the one on which the first arm's vendor depends most, if by far (:data:`STANDS_OUT`), and if every arm has it.
    """
    depends = {name: own["dependence_vendor"].mean for name, own in comparison.arms[0].accounts.items()}
    ranked = sorted((name for name in depends if not isnan(depends[name])), key=lambda name: -depends[name])
    if not ranked or any(ranked[0] not in arm.accounts for arm in comparison.arms):
        return ALL
    if len(ranked) > 1 and depends[ranked[0]] < STANDS_OUT * depends[ranked[1]]:
        return ALL
    return ranked[0]


def direction(estimate: Estimate) -> int:
    """1 or -1 when the whole interval of a difference lies on that side of zero; else 0, also without an interval."""
    return int(estimate.low > 0.0) - int(estimate.high < 0.0)


def steady(estimate: Estimate) -> bool:
    """Whether a paired difference is one and the same amount in several runs, which then show no error; 0 is none."""
    return estimate.runs > 1 and not isnan(estimate.mean) and isnan(estimate.low) and estimate.mean != 0.0


def way(estimate: Estimate) -> int:
    """The direction of a difference, also of one that is the same amount in every run."""
    return direction(estimate) or (int(estimate.mean > 0.0) - int(estimate.mean < 0.0)) * steady(estimate)


def alike(estimate: Estimate) -> bool:
    """Whether a paired difference is exactly nothing in every run, which is known, and not too little to tell."""
    return not isnan(estimate.mean) and (estimate.same or estimate.mean == estimate.low == estimate.high == 0.0)


@dataclass(frozen=True)
class Contrast:
    """One arm against the first, on the account spoken of: estimates of both and their paired differences, by name."""

    arm: str
    against: str
    account: str  # or ALL
    rounds: int
    replications: int
    here: dict[str, Estimate]
    there: dict[str, Estimate]
    change: dict[str, Estimate]
    endings: dict[str, Estimate]  # by cause, of the chance of ending by it
    failures: Estimate  # of the go-to-market
    twin: str = ""  # an earlier arm from which nothing measured differs in any run
    idle: Idle | None = None  # why, where its policy is another

    @property
    def runs(self) -> str:
        """How many runs of each arm, in words."""
        return "one run" if self.replications == 1 else f"{self.replications:,} runs"

    def constant(self, change: Estimate) -> bool:
        """Whether a difference is one and the same amount in several runs, which then show no error; 0 is none."""
        return self.replications > 1 and steady(change)

    @property
    def on(self) -> str:
        """The account as it stands in a sentence."""
        return "over all accounts" if self.account == ALL else f"on {self.account}"


def contrast(comparison: Comparison, difference: Difference) -> Contrast:
    """Set one arm against the first."""
    account = account_spoken_of(comparison)
    arms = {arm.name: arm for arm in comparison.arms}

    def of_account(side: ArmResult | Difference) -> dict[str, Estimate]:
        return side.outcomes if account == ALL else side.accounts[account]

    return Contrast(
        difference.arm,
        difference.against,
        account,
        comparison.rounds,
        comparison.replications,
        of_account(arms[difference.arm]),
        of_account(arms[difference.against]),
        of_account(difference),
        difference.endings.get(account, {}),
        difference.outcomes["gtm_failure"],
        difference.against if difference.same else difference.twin,
        difference.idle,
    )


def question_of(comparison: Comparison) -> Contrast | None:
    """Set the arm that a comparison's answer is about against the first: what figures have in their titles, too."""
    return in_question([contrast(comparison, difference) for difference in comparison.differences])


def in_question(contrasts: Sequence[Contrast]) -> Contrast | None:
    """Choose the arm that an answer is about: whose survival differs most from the first's, as far as the runs tell.

    The first of the others where no survival clearly differs; none where each is another arm by another name.
    """

    def clear(pair: Contrast) -> float:
        change = pair.change["survival"]
        return abs(change.mean) if direction(change) else 0.0

    return max((pair for pair in contrasts if not pair.twin), key=clear, default=None)
