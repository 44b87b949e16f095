"""Values that are the same in every run tell no error; 0 alone is certain, and rounding is 0."""

import warnings
from dataclasses import astuple
from math import inf, isnan

import numpy as np
import pytest
from scipy.stats import ttest_ind

from equipoise.analysis import frontier
from equipoise.analysis.data import snapped
from equipoise.analysis.effects import cohens_dav, mean_difference
from equipoise.analysis.evidence import ClaimedEffect, Verdict, gone, judge
from equipoise.analysis.intervals import mean_interval, student, wilson
from equipoise.analysis.moments import Moments
from equipoise.analysis.restricted_mean import Lifetimes, restricted_mean, restricted_mean_difference
from equipoise.analysis.sensitivity.ranks import rank_regression
from tests.analysis.untold.data import MONEY, ROWS, SAME


def test_what_is_rounding_is_exactly_nothing() -> None:
    x = np.linspace(1e6, 2e6, 9)
    assert astuple(mean_difference(np.nextafter(x, inf), x))[:5] == (0.0, 0.0, 0.0, 1.0, 9)
    optimism = frontier.optimism(MONEY, np.full(9, 0.3), np.full(9, 0.1 + 0.2))
    assert astuple(optimism)[:5] == (0.0, 0.0, 0.0, 1.0, 9)
    one, other = (Lifetimes.of(lives * 3, [1] * 9, np.repeat([0, 1, 2], 3)) for lives in ([3, 5, 7], [4, 5, 6]))
    assert astuple(restricted_mean_difference(one, other, 8))[:5] == (0.0, 0.0, 0.0, 1.0, 3)
    assert snapped(np.array([0.1 + 0.2 - 0.3, 0.0, 1.0, 1e-9])).tolist() == [0.0, 0.0, 1.0, 1e-9]
    about = np.tile([0.1 + 0.2, 0.3, 0.5, 0.9], 5)
    found, known = (
        rank_regression(column[:, None], np.cos(ROWS)).coefficients.value for column in (about, np.round(about, 3))
    )
    assert found == pytest.approx(known, abs=1e-12)


def test_only_nothing_at_all_is_certain_without_spread() -> None:
    zero = ClaimedEffect.of("", "1", np.zeros(20), 0.5)
    assert (zero.value, zero.interval(), zero.p_value) == (0.0, (0.0, 0.0), 1.0)
    assert gone(zero, 120)
    same = ClaimedEffect.of("", "1", np.full(20, 3.0), 0.5)
    assert (same.value, same.runs) == (3.0, 20)
    assert not gone(same, 120)
    assert judge([same], [zero], 1) is Verdict.UNDECIDED
    nothing = Moments.of_differences(ROWS[None], ROWS[None])
    assert [float(end[0]) for end in student(nothing.merge(nothing))] == [0.0, 0.0]
    large, small = (np.full((1, 9), size) for size in (1e6, 1.0))
    pieces = [Moments.of_differences(one + 0.1, one) for one in (large, small)]
    for first, last in (pieces, pieces[::-1]):
        assert np.isnan(student(first.merge(last))).all()  # what differs is the rounding of a million
    later = Moments.of(np.full((1, 20), 0.2))
    assert np.isfinite(student(SAME.merge(later))).all()  # the same within each piece, and not in both
    assert np.isfinite(student(Moments.of(np.array([[1.0, 1.0 + 1e-9] * 10])))).all()  # little, but more than rounding
    assert float(mean_interval(Moments.of(np.ones((1, 20))), "share")[0][0]) == pytest.approx(wilson(20, 20)[0])


def test_runs_that_are_alike_inside_show_no_spread() -> None:
    line = np.arange(4.0)
    shifted = cohens_dav(line + 1.0, line)
    assert (isnan(shifted.value), shifted.reason) == (False, "these 4 cases cannot tell it")
    lives = restricted_mean(Lifetimes.of([3, 5, 7] * 3, [1] * 9, np.repeat([0, 1, 2], 3)), 8)
    assert (lives.value, isnan(lives.low), isnan(lives.p)) == (5.0, True, True)


def test_one_side_that_does_not_vary_is_compared_without_a_warning() -> None:
    flat, varied = np.array([0.3, 0.1 + 0.2] * 5), np.arange(10.0)
    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        found = frontier.optimism(MONEY, flat, varied)
        turned = frontier.optimism(MONEY, varied, flat)
    nearly = ttest_ind(np.linspace(0.3 - 1e-7, 0.3 + 1e-7, 10), varied, equal_var=False)
    low, high = nearly.confidence_interval(0.95)
    assert (found.value, found.low, found.high, found.p) == pytest.approx((-4.2, low, high, nearly.pvalue), abs=1e-6)
    assert (turned.value, turned.low, turned.high) == pytest.approx((4.2, -found.high, -found.low))
    assert found.runs == turned.runs == 10
