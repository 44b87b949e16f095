"""Charters: co-investment, the return on it, and when a review passes."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.rules.charter import co_investment, goals_met, project_return
from tests.strategies import log_uniform, shares


@given(shares(), shares(), shares(), log_uniform(1e-3, 1e6))
def test_higher_orientation_never_lowers_co_investment(
    orientation: float, higher: float, focus: float, revenue: float
) -> None:
    less = co_investment(orientation, focus, revenue)
    assert co_investment(max(orientation, higher), focus, revenue) >= less >= 0.0
    assert co_investment(1.0, focus, revenue) == pytest.approx(focus * revenue)


@given(st.floats(0.0, 5.0), st.floats(-4.0, 4.0), log_uniform(0.01, 1e3), log_uniform(1e-3, 1e3))
def test_return_is_what_comes_back_over_what_went_in(
    contribution: float, gained: float, volume: float, invested: float
) -> None:
    back = contribution * gained / 4.0 * volume
    assert (1.0 + project_return(contribution, gained, volume, invested)) * invested == pytest.approx(back, abs=1e-9)


@given(st.floats(0.0, 5.0), st.floats(-4.0, 4.0))
def test_nothing_invested_returns_nothing(contribution: float, gained: float) -> None:
    assert project_return(contribution, gained, 4.0, 0.0) == 0.0


@pytest.mark.parametrize(("returned", "grown", "channel"), list(product([-0.1, 0.1], repeat=3)))
def test_two_goals_of_three_pass_a_review(returned: float, grown: float, channel: float) -> None:
    met = [x > 0.0 for x in (returned, grown, channel)]
    assert goals_met(returned, 0.0, grown, 0.0, channel, 0.0) == (sum(met) >= 2)


def test_a_goal_that_is_just_reached_is_met() -> None:
    assert goals_met(0.1, 0.1, 0.02, 0.02, 0.0, 1.0)
