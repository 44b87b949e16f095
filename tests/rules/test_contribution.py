"""The Buy-Sell Hierarchy: what holds a level, what loses it, and how capability, lock-in and volume grow."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from equipoise.sim.rules.contribution import (
    capability_after,
    copied,
    level_reached,
    lock_in_after,
    perceived,
    starting_expectation,
    unique_contribution,
    volume_after,
)
from tests.strategies import log_uniform, shares

levels = st.floats(1.0, 5.0)
started = st.floats(1.001, 4.95)
efforts = log_uniform(0.001, 10.0)


@given(started, efforts, st.floats(0.0, 0.5))
def test_the_reference_effort_just_holds_the_starting_level(level: float, effort: float, growth: float) -> None:
    """A fixed point at the start, found again by a root finder on the effort."""
    expectation = starting_expectation(effort, level)
    assert level_reached(effort, expectation, growth, 0.0) == pytest.approx(level, rel=1e-9)
    holds = brentq(lambda y: level_reached(y, expectation, growth, 0.0) - level, 0.0, 20.0 * effort, xtol=1e-14)
    assert holds == pytest.approx(effort, rel=1e-6)
    assert perceived(level, level_reached(effort, expectation, growth, 0.0), 0.15) == pytest.approx(level, rel=1e-9)


@given(started, efforts, st.floats(0.001, 0.5), st.floats(0.01, 1.0))
def test_constant_effort_loses_ground_from_the_first_year(
    level: float, effort: float, growth: float, rate: float
) -> None:
    expectation, seen = starting_expectation(effort, level), level
    path = [seen]
    for t in range(1, 5):
        seen = perceived(seen, level_reached(effort, expectation, growth, float(t)), rate)
        path.append(seen)
    assert np.all(np.diff(path) < 0.0)


@given(started, efforts, st.floats(0.0, 0.5), st.floats(0.0, 40.0))
def test_effort_that_grows_as_expectations_do_holds_the_level(
    level: float, effort: float, growth: float, rounds: float
) -> None:
    expectation = starting_expectation(effort, level)
    assert level_reached(effort * (1.0 + growth) ** rounds, expectation, growth, rounds) == pytest.approx(
        level, rel=1e-6
    )


@given(levels, efforts)
def test_expectations_are_finite_at_every_level(level: float, effort: float) -> None:
    assert 0.0 < starting_expectation(effort, level) <= 1e7 * effort


@given(st.floats(-1.0, 100.0), log_uniform(1e-3, 1e6), st.floats(0.0, 0.5), st.floats(0.0, 400.0))
def test_every_effort_deserves_a_level(effort: float, expectation: float, growth: float, rounds: float) -> None:
    assert 1.0 <= level_reached(effort, expectation, growth, rounds) <= 5.0


@given(levels, levels, shares())
def test_perception_closes_a_share_of_the_gap(level: float, deserved: float, rate: float) -> None:
    after = perceived(level, deserved, rate)
    assert min(level, deserved) - 1e-12 <= after <= max(level, deserved) + 1e-12
    assert after - level == pytest.approx(rate * (deserved - level), abs=1e-12)


@given(st.floats(-10.0, 20.0), st.floats(-10.0, 20.0))
def test_perception_stays_on_the_hierarchy(level: float, deserved: float) -> None:
    assert 1.0 <= perceived(level, deserved, 1.0) <= 5.0


@pytest.mark.parametrize(("level", "expected"), [(1.0, 0.0), (3.0, 0.2), (4.0, 0.3), (5.0, 0.4)])
def test_contribution_by_level(level: float, expected: float) -> None:
    assert unique_contribution(0.4, level, 0.0, 10.0, 8.0) == pytest.approx(expected)


@given(levels, st.floats(-1.0, 1.0), st.integers(1, 400))
def test_the_fit_is_learned_in_equal_steps(level: float, match: float, rounds: int) -> None:
    known = [unique_contribution(0.4, level, match, t, rounds) for t in range(rounds + 3)]
    assert known[0] == pytest.approx(unique_contribution(0.4, level, 0.0, 0.0, rounds))
    assert np.diff(known[: rounds + 1]) == pytest.approx(match / rounds, abs=1e-12)
    assert known[rounds] == known[rounds + 1] == known[rounds + 2]


@given(shares(), shares(), st.floats(0.01, 1.0), log_uniform(1e-3, 1.0), log_uniform(1e-4, 1.0), shares())
def test_capability_settles_where_gain_equals_decay(
    focus: float, effort: float, decay: float, gain: float, half: float, solo: float
) -> None:
    """The fixed point of the recursion is gain / decay times the saturated, shared effort."""
    saturated = focus / (focus + half)
    settled = gain * saturated * (solo + (1.0 - solo) * effort) / decay
    assert capability_after(settled, focus, effort, decay, gain, half, solo) == pytest.approx(settled, rel=1e-9)
    assert capability_after(0.0, focus, effort, decay, gain, half, solo) <= settled * (1.0 + 1e-12)


@given(shares(), shares(), shares(), shares(), shares())
def test_capability_grows_with_investment_and_with_the_account_s_effort(
    focus: float, more: float, effort: float, harder: float, solo: float
) -> None:
    base = capability_after(0.1, focus, effort, 0.06, 0.045, 0.01, solo)
    assert capability_after(0.1, focus + more, effort, 0.06, 0.045, 0.01, solo) >= base
    assert capability_after(0.1, focus, max(effort, harder), 0.06, 0.045, 0.01, solo) >= base
    assert capability_after(0.1, 0.0, effort, 0.06, 0.045, 0.01, solo) == pytest.approx(0.094)


def test_half_of_the_effect_comes_at_the_half_investment() -> None:
    assert capability_after(0.0, 0.01, 1.0, 0.06, 0.045, 0.01, 0.15) == pytest.approx(0.0225)


@given(log_uniform(1e-3, 1e6), st.floats(-5.0, 5.0), shares(), shares())
def test_volume_grows_as_far_as_the_account_works_at_a_contribution_that_is_unique(
    volume: float, unique: float, growth: float, effort: float
) -> None:
    assert volume_after(volume, unique, growth, 0.0) == volume
    assert volume_after(volume, -abs(unique), growth, effort) == volume
    grown = volume_after(volume, unique, growth, effort)
    assert grown == pytest.approx(volume * (1.0 + effort * growth * max(unique, 0.0)))


@given(shares(), shares(), shares(), st.integers(1, 50))
def test_lock_in_follows_commitment_geometrically(lock_in: float, commitment: float, rate: float, rounds: int) -> None:
    after = lock_in
    for _ in range(rounds):
        after = lock_in_after(after, commitment, rate)
    assert after == pytest.approx(commitment + (lock_in - commitment) * (1.0 - rate) ** rounds, abs=1e-9)
    assert -1e-15 <= after <= 1.0 + 1e-15


def test_starting_expectation_in_its_closed_form() -> None:
    assert starting_expectation(0.045, 2.5) == pytest.approx(-0.045 / log(1.0 - 1.5 / 4.0))


@given(st.floats(0.0, 2.0), levels, levels, shares(), st.integers(0, 60), st.integers(1, 40))
def test_rivals_copy_a_share_of_what_was_built_above_the_starting_level(
    omega: float, level: float, start: float, imitable: float, tenure: int, imitation: int
) -> None:
    lost = copied(omega, level, start, imitable, float(tenure), float(imitation))
    assert lost == pytest.approx(imitable * min(1.0, tenure / imitation) * omega * max(level - start, 0.0) / 4.0)
    assert copied(omega, level, start, imitable, tenure + 1.0, float(imitation)) >= lost >= 0.0
    assert copied(omega, min(level, start), start, imitable, float(tenure), float(imitation)) == 0.0
    assert copied(omega, level, start, 0.0, float(tenure), float(imitation)) == 0.0
