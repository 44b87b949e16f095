"""Concession curves, where they cross, and how long talks last."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import geom, kstest

from equipoise.sim.rules.concession import AGREEMENT, crossing, exchanges_until_collapse, lay_path, target
from tests.strategies import draws

prices = st.floats(0.0, 3.0)
exponents = st.floats(0.05, 20.0)
Side = tuple[float, float, float]
"""Opening, reserve and exponent."""


def met_at(vendor: Side, account: Side, exchanges: int) -> int:
    """The exchange at which two sides meet."""
    paths = np.zeros((2, exchanges + 2))
    for path, side in zip(paths, (vendor, account), strict=True):
        lay_path(path, side[2])
    return crossing(*vendor[:2], paths[0], *account[:2], paths[1])


@given(prices, prices, exponents, st.integers(1, 1000))
def test_a_side_starts_at_its_opening_and_stops_at_its_reserve(
    opening: float, reserve: float, exponent: float, exchanges: int
) -> None:
    assert target(opening, reserve, 0, exchanges, exponent) == opening
    assert target(opening, reserve, exchanges, exchanges, exponent) == pytest.approx(reserve, abs=1e-12)


@given(prices, prices, exponents, st.integers(1, 200))
def test_nobody_takes_a_concession_back(opening: float, reserve: float, exponent: float, exchanges: int) -> None:
    held_out = np.array([target(opening, reserve, k, exchanges, exponent) for k in range(exchanges + 1)])
    assert np.all(np.diff(held_out) * np.sign(reserve - opening) >= -1e-12)


@given(st.floats(0.05, 0.95), st.integers(2, 100))
def test_an_exponent_below_one_concedes_late(exponent: float, exchanges: int) -> None:
    half = exchanges // 2
    assert target(1.0, 0.0, half, exchanges, exponent) > target(1.0, 0.0, half, exchanges, 1.0)
    assert target(1.0, 0.0, half, exchanges, 1.0 / exponent) < target(1.0, 0.0, half, exchanges, 1.0)


@given(st.floats(1.0, 2.0), st.floats(0.0, 0.7), st.floats(0.0, 0.7), st.floats(1.0, 2.0), exponents)
def test_equal_concession_curves_cross_where_they_must_whatever_their_exponent(
    most: float, vendor_reserve: float, least: float, account_reserve: float, exponent: float
) -> None:
    """From P_max down to R_s and from P_min up to R_b, the curves cross at a price that beta does not move."""
    exchanges = 1000
    span = (most - vendor_reserve) + (account_reserve - least)
    price = least + (account_reserve - least) * (most - least) / span
    met = exchanges * ((most - least) / span) ** exponent
    assert target(most, vendor_reserve, met, exchanges, exponent) == pytest.approx(price, abs=1e-9)
    assert target(least, account_reserve, met, exchanges, exponent) == pytest.approx(price, abs=1e-9)
    k = met_at((most, vendor_reserve, exponent), (least, account_reserve, exponent), exchanges)
    assert k in {ceil(met - 1e-6), ceil(met + 1e-6)}


@given(prices, prices, exponents, prices, prices, exponents, st.integers(1, 50))
def test_the_crossing_by_enumeration(
    ours: float,
    our_reserve: float,
    our_exponent: float,
    theirs: float,
    their_reserve: float,
    their_exponent: float,
    exchanges: int,
) -> None:
    our_reserve, their_reserve = min(ours, our_reserve), max(theirs, their_reserve)
    at = np.arange(exchanges + 1) / exchanges
    asks = ours + (our_reserve - ours) * at ** (1.0 / our_exponent)
    bids = theirs + (their_reserve - theirs) * at ** (1.0 / their_exponent)
    met = np.flatnonzero(asks <= bids + AGREEMENT)
    k = met_at((ours, our_reserve, our_exponent), (theirs, their_reserve, their_exponent), exchanges)
    if k < 0:
        assert asks[-1] > bids[-1]
    else:
        assert asks[k] <= bids[k] + 2.0 * AGREEMENT
        assert k == 0 or asks[k - 1] > bids[k - 1]
        assert len(met) > 0


@given(prices, prices, exponents, exponents)
def test_sides_that_start_from_the_same_price_agree_at_once(
    price: float, room: float, our_exponent: float, their_exponent: float
) -> None:
    assert met_at((price, price - room, our_exponent), (price, price + room, their_exponent), 12) == 0


@given(prices, st.floats(1e-6, 1.0), exponents, exponents)
def test_reserves_that_do_not_meet_give_no_deal(
    account_reserve: float, gap: float, our_exponent: float, their_exponent: float
) -> None:
    vendor_reserve = account_reserve + gap
    found = met_at((vendor_reserve + 1.0, vendor_reserve, our_exponent), (0.0, account_reserve, their_exponent), 12)
    assert found == -1


@given(draws(), st.floats(1e-6, 0.999))
def test_talks_last_as_long_as_a_geometric_draw_says(draw: float, collapse: float) -> None:
    """Talks outlast n exchanges with probability (1 - c)^n; the draw is that probability."""
    n = exchanges_until_collapse(draw, collapse)
    assert n >= 1.0
    assert (1.0 - collapse) ** n <= draw * (1.0 + 1e-9)
    assert (1.0 - collapse) ** (n - 1.0) >= draw * (1.0 - 1e-9)


def test_collapse_is_geometric() -> None:
    """Smoothed by a second uniform draw, so that a test for continuous distributions applies."""
    uniform = np.random.default_rng(3).random((2, 20_000))
    collapse = 0.1
    n = np.array([exchanges_until_collapse(u, collapse) for u in uniform[0]])
    smooth = geom.cdf(n - 1, collapse) + uniform[1] * geom.pmf(n, collapse)
    assert kstest(smooth, "uniform").pvalue > 0.01


@given(draws())
def test_talks_collapse_never_or_at_once_at_the_ends_of_the_chance(draw: float) -> None:
    assert exchanges_until_collapse(draw, 0.0) > 1e9
    assert exchanges_until_collapse(draw, 1.0) == 1.0
