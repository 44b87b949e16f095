"""Moments of a stream: the same as of the whole, exact where they should be."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from equipoise.analysis.moments import Moments

VALUES = arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e3, 1e3) | st.just(np.nan))


def merged(values: np.ndarray, size: int) -> Moments:
    pieces = [Moments.of(values[..., first : first + size]) for first in range(0, values.shape[-1], size)]
    total = pieces[0]
    for piece in pieces[1:]:
        total = total.merge(piece)
    return total


@given(VALUES, st.integers(1, 60))
def test_pieces_merge_to_the_moments_of_the_whole(values: np.ndarray, size: int) -> None:
    found, known = merged(values, size), values[~np.isnan(values)]
    assert found.count == len(known)
    if len(known):
        np.testing.assert_allclose(found.mean, known.mean(), rtol=1e-12, atol=1e-9)
    if len(known) > 1:
        expected = known.std(ddof=1) / np.sqrt(len(known))
        np.testing.assert_allclose(found.standard_error, expected, rtol=1e-6, atol=1e-9)


def test_the_spread_of_large_numbers_keeps_its_digits() -> None:
    values = 1e9 + np.tile([0.0, 1.0], 5_000)
    found = merged(values, 256)
    # A sum of squares less the square of the sum would have no correct digit left here.
    np.testing.assert_allclose(found.deviations, 2_500.0, rtol=1e-9)


def test_a_measure_that_no_run_has_has_no_error() -> None:
    found = merged(np.full(10, np.nan), 4)
    assert found.count == 0
    assert np.isnan(found.standard_error)


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0, np.nan]), min_size=1, max_size=300), st.integers(1, 60))
def test_signs_are_counted_exactly(values: list[float], size: int) -> None:
    found = merged(np.array(values), size)
    assert found.signs
    assert found.ups_and_downs() == (values.count(1.0), values.count(-1.0))


def test_one_value_in_between_and_it_is_no_proportion() -> None:
    assert not merged(np.array([0.0, 1.0] * 300 + [0.5] + [1.0] * 300), 256).signs


def test_rows_are_told_apart() -> None:
    values = np.array([[0.0, 1.0, 1.0], [2.0, 4.0, np.nan]])
    found = Moments.of(values)
    np.testing.assert_array_equal(found.count, [3, 2])
    np.testing.assert_array_equal(found.mean, [2.0 / 3.0, 3.0])
    np.testing.assert_array_equal(found.signs, [True, False])
    assert found[1].mean == 3.0
