"""Sensitivity against analytic truth, and against SciPy's and SALib's own estimators."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.sample import morris as morris_sample
from scipy import stats

from equipoise.analysis.sensitivity.noise import noise_floor, noise_share, without_noise
from equipoise.analysis.sensitivity.ranks import rank_regression
from equipoise.analysis.sensitivity.screening import elementary_effects, screening
from equipoise.analysis.sensitivity.sobol import SobolIndices, sobol_indices
from equipoise.analysis.sensitivity.tornado import tornado

Array = NDArray[np.float64]
Function = Callable[[Array], Array]

G_WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0])


def ishigami(u: Array) -> Array:
    """Of points in the unit cube."""
    x = np.pi * (2.0 * u - 1.0)
    result: Array = np.sin(x[..., 0]) * (1.0 + 0.1 * x[..., 2] ** 4) + 7.0 * np.sin(x[..., 1]) ** 2
    return result


def ishigami_indices() -> tuple[Array, Array]:
    """F17: closed form, with a = 7 and b = 0.1."""
    a, b, pi = 7.0, 0.1, np.pi
    alone = np.array([0.5 * (1.0 + b * pi**4 / 5.0) ** 2, a**2 / 8.0, 0.0])
    together = b**2 * pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    variance = alone.sum() + together
    return alone / variance, (alone + together * np.array([1.0, 0.0, 1.0])) / variance


def linear(u: Array) -> Array:
    return u @ np.array([4.0, 2.0, 1.0, 0.0]) + 1000.0


def sobol_g(u: Array) -> Array:
    result: Array = np.prod((np.abs(4.0 * u - 2.0) + G_WEIGHTS) / (1.0 + G_WEIGHTS), axis=-1)
    return result


def sobol_g_indices() -> tuple[Array, Array]:
    alone = 1.0 / (3.0 * (1.0 + G_WEIGHTS) ** 2)
    variance = np.prod(1.0 + alone) - 1.0
    others = np.array([np.prod(1.0 + np.delete(alone, i)) for i in range(len(alone))])
    return alone / variance, alone * others / variance


def radial(function: Function, factors: int, rows: int, seed: int = 7) -> tuple[Array, Array, Array]:
    """Outcomes over a Saltelli design of Sobol' points."""
    both = stats.qmc.Sobol(2 * factors, rng=seed).random(rows)
    a, b = both[:, :factors], both[:, factors:]
    mixed = np.stack([np.where(np.arange(factors) == i, b, a) for i in range(factors)])
    return function(a), function(b), function(mixed)


@pytest.mark.parametrize(
    ("function", "truth"),
    [
        (ishigami, ishigami_indices()),
        (linear, (np.array([16.0, 4.0, 1.0, 0.0]) / 21.0, np.array([16.0, 4.0, 1.0, 0.0]) / 21.0)),
        (sobol_g, sobol_g_indices()),
    ],
    ids=["Ishigami", "linear", "g-function"],
)
def test_sobol_indices_meet_closed_forms(function: Function, truth: tuple[Array, Array]) -> None:
    found = sobol_indices(*radial(function, len(truth[0]), 8192))
    for measured, exact in zip((found.first, found.total), truth, strict=True):
        np.testing.assert_allclose(measured.value, exact, atol=0.01)
        assert (measured.low <= measured.value).all()
        assert (measured.value <= measured.high).all()


def test_sobol_indices_are_those_of_scipy_and_of_salib() -> None:
    a, b, ab = radial(ishigami, 3, 256)
    ours = sobol_indices(a, b, ab)
    scipys = stats.sobol_indices(func={"f_A": a[None], "f_B": b[None], "f_AB": ab[:, None]}, n=256)
    np.testing.assert_allclose(ours.first.value, scipys.first_order.ravel(), rtol=1e-9)
    np.testing.assert_allclose(ours.total.value, scipys.total_order.ravel(), rtol=1e-9)

    rows = np.column_stack([a, ab.T, b]).ravel()  # the order of SALib's design
    problem = {"num_vars": 3, "names": ["x", "y", "z"], "bounds": [[0.0, 1.0]] * 3}
    salibs = salib_sobol.analyze(problem, rows, calc_second_order=False, num_resamples=999, seed=3)
    # SALib centres by all points, which moves the first order a little, and takes a normal interval.
    np.testing.assert_allclose(ours.first.value, salibs["S1"], atol=0.01)
    np.testing.assert_allclose(ours.total.value, salibs["ST"], rtol=1e-9)
    np.testing.assert_allclose((ours.total.high - ours.total.low) / 2.0, salibs["ST_conf"], rtol=0.15)
    np.testing.assert_allclose((ours.first.high - ours.first.low) / 2.0, salibs["S1_conf"], rtol=0.15)


def test_intervals_of_sobol_indices_cover_as_often_as_they_say() -> None:
    """Of 100 independent designs, 95 should cover; fewer than 86 has a chance below .001 where the level holds."""
    rng, (first, total) = np.random.default_rng(5), ishigami_indices()
    covered = np.zeros((2, 3))
    for _ in range(100):
        both = rng.random((512, 6))
        a, b = both[:, :3], both[:, 3:]
        mixed = np.stack([np.where(np.arange(3) == i, b, a) for i in range(3)])
        found = sobol_indices(ishigami(a), ishigami(b), ishigami(mixed))
        covered[0] += (found.first.low <= first) & (first <= found.first.high)
        covered[1] += (found.total.low <= total) & (total <= found.total.high)
    assert (covered >= 86).all(), covered


def test_points_without_a_value_take_their_base_row_with_them() -> None:
    a, b, ab = radial(ishigami, 3, 512)
    ab[1, 5], a[9] = np.nan, np.nan
    found = sobol_indices(a, b, ab)
    keep = np.delete(np.arange(512), [5, 9])
    assert (found.used, found.left_out) == (510, 2)
    np.testing.assert_array_equal(found.total.value, sobol_indices(a[keep], b[keep], ab[:, keep]).total.value)


def test_an_outcome_that_does_not_vary_has_no_indices() -> None:
    found = sobol_indices(np.ones(8), np.ones(8), np.ones((2, 8)))
    assert np.isnan(found.first.value).all()
    assert found.variance == 0.0


def noisy(function: Function, factors: int, noise: float, *, common: bool) -> tuple[SobolIndices, float]:
    """Indices of an outcome whose points are known with an error."""
    rng = np.random.default_rng(11)
    a, b, ab = radial(function, factors, 8192)
    values = np.concatenate([a[None], b[None], ab])
    drawn = np.full_like(values, rng.normal(0.0, noise)) if common else rng.normal(0.0, noise, values.shape)
    values = values + drawn
    share = noise_share(values.ravel(), np.full(values.size, noise))
    return sobol_indices(values[0], values[1], values[2:]), share


def test_independent_noise_raises_totals_and_lowers_first_orders_as_the_formula_says() -> None:
    first, total = ishigami_indices()
    found, share = noisy(ishigami, 3, 2.0, common=False)
    assert share == pytest.approx(4.0 / (13.8446 + 4.0), rel=0.02)
    np.testing.assert_allclose(found.first.value, first * (1.0 - share), atol=0.03)
    np.testing.assert_allclose(found.total.value, total * (1.0 - share) + share, atol=0.03)
    assert found.total.low[2] > total[2]  # left alone, the interval misses the truth
    for corrected, exact in zip(
        without_noise(found.first.value, found.total.value, share), (first, total), strict=True
    ):
        np.testing.assert_allclose(corrected, exact, atol=0.03)


def test_noise_that_all_points_share_changes_nothing() -> None:
    first, total = ishigami_indices()
    found, _ = noisy(ishigami, 3, 2.0, common=True)
    np.testing.assert_allclose(found.first.value, first, atol=0.01)
    np.testing.assert_allclose(found.total.value, total, atol=0.01)


def trajectories(factors: int, count: int) -> Array:
    """Morris trajectories over the unit cube."""
    problem = {"num_vars": factors, "names": [str(k) for k in range(factors)], "bounds": [[0.0, 1.0]] * factors}
    drawn: Array = morris_sample.sample(problem, count, num_levels=4, seed=3)
    return drawn.reshape(count, factors + 1, factors)


def test_a_linear_outcome_has_its_slopes_as_effects_and_no_spread() -> None:
    x = trajectories(4, 10)
    found = screening(elementary_effects(x, linear(x)))
    np.testing.assert_allclose(found.mu_star.value, [4.0, 2.0, 1.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(found.sigma.value, 0.0, atol=1e-9)
    np.testing.assert_array_equal(found.effects, 10)


def test_screening_is_that_of_salib() -> None:
    x = trajectories(5, 40)
    found = screening(elementary_effects(x, sobol_g(x) - 3.0 * x[..., 1]))
    problem = {"num_vars": 5, "names": list("abcde"), "bounds": [[0.0, 1.0]] * 5}
    points = x.reshape(-1, 5)
    salibs = salib_morris.analyze(
        problem, points, sobol_g(points) - 3.0 * points[:, 1], num_levels=4, num_resamples=999, seed=3
    )
    np.testing.assert_allclose(found.mu_star.value, salibs["mu_star"], rtol=1e-9)
    np.testing.assert_allclose(found.mu.value, salibs["mu"], rtol=1e-9)
    np.testing.assert_allclose(found.sigma.value, salibs["sigma"], rtol=1e-9)
    # SALib takes the spread of resamples of |effects|, half the width on either side.
    np.testing.assert_allclose((found.mu_star.high - found.mu_star.low) / 2.0, salibs["mu_star_conf"], rtol=0.15)


def test_effects_without_a_value_are_left_out() -> None:
    x = trajectories(4, 10)
    y = linear(x)
    y[0, 2] = np.nan  # takes the steps to it and from it
    found = screening(elementary_effects(x, y))
    assert sorted(found.effects) == [9, 9, 10, 10]
    np.testing.assert_allclose(found.mu_star.value, [4.0, 2.0, 1.0, 0.0], atol=1e-9)
    nothing = screening(np.full((1, 3), np.nan))
    assert np.isnan(nothing.mu_star.value).all()


def test_noise_alone_shows_effects_of_the_size_of_its_floor() -> None:
    x = trajectories(6, 2000)
    y = np.random.default_rng(2).normal(0.0, 0.3, x.shape[:2])
    found = screening(elementary_effects(x, y))
    floor = noise_floor(np.full(x.shape[0], np.hypot(0.3, 0.3) / (2.0 / 3.0)))
    np.testing.assert_allclose(found.mu_star.value, floor, rtol=0.06)


def test_swings_cover_independent_errors() -> None:
    """Of 4000 swings, 3800 should be covered; the spread of that count is 14."""
    rng = np.random.default_rng(8)
    low, high = rng.normal(1.0, 0.2, 4000), rng.normal(3.0, 0.1, 4000)
    found = tornado(low, high, np.full(4000, 0.2), np.full(4000, 0.1)).swing
    assert 3750 <= ((found.low <= 2.0) & (found.high >= 2.0)).sum() <= 3850
    np.testing.assert_allclose(found.value, high - low)


def test_rank_coefficients_of_normal_factors_meet_their_closed_form() -> None:
    """Pearson: the rank correlation of a normal pair with correlation r is 6 / pi arcsin(r / 2)."""
    rng, weights = np.random.default_rng(4), np.array([3.0, -2.0, 1.0, 0.0])
    x = rng.normal(size=(20_000, 4))
    found = rank_regression(x, np.exp(x @ weights))  # any rising function has the same ranks
    exact = 6.0 / np.pi * np.arcsin(weights / np.sqrt((weights**2).sum()) / 2.0)
    np.testing.assert_allclose(found.coefficients.value, exact, atol=0.015)
    assert found.explained == pytest.approx((exact**2).sum(), abs=0.02)


def test_rank_coefficients_are_those_of_least_squares() -> None:
    rng = np.random.default_rng(6)
    x = np.column_stack([rng.random(80), rng.integers(0, 3, 80), rng.random(80)])
    y = x[:, 0] ** 3 - x[:, 1] + rng.normal(size=80)
    ranks = np.column_stack([stats.zscore(stats.rankdata(column)) for column in (*x.T, y)])
    slopes, *_ = np.linalg.lstsq(ranks[:, :3], ranks[:, 3], rcond=None)
    found = rank_regression(x, y)
    np.testing.assert_allclose(found.coefficients.value, slopes, rtol=1e-9)
    assert found.explained == pytest.approx(1.0 - ((ranks[:, 3] - ranks[:, :3] @ slopes) ** 2).mean())


def test_intervals_of_rank_coefficients_cover_as_often_as_they_say() -> None:
    """Of 200 samples, 190 should cover; fewer than 178 has a chance below .001 where the level holds."""
    rng, weights = np.random.default_rng(9), np.array([3.0, -2.0, 1.0])
    exact = 6.0 / np.pi * np.arcsin(weights / np.sqrt((weights**2).sum()) / 2.0)
    covered = np.zeros(3)
    for _ in range(200):
        x = rng.normal(size=(150, 3))
        found = rank_regression(x, x @ weights).coefficients
        covered += (found.low <= exact) & (exact <= found.high)
    assert (covered >= 178).all(), covered


def test_a_factor_that_stays_and_points_that_are_too_few() -> None:
    x = np.column_stack([np.linspace(0.0, 1.0, 30), np.ones(30)])
    found = rank_regression(x, 2.0 * x[:, 0])
    np.testing.assert_allclose(found.coefficients.value, [1.0, 0.0], atol=1e-12)
    assert found.explained == pytest.approx(1.0)
    assert np.isnan(rank_regression(x[:3], x[:3, 0]).coefficients.value).all()


@given(shift=st.floats(-1e6, 1e6), scale=st.floats(0.01, 100.0))
def test_indices_do_not_depend_on_the_unit(shift: float, scale: float) -> None:
    a, b, ab = radial(sobol_g, 5, 32)
    plain, changed = sobol_indices(a, b, ab), sobol_indices(*(scale * values + shift for values in (a, b, ab)))
    np.testing.assert_allclose(changed.total.value, plain.total.value, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(changed.first.value, plain.first.value, rtol=1e-4, atol=1e-6)
