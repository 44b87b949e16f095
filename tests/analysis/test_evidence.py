"""A verdict, and how often it is wrong."""

from dataclasses import replace
from math import ceil, floor, inf, log, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from equipoise.analysis.evidence import ClaimedEffect, Verdict, difference, gone, judge, ratio_values

TESTS = 100
SUPPORTED, CONTRADICTED, UNDECIDED = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNDECIDED


def effect(estimate: float, error: float = 1.0, least: float = 1.0) -> ClaimedEffect:
    return ClaimedEffect(estimate, error=error, runs=100, least=least)


numbers = st.floats(-20.0, 20.0)
effects = st.builds(effect, numbers, st.floats(0.0, 5.0), st.floats(0.1, 3.0))


@pytest.mark.parametrize("tests", [1, 7, 120])
def test_intervals_are_bonferronis(tests: int) -> None:
    low, high = effect(3.0, 0.5).interval(tests)
    assert (low, high) == pytest.approx(norm.interval(1.0 - 0.05 / tests, loc=3.0, scale=0.5))


def test_an_effect_is_the_mean_of_the_runs_that_have_it() -> None:
    values = np.array([1.0, 2.0, 4.0, nan])
    told = ClaimedEffect.of("", "", values, 1.0)
    assert (told.value, told.runs) == (pytest.approx(7.0 / 3.0), 3)
    assert told.error == pytest.approx(np.std(values[:3], ddof=1) / sqrt(3.0))


def test_the_error_of_a_ratio_is_that_of_repeated_samples() -> None:
    luck = np.random.default_rng(7)
    below = luck.normal(2.0, 0.5, (4_000, 200))
    above = 1.5 * below + luck.normal(0.0, 0.4, below.shape)
    ratios = above.mean(axis=1) / below.mean(axis=1)
    told = ClaimedEffect.of("", "", ratio_values(above[0], below[0]), 1.0)
    assert told.value == pytest.approx(ratios[0])
    assert told.error == pytest.approx(ratios.std(), rel=0.15)  # of 200 runs an error is known to 5%


def test_the_sign_counts() -> None:
    assert judge([effect(9.0)], [], TESTS) is SUPPORTED
    assert judge([effect(-9.0)], [], TESTS) is CONTRADICTED


def test_what_is_too_small_to_matter_contradicts() -> None:
    assert judge([effect(0.5, 0.01)], [], TESTS) is CONTRADICTED
    assert judge([effect(1.01, 0.01)], [], TESTS) is UNDECIDED


def test_a_chance_that_no_run_shows_contradicts_only_where_enough_runs_would_have_shown_it() -> None:
    def never(runs: int) -> ClaimedEffect:
        return ClaimedEffect.of("e", "probability", np.zeros(runs), 0.02)

    assert judge([never(20)], [], TESTS) is UNDECIDED
    assert judge([never(1_500)], [], TESTS) is CONTRADICTED
    enough = log(0.05 / TESTS) / log(0.98)
    assert judge([never(floor(enough))], [], TESTS) is UNDECIDED
    assert judge([never(ceil(enough) + 1)], [], TESTS) is CONTRADICTED
    assert gone(never(20), TESTS)  # without its mechanism an effect is nothing in any run


def test_a_placebo_counts() -> None:
    clear = [effect(9.0)]
    assert judge(clear, [effect(0.0, 0.1)], TESTS) is SUPPORTED
    assert judge(clear, [effect(0.0, 0.1), effect(5.0, 0.1)], TESTS) is UNDECIDED
    assert judge(clear, [effect(0.0, 2.0)], TESTS) is UNDECIDED  # nobody knows whether it is gone


def test_a_placebo_may_turn_round() -> None:
    turned = effect(-5.0, 0.1)
    assert judge([effect(9.0)], [turned], TESTS) is SUPPORTED
    assert gone(turned, TESTS)


def test_the_number_of_tests_counts() -> None:
    nearly = [effect(1.0 + 2.5)]  # two and a half errors above the least
    assert judge(nearly, [], 1) is SUPPORTED
    assert judge(nearly, [], TESTS) is UNDECIDED
    assert judge([effect(1.0 - 2.5)], [], 1) is CONTRADICTED
    assert judge([effect(1.0 - 2.5)], [], TESTS) is UNDECIDED
    nearly_gone = [effect(1.0 - 2.5)]
    assert judge([effect(9.0)], nearly_gone, 1) is SUPPORTED
    assert judge([effect(9.0)], nearly_gone, TESTS) is UNDECIDED


@given(st.lists(effects, min_size=1, max_size=4), st.lists(effects, max_size=3), effects)
def test_a_further_effect_never_helps(
    some: list[ClaimedEffect], placebos: list[ClaimedEffect], more: ClaimedEffect
) -> None:
    order = {CONTRADICTED: 0, UNDECIDED: 1, SUPPORTED: 2}
    assert order[judge([*some, more], placebos, TESTS)] <= order[judge(some, placebos, TESTS)]
    assert order[judge(some, [*placebos, more], TESTS)] <= order[judge(some, placebos, TESTS)]


@given(st.lists(effects, min_size=1, max_size=4), st.floats(0.1, 1e3))
def test_the_unit_makes_no_difference(some: list[ClaimedEffect], by: float) -> None:
    def scaled(e: ClaimedEffect) -> ClaimedEffect:
        return replace(e, value=e.value * by, error=e.error * by, least=e.least * by)

    distant = [e for e in some if all(abs(end - e.least) > 1e-9 for end in e.interval(TESTS))]
    if distant:
        assert judge([scaled(e) for e in distant], [], TESTS) is judge(distant, [], TESTS)


@pytest.mark.parametrize("unknown", [effect(nan, nan), effect(3.0, nan), effect(nan, 1.0), effect(3.0, inf)])
def test_what_is_not_known_decides_nothing(unknown: ClaimedEffect) -> None:
    assert judge([unknown], [], TESTS) is UNDECIDED
    assert judge([effect(9.0)], [unknown], TESTS) is UNDECIDED
    assert unknown.p_value >= 0.4


def test_a_p_value_is_that_of_the_least_effect() -> None:
    assert effect(3.0, 0.5).p_value == pytest.approx(norm.sf(4.0))
    assert (effect(3.0, 0.0).p_value, effect(0.5, 0.0).p_value) == (0.0, 1.0)


def test_differences_of_independent_runs_add_their_variances() -> None:
    told = difference("", effect(5.0, 3.0), effect(1.0, 4.0))
    assert (told.value, told.error) == (4.0, 5.0)


def _rate(verdict: Verdict, tests: int, repetitions: int = 4_000) -> float:
    """How often any of a hundred claims whose effect is just the least that matters gets a verdict."""
    luck = np.random.default_rng(7)
    estimates = 1.0 + luck.standard_normal((repetitions, TESTS))
    reach = effect(0.0).interval(tests)[1]
    assert judge([effect(1.0 + 1.001 * reach)], [], tests) is SUPPORTED  # what the count below takes judge to do
    assert judge([effect(1.0 - 1.001 * reach)], [], tests) is CONTRADICTED
    hits = estimates > 1.0 + reach if verdict is SUPPORTED else estimates < 1.0 - reach
    return float(hits.any(axis=1).mean())


@pytest.mark.parametrize("verdict", [SUPPORTED, CONTRADICTED])
def test_a_false_verdict_among_a_hundred_claims_is_as_rare_as_stated(verdict: Verdict) -> None:
    # 2.5% on either side; over 4,000 repetitions the rate's standard error is a quarter of a point.
    assert _rate(verdict, TESTS) == pytest.approx(0.0247, abs=0.0075)


def test_without_the_correction_false_support_is_the_rule() -> None:
    assert _rate(SUPPORTED, 1) > 0.9


def test_false_support_by_judging_itself() -> None:
    luck = np.random.default_rng(8)
    supported = sum(
        any(
            judge([ClaimedEffect.of("", "", 0.2 + luck.standard_normal(50), 0.2)], [], 20) is SUPPORTED
            for _claim in range(20)
        )
        for _trial in range(400)
    )
    # 2.5%, a little more by the normal approximation at 50 runs: at most 5% but for one seed in a thousand.
    assert supported / 400 <= 0.05 + 3.1 * sqrt(0.05 * 0.95 / 400)
