"""The headline, as statistical tests on the shipped scenarios.

Every claim is that a paired difference, run by run under the same luck, is above zero: its one-sided 99.9% interval
(Student's t over 2,000 runs) lies there. Were there nothing to a claim, its test would pass for one seed in a thousand;
the seed is fixed.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from equipoise.analysis.intervals import student
from equipoise.analysis.moments import Moments
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_policy, load_scenario, with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.outcomes import account_outcomes, run_outcomes

RUNS = 2_000
SEED = 7
ERROR = 0.001

Measures = Mapping[str, NDArray[np.float64]]


@cache
def played(scenario: str, policy: str, account: str = "", without: str = "") -> Measures:
    """Measures of an account, or of all together, run by run; ``without`` a switch."""
    chosen = load_scenario(scenario)
    if without:
        chosen = with_settings(chosen, {f"switches.{without}": "off"})
    chunk = play_chunk(Arm(chosen, load_policy(policy), SEED, chosen.run.rounds), range(RUNS))
    return account_outcomes(chunk, chosen.account_names.index(account)) if account else run_outcomes(chunk)


def at_least(difference: NDArray[np.float64]) -> float:
    """Lower end of the one-sided interval of a mean difference."""
    low, _ = student(Moments.of(difference[None, :]), 1.0 - 2.0 * ERROR)
    return float(low[0])


@pytest.mark.parametrize("measure", ["contribution_margin", "survival", "contribution"])
def test_with_a_partner_minded_giant_the_strategic_vendor_wins(measure: str) -> None:
    strategic, accommodating = (
        played("strategic-vendor", policy, "Giant") for policy in ("strategic", "accommodating")
    )
    assert at_least(strategic[measure] - accommodating[measure]) > 0.0


def over_a_barrel(without: str = "") -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Margin that the accommodating vendor loses by having a giant: on the giant, and over all accounts."""
    even = played("even-portfolio", "accommodating", without=without)["contribution_margin"]
    giant = played("over-a-barrel", "accommodating", "Giant", without)["contribution_margin"]
    whole = played("over-a-barrel", "accommodating", without=without)["contribution_margin"]
    return even - giant, even - whole


def test_having_a_strategic_account_costs_margin() -> None:
    for loss in over_a_barrel():
        assert at_least(loss) > 0.0


def test_the_loss_shrinks_with_fear_of_ruin_off() -> None:
    for loss, fearless in zip(over_a_barrel(), over_a_barrel("fear"), strict=True):
        assert at_least(loss - fearless) > 0.0


def test_the_screen_saves_the_margin_that_investing_in_the_wrong_account_loses() -> None:
    """In money nothing can be told: a plan that failed is not offered again, and more of the account is kept."""
    screened, regardless, none = (
        played("the-wrong-account", policy, "Never")["contribution_margin"]
        for policy in ("strategic", "strategic-no-screen", "accommodating")
    )
    assert at_least(none - regardless) > 0.0
    assert at_least(screened - regardless) > 0.0
    # Most of it: what is left of the loss is less than half of what was saved.
    assert at_least((screened - regardless) - 2.0 * (none - screened)) > 0.0


def test_without_contribution_the_strategic_vendor_loses_its_spend() -> None:
    strategic, accommodating = (
        played("strategic-vendor", policy, "Giant", "contribution") for policy in ("strategic", "accommodating")
    )
    spend = strategic["cost_to_serve"] - accommodating["cost_to_serve"]
    loss = accommodating["contribution_margin"] - strategic["contribution_margin"]
    assert at_least(spend) > 0.0
    # Nearly all of it; demands that are fewer thanks to the channel give a little back.
    assert at_least(loss - 0.9 * spend) > 0.0
    assert at_least(accommodating["contribution"] - strategic["contribution"]) > 0.0


def test_with_equal_accounts_accommodating_and_transactional_agree() -> None:
    # No error: there is no reference to parade and no market to enter, so every run is the same.
    accommodating, transactional = (played("even-portfolio", policy) for policy in ("accommodating", "transactional"))
    for measure, values in accommodating.items():
        np.testing.assert_array_equal(values, transactional[measure], err_msg=measure)


@pytest.mark.parametrize("measure", ["contribution_margin", "contribution", "profit"])
def test_being_strategic_is_wrong_with_buyers_who_only_buy_a_widget(measure: str) -> None:
    strategic, transactional = (played("pennies-less", policy) for policy in ("strategic", "transactional"))
    assert at_least(transactional[measure] - strategic[measure]) > 0.0


def test_being_strategic_to_an_opportunist_giant_costs_margin_over_all_accounts() -> None:
    strategic, accommodating = (played("over-a-barrel", policy) for policy in ("strategic", "accommodating"))
    assert at_least(accommodating["contribution_margin"] - strategic["contribution_margin"]) > 0.0


def test_on_an_opportunist_giant_alone_the_margin_hardly_moves() -> None:
    """By less than half a point, either way."""
    strategic, accommodating = (played("over-a-barrel", policy, "Giant") for policy in ("strategic", "accommodating"))
    lead = strategic["contribution_margin"] - accommodating["contribution_margin"]
    assert at_least(lead) > -0.005
    assert at_least(-lead) > -0.005
