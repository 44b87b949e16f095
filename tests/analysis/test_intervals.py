"""Intervals cover the truth as often as they say; where possible that is reckoned, not sampled."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, multinomial, norm, ttest_1samp

from equipoise.analysis.intervals import (
    agresti_min,
    difference_interval,
    estimate_rows,
    estimates,
    mean_interval,
    wilson,
)
from equipoise.analysis.moments import Moments


def test_a_mean_has_students_interval() -> None:
    values = np.random.default_rng(1).gamma(2.0, size=(3, 40))
    expected = ttest_1samp(values, 0.0, axis=1).confidence_interval(0.95)
    low, high = mean_interval(Moments.of(values), "money")
    np.testing.assert_allclose(low, expected.low, rtol=1e-9)
    np.testing.assert_allclose(high, expected.high, rtol=1e-9)


def test_students_interval_covers_a_skewed_mean() -> None:
    # 4,000 samples of 200 exponential draws. Coverage of 95% would be missed by four standard errors (1.4%) in 1 of
    # 16,000 seeds; skewness of 200 draws costs less than half a per cent on top.
    values = np.random.default_rng(2).exponential(size=(4_000, 200))
    low, high = mean_interval(Moments.of(values), "money")
    assert 0.932 < np.mean((low <= 1.0) & (high >= 1.0)) < 0.964


@pytest.mark.parametrize("runs", [50, 500, 2_000])
@pytest.mark.parametrize("chance", [0.02, 0.1, 0.5, 0.93])
def test_wilsons_interval_covers_a_proportion(chance: float, runs: int) -> None:
    # Exact: the chance of every count, added up where its interval covers.
    counts = np.arange(runs + 1)
    likely = counts[binom.pmf(counts, runs, chance) > 1e-9]
    ends = np.array([wilson(int(count), runs) for count in likely])
    covers = (ends[:, 0] <= chance) & (ends[:, 1] >= chance)
    assert 0.92 < (binom.pmf(likely, runs, chance) * covers).sum() < 0.985


@pytest.mark.parametrize("runs", [50, 200])
@pytest.mark.parametrize(("up", "down"), [(0.02, 0.02), (0.1, 0.05), (0.3, 0.1), (0.0, 0.05)])
def test_the_interval_of_a_paired_difference_covers_it(up: float, down: float, runs: int) -> None:
    # Exact as above, over both counts; 92% is where only a handful of 50 runs differ.
    most = int(runs * 0.6)
    ups, downs = (grid.ravel() for grid in np.meshgrid(np.arange(most), np.arange(most)))
    chances = multinomial.pmf(np.stack([ups, downs, runs - ups - downs], axis=1), runs, [up, down, 1.0 - up - down])
    likely = chances > 1e-9
    ends = np.array([agresti_min(int(u), int(d), runs) for u, d in zip(ups[likely], downs[likely], strict=True)])
    covers = (ends[:, 0] <= up - down) & (ends[:, 1] >= up - down)
    assert 0.92 < (chances[likely] * covers).sum() <= 1.0


def test_a_proportion_keeps_an_interval_when_every_run_says_the_same() -> None:
    low, high = mean_interval(Moments.of(np.ones((1, 100))), "chance")
    assert low[0] < 0.97
    assert high[0] == 1.0


def test_a_paired_difference_keeps_an_interval_when_no_run_differs() -> None:
    low, high = difference_interval(Moments.of(np.zeros((1, 100))), "chance")
    assert low[0] == -high[0]
    assert 0.01 < high[0] < 0.03


def test_agresti_and_min_add_half_a_run_to_each_cell() -> None:
    runs, up, down = 100, 20, 12
    n, b, c = runs + 2, up + 0.5, down + 0.5
    error = np.sqrt(b + c - (b - c) ** 2 / n) / n
    expected = (b - c) / n + norm.ppf([0.025, 0.975]) * error
    np.testing.assert_allclose(agresti_min(up, down, runs), expected)


def test_money_that_happens_to_be_0_or_1_is_no_proportion() -> None:
    values = np.array([[0.0, 1.0, 1.0, 0.0]])
    low, high = mean_interval(Moments.of(values), "money")
    expected = ttest_1samp(values[0], 0.0).confidence_interval(0.95)
    np.testing.assert_allclose([low[0], high[0]], expected)


def test_one_run_has_no_interval_but_a_proportion_has() -> None:
    one = Moments.of(np.array([[1.0]]))
    assert np.isnan(mean_interval(one, "money")[0][0])
    assert mean_interval(one, "chance")[1][0] == 1.0


def test_a_measure_that_no_run_has_has_no_interval() -> None:
    none = Moments.of(np.array([[np.nan, np.nan]]))
    for interval in (mean_interval, difference_interval):
        assert np.isnan(interval(none, "chance")).all()


@given(st.lists(st.integers(0, 8).map(lambda held: held / 8.0), min_size=2, max_size=12))
def test_no_interval_of_a_chance_goes_beyond_what_a_chance_can_be(held: list[float]) -> None:
    values = np.array([held])
    (low,), (high,) = mean_interval(Moments.of(values), "chance")
    assert np.isnan(low) or 0.0 <= low <= high <= 1.0
    (low,), (high,) = difference_interval(Moments.of_differences(values, values[:, ::-1]), "chance")
    assert np.isnan(low) or -1.0 <= low <= high <= 1.0
    (low,), (high,) = mean_interval(Moments.of(np.array([[0.875, 1.0, 1.0, 1.0]])), "chance")
    assert low < 0.96875 < high == 1.0


def test_rows_of_measures_are_estimated_as_each_by_itself() -> None:
    values = np.random.default_rng(3).uniform(size=(2, 3, 30))
    values[1, 2] = np.nan
    kinds, moments = ["chance", "money", "chance"], Moments.of(values)
    rows = estimate_rows(moments, kinds, ["1", "money", "1"], mean_interval)
    alone = [
        [estimates(moments[row, k : k + 1], kind, rows[row][k].unit, mean_interval)[0] for k, kind in enumerate(kinds)]
        for row in range(2)
    ]
    assert repr(rows) == repr(alone)
