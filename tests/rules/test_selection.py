"""The score by which a vendor chooses accounts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.rules.selection import FULL_HISTORY, FULL_MARGIN, bears_programme, selection_score
from tests.strategies import shares

weights = st.tuples(*[st.floats(0.0, 10.0)] * 5)
NONE = (0.0, 0.0, 0.0, 0.0, 0.0)


@given(weights, st.floats(-2.0, 2.0), st.floats(0.0, 1e5), st.floats(-5.0, 5.0), shares(), shares())
def test_the_score_is_a_weighted_mean_of_criteria_held_to_their_range(
    weight: tuple[float, ...], share: float, tenure: float, margin: float, access: float, willingness: float
) -> None:
    score = selection_score(weight, share, tenure, margin, access, willingness)
    assert 0.0 <= score <= 1.0 + 1e-12
    if sum(weight) > 0.0:
        criteria = np.clip([share, tenure / FULL_HISTORY, margin / FULL_MARGIN, access, willingness], 0.0, 1.0)
        assert score == pytest.approx(np.average(criteria, weights=weight), abs=1e-9)


@given(shares(), st.floats(0.0, 100.0), st.floats(-1.0, 1.0), shares(), shares())
def test_every_account_passes_when_nothing_counts(
    share: float, tenure: float, margin: float, access: float, willingness: float
) -> None:
    assert selection_score(NONE, share, tenure, margin, access, willingness) == 1.0


@pytest.mark.parametrize("criterion", range(5))
def test_each_weight_weighs_its_own_criterion(criterion: int) -> None:
    weight = tuple(float(k == criterion) for k in range(5))
    best = [1.0, FULL_HISTORY, FULL_MARGIN, 1.0, 1.0]
    worst = [0.0] * 5
    only = [b if k == criterion else w for k, (b, w) in enumerate(zip(best, worst, strict=True))]
    rest = [w if k == criterion else b for k, (b, w) in enumerate(zip(best, worst, strict=True))]
    assert selection_score(weight, *only) == pytest.approx(1.0)
    assert selection_score(weight, *rest) == 0.0


@given(st.floats(min_value=-10.0, max_value=10.0), st.floats(min_value=0.0, max_value=10.0), shares())
def test_what_bears_a_programme_bears_a_cheaper_one_and_a_larger_account_bears_it(
    brings: float, lumps: float, part: float
) -> None:
    assert bears_programme(brings, 0.0)
    assert bears_programme(lumps, lumps)
    if bears_programme(brings, lumps):
        assert bears_programme(brings, part * lumps)
        assert bears_programme(brings + part, lumps)
