"""Neither the rounding of numbers nor their type makes a difference."""

from collections.abc import Callable
from math import isnan

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.association import spearman
from equipoise.analysis.effects import cohens_dav, cohens_dz, mean_difference, risk_difference, superiority
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.roc import auc, roc_curve
from equipoise.analysis.sensitivity.ranks import rank_regression


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=30),
    st.floats(1e-3, 1e3),
    st.sampled_from([mean_difference, cohens_dz, cohens_dav, superiority]),
)
def test_rounding_is_no_difference(values: list[float], by: float, estimate: Callable[..., Estimate]) -> None:
    x = np.array(values)
    size = float(np.abs(x).mean())
    for y in (x * by / by, (x + size) - size):
        found = estimate(x, y)
        assert isnan(found.p) or found.p == 1.0


def test_a_difference_of_rounding_about_a_real_one_is_no_spread() -> None:
    assert isnan(cohens_dz([0.3 + 1.0, 1.3, 0.1 + 0.2 + 1.0], [0.3, 0.3, 0.1 + 0.2]).value)


def test_numbers_come_in_many_types() -> None:
    expected = risk_difference([1, 0, 1, 1], [0, 0, 1, 0])
    for kind in (bool, np.int8, np.uint64, np.float32, object):
        assert risk_difference(np.array([1, 0, 1, 1], kind), np.array([0, 0, 1, 0], kind)) == expected
    assert risk_difference([True, False, True, True, None], [0, 0, 1, 0, 1]) == expected
    assert risk_difference(pl.Series([1, 0, 1, 1]), pl.Series([False, False, True, False])) == expected


def test_rounding_alone_has_no_order() -> None:
    tied, sums = [0.1 + 0.2] * 3 + [0.3] * 3, [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]
    assert auc(tied, sums).value == 0.5
    assert len(roc_curve(tied, sums).thresholds) == 2
    mixed, plain = np.array([0.1 + 0.2, 0.3, 1.0, 2.0, 5.0]), np.array([0.3, 0.3, 1.0, 2.0, 5.0])
    other = np.array([1.0, 2.0, 0.5, 4.0, 3.0])
    assert spearman(mixed, other) == spearman(plain, other)
    x = np.tile(other, 4)[:, None]
    found, known = (rank_regression(x, np.tile(y, 4)).coefficients.value for y in (mixed, plain))
    assert found == pytest.approx(known)
    assert spearman(np.arange(30.0), np.exp(np.arange(30.0))).value == 1.0
