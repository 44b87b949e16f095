"""Comparisons that tests of figures, report and data look at: few arms and accounts, and many with long names."""

from functools import cache
from typing import NamedTuple

from equipoise.analysis.figures.by_round import ByRound, RoundSums
from equipoise.analysis.results import Comparison
from equipoise.experiments.compare import compare
from equipoise.experiments.lead_range import with_range
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.kernel import play_chunk
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.scenario import Scenario

ACCOMMODATING = Policy(name="accommodating")
STRATEGIC = Policy(name="strategic", levers=Levers(focus=0.02, channel=0.01, charter=1, sponsor=1, screen=0.4))
GIANT = Account(name="Giant", size=4.0, orientation=0.8, reference=1.0)


class Played(NamedTuple):
    """Arms, what they come to, and their means by round."""

    arms: list[Arm]
    comparison: Comparison
    by_round: dict[str, dict[str, ByRound]]

    @property
    def scenarios(self) -> list[Scenario]:
        return [arm.scenario for arm in self.arms]


def played(scenario: Scenario, policies: list[Policy], runs: int = 120, rounds: int = 20) -> Played:
    return played_arms([Arm(scenario, policy, 7, rounds) for policy in policies], runs)


def played_arms(arms: list[Arm], runs: int) -> Played:
    comparison = with_range(compare(arms, runs), arms)
    by_round = {}
    for arm, result in zip(arms, comparison.arms, strict=True):
        sums = RoundSums(arm.scenario, arm.rounds)
        for first in range(0, runs, 50):
            chosen = range(first, min(first + 50, runs))
            sums.add(play_chunk(arm, chosen, panel=True))
        by_round[result.name] = sums.means()
    return Played(arms, comparison, by_round)


@cache
def few() -> Played:
    """Two arms and one account by name."""
    return played(
        Scenario(name="few", title="Few", question="Does it pay?", accounts=[GIANT]), [ACCOMMODATING, STRATEGIC]
    )


@cache
def many() -> Played:
    """Six arms, one with a very long name, and eight accounts, two with very long names."""
    names = [
        "Goliath Industries International Holdings plc", "Ash", "Birch & Sons", "Cedar",
        "Donaudampfschifffahrtsgesellschaft", "Elm <b>", "Fir (A$ and B$)", "Gorse",
    ]  # fmt: skip
    accounts = [Account(name=name, size=4.0 if k == 0 else 0.5) for k, name in enumerate(names)]
    policies = [
        ACCOMMODATING,
        STRATEGIC,
        Policy(name="transactional", levers=Levers(show=0, enter=0, pursue=0)),
        Policy(name="strategic without a screen", levers=STRATEGIC.levers.model_copy(update={"screen": 0.0})),
        Policy(name="strategic without a channel", levers=STRATEGIC.levers.model_copy(update={"channel": 0.0})),
        Policy(name="beneath-the-radar-with-a-very-long-name-indeed", levers=Levers(show=0, bluff=0.6)),
    ]
    return played(Scenario(name="many", title="Many", question="Which?", accounts=accounts), policies)


@cache
def alike() -> Played:
    """Eight accounts of one kind, none of which stands out."""
    return played(Scenario(name="alike", accounts=[Account(name="account", count=8)]), [ACCOMMODATING, STRATEGIC])


@cache
def none_at_first() -> Played:
    """A vendor that begins without any account."""
    return played(Scenario(name="none", accounts=[]), [ACCOMMODATING, STRATEGIC])


@cache
def two_scenarios() -> Played:
    """Scenarios that share one account, and each have one of their own."""
    arms = [
        Arm(Scenario(name=name, accounts=[GIANT, Account(name=own, size=0.5)]), ACCOMMODATING, 7, 12)
        for name, own in (("one", "Ash"), ("other", "Birch"))
    ]
    return played_arms(arms, 60)


@cache
def shortest() -> Played:
    """One run of one round of one arm."""
    return played(Scenario(name="shortest", accounts=[GIANT]), [ACCOMMODATING], runs=1, rounds=1)
