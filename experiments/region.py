"""Where being a strategic vendor pays and where it does not: a Latin hypercube around the defaults.

Every axis spans half of its default either way, cut to the parameter's allowed range. At each point the accommodating
and the strategic vendor face the same luck with the same large account (the scenario strategic-vendor).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import qmc

from equipoise.analysis.intervals import student
from equipoise.analysis.moments import Moments
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_policy, load_scenario, with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.outcomes import account_outcomes, run_outcomes
from equipoise.sim.parameters import declarations
from equipoise.sim.runner import cores, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

RESULTS = Path(__file__).resolve().parent.parent / "docs" / "calibration-region.csv"
POINTS, RUNS, SEED = 300, 300, 7
SCENARIO, ACCOUNT, ARMS = "strategic-vendor", "Giant", ("accommodating", "strategic")
MEASURES = ("contribution_margin", "survival", "contribution", "gtm_failure")
"""Margin, survival and money a round of the account; and whether the vendor itself fails, where ahead is worse."""

SPAN = 0.5
"""Share of its default that an axis spans either way."""

SPANNED = {
    "product": "support_worth support_curvature",
    "market": "rivals quote_scale attention desertion",
    "bargaining": "horizon risk_aversion term exchanges collapse price_step estimate_blur account_concession rigidity",
    "beliefs": (
        "prior_dependent opening_noise expected_bluff dependent_wealth independent_wealth memory shown_ratio "
        "yielded_ratio orientation_rate orientation_noise level_bias"
    ),
    "demands": "demand_rate threat",
    "hierarchy": "contribution start_level level_rate expectation_growth reference_effort match_spread",
    "capability": "capability_decay capability_gain focus_half solo_effect",
    "lock_in": "switching_cost lock_in_rate",
    "communication": ("start_channel channel_decay channel_gain sponsor_reach reorganisation reorganisation_drop"),
    "charter": "team_cost sponsor_cost survey_cost channel_goal dissolution network_growth",
    "vendor": "cash fixed_cost payout",
    "portfolio": "selling_cost win_hazard win_credibility replace_ratio typical_margin exit_hazard",
}
"""Parameters that span half of their default either way, by section."""

OTHERS = (
    ("market.quote_mean", 0.84, 1.12),
    (f"accounts.{ACCOUNT}.size", 2.0, 6.0),
    (f"accounts.{ACCOUNT}.orientation", 0.4, 1.0),
    (f"accounts.{ACCOUNT}.reference", 0.5, 1.0),
    (f"accounts.{ACCOUNT}.own_margin", 0.2, 0.6),
    ("policy.focus", 0.01, 0.03),
    ("policy.channel", 0.005, 0.015),
    ("policy.screen", 0.2, 0.6),
)
"""The rivals' mean quote spans half of its distance from the unit cost: half of itself would leave nothing to trade
for, or no rival at all. Then the account's traits, and the strategic vendor's levers."""


class Axis(NamedTuple):
    """One axis of the hypercube: the key that it sets, and its range."""

    key: str
    low: float
    high: float
    whole: bool = False

    def at(self, share: float) -> float | int:
        """The value at a share of the range, in [0, 1]."""
        value = self.low + (self.high - self.low) * share
        return round(value) if self.whole else value


def axes() -> list[Axis]:
    """List the axes: parameters, the account's traits, and the strategic vendor's levers.

    Returns
    -------
    list of Axis
        In the order of the design's columns.
    """
    declared = {d.key: d for d in declarations()}
    found = [Axis(*other) for other in OTHERS]
    for section, names in SPANNED.items():
        for name in names.split():
            d = declared[f"{section}.{name}"]
            default = float(d.default)
            low, high = (1.0 - SPAN) * default, (1.0 + SPAN) * default
            found.append(Axis(d.key, max(low, d.low or 0.0), min(high, d.high or high), isinstance(d.default, int)))
    return found


def points(count: int = POINTS) -> NDArray[np.float64]:
    """The design: a Latin hypercube on [0, 1], the same at every call.

    Parameters
    ----------
    count : int
        Points of the whole design; those of another count are others.

    Returns
    -------
    ndarray of shape (count, axes)
        Shares of each axis's range.
    """
    sampler = qmc.LatinHypercube(len(axes()), rng=np.random.default_rng(SEED))
    design: NDArray[np.float64] = sampler.random(count)
    return design


def play(point: Sequence[float], runs: int = RUNS) -> NDArray[np.float64]:
    """Play one point of the design.

    Parameters
    ----------
    point : sequence of float
        Share of each axis's range.
    runs : int
        Runs of each arm.

    Returns
    -------
    ndarray of shape (2 * measures,)
        The strategic vendor's mean less the accommodating one's for each of :data:`MEASURES`, then the half-widths of
        their 95% intervals.
    """
    settings = {axis.key: axis.at(share) for axis, share in zip(axes(), point, strict=True)}
    levers = {key: value for key, value in settings.items() if key.startswith("policy.")}
    scenario = load_scenario(SCENARIO)
    scenario = with_settings(scenario, {key: value for key, value in settings.items() if key not in levers})
    place = scenario.account_names.index(ACCOUNT)
    values = []
    for arm in ARMS:
        policy = load_policy(arm, levers if arm == "strategic" else ())
        chunk = play_chunk(Arm(scenario, policy, SEED, scenario.run.rounds), range(runs))
        outcomes = account_outcomes(chunk, place) | {"gtm_failure": run_outcomes(chunk)["gtm_failure"]}
        values.append(np.stack([outcomes[measure] for measure in MEASURES]))
    moments = Moments.of_differences(values[1], values[0]).settled()
    low, high = student(moments)
    return np.concatenate([moments.mean, (high - low) / 2.0])


def explore(progress: Callable[[int], None] | None = None) -> NDArray[np.float64]:
    """Play the whole design.

    Parameters
    ----------
    progress : callable, optional
        Called with the number of points played so far.

    Returns
    -------
    ndarray of shape (points, 2 * measures)
        As :func:`play` gives for each point.
    """
    rows = []
    for done, row in enumerate(in_order(play, points(), cores(None)), start=1):
        rows.append(row)
        if progress is not None:
            progress(done)
    return np.stack(rows)


def save(results: NDArray[np.float64]) -> None:
    """Write the leads of every point, and the half-widths of their intervals, beside the document."""
    names = [*MEASURES, *(f"{measure}_half_width" for measure in MEASURES)]
    np.savetxt(RESULTS, results, fmt="%.6f", delimiter=",", header=",".join(names), comments="")


def load() -> NDArray[np.float64]:
    """Read what :func:`save` wrote.

    Returns
    -------
    ndarray of shape (points, 2 * measures)
        To six decimals.
    """
    found: NDArray[np.float64] = np.loadtxt(RESULTS, delimiter=",", skiprows=1, ndmin=2)
    return found
