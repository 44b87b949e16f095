"""R18: to stay at the same level takes more every year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.playing import play, play_rounds
from equipoise.sim.rules.red_flags import REORGANISED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck

SCENARIO, ACCOUNT = "standing-still", "Delighted"
RATES = (0.0, 0.005, 0.01, 0.02)
"""Shares of the account's revenue put into it, year after year; 0.02 is the strategic vendor's."""
FIRST, FIFTH, TENTH = 3, 19, 39
"""The last rounds of the first, the fifth and the tenth year."""
LEAST = 0.25
STILL: Mapping[str, object] = {"switches.expectations": False}


def _levels(luck: Luck, settings: Mapping[str, object]) -> NDArray[np.float64]:
    """The account's level by run and round, in runs in which it never reorganised.

    A reorganisation comes by chance alone and knocks the level down whatever expectations do; leaving those runs out
    leaves the slow loss by itself, and selects on nothing else.
    """
    seen = play_rounds(SCENARIO, "accommodating", luck, ACCOUNT, ["level", "red_flags"], settings)
    flags = np.where(np.isnan(seen["red_flags"]), 0.0, seen["red_flags"]).astype(np.int64)
    calm: NDArray[np.bool_] = np.logical_not(((flags & REORGANISED) > 0).any(axis=1))
    levels: NDArray[np.float64] = np.where(calm[:, None], seen["level"], np.nan)
    return levels


def _lost(levels: NDArray[np.float64], first: int, last: int) -> NDArray[np.float64]:
    return levels[:, first] - levels[:, last]


def _needed(means: NDArray[np.float64], goal: float) -> float:
    """Constant rate at which the mean level meets a goal, by straight lines between rates; NaN beyond them."""
    return float(np.interp(goal, means, RATES, left=np.nan, right=np.nan))


def _test(luck: Luck) -> Evidence:
    by_rate = {rate: _levels(luck, {"policy.focus": rate}) for rate in RATES}
    steady = _levels(luck, STILL)
    moving, fixed = (play(SCENARIO, "accommodating", luck, settings).accounts[ACCOUNT] for settings in ({}, STILL))
    still = by_rate[0.0]
    needed = [
        _needed(np.array([np.nanmean(by_rate[rate][:, year]) for rate in RATES]), float(np.nanmean(still[:, FIRST])))
        for year in (FIFTH, TENTH)
    ]
    years = {"first": FIRST, "fifth": FIFTH, "tenth": TENTH}
    shown = {
        f"{name} year, {word}": levels[:, t]
        for word, levels in (("as before", still), ("investing 2%", by_rate[0.02]))
        for name, t in years.items()
    }
    return Evidence(
        effects=[
            ClaimedEffect.of(
                "level lost from the first year to the tenth, same effort", "level", _lost(still, FIRST, TENTH), LEAST
            ),
            ClaimedEffect.of("of that, after the fifth year", "level", _lost(still, FIFTH, TENTH), LEAST),
            ClaimedEffect.of(
                "level kept in the tenth year by doing more", "level", by_rate[0.02][:, TENTH] - still[:, TENTH], LEAST
            ),
            standards.money(
                "contribution, expectations that stand still less rising ones",
                fixed["contribution"] - moving["contribution"],
                fixed["revenue"],
            ),
        ],
        placebos=[ClaimedEffect.of("level lost, switch expectations off", "level", _lost(steady, FIRST, TENTH), LEAST)],
        levels=[
            Estimate(
                float(np.nanmean(v)),
                error=float(np.nanstd(v) / np.sqrt((~np.isnan(v)).sum())),
                unit="level",
                name=label,
            )
            for label, v in shown.items()
        ],
        remark=(
            f"To be seen in the fifth year as in the first takes {_share(needed[0])} of the account's revenue a "
            f"round, put into it from the beginning; in the tenth, {_share(needed[1])}."
        ),
    )


def _share(rate: float) -> str:
    return "more than two per cent" if np.isnan(rate) else f"{100 * rate:.2f}%"


CLAIM = Claim(
    id="R18",
    sentence="To stay at the same level a vendor must do more every year than the year before.",
    source="ME",
    design=(
        "Scenario standing-still, account Delighted: the vendor does what it always did, or puts a constant share of "
        "the account's revenue into it. Runs in which the account never reorganised."
    ),
    measure=(
        "Level at the end of the first, fifth and tenth year of the same relationship, and the contribution that "
        "standing still costs. Least: a quarter of a level, which a survey can tell from nothing; half a per cent of "
        "the account's revenue."
    ),
    placebo="Expectations stand still too (switch expectations): the level no longer falls.",
    test=_test,
    effort=2,
    limits=(
        "That expectations rise, and how fast, is built in. What the runs add is how much ground is lost in ten "
        "years, what that costs, and how much more would hold it."
    ),
)
