"""Terms against numerical optimisation of the joint value that they maximise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from equipoise.sim.rules.contribution import level_deserved, perceived
from equipoise.sim.rules.package import (
    efficient_commitment,
    efficient_support,
    lasting_value,
    rigidity_cost,
    share_perceived,
    support_value,
    value_built,
    with_building,
)
from tests.strategies import log_uniform, shares

worths = st.floats(0.0, 20.0)
curvatures = log_uniform(0.1, 1000.0)


@given(worths, curvatures, st.floats(0.0, 5.0))
def test_support_is_worth_the_area_under_its_marginal_worth(worth: float, curvature: float, support: float) -> None:
    area = np.trapezoid([worth, worth - curvature * support], [0.0, support])
    assert support_value(support, worth, curvature) == pytest.approx(area, abs=1e-9 * max(1.0, abs(area)))


@given(worths, curvatures)
def test_efficient_support_maximises_what_both_gain_by_it(worth: float, curvature: float) -> None:
    best = efficient_support(worth, curvature)
    found = minimize_scalar(
        lambda s: s - support_value(s, worth, curvature),
        bounds=(0.0, 20.0 / curvature),
        method="bounded",
        options={"xatol": 1e-12},
    )
    scale = worth * worth / curvature
    assert best - support_value(best, worth, curvature) <= found.fun + 1e-9 * max(scale, 1e-9)
    assert best == pytest.approx(found.x, abs=1e-4 * 20.0 / curvature)


# What support builds


@given(st.floats(0.0, 2.0), log_uniform(1e-2, 1.0), st.floats(0.01, 3.0), st.floats(0.01, 1.0), st.integers(1, 60))
def test_what_support_builds_is_what_the_level_brings_over_the_horizon(
    contribution: float, expectation: float, effort: float, rate: float, rounds: int
) -> None:
    """A little more effort from today on, round by round, at a level that rests; u = omega (x - 1) / 4."""
    effort, more = effort * expectation, 1e-5 * expectation
    start = level_deserved(effort, expectation)
    level, gained = start, 0.0
    for _ in range(rounds):
        level = perceived(level, level_deserved(effort + more, expectation), rate)
        gained += contribution * (level - start) / 4.0 / rounds
    found = value_built(contribution, start, expectation, share_perceived(rate, float(rounds)))
    assert found == pytest.approx(gained / more, rel=1e-3, abs=1e-7)


@given(
    st.floats(0.0, 20.0),
    st.floats(1.0, 5.0),
    st.floats(1.0, 5.0),
    log_uniform(1e-4, 1e6),
    shares(),
    st.floats(1.0, 400.0),
)
def test_what_support_builds_falls_as_the_level_rises(
    contribution: float, level: float, higher: float, expectation: float, rate: float, rounds: float
) -> None:
    perceived = share_perceived(rate, rounds)
    built = [value_built(contribution, x, expectation, perceived) for x in sorted((level, higher))]
    assert built[0] >= built[1] >= 0.0
    assert (
        value_built(contribution, 5.0, expectation, perceived) == value_built(0.0, level, expectation, perceived) == 0.0
    )
    assert share_perceived(0.0, rounds) == 0.0 <= perceived <= 1.0 == share_perceived(1.0, rounds)


@given(worths, curvatures, log_uniform(1e-3, 1e3))
def test_terms_that_count_what_support_builds_offer_the_joint_best(
    worth: float, curvature: float, building: float
) -> None:
    """Closed form and maximum: s = (a - 1 / (1 + nu)) / g, where (1 + nu) B(s) - s is greatest."""
    best = efficient_support(*with_building(worth, curvature, building))
    assert best == pytest.approx(max(worth - 1.0 / (1.0 + building), 0.0) / curvature, rel=1e-9, abs=1e-12)
    assert best >= efficient_support(worth, curvature) - 1e-12
    assert best <= worth / curvature + 1e-12

    def joint(support: float) -> float:
        return (1.0 + building) * support_value(support, worth, curvature) - support

    scale = (1.0 + building) * worth * worth / curvature
    assert joint(best) >= max(map(joint, np.linspace(0.0, 20.0 / curvature, 101))) - 1e-9 * max(scale, 1e-9)


@given(worths, curvatures, st.floats(0.0, 5.0), log_uniform(1e-3, 1e3))
def test_what_lasts_of_support_is_reckoned_from_what_keeps_the_level(
    worth: float, curvature: float, support: float, building: float
) -> None:
    value = support_value(support, worth, curvature)
    assert with_building(worth, curvature, 0.0) == (worth, curvature)
    assert lasting_value(support, worth, curvature, 0.0) == value
    best = efficient_support(*with_building(worth, curvature, building))
    unit = max(1.0, (1.0 + building) * abs(value))
    assert lasting_value(best, worth, curvature, building) == pytest.approx(support_value(best, worth, curvature))
    waste = support_value(best, worth, curvature) - best - lasting_value(support, worth, curvature, building) + support
    assert waste >= -1e-9 * unit


@given(shares(), log_uniform(1e-3, 1e4), st.floats(0.0, 1.0), log_uniform(1e-3, 1e4), log_uniform(1e-3, 10.0), shares())
def test_efficient_commitment_maximises_breakups_prevented_less_quotes_forgone_and_rigidity(
    chance: float, stakes: float, forgone: float, volume: float, rigidity: float, cap: float
) -> None:
    def value(d: float) -> float:
        both_bound = 2.0 * rigidity_cost(d, rigidity)
        return d * chance * stakes - volume * (d * forgone + both_bound)

    best = efficient_commitment(chance, stakes, forgone, volume, rigidity, cap)
    assert 0.0 <= best <= cap
    found = minimize_scalar(lambda d: -value(d), bounds=(0.0, cap), method="bounded") if cap > 0.0 else None
    others = [0.0, cap, *([found.x] if found else [])]
    scale = max(stakes, volume * (forgone + rigidity))
    assert value(best) >= max(map(value, others)) - 1e-9 * scale


@given(shares(), log_uniform(1e-3, 1e4), st.floats(0.0, 1.0), log_uniform(1e-3, 1e4), shares())
def test_without_rigidity_everything_is_bound_or_nothing(
    chance: float, stakes: float, forgone: float, volume: float, cap: float
) -> None:
    worth = chance * stakes / volume - forgone
    assert efficient_commitment(chance, stakes, forgone, volume, 0.0, cap) == (cap if worth > 0.0 else 0.0)


@given(shares(), st.floats(0.0, 10.0))
def test_the_cost_of_being_bound_is_borne_half_and_half(commitment: float, rigidity: float) -> None:
    assert 2.0 * rigidity_cost(commitment, rigidity) == pytest.approx(rigidity * commitment**2 / 2.0)


@given(shares(), log_uniform(1e-3, 1e4), st.floats(0.0, 1.0), log_uniform(1e-3, 10.0), st.floats(1.0, 10.0))
def test_more_at_stake_binds_no_less(
    chance: float, stakes: float, forgone: float, rigidity: float, times: float
) -> None:
    less = efficient_commitment(chance, stakes, forgone, 12.0, rigidity, 1.0)
    assert efficient_commitment(chance, times * stakes, forgone, 12.0, rigidity, 1.0) >= less
    assert efficient_commitment(chance, stakes, times * forgone, 12.0, rigidity, 1.0) <= less


@given(shares(), st.floats(0.0, 1.0), log_uniform(1e-3, 10.0))
def test_a_transactional_account_binds_nothing(chance: float, forgone: float, rigidity: float) -> None:
    assert efficient_commitment(chance, 0.0, forgone, 12.0, rigidity, 1.0) == 0.0
