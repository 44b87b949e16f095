"""Wins, what they are worth, and what is left without an account."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.rules.portfolio import (
    account_wealth_left,
    credibility_without,
    discounted_win,
    hazard_of_winning,
    knowledge_after,
    wealth_left,
    winning_cost,
    worth_of_win,
)
from tests.strategies import shares


@given(shares(), shares(), shares(), shares())
def test_a_hazard_is_a_probability_that_references_and_knowledge_raise(
    base: float, credible: float, credibility: float, knowledge: float
) -> None:
    hazard = hazard_of_winning(base, credible, credibility, knowledge)
    assert 0.0 <= hazard <= 1.0
    assert hazard_of_winning(base, credible, 1.0, knowledge) >= hazard
    assert hazard_of_winning(base, credible, credibility, 1.0) >= hazard
    assert hazard_of_winning(base, credible, credibility, 0.0) == 0.0


@given(shares(), st.floats(0.5, 1.0), st.integers(1, 400))
def test_discounted_win_is_a_sum_over_the_round_of_the_first_win(hazard: float, discount: float, horizon: int) -> None:
    """Won first in round k with probability h (1 - h)^k, worth delta^k today; k from 0 to H - 1."""
    k = np.arange(horizon)
    expected = float(np.sum(hazard * (1.0 - hazard) ** k * discount**k))
    assert discounted_win(hazard, discount, float(horizon)) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(shares(), st.integers(1, 400))
def test_without_discounting_it_is_the_chance_of_a_win_within_the_horizon(hazard: float, horizon: int) -> None:
    assert discounted_win(hazard, 1.0, float(horizon)) == pytest.approx(1.0 - (1.0 - hazard) ** horizon, abs=1e-12)


@given(st.floats(0.0, 100.0), st.floats(0.0, 10.0))
def test_winning_costs_years_of_keeping(ratio: float, selling_cost: float) -> None:
    assert winning_cost(ratio, selling_cost) == pytest.approx(ratio * 4 * selling_cost)


@given(st.floats(0.0, 10.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 10.0))
def test_a_win_is_worth_its_margin_over_the_horizon_or_nothing(
    size: float, margin: float, selling_cost: float, cost: float
) -> None:
    gained = sum(size * margin - selling_cost for _ in range(12)) - cost
    assert worth_of_win(size, margin, selling_cost, 12.0, cost) == pytest.approx(max(gained, 0.0), abs=1e-9)


@given(st.lists(st.floats(0.0, 0.999), min_size=1, max_size=6), st.integers(0, 5))
def test_credibility_without_a_reference_is_that_of_the_others(lent: list[float], which: int) -> None:
    which %= len(lent)
    others = 1.0 - float(np.prod([1.0 - r for k, r in enumerate(lent) if k != which]))
    assert credibility_without(float(np.prod([1.0 - r for r in lent])), lent[which]) == pytest.approx(others, abs=1e-9)


@given(shares(), shares(), st.integers(0, 60))
def test_knowledge_of_a_segment_is_learned_round_by_round(knowledge: float, rate: float, rounds: int) -> None:
    after = knowledge
    for _ in range(rounds):
        after = after + rate * (1.0 - after)
    assert knowledge_after(knowledge, rate, float(rounds)) == pytest.approx(after, abs=1e-9)
    assert knowledge_after(knowledge, rate, float(rounds)) <= 1.0


@given(
    st.floats(-100.0, 100.0), st.floats(-10.0, 10.0), st.floats(0.0, 10.0), st.floats(0.0, 10.0), st.floats(1e-6, 1.0)
)
def test_a_vendor_has_left_what_it_owns_earns_elsewhere_and_may_win(
    cash: float, others: float, fixed: float, wins: float, floor: float
) -> None:
    total = cash + sum(others - fixed for _ in range(12)) + wins
    assert wealth_left(cash, others, fixed, 12.0, wins, floor) == pytest.approx(max(total, floor), abs=1e-9)


@given(st.floats(0.0, 10.0), st.floats(0.0, 10.0), st.floats(0.0, 10.0), st.floats(1e-6, 1.0))
def test_an_account_has_left_its_own_business_less_the_cost_of_switching(
    margin: float, size: float, switching: float, floor: float
) -> None:
    expected = max(12.0 * size * margin - switching, floor)
    assert account_wealth_left(margin, size, 12.0, switching, floor) == pytest.approx(expected)
