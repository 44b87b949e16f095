"""Effect sizes: published figures, second implementations, closed forms, and the coverage of their intervals."""

from math import inf, isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multinomial, norm, ttest_rel
from statsmodels.stats.contingency_tables import mcnemar

from equipoise.analysis.effects import (
    cohens_dav,
    cohens_dz,
    hedges_correction,
    mean_difference,
    risk_difference,
    risk_ratio,
    superiority,
)

# Sleep gained under two drugs by the same ten patients (Cushny and Peebles 1905; "Student" 1908).
LAEVO = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
DEXTRO = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]


def table(both: int, first: int, second: int, neither: int) -> tuple[list[int], list[int]]:
    """Paired events from the four cells."""
    x = [1] * (both + first) + [0] * (second + neither)
    y = [1] * both + [0] * first + [1] * second + [0] * neither
    return x, y


def test_students_sleep_data() -> None:
    effect = mean_difference(LAEVO, DEXTRO)
    expected = ttest_rel(LAEVO, DEXTRO)
    interval = expected.confidence_interval(0.95)
    assert effect.value == pytest.approx(1.58)
    assert (effect.low, effect.high) == pytest.approx((0.7001142, 2.4598858))  # as R's t.test prints them
    assert (effect.low, effect.high) == pytest.approx((interval.low, interval.high))
    assert effect.p == pytest.approx(0.00283289, rel=1e-5)
    assert effect.runs == 10


def test_standardised_differences_of_the_sleep_data() -> None:
    # d_z = t / sqrt(n) = 4.0621 / sqrt(10); d_av = 1.58 / mean(2.002, 1.789); J(9) = 0.9139.
    difference = np.subtract(LAEVO, DEXTRO)
    plain = difference.mean() / difference.std(ddof=1)
    assert plain == pytest.approx(4.0621 / np.sqrt(10), rel=1e-4)
    assert cohens_dz(LAEVO, DEXTRO).value == pytest.approx(hedges_correction(9) * plain)
    average = (np.std(LAEVO, ddof=1) + np.std(DEXTRO, ddof=1)) / 2
    assert cohens_dav(LAEVO, DEXTRO).value == pytest.approx(hedges_correction(9) * 1.58 / average)
    assert cohens_dz(LAEVO, DEXTRO).p == cohens_dav(LAEVO, DEXTRO).p == mean_difference(LAEVO, DEXTRO).p


@pytest.mark.parametrize("freedom", [2, 5, 9, 50])
def test_hedges_correction_takes_away_the_bias(freedom: int) -> None:
    # E[1 / s] = 1 / (sigma J) for a normal sample: integrate the chi distribution, and compare with his approximation.
    x = np.linspace(1e-6, 60, 2_000_001)
    density = np.exp((freedom / 2 - 1) * np.log(x**2 / 2) - x**2 / 2) * x
    inverse = np.trapezoid(density * np.sqrt(freedom) / x) / np.trapezoid(density)
    assert hedges_correction(freedom) == pytest.approx(1 / inverse, rel=1e-3)
    assert hedges_correction(freedom) == pytest.approx(1 - 3 / (4 * freedom - 1), abs=0.04 / freedom)


def test_the_error_of_d_z_is_mertens_formula() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.gamma(2.0, size=500), rng.normal(size=500)
    difference = x - y
    spread = difference.std()
    z = (difference - difference.mean()) / spread
    d = difference.mean() / spread
    error = np.sqrt((1 - (z**3).mean() * d + ((z**4).mean() - 1) * d**2 / 4) / 500)
    effect = cohens_dz(x, y)
    assert (effect.high - effect.low) / 2 == pytest.approx(1.9647 * hedges_correction(499) * error, rel=4e-3)


@pytest.mark.parametrize(("size", "shape"), [(200, 1.0), (200, 50.0)])
def test_intervals_of_standardised_differences_cover_them(size: int, shape: float) -> None:
    # Skewed (an exponential) and nearly normal measures with a shared part. 2,000 samples each: four standard errors
    # are 2%, and skewness of 200 draws costs up to 1.5% more.
    rng = np.random.default_rng(2)
    shared, own, other = (rng.gamma(shape, size=(2_000, size)) / np.sqrt(shape) for _ in range(3))
    x, y = shared + own + 0.5, shared + 0.5 * other + 0.5 * np.sqrt(shape)
    true_z = 0.5 / np.sqrt(1.25)
    true_av = 0.5 / ((np.sqrt(2.0) + np.sqrt(1.25)) / 2)
    for estimate, truth in ((cohens_dz, true_z), (cohens_dav, true_av)):
        found = [estimate(a, b) for a, b in zip(x, y, strict=True)]
        assert 0.915 < np.mean([e.low <= truth <= e.high for e in found]) < 0.97
        assert np.mean([e.value for e in found]) == pytest.approx(truth, abs=0.012)


def test_common_luck_raises_d_z_and_leaves_d_av() -> None:
    rng = np.random.default_rng(3)
    luck, noise = rng.normal(size=4_000), rng.normal(size=4_000)
    together = (luck + 0.3, luck + 0.1 * noise)
    apart = (luck + 0.3, np.sqrt(1.01) * rng.normal(size=4_000))
    assert cohens_dz(*together).value > 10 * cohens_dz(*apart).value
    assert cohens_dav(*together).value == pytest.approx(cohens_dav(*apart).value, abs=0.06)


@given(st.tuples(*[st.integers(0, 40)] * 4).filter(lambda cells: sum(cells) > 0))
def test_paired_chances_are_tested_by_mcnemar(cells: tuple[int, int, int, int]) -> None:
    both, first, second, neither = cells
    effect = risk_difference(*table(*cells))
    expected = mcnemar([[both, first], [second, neither]], exact=True).pvalue if first + second else 1.0
    assert effect.p == pytest.approx(expected)
    assert effect.value == pytest.approx((first - second) / sum(cells))
    assert effect.low <= effect.value <= effect.high


def test_a_published_paired_ratio() -> None:
    # Airway hyper-responsiveness before and after stem cell transplantation in 21 children (Bentur et al. 2009): 1, 1,
    # 7, 12. Fagerland, Lydersen and Laake (2014) give 0.25 with Bonett and Price's interval 0.068 to 0.92.
    effect = risk_ratio(*table(1, 1, 7, 12))
    assert effect.value == pytest.approx(0.25)
    assert effect.low == pytest.approx(0.068, abs=5e-4)
    assert effect.high == pytest.approx(0.92, abs=5e-3)


@pytest.mark.parametrize("chances", [(0.05, 0.02, 0.02, 0.91), (0.4, 0.2, 0.1, 0.3), (0.85, 0.08, 0.02, 0.05)])
def test_the_interval_of_a_ratio_covers_it(chances: tuple[float, ...]) -> None:
    # 1,500 samples of 120 pairs; below 92.5% by luck in 1 of 20,000 seeds.
    both, first, second, _ = chances
    truth = (both + first) / (both + second)
    draws = multinomial.rvs(120, chances, size=1_500, random_state=4)
    held = [e.low <= truth <= e.high for e in (risk_ratio(*table(*cells)) for cells in draws)]
    assert np.mean(held) > 0.925


def test_a_ratio_without_events() -> None:
    nothing = risk_ratio([0, 0], [0, 0])
    assert isnan(nothing.value)
    assert (nothing.low, nothing.high) == (0.0, inf)
    assert isnan(nothing.p)
    one_sided = risk_ratio(*table(0, 5, 0, 20))
    assert one_sided.value == one_sided.high == inf
    assert one_sided.low > 1.0
    assert risk_ratio(*table(0, 0, 5, 20)).value == 0.0


def test_superiority_of_normal_differences_is_phi_of_d_z() -> None:
    rng = np.random.default_rng(5)
    x, y = rng.normal(0.4, 1.0, 20_000), rng.normal(0.0, 1.0, 20_000)
    effect = superiority(x, y)
    assert effect.low < norm.cdf(0.4 / np.sqrt(2)) < effect.high
    assert effect.value == np.mean(x > y)


def test_ties_count_half() -> None:
    assert superiority([1, 2, 3, 4], [1, 2, 3, 3]).value == 0.625
    even = superiority([1, 1], [1, 1])
    assert (even.value, even.p) == (0.5, 1.0)
    assert even.low == 1 - even.high < 0.3


@given(st.lists(st.tuples(*[st.integers(0, 1)] * 2), min_size=3, max_size=30))
def test_exchanging_the_arms_turns_every_effect_round(pairs: list[tuple[int, int]]) -> None:
    x, y = ([float(v) for v in side] for side in zip(*pairs, strict=True))
    for effect in (mean_difference, cohens_dz, cohens_dav, risk_difference):
        there, back = effect(x, y), effect(y, x)
        np.testing.assert_allclose([there.value, there.low, there.p], [-back.value, -back.high, back.p], atol=1e-12)
    there, back = superiority(x, y), superiority(y, x)
    assert (there.value, there.low) == pytest.approx((1 - back.value, 1 - back.high))


def test_pairs_without_the_measure_are_left_out() -> None:
    x, y = [1.0, 2.0, float("nan"), 4.0], [0.0, float("nan"), 1.0, 1.0]
    assert mean_difference(x, y) == mean_difference([1.0, 4.0], [0.0, 1.0])
    assert superiority(x, y).runs == 2


def test_too_few_pairs_say_so_rather_than_nothing() -> None:
    for estimate in (mean_difference, cohens_dz, cohens_dav, risk_difference, superiority):
        effect = estimate([], [])
        assert isnan(effect.value)
        assert isnan(effect.p)
        assert effect.runs == 0
        assert effect.reason == "there is no case of it"
    assert isnan(mean_difference([1.0], [0.0]).low)
    assert isnan(cohens_dz([1.0, 1.0, 1.0], [0.0, 0.0, 0.0]).value)  # no spread: no standardised difference
    assert isnan(mean_difference([1.0, 1.0, 1.0], [0.0, 0.0, 0.0]).p)


def test_runs_that_are_not_paired_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        mean_difference([1.0, 2.0], [1.0])
