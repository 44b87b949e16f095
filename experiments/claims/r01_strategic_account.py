"""R1: an account is strategic if the go-to-market fails without it, however large or profitable it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.removal import THRESHOLD
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence, level
from equipoise.experiments.claims.playing import play

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.playing import Runs

SCENARIO, LARGE, NAME = "large-is-not-strategic", "Major", "Small Name"
LEAVES = 0
"""Taken away from the start: the same go-to-market without it."""


def _without(luck: Luck, account: str, settings: Mapping[str, object]) -> Runs:
    return play(SCENARIO, "accommodating", luck, {**settings, f"accounts.{account}.leaves": LEAVES})


def _rise(left: Runs, whole: Runs) -> NDArray[np.float64]:
    """Failures of the go-to-market without an account less those with it, by run."""
    rise: NDArray[np.float64] = left.run["gtm_failure"] - whole.run["gtm_failure"]
    return rise


def _failing(name: str, rise: NDArray[np.float64]) -> ClaimedEffect:
    """An effect on failures, judged by the rise at which a twin calls an account strategic."""
    return ClaimedEffect.of(name, "probability", rise, THRESHOLD)


def _more(name: str, outcome: str, whole: Runs) -> ClaimedEffect:
    large, small = whole.accounts[LARGE], whole.accounts[NAME]
    return standards.money(name, large[outcome] - small[outcome], large["revenue"])


def _test(luck: Luck) -> Evidence:
    whole = play(SCENARIO, "accommodating", luck)
    no_name, no_large = (_without(luck, account, {}) for account in (NAME, LARGE))
    unheard: Mapping[str, object] = {"switches.references": False}
    unplanned: Mapping[str, object] = {"plan.wins_target": 0}
    idle = {
        words: (_without(luck, NAME, settings), _without(luck, LARGE, settings))
        for words, settings in (("switch references off", unheard), ("no plan to miss", unplanned))
    }
    by_name, by_large = _rise(no_name, whole), _rise(no_large, whole)
    loss = {name: whole.run["profit"] - gone.run["profit"] for name, gone in ((NAME, no_name), (LARGE, no_large))}
    leaning = {name: float(np.nanmean(whole.accounts[name]["dependence_vendor"])) for name in (NAME, LARGE)}
    fails = {
        "with both": whole.run["gtm_failure"],
        "without the small name": no_name.run["gtm_failure"],
        "without the large account": no_large.run["gtm_failure"],
    }
    return Evidence(
        effects=[
            _failing("failures without the small name less with it", by_name),
            _failing("failures without the small name less without the large account", by_name - by_large),
            _more("revenue, large account less small name", "revenue", whole),
            _more("contribution, large account less small name", "contribution", whole),
        ],
        placebos=[
            _failing(
                f"failures without the small name less without the large account, {words}",
                small.run["gtm_failure"] - big.run["gtm_failure"],
            )
            for words, (small, big) in idle.items()
        ],
        levels=[level(label, v, "probability") for label, v in fails.items()],
        remark=(
            f"Without the small name the go-to-market fails in {no_name.run['gtm_failure'].mean():.0%} of the runs, "
            f"without the large account in {no_large.run['gtm_failure'].mean():.0%}, with both in "
            f"{whole.run['gtm_failure'].mean():.0%}. Profit falls by {loss[NAME].mean():.2f} a round without the one, "
            f"by {loss[LARGE].mean():.2f} without the other: the large account is the greater loss of money, and "
            f"frees room for others that the plan counts. The vendor's dependence by the bargaining rules, "
            f"{leaning[NAME]:.2f} on the small name and {leaning[LARGE]:.2f} on the large account, knows nothing of "
            f"the plan."
        ),
        also=[_failing("failures without the large account less with it", by_large)],
    )


CLAIM = Claim(
    id="R1",
    sentence=(
        "What makes an account strategic is that the go-to-market fails when it is lost, which is not the same as "
        "being large or profitable."
    ),
    source="CBS",
    design=(
        f"Scenario {SCENARIO}, accommodating vendor: the run as it is, without the small account that is a reference, "
        f"and without the large one that is not, under the same luck."
    ),
    measure=(
        "By how much more often the go-to-market fails without the small name than with it, and than without the "
        "large account: least a tenth of the runs, from which on a twin calls an account strategic; and that the "
        "large account brings more revenue and contribution, least half a per cent of its revenue."
    ),
    placebo=(
        "What makes the small name strategic is that others buy because it does, and that the plan counts on them: "
        "without either, its loss does no more harm than that of the large account."
    ),
    test=_test,
    limits=(
        "The definition is taken as it stands. That a plan may count on wins, and references bring them, is built in; "
        "the scenario shows that size and standing can part, not how often they do."
    ),
)
