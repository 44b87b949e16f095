"""Concession curves, where they cross, and how long talks last."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import geom, kstest

from equipoise.sim.rules.concession import (
    AGREEMENT,
    Stance,
    conceded,
    exchanges_until_collapse,
    lay_path,
    matched,
    matching,
    meeting,
    offers,
)
from tests.strategies import draws, shares

prices = st.floats(0.0, 3.0)
exponents = st.floats(0.05, 20.0)
Side = tuple[float, float, float]
"""Opening, reserve and exponent."""
BY_THE_CLOCK = (0.0, 0.0)


def met(vendor: Side, account: Side, exchanges: int, m: tuple[float, float] = BY_THE_CLOCK) -> tuple[float, ...]:
    """The exchange at which two sides meet, and their offers there."""
    paths = np.zeros((2, exchanges + 2))
    for path, side in zip(paths, (vendor, account), strict=True):
        lay_path(path, side[2])
    return meeting(Stance(*vendor[:2], m[0]), Stance(*account[:2], m[1]), paths)


def met_at(vendor: Side, account: Side, exchanges: int, m: tuple[float, float] = BY_THE_CLOCK) -> float:
    return met(vendor, account, exchanges, m)[0]


def target(opening: float, reserve: float, exchange: float, exchanges: int, exponent: float) -> float:
    """What a vendor that goes by the clock holds out for."""
    by_the_clock = (opening - reserve) * conceded(exchange, exchanges, exponent)
    return offers(Stance(opening, reserve, 0.0), Stance(0.0, 0.0, 0.0), by_the_clock, 0.0)[0]


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
    crossed = exchanges * ((most - least) / span) ** exponent
    assert target(most, vendor_reserve, crossed, exchanges, exponent) == pytest.approx(price, abs=1e-9)
    assert target(least, account_reserve, crossed, exchanges, exponent) == pytest.approx(price, abs=1e-9)
    k = met_at((most, vendor_reserve, exponent), (least, account_reserve, exponent), exchanges)
    assert k in {ceil(crossed - 1e-6), ceil(crossed + 1e-6)}


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
    crossed = np.flatnonzero(asks <= bids + AGREEMENT)
    k = int(met_at((ours, our_reserve, our_exponent), (theirs, their_reserve, their_exponent), exchanges))
    if k < 0:
        assert asks[-1] > bids[-1]
    else:
        assert asks[k] <= bids[k] + 2.0 * AGREEMENT
        assert k == 0 or asks[k - 1] > bids[k - 1]
        assert len(crossed) > 0


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


@st.composite
def tables(draw: st.DrawFn) -> tuple[Side, Side, int]:
    """Two sides that start apart, each with a stop of its own, and how many exchanges they have."""
    bid, gap, room, their_room = draw(st.floats(-1e3, 1e3)), draw(prices), draw(prices), draw(prices)
    ask = bid + gap
    vendor, account = (ask, ask - room, draw(exponents)), (bid, bid + their_room, draw(exponents))
    return vendor, account, draw(st.integers(1, 30))


def met_by_the_clock(vendor: Side, account: Side, exchanges: int) -> tuple[float, float, float]:
    """As it was before sides answered each other: targets that cross."""
    at = [(k / exchanges) ** (1.0 / side[2]) for side in (vendor, account) for k in range(exchanges + 1)]
    asks = [vendor[0] - (vendor[0] - vendor[1]) * share for share in at[: exchanges + 1]]
    bids = [account[0] - (account[0] - account[1]) * share for share in at[exchanges + 1 :]]
    if vendor[0] <= account[0] + AGREEMENT:
        return 0.0, asks[0], bids[0]
    if vendor[1] > account[1] + AGREEMENT:
        return -1.0, asks[-1], bids[-1]
    k = next((k for k in range(1, exchanges) if asks[k] <= bids[k] + AGREEMENT), exchanges)
    return float(k), asks[k], bids[k]


@given(tables())
def test_without_matching_both_go_by_the_clock_to_the_last_bit(table: tuple[Side, Side, int]) -> None:
    assert met(*table) == met_by_the_clock(*table)


@given(tables(), shares(), shares())
def test_a_deal_falls_where_the_money_conceded_covers_the_gap(
    table: tuple[Side, Side, int], ours: float, theirs: float
) -> None:
    """C_i = (1 - m_i) A_i + m_i min(A_i, A_j), with A_i = |opening_i - stop_i| (k/K)^(1/beta_i)."""
    vendor, account, exchanges = table
    at = np.arange(exchanges + 1) / exchanges
    clocks = [abs(side[0] - side[1]) * at ** (1.0 / side[2]) for side in (vendor, account)]
    least = np.minimum(*clocks)
    money = [(1.0 - m) * clock + m * least for m, clock in zip((ours, theirs), clocks, strict=True)]
    slack = sum(money) - (vendor[0] - account[0])
    k, ask, bid = met(vendor, account, exchanges, (ours, theirs))
    here = int(k) if k >= 0.0 else exchanges
    assert (ask, bid) == (pytest.approx(vendor[0] - money[0][here]), pytest.approx(account[0] + money[1][here]))
    assert ask >= vendor[1] - 1e-9
    assert bid <= account[1] + 1e-9
    assert np.all(slack[:here] <= AGREEMENT + 1e-9)
    if k >= 0.0:
        assert slack[here] >= -AGREEMENT - 1e-9
    else:
        assert slack[-1] < AGREEMENT + 1e-9


@given(tables(), shares(), shares(), shares(), exponents)
def test_who_concedes_less_never_agrees_earlier(
    table: tuple[Side, Side, int], ours: float, theirs: float, less: float, later: float
) -> None:
    """By a clock that is later, a stop that is nearer, or an answer that is more in kind."""
    vendor, account, exchanges = table
    before = met_at(vendor, account, exchanges, (ours, theirs))
    nearer = vendor[0] - less * (vendor[0] - vendor[1])
    for side, m in (
        ((*vendor[:2], min(vendor[2], later)), ours),
        ((vendor[0], nearer, vendor[2]), ours),
        (vendor, max(ours, less)),
    ):
        after = met_at(side, account, exchanges, (m, theirs))
        assert after == -1.0 or before <= after
        assert before >= 0.0 or after == -1.0


@given(prices, prices, shares())
def test_nobody_concedes_more_than_by_the_clock_nor_less_than_the_other(own: float, other: float, m: float) -> None:
    assert min(own, other) - 1e-12 <= matched(own, other, m) <= own
    assert matched(own, other, 0.0) == own
    assert matched(own, other, 1.0) == pytest.approx(min(own, other), abs=1e-12)


@given(shares(), shares(), shares())
def test_who_depends_on_the_other_answers_less_in_kind(reciprocity: float, dependence: float, more: float) -> None:
    assert matching(0.0, dependence) == 0.0 == matching(reciprocity, 1.0)
    assert matching(1.0, dependence) == 1.0 - dependence
    assert matching(reciprocity, max(dependence, more)) <= matching(reciprocity, dependence) <= reciprocity


@given(prices, prices, exponents, exponents)
def test_a_side_that_stops_in_the_middle_gets_no_deal_of_one_that_only_matches_it(
    ours: float, theirs: float, exponent: float, their_exponent: float
) -> None:
    """Stops that overlap are not enough: the vendor keeps a margin that the account would have to make up for."""
    reserve, gap = 0.5 * ours, ours + 0.1
    vendor, account = (ours, reserve, exponent), (ours - gap, ours - gap + 2.0 * gap + theirs, their_exponent)
    assert met_at(vendor, account, 12) >= 0.0
    assert met_at(vendor, account, 12, (0.0, 1.0)) == -1.0


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
