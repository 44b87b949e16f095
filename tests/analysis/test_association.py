"""Correlations: against SciPy's own, in pieces, and where there is none."""

from itertools import pairwise
from math import isnan, tanh

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import pearsonr, spearmanr

from equipoise.analysis.association import Comoments, spearman


def pairs(seed: int, cases: int, strength: float = 0.6) -> np.ndarray:
    rng = np.random.default_rng(seed)
    first = rng.normal(3.0, 2.0, cases)
    return np.stack([first, strength * first + rng.normal(-1.0, 2.0, cases)])


@pytest.mark.parametrize("strength", [-2.0, 0.0, 0.6])
def test_pearson_is_scipys(strength: float) -> None:
    first, second = pairs(1, 200, strength)
    found, known = Comoments.of(first, second).pearson(), pearsonr(first, second)
    assert found.value == pytest.approx(known.statistic, abs=1e-12)
    interval = known.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=1e-12)
    assert found.runs == 200


@given(st.integers(0, 2**32), st.lists(st.integers(0, 60), min_size=1, max_size=6))
@settings(max_examples=50)
def test_pieces_come_to_the_whole(seed: int, sizes: list[int]) -> None:
    first, second = pairs(seed, sum(sizes) + 5)
    ends = np.cumsum([0, *sizes, 5])
    whole = Comoments.of(first, second).pearson()
    merged = Comoments.of(first[:0], second[:0])
    for a, b in pairwise(ends):
        merged = merged.merge(Comoments.of(first[a:b], second[a:b]))
    assert merged.pearson().value == pytest.approx(whole.value, abs=1e-10)
    assert merged.count == len(first)


def test_a_pair_that_is_not_known_is_left_out() -> None:
    first, second = pairs(2, 50)
    gaps = np.concatenate([first, [np.nan, 1.0]]), np.concatenate([second, [1.0, np.nan]])
    assert Comoments.of(*gaps).pearson() == Comoments.of(first, second).pearson()
    assert spearman(*gaps) == spearman(first, second)


@pytest.mark.parametrize(
    "values",
    [
        np.ones((2, 30)),
        np.stack([np.full(30, 0.1), np.linspace(0.0, 1.0, 30)]),
        np.array([[1.0, 2.0, 3.0], [2.0, 1.0, 3.0]]),
        np.empty((2, 0)),
    ],
)
def test_without_variation_or_cases_there_is_no_correlation(values: np.ndarray) -> None:
    for found in (Comoments.of(*values).pearson(), spearman(*values)):
        assert isnan(found.value)
        assert isnan(found.low)
        assert isnan(found.high)


def test_perfect_agreement_is_one() -> None:
    first = np.array([1.0, 2.0, 4.0, 8.0, 16.0])
    assert spearman(first, first**3) == spearman(first, first)
    found = spearman(first, -first)
    assert found.value == -1.0
    exact = Comoments.of(first, 2.0 * first).pearson()
    assert exact.value == 1.0
    assert np.isnan([exact.low, exact.high, found.low, found.high]).all()


def test_spearman_is_scipys_with_the_published_error() -> None:
    first, second = pairs(3, 28)
    found = spearman(first, second)
    assert found.value == pytest.approx(spearmanr(first, second).statistic)
    error = np.sqrt((1.0 + found.value**2 / 2.0) / 25.0)
    assert found.low == pytest.approx(tanh(np.arctanh(found.value) - 1.959964 * error), abs=1e-6)


def test_spearmans_interval_covers() -> None:
    """Of 400 samples of 40 normal pairs of r = .5, whose rho is (6 / pi) asin(r / 2), 95% in expectation, sd 1.1%."""
    truth = 6.0 / np.pi * np.arcsin(0.25)
    rng = np.random.default_rng(4)
    covered = 0
    for _ in range(400):
        first, noise = rng.normal(size=(2, 40))
        found = spearman(first, 0.5 * first + np.sqrt(0.75) * noise)
        covered += found.low <= truth <= found.high
    assert 0.91 <= covered / 400 <= 0.99
