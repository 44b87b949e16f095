"""R15: one account manager will do for an ordinary account, a strategic one takes a team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence, level
from equipoise.experiments.claims.playing import play
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

SCENARIO, STRATEGIC, ORDINARY = "new-management", ("Restless",), ("Other 1", "Other 2", "Other 3", "Other 4")
TEAM: Mapping[str, object] = {"policy.charter": 1, "policy.channel": 0.01, "policy.sponsor": 1, "policy.survey": 1}
"""A cross-functional team under joint goals and reviews, breadth of contacts, a sponsor, surveys: the shipped "
"levers."""
FOCUS: Mapping[str, object] = {"policy.focus": 0.02}
LARGEST: Mapping[str, object] = {"policy.screen": 0.25, "policy.weigh_revenue": 1, "policy.weigh_willingness": 0}
"""Levers for accounts that bring a quarter of the revenue and more alone; Restless begins with three sevenths."""
DEAF: Mapping[str, object] = {"switches.channel": False, "switches.charter": False}


def _mean(played: Runs, accounts: Sequence[str], outcome: str) -> NDArray[np.float64]:
    """An outcome of each run, over some accounts."""
    mean: NDArray[np.float64] = np.mean([played.accounts[name][outcome] for name in accounts], axis=0)
    return mean


def _level(label: str, values: NDArray[np.float64]) -> Estimate:
    return level(label, values, "money/round")


def _test(luck: Luck) -> Evidence:
    def vendor(*levers: Mapping[str, object]) -> Runs:
        return play(SCENARIO, "accommodating", luck, {key: value for each in levers for key, value in each.items()})

    team, alone = vendor(LARGEST, FOCUS, TEAM), vendor(LARGEST, FOCUS)
    added, plain = vendor(TEAM), vendor()
    idle = vendor(LARGEST, FOCUS, TEAM, DEAF), vendor(LARGEST, FOCUS, DEAF)
    money = {
        "strategic account, team": _mean(team, STRATEGIC, "contribution"),
        "strategic account, one manager": _mean(alone, STRATEGIC, "contribution"),
        "ordinary account, team": _mean(added, ORDINARY, "contribution"),
        "ordinary account, one manager": _mean(plain, ORDINARY, "contribution"),
    }

    def brought(name: str, left: Runs, right: Runs, accounts: Sequence[str]) -> ClaimedEffect:
        change = _mean(left, accounts, "contribution") - _mean(right, accounts, "contribution")
        return standards.money(name, change, _mean(right, accounts, "revenue"))

    def kept(name: str, left: Runs, right: Runs, accounts: Sequence[str]) -> ClaimedEffect:
        return standards.chance(name, _mean(left, accounts, "survival") - _mean(right, accounts, "survival"))

    fewer = kept("ordinary accounts: survival, one manager less team", plain, added, ORDINARY)
    dissolved = float(np.mean([added.accounts[name]["cause"] == Cause.CHARTER for name in ORDINARY]))
    return Evidence(
        effects=[
            brought("strategic account: contribution, team less one manager", team, alone, STRATEGIC),
            kept("strategic account: survival, team less one manager", team, alone, STRATEGIC),
            brought("ordinary accounts: contribution, one manager less team", plain, added, ORDINARY),
        ],
        placebos=[
            brought("contribution, switches channel and charter off", *idle, STRATEGIC),
            kept("survival, switches channel and charter off", *idle, STRATEGIC),
        ],
        levels=[_level(label, values) for label, values in money.items()],
        remark=(
            f"Given to every account, a team is worse than none. The ordinary accounts do not bring back its lump "
            f"costs, and {100 * fewer.value:.1f} more of a hundred of them are lost by the tenth year: the vendor "
            f"itself fails in {added.run['gtm_failure'].mean():.0%} of the runs, against "
            f"{plain.run['gtm_failure'].mean():.0%}, and charters dissolved over missed reviews end {dissolved:.0%}."
        ),
        also=[fewer],
    )


CLAIM = Claim(
    id="R15",
    sentence=(
        "One account manager will do for an ordinary account; a strategic one takes a cross-functional team, "
        "executive sponsors, alignment and metrics."
    ),
    source="ME",
    design=(
        "Scenario new-management. The large account Restless under focused investment, and the ordinary accounts "
        "without any: each with one account manager, and with a team (charter and reviews, breadth of contacts, "
        "sponsor, surveys)."
    ),
    measure=(
        "Contribution a round, and survival of the strategic account. Least: half a per cent of the account's "
        "revenue, two relationships in a hundred."
    ),
    placebo=(
        "Without a channel to build and charters to sign (switches channel, charter) the team keeps nobody and brings "
        "nothing; its cost is left."
    ),
    test=_test,
    effort=2,
    limits=(
        "What a team costs and how far it reaches are parameters; that an ordinary account gets no focused investment "
        "is by design."
    ),
)
