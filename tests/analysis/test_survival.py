"""Survival from counts: against SciPy on censored data, against closed forms, and its coverage."""

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf, logrank

from equipoise.analysis.survival import log_rank, survival_curve
from equipoise.sim.state import CAUSE_WORDS, Cause

HORIZON = 12


def counts(rounds: np.ndarray, causes: np.ndarray, horizon: int = HORIZON) -> np.ndarray:
    table = np.zeros((horizon + 1, len(Cause)), np.int64)
    np.add.at(table, (rounds, causes), 1)
    return table


def sample(seed: int, size: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Lengths with censoring at any round, and causes (0 is censored)."""
    rng = np.random.default_rng(seed)
    ends, lost = rng.geometric(0.12, size), rng.integers(1, HORIZON + 1, size)
    causes = np.where(ends <= lost, rng.integers(1, len(Cause), size), 0)
    return np.minimum(ends, lost), causes


@pytest.mark.parametrize("seed", range(5))
def test_kaplan_meier_is_scipys_on_censored_data(seed: int) -> None:
    rounds, causes = sample(seed)
    curve = survival_curve(counts(rounds, causes))
    data = CensoredData(uncensored=rounds[causes > 0], right=rounds[causes == 0])
    expected = ecdf(data).sf
    band = expected.confidence_interval(0.95, method="log-log")
    at = expected.quantiles.astype(int)
    np.testing.assert_allclose(curve.survival[at], expected.probabilities, rtol=1e-12)
    inside = (expected.probabilities > 0.0) & (expected.probabilities < 1.0)
    np.testing.assert_allclose(curve.low[at][inside], band.low.probabilities[inside], rtol=1e-9)
    np.testing.assert_allclose(curve.high[at][inside], band.high.probabilities[inside], rtol=1e-9)


def test_numbers_at_risk_are_those_still_followed() -> None:
    rounds, causes = sample(1)
    curve = survival_curve(counts(rounds, causes))
    np.testing.assert_array_equal(curve.at_risk, [(rounds >= t).sum() for t in range(HORIZON + 1)])


def test_causes_share_out_all_that_has_ended() -> None:
    rounds, causes = sample(2)
    curve = survival_curve(counts(rounds, causes))
    np.testing.assert_allclose(sum(curve.incidence.values()), 1.0 - curve.survival, rtol=1e-12, atol=1e-12)


def test_without_censoring_incidence_is_the_share_that_a_cause_has_ended() -> None:
    rng = np.random.default_rng(3)
    rounds, causes = rng.integers(1, HORIZON + 1, 500), rng.integers(1, len(Cause), 500)
    curve = survival_curve(counts(rounds, causes))
    for cause in Cause:
        if cause != Cause.NONE:
            expected = [((rounds <= t) & (causes == cause)).mean() for t in range(HORIZON + 1)]
            np.testing.assert_allclose(curve.incidence[CAUSE_WORDS[cause]], expected, atol=1e-12)


def test_the_median_is_the_first_round_that_half_have_not_outlived() -> None:
    rounds = np.array([2, 2, 4, 4, 4, 9, 9, 9, 9, 9])
    curve = survival_curve(counts(rounds, np.ones(10, np.int64)))
    assert curve.median[0] == 4.0
    assert curve.median[1] <= 4.0 <= curve.median[2]


def test_there_is_no_median_when_more_than_half_outlive_the_horizon() -> None:
    rounds = np.array([3, 5, *[HORIZON] * 60])
    curve = survival_curve(counts(rounds, (rounds < HORIZON).astype(int)))
    assert curve.median == (np.inf, np.inf, np.inf)


def test_the_medians_interval_covers_it() -> None:
    # A constant hazard of 0.15 has its median at round 5 (0.85^4 = 0.52, 0.85^5 = 0.44). Over 1,000 samples of 150 the
    # interval must hold it at least 95% of the time; rounds being whole, more often. Below 93% by luck in under 1 in
    # 1,000.
    rng = np.random.default_rng(4)
    held = 0
    for _ in range(1_000):
        ends = rng.geometric(0.15, 150)
        rounds = np.minimum(ends, HORIZON)
        low, high = survival_curve(counts(rounds, (ends <= HORIZON).astype(int))).median[1:]
        held += low <= 5.0 <= high
    assert held >= 930


def test_relationships_that_share_a_runs_luck_take_the_error_of_runs() -> None:
    # Eight accounts a run that end together: independent, they would make the interval too narrow by the root of eight.
    together = np.repeat(np.random.default_rng(5).geometric(0.1, 100).clip(max=HORIZON), 8)
    table = counts(together, (together < HORIZON).astype(int))
    held = np.array([(together[::8] > t) | (together[::8] == HORIZON) for t in range(HORIZON + 1)])
    error = held.std(axis=1, ddof=1) / np.sqrt(100)
    narrow, right = survival_curve(table), survival_curve(table, error)
    alone = survival_curve(counts(together[::8], (together[::8] < HORIZON).astype(int)))
    np.testing.assert_allclose(right.low[5:], alone.low[5:], rtol=0.01)
    assert (right.high - right.low)[6] > 2.5 * (narrow.high - narrow.low)[6]
    np.testing.assert_array_equal(right.survival, narrow.survival)


def test_nothing_followed_is_nothing_ended() -> None:
    curve = survival_curve(np.zeros((4, len(Cause)), np.int64))
    np.testing.assert_array_equal(curve.survival, 1.0)
    assert curve.median[0] == np.inf


@pytest.mark.parametrize("seed", range(5))
def test_log_rank_is_scipys_on_censored_data(seed: int) -> None:
    (rounds, causes), (others, why) = sample(seed, 150), sample(seed + 100, 90)
    expected = logrank(
        CensoredData(uncensored=rounds[causes > 0], right=rounds[causes == 0]),
        CensoredData(uncensored=others[why > 0], right=others[why == 0]),
    )
    statistic, p = log_rank(counts(rounds, causes), counts(others, why))
    assert statistic == pytest.approx(expected.statistic, rel=1e-9)
    assert p == pytest.approx(expected.pvalue, rel=1e-9)


def test_log_rank_of_sets_that_do_not_end_tells_nothing() -> None:
    held = counts(np.full(20, HORIZON), np.zeros(20, int))
    assert log_rank(held, held) == (0.0, 1.0)
