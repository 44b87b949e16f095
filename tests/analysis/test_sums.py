"""What is of all cases of all runs together: by hand, against a bootstrap, and whatever the blocks; and discounting."""

from math import inf, isnan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.analysis.sums import Sums, difference_of_shares, rate_of_nothing, share


def held(*runs: tuple[int, int]) -> Sums:
    """Sums of runs, each with its cases and those in which it holds."""
    return Sums.of(np.array(runs, float).T)


def test_a_share_is_of_all_cases_and_not_the_mean_of_the_runs() -> None:
    """Of 10 years begun 9 end well in one run, and of 2 one in the other: 10 of 12, and not (0.9 + 0.5) / 2."""
    found = share(held((10, 9), (2, 1)), "share a year")
    assert found.value == pytest.approx(10 / 12)
    # by hand: residuals held - R cases are 9 - 100/12 = 2/3 and 1 - 20/12 = -2/3; mean of cases 6
    error = sqrt((2 * (2 / 3) ** 2) / 1 / 2) / 6
    reach = 12.706204736 * error  # Student's t with one degree of freedom
    assert (found.low, found.high) == (pytest.approx(max(10 / 12 - reach, 0.0)), pytest.approx(min(10 / 12 + reach, 1)))


def test_pairing_by_hand() -> None:
    """The same luck moves both sides alike, and the interval of their difference is the narrower for it."""
    runs = np.array([(10, 9, 10, 8), (4, 2, 4, 1), (6, 6, 6, 5)], float)
    found = difference_of_shares(Sums.of(runs.T), "share a year")
    assert found.value == pytest.approx(17 / 20 - 14 / 20)
    residuals = ((runs[:, 1] - 0.85 * runs[:, 0]) - (runs[:, 3] - 0.7 * runs[:, 2])) / (20 / 3)
    error = residuals.std(ddof=1) / sqrt(3)
    assert (found.high - found.low) / 2 == pytest.approx(4.30265273 * error)
    one, other = (share(held(*[(int(a), int(b)) for a, b in runs[:, k : k + 2]]), "") for k in (0, 2))
    assert found.high - found.low < one.high - one.low + other.high - other.low


def test_the_interval_is_the_bootstraps() -> None:
    random = np.random.default_rng(3)
    cases = random.integers(1, 30, 800).astype(float)
    luck = random.beta(6, 1, 800)
    kept = np.stack([random.binomial(cases.astype(int), luck**power) for power in (1.0, 0.7)]).astype(float)
    found = difference_of_shares(Sums.of(np.stack([cases, kept[1], cases, kept[0]])), "")
    drawn = random.integers(0, 800, (4_000, 800))
    again = (kept[1][drawn].sum(1) - kept[0][drawn].sum(1)) / cases[drawn].sum(1)
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(again, [0.025, 0.975])), abs=0.002)


@given(st.lists(st.integers(0, 12).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=1))
def test_a_share_lies_in_its_interval_and_blocks_do_not_matter(runs: list[tuple[int, int]]) -> None:
    found = share(held(*runs), "")
    cases, kept = (sum(side) for side in zip(*runs, strict=True))
    if not cases:
        assert isnan(found.value)
        return
    assert found.value == pytest.approx(kept / cases)
    if not isnan(found.low):
        assert 0.0 <= found.low <= found.value <= found.high <= 1.0
    middle = len(runs) // 2
    if middle:
        assert share(held(*runs[:middle]).merge(held(*runs[middle:])), "") == found


def test_what_always_holds_is_not_certain() -> None:
    found = share(held(*[(3, 3)] * 20), "")
    assert found.value == found.high == 1.0
    assert 0.7 < found.low < 1.0


@given(st.floats(0.02, 0.9), st.integers(2, 9))
def test_the_rate_at_which_a_lead_is_gone_is_that_of_its_closed_form(rate: float, year: int) -> None:
    """One is spent in the first year, and what it has grown to by the rate comes back in another."""
    gains = np.zeros((10, 40))
    gains[0], gains[year] = -1.0, (1.0 + rate) ** year
    gains[year] += np.linspace(-0.01, 0.01, 40)
    found = rate_of_nothing(Sums.of(gains))
    assert found is not None
    assert found.value == pytest.approx(rate, abs=1e-3)
    assert found.low <= found.value <= found.high


def test_no_rate_is_told_where_there_is_none_or_the_lead_is_none() -> None:
    ahead = np.full((10, 30), 1.0) + np.linspace(-0.1, 0.1, 30)
    assert rate_of_nothing(Sums.of(ahead)) is None
    nothing = np.random.default_rng(1).normal(size=(10, 30))
    assert rate_of_nothing(Sums.of(nothing)) is None
    late = np.zeros((10, 30))
    late[0], late[1] = -1.0, 1.9 + np.linspace(-0.9, 0.9, 30)
    found = rate_of_nothing(Sums.of(late))
    assert found is not None
    assert found.high == inf
