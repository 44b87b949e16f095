"""ROC curves: published figures, SciPy's Mann-Whitney, DeLong and the bootstrap done by hand, and coverage."""

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bootstrap, mannwhitneyu, norm

from equipoise.analysis.roc import auc, roc_curve

# Computed tomography of 109 patients, rated 1 to 5 (Hanley and McNeil 1982): 51 abnormal, 58 normal.
ABNORMAL, NORMAL = (3, 2, 2, 11, 33), (33, 6, 6, 11, 2)
RATINGS = np.concatenate([np.repeat(np.arange(1, 6), ABNORMAL), np.repeat(np.arange(1, 6), NORMAL)])
DISEASE = np.repeat([1, 0], [51, 58])


def clustered(seed: int, runs: int = 60, cases: int = 5) -> tuple[np.ndarray, ...]:
    """Cases of a run share most of the tendency to end, and part of the score for reasons of their own."""
    rng = np.random.default_rng(seed)
    run = np.repeat(np.arange(runs), cases)
    events = (2.0 * rng.standard_normal(runs)[run] + rng.standard_normal(run.size) > 0.0).astype(int)
    scores = 1.5 * rng.standard_normal(runs)[run] + 2.0 * events + rng.standard_normal(run.size)
    return scores, events, run


def delong_by_hand(scores: np.ndarray, events: np.ndarray) -> tuple[float, float]:
    x, y = scores[events == 1], scores[events == 0]
    psi = np.where(x[:, None] > y, 1.0, np.where(x[:, None] == y, 0.5, 0.0))
    return psi.mean(), psi.mean(axis=1).var(ddof=1) / len(x) + psi.mean(axis=0).var(ddof=1) / len(y)


def test_hanley_and_mcneils_tomography() -> None:
    # They report an area of 0.893; with DeLong's error of 0.0307 (theirs, by an approximation, is 0.032).
    effect = auc(RATINGS, DISEASE)
    assert effect.value == pytest.approx(0.893, abs=5e-4)
    area, variance = delong_by_hand(RATINGS.astype(float), DISEASE)
    reach = norm.ppf(0.975) * np.sqrt(variance) / (area * (1 - area))
    odds = area / (1 - area) * np.exp([-reach, reach])
    assert (effect.low, effect.high) == pytest.approx(tuple(odds / (1 + odds)))
    assert np.sqrt(variance) == pytest.approx(0.032, abs=2e-3)


def test_the_curve_of_the_tomography() -> None:
    curve = roc_curve(RATINGS, DISEASE)
    np.testing.assert_array_equal(curve.thresholds, [np.inf, 5, 4, 3, 2, 1])
    np.testing.assert_allclose(curve.hits * 51, [0, 33, 44, 46, 48, 51])
    np.testing.assert_allclose(curve.alarms * 58, [0, 2, 13, 19, 25, 58])


CASES = st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=4, max_size=60).filter(
    lambda cases: 2 <= sum(event for _, event in cases) <= len(cases) - 2
)


@given(CASES)
def test_the_area_is_mann_and_whitneys_and_the_trapezia(cases: list[tuple[int, bool]]) -> None:
    scores, events = (np.array(side) for side in zip(*cases, strict=True))
    area = auc(scores, events).value
    x, y = scores[events], scores[~events]
    assert area == pytest.approx(mannwhitneyu(x, y).statistic / (len(x) * len(y)))
    curve = roc_curve(scores, events)
    assert np.trapezoid(curve.hits, curve.alarms) == pytest.approx(area)


@given(CASES)
def test_without_runs_the_error_is_delongs(cases: list[tuple[int, bool]]) -> None:
    scores, events = (np.array(side, float) for side in zip(*cases, strict=True))
    area, variance = delong_by_hand(scores, events)
    effect = auc(scores, events)
    if variance > 1e-12 and 0.0 < area < 1.0:
        expected = 2 * norm.sf(abs(area - 0.5) / np.sqrt(variance))
        assert effect.p == pytest.approx(expected)
    else:
        assert isnan(effect.low)


def test_cases_of_a_run_widen_the_interval_as_the_bootstrap_over_runs_says() -> None:
    scores, events, run = clustered(1, runs=120)
    alone, together = auc(scores, events), auc(scores, events, run)
    assert together.value == alone.value
    assert together.runs == 120

    def of_runs(chosen: np.ndarray) -> float:
        at = (chosen[:, None] * 5 + np.arange(5)).ravel()
        return auc(scores[at], events[at]).value

    drawn = bootstrap(
        (np.arange(120),), of_runs, n_resamples=600, method="percentile", rng=np.random.default_rng(2), vectorized=False
    )
    width = together.high - together.low
    interval = drawn.confidence_interval
    assert width == pytest.approx(interval.high - interval.low, rel=0.12)
    assert width > 1.25 * (alone.high - alone.low)


def test_the_clustered_error_is_obuchowskis() -> None:
    # Half of each run's cases have the event, and a run's luck shifts the scores of all: the shared term takes away.
    rng = np.random.default_rng(7)
    run = np.repeat(np.arange(40), 6)
    events = np.tile([1, 1, 1, 0, 0, 0], 40)
    scores = 2.0 * rng.standard_normal(40)[run] + events + rng.standard_normal(240)
    psi = (scores[events == 1][:, None] > scores[events == 0]).astype(float)
    area, m, n = psi.mean(), 120, 120
    x = np.array([(psi.mean(axis=1) - area)[run[events == 1] == k].sum() for k in range(40)])
    y = np.array([(psi.mean(axis=0) - area)[run[events == 0] == k].sum() for k in range(40)])
    s10, s01, s11 = (40 / 39 * (x * x).sum() / m, 40 / 39 * (y * y).sum() / n, 40 / 39 * (x * y).sum())
    variance = s10 / m + s01 / n + 2 * s11 / (m * n)
    assert auc(scores, events, run).p == pytest.approx(2 * norm.sf((area - 0.5) / np.sqrt(variance)), rel=1e-6)
    assert s11 < 0.0
    assert auc(scores, events, run).p < 0.1 * auc(scores, events).p


def test_the_clustered_interval_covers_and_delongs_does_not() -> None:
    # 1,000 samples of 60 runs with 5 cases; four standard errors are 2.8%.
    truth = np.mean([auc(*clustered(seed, runs=4_000)[:2]).value for seed in range(5)])
    held = {True: 0, False: 0}
    for seed in range(1_000):
        scores, events, run = clustered(1_000 + seed)
        for by_run in (True, False):
            effect = auc(scores, events, run if by_run else None)
            held[by_run] += effect.low <= truth <= effect.high
    assert 920 <= held[True] <= 975
    assert held[False] < 880


def test_a_score_that_tells_nothing_is_rarely_found_to_tell() -> None:
    # 1,000 samples of independent noise, tested at 5%.
    rng = np.random.default_rng(3)
    events = np.arange(80) < 25
    p = [auc(rng.standard_normal(80), events).p for _ in range(1_000)]
    assert 0.025 < np.mean(np.array(p) < 0.05) < 0.08


def test_reversing_a_score_reverses_its_area() -> None:
    there, back = auc(RATINGS, DISEASE), auc(-RATINGS, DISEASE)
    assert (back.value, back.low, back.p) == pytest.approx((1 - there.value, 1 - there.high, there.p))


def test_a_score_that_never_errs_has_no_interval() -> None:
    effect = auc([1, 2, 3, 4], [0, 0, 1, 1])
    assert effect.value == 1.0
    assert isnan(effect.low)
    assert isnan(effect.p)
    assert effect.reason == "these 4 cases cannot tell it"


@pytest.mark.parametrize(
    ("scores", "events", "said"),
    [
        ([1.0, 2.0], [1, 1], "with the event and cases without"),
        ([1.0, 2.0], [0, 0], "with the event and cases without"),
        ([1.0, float("nan")], [0, 1], "NaN"),
        ([1.0, 2.0], [0], "one length"),
    ],
)
def test_what_makes_no_curve_is_refused(scores: list[float], events: list[int], said: str) -> None:
    for made in (roc_curve, auc):
        with pytest.raises(ValueError, match=said):
            made(scores, events)


def test_each_case_needs_a_run() -> None:
    with pytest.raises(ValueError, match="4 cases, 2 runs"):
        auc([1, 2, 3, 4], [0, 1, 0, 1], [0, 1])
