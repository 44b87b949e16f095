"""The channel, what reorganisations leave of it, and how far off estimates are without it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.rules.communication import (
    after_reorganisation,
    breadth_after,
    channel,
    estimate,
    heeded,
    level_after_reorganisation,
    level_seen,
    worth_guessed,
)
from tests.strategies import shares

levels = st.floats(1.0, 5.0)


@given(shares(), st.floats(0.0, 1.0), shares(), st.floats(0.0, 1000.0))
def test_breadth_stays_a_share(breadth: float, spend: float, decay: float, gain: float) -> None:
    assert 0.0 <= breadth_after(breadth, spend, decay, gain) <= 1.0


@given(shares(), st.floats(0.0, 0.1), st.floats(0.01, 0.5), st.floats(0.0, 9.0))
def test_breadth_settles_where_spending_makes_up_for_decay(
    start: float, spend: float, decay: float, gain: float
) -> None:
    """Fixed point gain spend / (gain spend + decay), reached from anywhere."""
    breadth, built = start, gain * spend
    for _ in range(4000):
        breadth = breadth_after(breadth, spend, decay, gain)
    assert breadth == pytest.approx(built / (built + decay), abs=1e-9)


@given(shares(), st.floats(0.0, 0.05), shares(), st.floats(0.0, 10.0))
def test_without_spending_the_channel_decays(breadth: float, spend: float, decay: float, gain: float) -> None:
    assert breadth_after(breadth, 0.0, decay, gain) == pytest.approx((1.0 - decay) * breadth)
    assert breadth_after(breadth, spend, decay, gain) >= breadth_after(breadth, 0.0, decay, gain) - 1e-15


@given(shares(), shares())
def test_a_sponsor_closes_a_share_of_the_gap(breadth: float, reach: float) -> None:
    assert channel(breadth, 0.0, reach) == pytest.approx(breadth, abs=1e-15)
    assert channel(breadth, 1.0, reach) == pytest.approx(breadth + reach * (1.0 - breadth), abs=1e-15)
    assert 0.0 <= channel(breadth, 1.0, reach) <= 1.0


@given(shares(), shares(), shares())
def test_a_reorganisation_replaces_what_the_channel_does_not_hold(before: float, fresh: float, held: float) -> None:
    after = after_reorganisation(before, fresh, held)
    assert min(before, fresh) - 1e-15 <= after <= max(before, fresh) + 1e-15
    assert after_reorganisation(before, fresh, 1.0) == before
    assert after_reorganisation(before, fresh, 0.0) == fresh


@given(levels, st.floats(0.0, 4.0), shares(), shares())
def test_a_wider_channel_saves_levels_in_a_reorganisation(level: float, drop: float, held: float, wider: float) -> None:
    after = level_after_reorganisation(level, drop, held)
    assert 1.0 <= after <= level
    assert level_after_reorganisation(level, drop, max(held, wider)) >= after
    assert level_after_reorganisation(level, drop, 1.0) == level
    assert after == pytest.approx(max(level - drop * (1.0 - held), 1.0))


@given(levels, st.floats(0.0, 4.0), shares())
def test_a_vendor_sees_itself_too_high_unless_it_asks(level: float, bias: float, held: float) -> None:
    assert level <= level_seen(level, bias, held, 0.0) <= 5.0
    assert level_seen(level, bias, held, 1.0) == level_seen(level, bias, 1.0, 0.0) == level
    assert level_seen(level, bias, held, 0.0) == pytest.approx(min(level + bias * (1.0 - held), 5.0))


@given(st.floats(-10.0, 10.0), st.floats(0.0, 10.0), st.floats(0.0, 5.0), st.floats(-4.0, 4.0))
def test_a_full_channel_or_no_blur_gives_the_truth(truth: float, scale: float, blur: float, error: float) -> None:
    assert estimate(truth, scale, blur, 1.0, error) == truth
    assert estimate(truth, scale, 0.0, 0.3, error) == truth
    assert estimate(truth, 0.0, blur, 0.3, error) == truth


def test_an_estimate_is_unbiased_with_an_error_in_proportion_to_the_trade() -> None:
    errors = np.random.default_rng(5).standard_normal(20_000)
    found = np.array([estimate(3.0, 2.0, 0.6, 0.25, e) for e in errors])
    deviation = 0.6 * 0.75 * 2.0
    assert found.mean() == pytest.approx(3.0, abs=4 * deviation / 141)
    assert found.std() == pytest.approx(deviation, rel=0.02)


@given(st.floats(0.0, 20.0), st.floats(0.0, 20.0), st.floats(0.0, 5.0), shares(), st.floats(-4.0, 4.0))
def test_a_hidden_worth_is_the_average_one_without_a_channel_and_the_true_one_with_a_perfect_channel(
    truth: float, mean: float, spread: float, held: float, error: float
) -> None:
    assert worth_guessed(truth, mean, spread, 0.0, error) == mean
    assert worth_guessed(truth, mean, spread, 1.0, error) == truth
    expected = mean + held * (truth - mean) + np.sqrt(held * (1.0 - held)) * spread * error
    assert worth_guessed(truth, mean, spread, held, error) == pytest.approx(max(expected, 0.0), abs=1e-9)


@pytest.mark.parametrize("held", [0.1, 0.5, 0.9])
def test_a_guess_is_right_on_average_and_no_surer_than_the_channel(held: float) -> None:
    """Over many accounts: a is the guess on average, and guesses have the share h of the variance of a."""
    noise = np.random.default_rng(1).standard_normal((2, 40_000))
    truth = 9.0 + 0.4 * noise[0]
    guess = np.array([worth_guessed(a, 9.0, 0.4, held, error) for a, error in zip(truth, noise[1], strict=True)])
    assert guess.var() == pytest.approx(held * 0.16, rel=0.05)
    assert np.cov(truth, guess)[0, 1] / guess.var() == pytest.approx(1.0, abs=0.05)


@given(st.floats(0.0, 2.0), st.floats(0.0, 2.0), shares())
def test_a_word_is_heeded_as_far_as_the_channel_goes(ours: float, theirs: float, held: float) -> None:
    assert heeded(ours, theirs, 0.0) == ours
    assert heeded(ours, theirs, 1.0) == pytest.approx(theirs)
    assert heeded(ours, ours, held) == ours
    assert heeded(ours, theirs, held) == pytest.approx((1.0 - held) * ours + held * theirs)
