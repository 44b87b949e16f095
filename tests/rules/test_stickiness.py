"""Support at a stuck price against numerical optimisation of the weighted Nash product."""

from math import inf, log

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from equipoise.sim.rules.bargaining import fear_of_ruin, nash_gain
from equipoise.sim.rules.demands import utility
from equipoise.sim.rules.package import efficient_support, support_value
from equipoise.sim.rules.stickiness import boldness_ratio, support_at_stuck_price
from tests.strategies import log_uniform, risk_aversions

wealths = log_uniform(0.02, 50.0)
gammas = st.floats(0.0, 5.0)


@given(wealths, wealths, log_uniform(0.01, 100.0), risk_aversions())
def test_both_sides_are_equally_bold_at_the_nash_point(a: float, b: float, pie: float, gamma: float) -> None:
    y = nash_gain(a, b, pie, gamma)
    assert boldness_ratio(a, b, y, pie - y, gamma) == pytest.approx(1.0, rel=1e-6)


@given(wealths, wealths, st.floats(0.05, 0.9), st.floats(0.01, 0.09), gammas)
def test_a_vendor_that_did_better_was_bolder(a: float, b: float, y: float, more: float, gamma: float) -> None:
    assert boldness_ratio(a, b, y + more, 0.99 - y - more, gamma) > boldness_ratio(a, b, y, 0.99 - y, gamma)


@given(wealths, wealths, wealths, gammas)
def test_boldness_at_the_ends(a: float, b: float, gain: float, gamma: float) -> None:
    assert boldness_ratio(a, b, gain, 0.0, gamma) == inf
    assert boldness_ratio(a, b, 0.0, gain, gamma) == 0.0


@given(wealths, wealths, st.floats(1.0, 3.0), log_uniform(1.0, 100.0), st.floats(0.2, 0.8), gammas)
def test_where_the_price_is_right_the_efficient_support_is(
    a: float, b: float, worth: float, curvature: float, split: float, gamma: float
) -> None:
    """A deal that the price could make has the boldness that makes it, so that support has nothing to do."""
    best, pie = efficient_support(worth, curvature), 1.0
    ratio = boldness_ratio(a, b, split * pie, (1.0 - split) * pie, gamma)
    found = support_at_stuck_price(ratio, a, b, split * pie, (1.0 - split) * pie, best, 12.0, worth, curvature, gamma)
    assert found == pytest.approx(best, abs=1e-7)


@given(
    st.floats(0.2, 5.0), wealths, wealths, st.floats(0.05, 1.0), st.floats(0.05, 1.0), st.floats(0.2, 3.0),
    log_uniform(1.0, 30.0), st.floats(0.5, 20.0), gammas,
)  # fmt: skip
def test_stuck_support_maximises_the_weighted_product_of_utilities(
    ratio: float,
    a: float,
    b: float,
    ours: float,
    theirs: float,
    worth: float,
    curvature: float,
    volume: float,
    gamma: float,
) -> None:
    start = efficient_support(worth, curvature)
    base = support_value(start, worth, curvature)

    def gains(s: float) -> tuple[float, float]:
        return ours - volume * (s - start), theirs + volume * (support_value(s, worth, curvature) - base)

    def product(s: float) -> float:
        y, g = gains(s)
        if y <= 0.0 or g <= 0.0:
            return -inf
        vendor = log(utility(1.0 + y / a, gamma) if y > 0.0 else 0.0)
        return ratio * vendor + log(utility(1.0 + g / b, gamma))

    found = support_at_stuck_price(ratio, a, b, ours, theirs, start, volume, worth, curvature, gamma)
    y, g = gains(found)
    assert y >= -1e-9
    assert g >= -1e-9
    best = minimize_scalar(
        lambda s: -product(s) if product(s) > -inf else 1e9,
        bounds=(0.0, worth / curvature),
        method="bounded",
        options={"xatol": 1e-10},
    )
    assume(y > 1e-6)
    assume(g > 1e-6)
    assert product(found) >= -best.fun - 1e-7


@given(wealths, wealths, st.floats(0.1, 1.0), st.floats(0.1, 1.0), gammas, st.floats(0.0, 0.05))
def test_a_price_stuck_too_high_for_the_vendor_s_good_gives_more_support(
    a: float, b: float, ours: float, theirs: float, gamma: float, stuck: float
) -> None:
    """What a high price keeps from the account, free support gives back; a low price takes support away."""
    worth, curvature, volume = 1.5, 10.0, 12.0
    best = efficient_support(worth, curvature)
    ratio = boldness_ratio(a, b, ours, theirs, gamma)

    def support(moved: float) -> float:
        return support_at_stuck_price(
            ratio, a, b, ours + volume * moved, theirs - volume * moved, best, volume, worth, curvature, gamma
        )

    high = min(stuck, 0.9 * theirs / volume)
    low = min(stuck, 0.9 * ours / volume)
    assert support(high) >= best - 1e-9
    assert support(-low) <= best + 1e-9


@given(wealths, wealths, st.floats(0.0, 1.0), st.floats(0.0, 1.0), risk_aversions(), st.sampled_from([0.0, 1.0, inf]))
def test_support_stays_where_its_last_money_has_worth(
    a: float, b: float, ours: float, theirs: float, gamma: float, ratio: float
) -> None:
    for worth in (0.0, 0.5, 1.5):
        found = support_at_stuck_price(ratio, a, b, ours, theirs, 0.0, 12.0, worth, 10.0, gamma)
        assert 0.0 <= found <= worth / 10.0


@given(
    wealths,
    wealths,
    st.floats(0.0, 1.0),
    st.floats(0.0, 1.0),
    risk_aversions(),
    st.one_of(st.sampled_from([0.0, 1.0, inf]), log_uniform(1e-3, 1e3)),
    st.floats(0.0, 0.15),
)
def test_support_never_takes_a_side_below_its_reservation_value(
    a: float, b: float, ours: float, theirs: float, gamma: float, ratio: float, start: float
) -> None:
    """Also where the deal gave one side nothing, so that the other's boldness is all that counts."""
    worth, curvature, volume = 1.5, 10.0, 12.0
    found = support_at_stuck_price(ratio, a, b, ours, theirs, start, volume, worth, curvature, gamma)
    base = support_value(start, worth, curvature)
    assert ours - volume * (found - start) >= -1e-9
    assert theirs + volume * (support_value(found, worth, curvature) - base) >= -1e-9


def test_fear_moves_support_towards_the_bolder_side() -> None:
    """The ratio keeps the split of boldness that was agreed, not the split of money."""
    worth, curvature, volume, best = 1.5, 10.0, 12.0, 0.05
    y, g = 0.4, 0.6
    poor = boldness_ratio(0.05, 5.0, y, g, 1.0)
    stuck = support_at_stuck_price(poor, 0.05, 5.0, y + 0.24, g - 0.24, best, volume, worth, curvature, 1.0)
    gained, lost = (
        y + 0.24 - volume * (stuck - best),
        g - 0.24 + volume * (support_value(stuck, worth, curvature) - support_value(best, worth, curvature)),
    )
    slope = worth - curvature * stuck
    assert poor * fear_of_ruin(5.0, lost, 1.0) == pytest.approx(slope * fear_of_ruin(0.05, gained, 1.0), rel=1e-9)
