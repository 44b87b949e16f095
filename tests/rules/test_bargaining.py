"""The bargain against root finders, against its first principles, and against games of alternating offers."""

from collections.abc import Callable
from math import exp, inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq, minimize_scalar
from scipy.special import boxcox1p

from equipoise.sim.rules.bargaining import bargained_gain, bargained_gains, dependence, fear_of_ruin, nash_gain
from equipoise.sim.rules.demands import utility
from equipoise.sim.rules.stickiness import boldness_ratio
from tests.strategies import log_uniform, risk_aversions, shares

Utility = Callable[[float], float]


def wealths() -> st.SearchStrategy[float]:
    return log_uniform(1e-6, 1e13)


def ordinary_wealths() -> st.SearchStrategy[float]:
    return log_uniform(0.02, 50.0)


def gain_utility(wealth: float, risk_aversion: float) -> Utility:
    """Utility of a gain over no agreement, with the program's own utility."""
    return lambda gain: utility(wealth + gain, risk_aversion) - utility(wealth, risk_aversion)


def gain_worth(wealth: float, risk_aversion: float) -> Utility:
    """Inverse of :func:`gain_utility`: U(m) = (m^(1 - gamma) - 1) / (1 - gamma)."""

    def inverse(worth: float) -> float:
        whole = worth + utility(wealth, risk_aversion)
        distance = 1.0 - risk_aversion
        return (exp(whole) if distance == 0.0 else (1.0 + distance * whole) ** (1.0 / distance)) - wealth

    return inverse


def alternating_offers(
    vendor: tuple[Utility, Utility],
    account: tuple[Utility, Utility],
    pie: float,
    patience: tuple[float, float],
    quitting: tuple[float, float] = (-inf, -inf),
) -> tuple[float, float]:
    """The vendor's gain when it proposes first, and when the account does: the fixed point of the two indifferences.

    Turning an offer down leaves a share ``patience`` of the utility of one's own next offer; or one quits for a gain.
    """
    (u, worth_u), (v, worth_v) = vendor, account
    quit_u = -inf if quitting[0] == -inf else u(quitting[0])
    quit_v = -inf if quitting[1] == -inf else v(quitting[1])
    ours, theirs = pie, 0.0
    for _ in range(200_000):
        before = ours
        ours = pie - worth_v(max(patience[1] * v(pie - theirs), quit_v))
        theirs = worth_u(max(patience[0] * u(ours), quit_u))
        if abs(ours - before) < 1e-15:
            return ours, theirs
    raise AssertionError("no fixed point")


def sides(wealth_vendor: float, wealth_account: float, gamma: float) -> tuple[tuple[Utility, Utility], ...]:
    return tuple((gain_utility(w, gamma), gain_worth(w, gamma)) for w in (wealth_vendor, wealth_account))


@given(ordinary_wealths(), ordinary_wealths(), risk_aversions())
def test_fear_of_ruin_is_utility_over_marginal_utility(wealth: float, gain: float, gamma: float) -> None:
    marginal = (wealth + gain) ** -gamma
    gained, _ = quad(lambda x: (wealth + x) ** -gamma / marginal, 0.0, gain, epsrel=1e-11, limit=200)
    assert fear_of_ruin(wealth, gain, gamma) == pytest.approx(gained, rel=1e-8)


@pytest.mark.parametrize(
    ("wealth_vendor", "wealth_account", "gain"),
    [(1.0, 1.0, 0.5), (0.1, 1.0, 0.387050), (0.01, 10.0, 0.236870), (100.0, 1.0, 0.544643)],
)
def test_known_nash_points(wealth_vendor: float, wealth_account: float, gain: float) -> None:
    assert nash_gain(wealth_vendor, wealth_account, 1.0, 1.0) == pytest.approx(gain, abs=5e-7)


@given(wealths(), wealths(), wealths(), risk_aversions())
def test_fears_of_ruin_are_equal_by_an_independent_root_finder(
    wealth_vendor: float, wealth_account: float, pie: float, gamma: float
) -> None:
    def gap(y: float) -> float:
        ours = (wealth_vendor + y) * boxcox1p(y / wealth_vendor, gamma - 1.0)
        return float(ours - (wealth_account + pie - y) * boxcox1p((pie - y) / wealth_account, gamma - 1.0))

    root = brentq(gap, 0.0, pie, xtol=1e-14 * pie, rtol=1e-14, maxiter=500)
    assert abs(nash_gain(wealth_vendor, wealth_account, pie, gamma) - root) <= 1e-10 * pie


@given(ordinary_wealths(), ordinary_wealths(), st.floats(0.0, 5.0))
def test_the_nash_point_maximises_the_product_of_utilities(
    wealth_vendor: float, wealth_account: float, gamma: float
) -> None:
    u, v = gain_utility(wealth_vendor, gamma), gain_utility(wealth_account, gamma)
    found = minimize_scalar(
        lambda y: -np.log(u(y)) - np.log(v(1.0 - y)), bounds=(0.0, 1.0), method="bounded", options={"xatol": 1e-9}
    )
    assert nash_gain(wealth_vendor, wealth_account, 1.0, gamma) == pytest.approx(found.x, abs=1e-5)


@given(wealths(), wealths(), wealths(), risk_aversions())
def test_the_bargain_does_not_care_who_is_called_what(a: float, b: float, pie: float, gamma: float) -> None:
    assert nash_gain(a, b, pie, gamma) + nash_gain(b, a, pie, gamma) == pytest.approx(pie, rel=1e-10)


@given(wealths(), wealths(), log_uniform(1e-6, 1e6), risk_aversions(), log_uniform(1e-3, 1e3))
def test_the_bargain_does_not_care_about_the_currency(
    a: float, b: float, pie: float, gamma: float, rate: float
) -> None:
    converted = nash_gain(rate * a, rate * b, rate * pie, gamma)
    assert converted == pytest.approx(rate * nash_gain(a, b, pie, gamma), abs=1e-10 * rate * pie)


@given(wealths(), wealths(), wealths(), risk_aversions(), st.floats(1.0, 1e3))
def test_a_side_with_less_left_gets_less(a: float, b: float, pie: float, gamma: float, times: float) -> None:
    gain = nash_gain(a, b, pie, gamma)
    assert 0.0 <= gain <= pie
    assert nash_gain(times * a, b, pie, gamma) >= gain - 1e-12 * pie
    assert nash_gain(a, times * b, pie, gamma) <= gain + 1e-12 * pie


@given(wealths(), wealths(), wealths())
def test_without_fear_the_split_is_even(a: float, b: float, pie: float) -> None:
    assert nash_gain(a, b, pie, 0.0) == pytest.approx(0.5 * pie, rel=1e-12)


@given(ordinary_wealths(), st.floats(0.05, 4.0))
def test_more_fear_takes_more_from_the_poorer_side(wealth: float, gamma: float) -> None:
    assert nash_gain(wealth, 3.0 * wealth, 1.0, gamma) > nash_gain(wealth, 3.0 * wealth, 1.0, gamma + 0.5)


@given(wealths(), wealths(), st.floats(-1e9, 0.0), risk_aversions())
def test_no_pie_gives_nobody_anything(a: float, b: float, pie: float, gamma: float) -> None:
    assert nash_gain(a, b, pie, gamma) == 0.0


@pytest.mark.parametrize(("delta_vendor", "delta_account"), [(0.9, 0.9), (0.95, 0.8), (0.5, 0.99)])
def test_rubinstein_shares(delta_vendor: float, delta_account: float) -> None:
    ours, _ = alternating_offers(*sides(1.0, 1.0, 0.0), 1.0, (delta_vendor, delta_account))
    assert ours == pytest.approx((1.0 - delta_account) / (1.0 - delta_vendor * delta_account), abs=1e-12)


@pytest.mark.parametrize("gamma", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(("rate_vendor", "rate_account"), [(1.0, 1.0), (1.0, 2.0), (3.0, 1.0)])
def test_impatience_weighs_the_bargain_by_the_other_side_s_rate(
    rate_vendor: float, rate_account: float, gamma: float
) -> None:
    """With short delays the shares are r2 / (r1 + r2) without fear; with fear, the boldnesses are as r2 to r1."""
    delay = 1e-3
    patience = exp(-rate_vendor * delay), exp(-rate_account * delay)
    ours, theirs = alternating_offers(*sides(0.1, 1.0, gamma), 1.0, patience)
    middle = 0.5 * (ours + theirs)
    ratio = boldness_ratio(0.1, 1.0, middle, 1.0 - middle, gamma)
    assert ratio == pytest.approx(rate_account / rate_vendor, rel=5e-3)
    if gamma == 0.0:
        assert ours == pytest.approx(rate_account / (rate_vendor + rate_account), abs=2e-3)
    if rate_vendor == rate_account:
        assert middle == pytest.approx(nash_gain(0.1, 1.0, 1.0, gamma), abs=1e-5)


@pytest.mark.parametrize(("goes_on", "share"), [(0.9, 0.428232), (0.99, 0.390931), (0.999, 0.387435)])
def test_first_proposers_share_when_talks_may_break_down(goes_on: float, share: float) -> None:
    ours, _ = alternating_offers(*sides(0.1, 1.0, 1.0), 1.0, (goes_on, goes_on))
    assert ours == pytest.approx(share, abs=5e-7)


@pytest.mark.parametrize("gamma", [0.0, 0.25, 0.5, 0.75, 1.0, 2.0])
@pytest.mark.parametrize(("wealth_vendor", "wealth_account"), [(0.1, 1.0), (2.0, 0.5), (0.05, 20.0)])
def test_the_nash_point_is_where_alternating_offers_tend_as_breakdown_grows_rare(
    wealth_vendor: float, wealth_account: float, gamma: float
) -> None:
    nash = nash_gain(wealth_vendor, wealth_account, 1.0, gamma)
    distances = []
    for goes_on in (0.9, 0.99, 0.999):
        offers = alternating_offers(*sides(wealth_vendor, wealth_account, gamma), 1.0, (goes_on, goes_on))
        assert offers[1] <= nash + 1e-9
        assert offers[0] >= nash - 1e-9
        distances.append(offers[0] - nash)
    assert distances[0] > distances[1] > distances[2]
    assert distances[2] < 1e-3


@pytest.mark.parametrize("goes_on", [0.5, 0.9, 0.999])
def test_breakdown_that_pays_both_sides_splits_the_difference(goes_on: float) -> None:
    pays_vendor, pays_account = 0.2, 0.3
    pie = 1.0 - pays_vendor - pays_account
    ours, _ = alternating_offers(*sides(1.0, 1.0, 0.0), pie, (goes_on, goes_on))
    assert pays_vendor + ours == pytest.approx(pays_vendor + pie / (1.0 + goes_on), abs=1e-12)
    assert ours == pytest.approx(nash_gain(1.0, 1.0, pie, 0.0), abs=0.5 * pie * (1.0 - goes_on))


@pytest.mark.parametrize("gamma", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("idle", [0.0, 0.3, 0.8, 1.5, 3.0])
@pytest.mark.parametrize("loss_vendor", [0.0, 0.4])
def test_the_outside_option_binds_or_changes_nothing(gamma: float, idle: float, loss_vendor: float) -> None:
    """A responder who may quit gets the better of quitting and of the bargain without it."""
    wealth_vendor, wealth_account, pie, switching = 0.5, 1.0, 1.0, 0.1
    inside = pie + idle - loss_vendor - switching
    quitting = -loss_vendor, idle - switching
    ours, theirs = alternating_offers(*sides(wealth_vendor, wealth_account, gamma), inside, (0.9999, 0.9999), quitting)
    found = bargained_gain(wealth_vendor, wealth_account, pie, gamma, idle, loss_vendor, switching, True)
    assert found == pytest.approx(loss_vendor + 0.5 * (ours + theirs), abs=2e-4)


@given(ordinary_wealths(), ordinary_wealths(), st.floats(0.0, 2.0), risk_aversions())
def test_a_small_option_changes_nothing_and_a_large_one_binds(a: float, b: float, gap: float, gamma: float) -> None:
    """The better the account's alternative, the smaller the pie beyond it; the trade's own worth stays at 1."""
    trade = 1.0
    untouched = nash_gain(a, b, trade, gamma)
    option = min(gap, trade)
    found = bargained_gain(a, b, trade - option, gamma, option, 0.0, 0.0, True)
    assert found == pytest.approx(min(untouched, trade - option), abs=1e-12)


@given(wealths(), wealths(), wealths(), risk_aversions(), wealths(), shares(), shares())
def test_a_threat_point_counts_everything_at_once(
    a: float, b: float, pie: float, gamma: float, idle: float, loss: float, switching: float
) -> None:
    found = bargained_gain(a, b, pie, gamma, idle, loss * pie, switching * pie, False)
    assert found == nash_gain(a, b, pie, gamma)


pairs = st.tuples(wealths(), wealths())


@given(pairs, wealths(), st.tuples(st.floats(-1e6, 1e13), wealths()), risk_aversions(), wealths(), pairs, st.booleans())
def test_two_bargains_at_once_are_the_two_by_themselves(
    ours: tuple[float, float],
    theirs: float,
    pies: tuple[float, float],
    gamma: float,
    idle: float,
    losses: tuple[float, float],
    opt_out: bool,
) -> None:
    found = bargained_gains(ours, theirs, pies, gamma, idle, losses, 0.1, opt_out)
    each = zip(ours, pies, losses, strict=True)
    assert found == tuple(bargained_gain(w, theirs, pie, gamma, idle, loss, 0.1, opt_out) for w, pie, loss in each)


@given(st.floats(-1e14, 1e14), wealths())
def test_dependence_is_a_share_below_one(pie: float, wealth: float) -> None:
    assert 0.0 <= dependence(pie, wealth) < 1.0


@given(wealths(), wealths(), st.floats(1.0, 10.0))
def test_dependence_grows_with_what_is_lost_and_shrinks_with_what_is_left(
    pie: float, wealth: float, times: float
) -> None:
    assert dependence(times * pie, wealth) >= dependence(pie, wealth) >= dependence(pie, times * wealth)


@given(ordinary_wealths(), ordinary_wealths())
def test_dependence_is_what_is_lost_at_the_even_split_over_the_whole(pie: float, wealth: float) -> None:
    assert dependence(pie, wealth) == pytest.approx(1.0 - wealth / (wealth + nash_gain(1.0, 1.0, pie, 1.0)))
