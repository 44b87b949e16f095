"""What being bound is worth: breaks that cost a part of the horizon, and lock-in that raises prices to come."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.rules.binding import horizon_lost, lock_in_premium
from equipoise.sim.rules.contribution import lock_in_after
from tests.strategies import log_uniform, shares

horizons = st.integers(1, 60).map(float)


@given(shares(), st.floats(0.01, 1.0), horizons)
def test_a_breakdown_costs_the_horizon_if_final_and_else_the_rounds_until_talks(
    final: float, back: float, horizon: float
) -> None:
    """The mean of a geometric number of rounds, 1 / D, of which no more than the horizon counts."""
    rounds = np.arange(1, 20_000)
    mean = float((rounds * back * (1.0 - back) ** (rounds - 1)).sum())
    lost = final + (1.0 - final) * min(mean, horizon) / horizon
    assert horizon_lost(final, back, horizon) == pytest.approx(lost, abs=1e-9)


@given(shares(), shares(), horizons)
def test_a_breakdown_that_nobody_mends_costs_it_all(final: float, back: float, horizon: float) -> None:
    assert horizon_lost(final, 0.0, horizon) == pytest.approx(1.0)
    assert horizon_lost(1.0, back, horizon) == pytest.approx(1.0)
    assert final <= horizon_lost(final, back, horizon) <= 1.0 + 1e-12


@given(log_uniform(0.01, 100.0), st.floats(1e-3, 1.0), horizons, shares(), shares())
def test_the_premium_is_half_of_what_binding_adds_to_lock_in_whatever_that_is_now(
    cost: float, rate: float, horizon: float, lock_in: float, commitment: float
) -> None:
    """Two paths of lock-in over the horizon, bound and not: half of kappa times the mean gap, over H, a unit."""
    bound, free, gap = lock_in, lock_in, 0.0
    for _ in range(int(horizon)):
        bound, free = lock_in_after(bound, commitment, rate), lock_in_after(free, 0.0, rate)
        gap += (bound - free) / horizon
    premium = commitment * lock_in_premium(cost, rate, horizon)
    assert premium == pytest.approx(0.5 * cost * gap / horizon, rel=1e-6, abs=1e-9 * cost)


def test_without_lock_in_that_follows_there_is_nothing_to_pay_for() -> None:
    assert lock_in_premium(1.5, 0.0, 12.0) == lock_in_premium(0.0, 0.15, 12.0) == 0.0
    assert lock_in_premium(1.5, 1.0, 12.0) == pytest.approx(1.5 / 24.0)
