"""What twins come to: an account taken away from its vendor, and the vendor from its account, side by side (R1).

*An account is strategic if, and only if, the go-to-market fails when it is lost.* Chance enters into both, so the rule
is about the rise in the chance of failure: it must reach a threshold. It has three answers, since a rise is known up to
an interval.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from equipoise.sim.measures import NO_MEASURES, Measures

if TYPE_CHECKING:
    from equipoise.analysis.estimate import Estimate
    from equipoise.sim.money import Money

THRESHOLD = 0.10
"""Least rise in the chance of failure that is called strategic: a convention, not a finding.

The text asks for certainty (a rise of 1), which no vendor that may win other accounts ever meets. At a tenth, one in
ten go-to-markets that would have held fails for want of this one account. The rise itself is always told, so that
another threshold can be read off.
"""


class Strategic(StrEnum):
    """Whether one side is strategic to the other."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


QUADRANTS = {
    (True, True): "mutual dependence",
    (True, False): "over a barrel",
    (False, True): "the account depends on you",
    (False, False): "independent",
}
"""Names of the quarters of the dependence plane: is the account strategic to the vendor, and the vendor to it?"""


def strategic(rise: Estimate, threshold: float = THRESHOLD) -> Strategic:
    """Hold a rise in the chance of failure against the threshold.

    Yes or no when its whole interval lies on that side; else, or without an interval, undecided.
    """
    if rise.low >= threshold:
        return Strategic.YES
    return Strategic.NO if rise.high < threshold else Strategic.UNDECIDED


@dataclass(frozen=True)
class Change:
    """A measure of the vendor with the account, without it, and the paired difference."""

    whole: Estimate  # with the account and without it
    without: Estimate
    change: Estimate  # without less with, run by run under the same luck


@dataclass(frozen=True)
class Twin:
    """One account taken away."""

    account: str
    held: Estimate  # share of runs in which it is still held when it is taken away; everything else is of those runs
    vendor: dict[str, Change]  # by measure, from that round to the horizon
    buyer: dict[str, Estimate]  # by measure, the account when the vendor is taken away from it
    dependence: dict[str, Estimate]  # D_v and D_b of the bargaining rules, and as they turned out
    agreement: dict[str, Estimate]  # vendor and account: the two over runs
    threshold: float = THRESHOLD  # of what is called strategic
    # keys of what each verdict rests on and nobody states: of the vendor's failure, and of the account's
    vendor_unstated: tuple[str, ...] = ()
    buyer_unstated: tuple[str, ...] = ()

    @property
    def rise(self) -> Estimate:
        """Rise in the chance that the go-to-market fails."""
        return self.vendor["gtm_failure"].change

    @property
    def strategic_account(self) -> Strategic:
        """Whether the account is strategic to the vendor; undecided where nobody states what that rests on."""
        return Strategic.UNDECIDED if self.vendor_unstated else strategic(self.rise, self.threshold)

    @property
    def strategic_vendor(self) -> Strategic:
        """Whether the vendor is strategic to the account; undecided where nobody states what that rests on."""
        failure = self.buyer["business_failure"]
        return Strategic.UNDECIDED if self.buyer_unstated else strategic(failure, self.threshold)

    @property
    def quadrants(self) -> list[str]:
        """The quarter of the dependence plane; several when one is undecided."""
        return [
            name
            for (account, vendor), name in QUADRANTS.items()
            if self.strategic_account in {Strategic.UNDECIDED, Strategic.YES if account else Strategic.NO}
            and self.strategic_vendor in {Strategic.UNDECIDED, Strategic.YES if vendor else Strategic.NO}
        ]

    @property
    def quadrant(self) -> str:
        """The same in words."""
        found = self.quadrants
        if len(found) == len(QUADRANTS):
            return "undecided"
        return found[0] if len(found) == 1 else " or ".join(found)


@dataclass(frozen=True)
class Removal:
    """Every account that was taken away, one at a time."""

    scenario: str
    title: str
    policy: str
    seed: int
    replications: int
    rounds: int
    round: int  # round at whose start the account, or the vendor, is taken away
    twins: list[Twin] = field(default_factory=list)  # in the order of the scenario's accounts
    # Spearman's rho over the accounts: vendor and account, mean dependence of the rules against dependence as
    # it turned out; rise, mean D_v against the rise in the chance of failure; business_failure, mean D_b
    # against the chance that the account's business fails
    across: dict[str, Estimate] = field(default_factory=dict)
    money: Money | None = None  # of the business; amounts are in the engine's money all the same
    measures: Measures = NO_MEASURES  # somebody's own, without functions; those of a run stand in each twin's vendor
