"""Control of many tests: against statsmodels, and the error rates that it promises, by simulation."""

import gc
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr
from statsmodels.stats.multitest import multipletests

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.multiplicity import benjamini_hochberg, bonferroni_level, holm

PS = st.lists(st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.01, 0.05, 1.0])), min_size=1, max_size=25)


@pytest.fixture(autouse=True, scope="module")
def little_to_search() -> Iterator[None]:
    """Statsmodels collects garbage at every call of Holm's, through all that other tests have left in the process."""
    gc.freeze()
    yield
    gc.unfreeze()


@given(PS)
def test_holm_is_statsmodels(p: list[float]) -> None:
    np.testing.assert_allclose(holm(p), multipletests(p, method="holm")[1], atol=1e-12)


@given(PS)
def test_benjamini_and_hochberg_is_statsmodels(p: list[float]) -> None:
    np.testing.assert_allclose(benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1], atol=1e-12)


@given(PS)
def test_holm_lies_between_the_value_itself_and_bonferronis(p: list[float]) -> None:
    adjusted, plain = holm(p), np.array(p)
    assert (adjusted >= plain).all()
    assert (adjusted <= np.minimum(plain * len(p), 1.0) + 1e-12).all()


def test_holms_own_steps() -> None:
    # Four tests: .01 x 4, .03 x 3, then .04 x 2 = .08 is raised to the .09 before it, and .5 x 1 stays.
    np.testing.assert_allclose(holm([0.03, 0.5, 0.01, 0.04]), [0.09, 0.5, 0.04, 0.09])


def test_holm_keeps_the_chance_of_any_false_rejection() -> None:
    # 20 tests, half of them true nulls and all strongly correlated. Over 4,000 draws the rate may not exceed 5% by more
    # than four standard errors (1.4%); testing each at 5% would be wrong in some 15% of them or more.
    rng = np.random.default_rng(1)
    shared = rng.standard_normal((4_000, 1))
    z = 0.6 * shared + 0.8 * rng.standard_normal((4_000, 20)) + np.where(np.arange(20) < 10, 0.0, 3.0)
    p = 2.0 * ndtr(-np.abs(z))
    wrong = [(holm(row)[:10] <= 0.05).any() for row in p]
    assert np.mean(wrong) < 0.064
    assert (p[:, :10] <= 0.05).any(axis=1).mean() > 0.15


def test_simultaneous_intervals_hold_all_together() -> None:
    # 15 independent intervals of 95% together: Bonferroni's is a little cautious (95.1%). Four standard errors: 1.4%.
    draws = np.random.default_rng(2).standard_normal((4_000, 15))
    ends = [[ClaimedEffect(value, error=1.0, runs=9, least=1.0).interval(tests=15) for value in row] for row in draws]
    held = np.mean([all(low <= 0.0 <= high for low, high in row) for row in ends])
    assert 0.937 < held < 0.965


def test_a_single_interval_needs_no_correction() -> None:
    assert bonferroni_level(1) == pytest.approx(0.95)
    assert bonferroni_level(20) == pytest.approx(0.9975)
    low, high = ClaimedEffect(1.0, error=2.0, runs=9, least=1.0).interval()
    assert (high - low) / 4.0 == pytest.approx(1.959964)


def test_no_tests_are_no_error() -> None:
    assert holm([]).shape == (0,)
    assert benjamini_hochberg([]).shape == (0,)


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_chance_is_refused(adjust: object, wrong: float) -> None:
    assert callable(adjust)
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjust([0.5, wrong])


def test_there_is_no_level_for_no_intervals() -> None:
    with pytest.raises(ValueError, match="at least one"):
        bonferroni_level(0)
