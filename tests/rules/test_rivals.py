"""Rivals' quotes against SciPy's Gumbel distribution, enumeration of quotes, and integrals."""

from math import exp, expm1, inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gumbel_l, kstest, norm

from equipoise.sim.rules.rivals import (
    EULER_GAMMA,
    best_quote,
    chance_and_saving,
    chance_below,
    chance_of_better_fit,
    expected_best_quote,
    quote_location,
    saving_from_leaving,
)
from tests.strategies import draws, log_uniform

rivals = st.integers(1, 1000).map(float)
means = st.floats(0.0, 100.0)
scales = log_uniform(0.001, 10.0)
prices = st.floats(-5.0, 5.0)

UNIFORM = np.random.default_rng(11).random(20_000)


def one_quote(mean: float, scale: float) -> gumbel_l:
    """A rival's quote: mirrored Gumbel with this mean and scale."""
    return gumbel_l(loc=mean + EULER_GAMMA * scale, scale=scale)


def below(price: float, n: float, mean: float, scale: float) -> float:
    """The chance that the best of n quotes is below a price; far above them all, SciPy's exp(price) overflows to 1."""
    with np.errstate(over="ignore"):
        return float(one_quote(mean - scale * log(n), scale).cdf(price))


def test_euler_s_constant() -> None:
    assert np.euler_gamma == EULER_GAMMA


@given(draws(), rivals, means, scales)
def test_the_best_of_n_is_one_quote_shifted_by_scale_ln_n(draw: float, n: float, mean: float, scale: float) -> None:
    one, best = (best_quote(draw, quote_location(rivals, mean, scale), scale, inf) for rivals in (1.0, n))
    assert best == pytest.approx(one - scale * log(n), abs=1e-9 * (1.0 + mean))
    assert one == pytest.approx(one_quote(mean, scale).ppf(draw), abs=1e-6 * (1.0 + mean))


@pytest.mark.parametrize("n", [1, 2, 4, 25])
def test_the_best_of_n_has_the_distribution_of_the_least_of_n_quotes(n: int) -> None:
    """Drawn in one go, against n separate quotes: two-sample Kolmogorov-Smirnov, fixed seeds."""
    at_once = np.array([best_quote(u, quote_location(float(n), 0.98, 0.05), 0.05, inf) for u in UNIFORM])
    separate = one_quote(0.98, 0.05).ppf(np.random.default_rng(12).random((n, 20_000))).min(axis=0)
    assert kstest(at_once, separate).pvalue > 0.001
    assert at_once.mean() == pytest.approx(expected_best_quote(float(n), 0.98, 0.05, inf), abs=4 * at_once.std() / 141)


@given(rivals, means, scales)
def test_expected_best_quote_is_the_mean(n: float, mean: float, scale: float) -> None:
    law = one_quote(mean - scale * log(n), scale)
    assert expected_best_quote(n, mean, scale, inf) == pytest.approx(law.mean(), abs=1e-9 * (1.0 + mean))


@given(prices, rivals, st.floats(0.0, 2.0), scales)
def test_chance_below_is_the_distribution_function(price: float, n: float, mean: float, scale: float) -> None:
    expected = below(price, n, mean, scale)
    chance = chance_below(price, quote_location(n, mean, scale), scale, inf)
    assert chance == pytest.approx(expected, rel=1e-9, abs=1e-300)


@given(draws(), prices, rivals, st.floats(0.0, 2.0), scales, st.floats(0.0, 3.0))
def test_a_quote_is_below_a_price_for_that_share_of_draws(
    draw: float, price: float, n: float, mean: float, scale: float, cap: float
) -> None:
    chance = chance_below(price, quote_location(n, mean, scale), scale, cap)
    if abs(draw - chance) > 1e-9:
        assert (best_quote(draw, quote_location(n, mean, scale), scale, cap) < price) == (draw < chance)


@given(prices, rivals, st.floats(0.0, 2.0), scales, st.floats(0.0, 3.0))
def test_expected_saving_is_the_integral_of_the_chance_below(
    price: float, n: float, mean: float, scale: float, cap: float
) -> None:
    law = one_quote(mean - scale * log(n), scale)
    low = min(law.ppf(1e-18), cap, price)
    kinks = [x for x in (cap, *law.ppf([1e-6, 0.01, 0.5, 0.99, 1.0 - 1e-12])) if low < x < price]
    mode = law.mean() + EULER_GAMMA * scale

    def chance(x: float) -> float:
        return 1.0 if x > cap else -expm1(-exp(min((x - mode) / scale, 50.0)))

    integral, _ = quad(chance, low, price, points=kinks or None, limit=500, epsabs=1e-13, epsrel=1e-11)
    location = quote_location(n, mean, scale)
    found, saving = chance_and_saving(price, location, scale, cap)
    assert saving == pytest.approx(integral, rel=1e-8, abs=1e-10)
    assert found == pytest.approx(chance_below(price, location, scale, cap), abs=1e-12)


@given(st.floats(-3.0, 3.0), rivals, scales)
def test_expected_saving_rises_with_the_price_by_the_chance_below(at: float, n: float, scale: float) -> None:
    """Its slope is the chance below, also where one way of computing E1 takes over from another."""
    centre = 1.0 + EULER_GAMMA * scale - scale * log(n)
    for exponent in (at, 0.0, 4.0):
        price, step = centre + exponent * scale, 1e-4 * scale
        location = quote_location(n, 1.0, scale)
        above, under = (chance_and_saving(price + way, location, scale, inf)[1] for way in (step, -step))
        assert (above - under) / (2.0 * step) == pytest.approx(chance_below(price, location, scale, inf), abs=1e-6)


def test_expected_saving_is_the_mean_saving_over_draws() -> None:
    quotes = np.array([best_quote(u, quote_location(4.0, 0.98, 0.05), 0.05, 1.0) for u in UNIFORM])
    for price in (0.8, 0.9, 0.99, 1.1):
        saved = np.maximum(price - quotes, 0.0)
        _, saving = chance_and_saving(price, quote_location(4.0, 0.98, 0.05), 0.05, 1.0)
        assert saving == pytest.approx(saved.mean(), abs=4 * saved.std() / 141 + 1e-9)


@given(prices, means, scales, st.floats(0.0, 3.0), draws())
def test_without_rivals_the_alternative_is_to_do_without(
    price: float, mean: float, scale: float, cap: float, draw: float
) -> None:
    nowhere = quote_location(0.0, mean, scale)
    assert best_quote(draw, nowhere, scale, cap) == expected_best_quote(0.0, mean, scale, cap) == cap
    assert chance_below(price, nowhere, scale, cap) == (1.0 if price > cap else 0.0)
    assert chance_and_saving(price, nowhere, scale, cap)[1] == max(price - cap, 0.0)


@given(draws(), rivals, rivals, means, scales, st.floats(0.0, 100.0))
def test_more_rivals_never_quote_worse(
    draw: float, n: float, more: float, mean: float, scale: float, cap: float
) -> None:
    many, few = (best_quote(draw, quote_location(rivals, mean, scale), scale, cap) for rivals in (n + more, n))
    assert many <= few <= cap
    assert expected_best_quote(n + more, mean, scale, cap) <= expected_best_quote(n, mean, scale, cap) <= cap


@given(prices, prices, st.floats(0.0, 1.0), st.floats(-1.0, 1.0), st.floats(0.0, 1.0))
def test_leaving_pays_when_the_rival_is_pennies_below_everything_counted(
    price: float, quote: float, support_worth: float, unique: float, switching: float
) -> None:
    indifferent = price - support_worth - unique - switching
    saving = saving_from_leaving(price, quote, support_worth, unique, switching)
    assert saving == pytest.approx(indifferent - quote, abs=1e-12)


@given(st.floats(-3.0, 3.0), log_uniform(0.01, 10.0))
def test_a_rival_fits_better_with_the_chance_of_the_normal_distribution(advantage: float, spread: float) -> None:
    assert chance_of_better_fit(advantage, spread) == pytest.approx(norm.sf(advantage / spread), abs=1e-12)
    assert chance_of_better_fit(advantage, 0.0) == (1.0 if advantage < 0.0 else 0.0)
