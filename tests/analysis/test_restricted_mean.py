"""Restricted mean survival: published remission times, closed forms, the plain mean, and coverage."""

from dataclasses import astuple
from math import isnan

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf
from statsmodels.duration.survfunc import SurvfuncRight

from equipoise.analysis.effects import mean_difference
from equipoise.analysis.restricted_mean import Lifetimes, restricted_mean, restricted_mean_difference
from tests.analysis.remission import PLACEBO, RELAPSED, TREATED


def sample(rng: np.random.Generator, hazard: float, size: int, last: int = 30) -> Lifetimes:
    """A constant hazard, censored at any round."""
    ends, lost = rng.geometric(hazard, size), rng.integers(1, last, size, endpoint=True)
    return Lifetimes.of(np.minimum(ends, lost), ends <= lost)


def of_geometric(hazard: float, horizon: int) -> float:
    """F11: the sum over t below the horizon of (1 - h)^t."""
    return (1 - (1 - hazard) ** horizon) / hazard


def test_remission_under_6_mercaptopurine() -> None:
    # Against the area under SciPy's curve and statsmodels' Greenwood errors, put together by the textbook's formula.
    lifetimes = Lifetimes.of(TREATED, RELAPSED)
    horizon = 30
    effect = restricted_mean(lifetimes, horizon)
    times, ended = np.array(TREATED), np.array(RELAPSED, bool)
    curve = ecdf(CensoredData(uncensored=times[ended], right=times[~ended])).sf
    area = curve.evaluate(np.arange(horizon)).sum()
    assert effect.value == pytest.approx(area)
    other = SurvfuncRight(times, ended)
    variance = 0.0
    for t, d, n in zip(other.surv_times, other.n_events, other.n_risk, strict=True):
        if t < horizon and d:
            variance += curve.evaluate(np.arange(t, horizon)).sum() ** 2 * d / (n * (n - d))
    reach = 2.0859634 * np.sqrt(variance * 21 / 20)  # Student's t with 20 degrees of freedom
    assert (effect.low, effect.high) == pytest.approx((area - reach, area + reach))


def test_the_drug_gains_some_weeks_of_the_first_23() -> None:
    # All placebo patients have relapsed by week 23, so their mean is the plain one: 182 / 21 weeks.
    gain = restricted_mean_difference(
        Lifetimes.of(TREATED, RELAPSED), Lifetimes.of(PLACEBO, [1] * 21), 23, paired=False
    )
    placebo = restricted_mean(Lifetimes.of(PLACEBO, [1] * 21), 23)
    assert placebo.value == pytest.approx(182 / 21)
    drug = restricted_mean(Lifetimes.of(TREATED, RELAPSED), 23)
    assert gain.value == pytest.approx(drug.value - placebo.value)
    assert gain.low > 4.0
    assert gain.p < 1e-4


def test_without_censoring_it_is_the_mean_of_what_is_cut_off_at_the_horizon() -> None:
    rounds = np.random.default_rng(1).geometric(0.1, 200)
    effect = restricted_mean(Lifetimes.of(rounds, np.ones(200)), 15)
    cut = np.minimum(rounds, 15)
    assert effect.value == pytest.approx(cut.mean())
    assert (effect.high - effect.low) / 2 == pytest.approx(1.971957 * cut.std(ddof=1) / np.sqrt(200))


def test_arms_under_the_same_luck_are_compared_run_by_run() -> None:
    # Without censoring it is the paired t-test of what is cut off, several relationships a run added up.
    rng = np.random.default_rng(2)
    runs = np.repeat(np.arange(60), 3)
    first = rng.geometric(0.1, 180)
    second = first + rng.integers(0, 3, 180)
    one, other = Lifetimes.of(first, np.ones(180), runs), Lifetimes.of(second, np.ones(180), runs)
    effect = restricted_mean_difference(one, other, 20)
    cut = [np.minimum(rounds, 20).reshape(60, 3).mean(axis=1) for rounds in (first, second)]
    assert astuple(effect)[:5] == pytest.approx(astuple(mean_difference(*cut))[:5])
    apart = restricted_mean_difference(one, other, 20, paired=False)
    assert apart.value == effect.value
    assert apart.high - apart.low > 3 * (effect.high - effect.low)
    assert apart.runs == 120


def test_runs_are_paired_by_name_and_not_by_place() -> None:
    rng = np.random.default_rng(3)
    first, order = rng.geometric(0.1, 50), rng.permutation(50)
    one = Lifetimes.of(first, np.ones(50), np.arange(50))
    other = Lifetimes.of(first[order], np.ones(50), order)
    assert astuple(restricted_mean_difference(one, other, 12))[:5] == (0.0, 0.0, 0.0, 1.0, 50)


@pytest.mark.parametrize(("hazard", "size", "horizon"), [(0.05, 80, 20), (0.2, 40, 8)])
def test_the_interval_covers_the_mean_of_a_constant_hazard(hazard: float, size: int, horizon: int) -> None:
    # 2,000 censored samples: four standard errors are 2%, a sample of 40 costs up to 1.5% more.
    rng = np.random.default_rng(4)
    truth = of_geometric(hazard, horizon)
    found = [restricted_mean(sample(rng, hazard, size), horizon) for _ in range(2_000)]
    assert 0.915 < np.mean([effect.low <= truth <= effect.high for effect in found]) < 0.97
    assert np.mean([effect.value for effect in found]) == pytest.approx(truth, abs=0.1)


def test_the_difference_of_two_arms_is_tested_at_its_level() -> None:
    rng = np.random.default_rng(5)
    p = [
        restricted_mean_difference(sample(rng, 0.1, 60), sample(rng, 0.1, 60), 20, paired=False).p for _ in range(2_000)
    ]
    assert 0.03 < np.mean(np.array(p) < 0.05) < 0.07


def test_relationships_of_a_run_that_end_together_count_once() -> None:
    rounds = np.random.default_rng(6).geometric(0.1, 100)
    once = restricted_mean(Lifetimes.of(rounds, np.ones(100)), 20)
    eightfold = restricted_mean(Lifetimes.of(np.repeat(rounds, 8), np.ones(800), np.repeat(np.arange(100), 8)), 20)
    assert eightfold == pytest.approx(once)


def test_beyond_what_was_followed_nothing_is_known() -> None:
    lifetimes = Lifetimes.of([3, 5, 5], [1, 0, 0])
    assert isnan(restricted_mean(lifetimes, 7).value)
    assert restricted_mean(lifetimes, 6).value == pytest.approx(5.0)  # two outlive round 5: 3, 6, 6
    ended = Lifetimes.of([3, 5, 5], [1, 1, 1])  # nothing is left: the curve is 0 from here on
    assert restricted_mean(ended, 50).value == pytest.approx(13 / 3)


def test_where_nothing_ends_the_mean_is_the_horizon() -> None:
    found = restricted_mean(Lifetimes.of([9, 9, 12], [0, 0, 0]), 8)
    assert (found.value, found.runs) == (8.0, 3)
    assert np.isnan([found.low, found.high, found.p]).all()


def test_one_run_has_no_interval() -> None:
    assert isnan(restricted_mean(Lifetimes.of([3, 4], [1, 1], [7, 7]), 5).low)


def test_wrong_columns_and_horizons_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        Lifetimes.of([1, 2], [1])
    with pytest.raises(ValueError, match="one length"):
        Lifetimes.of([], [])
    with pytest.raises(ValueError, match="less than 0"):
        Lifetimes.of([-1], [1])
    with pytest.raises(ValueError, match="the horizon, in rounds, must be at least 1, not 0"):
        restricted_mean(Lifetimes.of([1, 2], [1, 1]), 0)
