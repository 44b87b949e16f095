"""R12: the two sides see their relationship at different levels, and comparing views brings them closer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.playing import play_rounds
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.parameters import parameter_row
from equipoise.sim.projection import project
from equipoise.sim.rows import blank_rows
from equipoise.sim.state import RELATIONSHIP_ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck

SCENARIO, ACCOUNT = "standing-still", "Delighted"
READ = ("level", "level_seen", "capability", "support", "support_worth", "expectation", "tenure")
"""What a projection of the level is made from."""
LEAST = 0.25
MADE, DUE = 3, 23
"""The forecast for five years is made at the end of the first year, and falls due twenty rounds later."""


def _views(luck: Luck, settings: Mapping[str, object]) -> dict[str, NDArray[np.float64]]:
    """Both sides' levels by run and round: the account's and the vendor's, today, in one year and in five."""
    seen = play_rounds(SCENARIO, "accommodating", luck, ACCOUNT, READ, settings)
    scenario = with_settings(load_scenario(SCENARIO), settings if "policy.survey" not in settings else {})
    held = ~np.isnan(seen["level"])
    rows = blank_rows(int(held.sum()), RELATIONSHIP_ROW)
    for name in READ:
        rows[name] = seen[name][held]
    views = {"account": seen["level"], "vendor": seen["level_seen"]}
    ahead = project(rows, parameter_row(scenario.parameters))
    for k, name in enumerate(("account in one year", "account in five", "vendor in one year", "vendor in five")):
        views[name] = np.full(held.shape, np.nan)
        views[name][held] = ahead[:, k]
    return views


def _gap(name: str, views: Mapping[str, NDArray[np.float64]], ahead: str = "") -> ClaimedEffect:
    """How far the vendor's view lies above the account's, on average over the rounds of each run."""
    gap = np.nanmean(views[f"vendor{ahead}"] - views[f"account{ahead}"], axis=1)
    return ClaimedEffect.of(name, "level", gap, LEAST)


def _error(views: Mapping[str, NDArray[np.float64]], side: str) -> NDArray[np.float64]:
    """How far a side's forecast for five years lies from what the account then sees."""
    return np.abs(views[f"{side} in five"][:, MADE] - views["account"][:, DUE])


def _test(luck: Luck) -> Evidence:
    views, surveyed = _views(luck, {}), _views(luck, {"policy.survey": 1})
    apart, compared = (np.nanmean(v["vendor"] - v["account"], axis=1) for v in (views, surveyed))
    vendor, account = _error(views, "vendor"), _error(views, "account")
    frank, steady = (
        _views(luck, {"switches.bias": False}),
        _views(luck, {"switches.bias": False, "switches.expectations": False}),
    )
    known = ~np.isnan(vendor)
    errors = {
        side: Estimate(
            float(e[known].mean()),
            error=float(e[known].std() / known.sum() ** 0.5),
            unit="level",
            name=f"{side}'s error in five years",
        )
        for side, e in (("vendor", vendor), ("account", account))
    }
    gaps = [
        _gap("gap today", views),
        _gap("gap in one year", views, " in one year"),
        _gap("gap in five years", views, " in five"),
    ]
    return Evidence(
        effects=[
            *gaps,
            ClaimedEffect.of(
                "forecast for five years, the vendor's error less the account's", "level", vendor - account, LEAST
            ),
            ClaimedEffect.of("gap today, without a survey less with one", "level", apart - compared, LEAST),
        ],
        placebos=[
            _gap("gap today, switch bias off", frank),
            _gap("gap in five years, switches bias and expectations off", steady, " in five"),
        ],
        levels=[*(replace(gap, unit="level") for gap in gaps), *errors.values()],
        remark=(
            "The vendor sees itself higher than the account does, and the further ahead the more, since it projects "
            "as if nothing were expected of it beyond today. The account's own forecast is not exact either: neither "
            "side foresees a reorganisation."
        ),
    )


CLAIM = Claim(
    id="R12",
    sentence=(
        "A vendor's level on the Buy-Sell Hierarchy is what the account perceives; the two sides see it differently "
        "today, in one year and in five, and comparing their surveys shows it."
    ),
    source="ME",
    design=(
        "Scenario standing-still, account Delighted, accommodating vendor, with and without a survey of both "
        "organisations before each review."
    ),
    measure=(
        "The vendor's view less the account's (today, projected one and five years ahead; mean over the rounds of a "
        "run), the error of either side's forecast for five years, and what a survey takes off the gap. Least: a "
        "quarter of a level, as much as a survey of some sixteen people a side can tell from nothing when answers "
        "spread by one level."
    ),
    placebo=(
        "Without the vendor's flattering view of itself (bias) the sides agree today; if expectations stand still "
        "too, also in five years."
    ),
    test=_test,
    limits=(
        "How flattering the vendor's view is, and that it counts on no rise in expectations, is built in; that the "
        "account's forecast is the better one follows from it."
    ),
)
