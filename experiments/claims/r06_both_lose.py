"""R6: under mutual dependence both sides lose when it goes sour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect, difference
from equipoise.experiments.claims.claim import Claim, Evidence, level
from equipoise.experiments.claims.playing import play
from equipoise.experiments.claims.standing import GIANT
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck

SOUR = (Cause.NO_DEAL, Cause.COLLAPSE, Cause.UNDERCUT, Cause.REFUSED_DEMAND, Cause.CHARTER)
"""Endings between the two; neither side closed or went under."""
MUTUAL, ONE_SIDED = "route-best-in-class", "over-a-barrel"
UNIT = "quarters of its revenue"
LEAST = 1.0


def _lost(luck: Luck, scenario: str, policy: str, settings: Mapping[str, object]) -> tuple[NDArray[np.float64], ...]:
    """What the vendor and the account lost by the ending; NaN where it did not go sour."""
    played = play(scenario, policy, luck, settings)
    giant = played.accounts[GIANT]
    rounds = giant["rounds"]
    quarter = np.nanmean(giant["revenue"] * played.arm.rounds / np.where(rounds > 0.0, rounds, np.nan))
    sour = np.isin(giant["cause"], SOUR)
    return tuple(np.where(sour, giant[name], np.nan) / quarter for name in ("loss_vendor", "loss_account"))


def _more(name: str, left: NDArray[np.float64], right: NDArray[np.float64]) -> ClaimedEffect:
    """The difference of two means over the runs that went sour in either arm; errors as if they were independent."""
    one, other = (ClaimedEffect.of(name, UNIT, values, LEAST) for values in (left, right))
    return difference(name, one, other)


def _test(luck: Luck) -> Evidence:
    giving_in, off = "accommodating", {"switches.contribution": False}
    mutual, one_sided = (_lost(luck, scenario, giving_in, {}) for scenario in (MUTUAL, ONE_SIDED))
    hollow = [_lost(luck, scenario, giving_in, off)[1] for scenario in (MUTUAL, ONE_SIDED)]
    by_policy = _lost(luck, "strategic-vendor", "strategic", {})
    sides = ("vendor", "account")
    vendor, account = (
        ClaimedEffect.of(f"{who}'s loss, mutual dependence", UNIT, lost, LEAST)
        for who, lost in zip(sides, mutual, strict=True)
    )
    name = "loss, mutual less one-sided"
    return Evidence(
        effects=[vendor, account, _more(f"account's {name}", mutual[1], one_sided[1])],
        placebos=[_more(f"account's {name}, switch contribution off", *hollow)],
        levels=[
            level(f"{who}, {how}", lost, UNIT)
            for how, pair in (("mutual", mutual), ("one-sided", one_sided))
            for who, lost in zip(sides, pair, strict=True)
        ],
        remark=(
            f"Under mutual dependence the vendor loses {vendor.value:.1f} quarters of the account's revenue, and "
            f"the account the worth of {account.value:.1f}. One-sided dependence does not spare the account: it "
            f"loses {np.nanmean(one_sided[1]):.1f} where the vendor loses {np.nanmean(one_sided[0]):.1f}. It depends "
            "less because it has more left, not because it has nothing to lose."
        ),
        also=[
            _more(f"vendor's {name}", mutual[0], one_sided[0]),
            _more("account's loss, mutual by policy (strategic-vendor) less one-sided", by_policy[1], one_sided[1]),
        ],
    )


CLAIM = Claim(
    id="R6",
    sentence="Under mutual dependence both sides lose when it goes sour.",
    source="CBS",
    design=(
        "Account Giant, accommodating vendor. Mutual: route-best-in-class, where both sides' dependence is a half; "
        "one-sided: over-a-barrel, where the account's is a third. Endings between the two (no deal, collapse, a "
        "rival, a refusal), in the runs that have one."
    ),
    measure=(
        "What either side lost by the ending over the next three years, in quarters of the account's revenue, and "
        "how much more the account lost than under one-sided dependence. Least: one quarter, which nobody shrugs off."
    ),
    placebo=(
        "Nothing is unique and nothing costs anything to replace (switch contribution): no route, and no mutual "
        "dependence."
    ),
    test=_test,
    effort=6,
    limits=(
        "Both sides gain from a trade that they agree to, so that both lose some of it at an ending is arithmetic; "
        "what is tested is how much. What the ending does to their names is not in the model."
    ),
)
