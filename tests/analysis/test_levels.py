"""Swings that are picked, turns in between, shares over a grid: by formula, and under noise alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from equipoise.analysis.sensitivity.grid import grid_indices
from equipoise.analysis.sensitivity.levels import course
from equipoise.analysis.sensitivity.ranks import points_needed, rank_regression

NAMES = [str(k) for k in range(9)]


def test_shares_over_a_grid_are_sums_over_its_points() -> None:
    """An additive outcome: variances of the parts over that of the whole; with a product, the rest is together."""
    a, b = np.array([0.0, 1.0, 5.0]), np.array([0.0, 2.0])
    found = grid_indices(a[:, None] + b, np.full((3, 2), 1e-9), [NAMES[:3], NAMES[:2]], [True, True])
    shares = np.array([a.var(), b.var()]) / (a.var() + b.var())
    np.testing.assert_allclose(found.first.value, shares)
    np.testing.assert_allclose(found.total.value, shares)
    np.testing.assert_array_equal(found.direction, [1, 1])
    product = np.array([-1.0, 1.0])[:, None] * np.array([-1.0, 1.0])
    together = grid_indices(product, np.full((2, 2), 1e-9), [NAMES[:2]] * 2, [True, True])
    np.testing.assert_allclose(together.first.value, 0.0)
    np.testing.assert_allclose(together.total.value, 1.0)


@pytest.mark.parametrize("shape", [(5,), (4, 3)])
def test_noise_alone_is_seldom_taken_for_an_effect(shape: tuple[int, ...]) -> None:
    """Of 200 grids of noise about 10 may be; more than 20 has a chance below .002 where the level holds."""
    rng, errors = np.random.default_rng(3), np.full(shape, 0.1)
    hits = 0
    for _ in range(200):
        found = grid_indices(rng.normal(0.5, 0.1, shape), errors, [NAMES[:n] for n in shape], [False] * len(shape))
        hits += bool(np.nanmax(found.total.low) > found.floor)
    assert hits <= 20


@given(means=st.lists(st.floats(0.0, 1.0), min_size=2, max_size=8), error=st.floats(0.001, 0.5), ordered=st.booleans())
def test_a_swing_is_between_the_ends_unless_the_outcome_turns(means: list[float], error: float, ordered: bool) -> None:
    values, errors = np.array(means), np.full(len(means), error)
    found = course(values, errors, ordered=ordered)
    if ordered and not found.turns:
        assert (found.start, found.end) == (0, len(means) - 1)
        return
    assert (values[found.start], values[found.end]) == (values.min(), values.max())
    ends = sorted((values[0], values[-1]))
    if found.turns:
        assert max(values.max() - ends[1], ends[0] - values.min()) > found.reach


def test_words_picked_for_their_outcome_differ_by_luck_no_more_often_than_said() -> None:
    rng = np.random.default_rng(4)
    drawn = rng.normal(0.0, 0.1, (2000, 6))
    ways = [course(row, np.full(6, 0.1), ordered=False) for row in drawn]
    hits = sum(row[way.end] - row[way.start] > way.reach for row, way in zip(drawn, ways, strict=True))
    assert hits <= 0.06 * 2000


def test_a_factor_of_words_ranks_by_what_goes_without_it() -> None:
    rng = np.random.default_rng(5)
    word, size = rng.integers(0, 4, 120), rng.random(120)
    y = np.array([0.3, -1.0, 0.8, 0.0])[word] + 0.5 * size + rng.normal(0.0, 0.3, 120)
    found = rank_regression(np.column_stack([word / 3.0, size]), y, words=[4, 0])
    dummies = np.column_stack([(word == k).astype(float) for k in range(1, 4)])
    ranks, outcome = rankdata(size), rankdata(y)

    def explained(*columns: np.ndarray) -> float:
        x = np.column_stack([np.ones(120), *columns])
        left = outcome - x @ np.linalg.lstsq(x, outcome, rcond=None)[0]
        return float(1.0 - left.var() / outcome.var())

    assert found.explained == pytest.approx(explained(dummies, ranks))
    assert found.parts is not None
    assert found.parts.value[0] == pytest.approx(np.sqrt(explained(dummies, ranks) - explained(ranks)))
    assert found.parts.low[0] > 0.0
    assert np.isnan(found.coefficients.value[0])
    assert np.argsort(found.effects[0]).tolist() == [1, 3, 0, 2]


def test_words_that_do_nothing_are_seldom_told_apart() -> None:
    """Of 100 samples of noise 5 may be; more than 13 has a chance below .001."""
    rng, points = np.random.default_rng(6), points_needed([4])
    hits = 0
    for _ in range(100):
        found = rank_regression(rng.integers(0, 4, (points, 1)) / 3.0, rng.random(points), words=[4])
        hits += bool(found.strength.low[0] > 0.0)
    assert hits <= 13


def test_alone_never_lies_above_in_all() -> None:
    rng = np.random.default_rng(11)
    for _ in range(10):
        found = grid_indices(rng.normal(0.5, 0.1, (5, 5)), np.full((5, 5), 0.08), [NAMES[:5]] * 2, [True, True])
        assert (found.first.low <= found.total.low).all()
        assert (found.first.high <= found.total.high).all()
