"""What was asked of policies: by which outcome, of whom, in how many runs, and over which ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equipoise.analysis.results import Ranged
    from equipoise.sim.outcome import Kind


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a break-even, and what knowing is worth, were asked of."""

    scenario: str
    title: str
    policies: list[str]  #: the first is what others are set against
    outcome: str  #: of which the mean is followed
    kind: Kind
    unit: str  #: as USD/year: money is in the business's currency, by the year
    years: float | None  #: first years of the run that the outcome is of, or all of it; None where it does not say
    account: str  #: whose; "all" together
    seed: int
    replications: int  #: runs of each policy
    rounds: int
    ranges: list[Ranged]  #: that numbers were drawn from, anew for each run
    one_account: str = ""  #: a policy for one account alone, in words, that a comparison would try; empty where none
