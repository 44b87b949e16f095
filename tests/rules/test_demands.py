"""Demands and answers against certainty equivalents, enumeration and the text's formula."""

from math import inf, log

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import brentq

from equipoise.sim.rules.demands import STEPS, best_answer, credible_threat, end_after_refusal, fear_premium, utility
from tests.strategies import log_uniform, risk_aversions, shares


def moneys() -> st.SearchStrategy[float]:
    return log_uniform(0.01, 100.0)


@given(log_uniform(1e-6, 1e6), st.floats(0.0, 5.0))
def test_utility_has_constant_relative_risk_aversion(money: float, gamma: float) -> None:
    """Marginal utility is money to the minus gamma, and utility is 0 at one unit of money."""
    step = 1e-4 * money
    slope = (utility(money + step, gamma) - utility(money - step, gamma)) / (2.0 * step)
    assert slope == pytest.approx(money**-gamma, rel=1e-5)
    assert utility(1.0, gamma) == 0.0


@given(log_uniform(1e-6, 1e6), st.floats(-1e-6, 1e-6))
def test_utility_near_log_utility_is_near_it(money: float, nudge: float) -> None:
    """U differs from ln m by (1 - gamma) (ln m)^2 / 2, to first order."""
    expected = log(money) - nudge * log(money) ** 2 / 2.0
    assert utility(money, 1.0 + nudge) == pytest.approx(expected, abs=1e-9)


@given(st.floats(-1e6, 0.0), st.floats(1e-3, 5.0))
def test_a_frightened_side_never_accepts_to_have_nothing(money: float, gamma: float) -> None:
    assert utility(money, gamma) == -inf


@given(moneys(), moneys(), shares(), risk_aversions())
def test_fear_premium_is_what_certainty_is_worth_beyond_the_expected_loss(
    wealth: float, gain: float, threat: float, gamma: float
) -> None:
    """Reckoned in units of the whole business, where utility is not flat."""
    alone = wealth / (wealth + gain)
    expected = threat * utility(alone, gamma) + (1.0 - threat) * utility(1.0, gamma)
    certain = brentq(lambda m: utility(m, gamma) - expected, 0.999 * alone, 1.001, xtol=1e-15)
    premium = 1.0 - certain - threat * (1.0 - alone)
    assert fear_premium(wealth, gain, threat, gamma) / (wealth + gain) == pytest.approx(premium, abs=1e-9)


@given(log_uniform(1e-3, 1e6), log_uniform(1e-3, 1e3), st.floats(0.0, 1.0))
def test_fear_premium_of_log_utility_in_the_text_s_form(wealth: float, gain: float, threat: float) -> None:
    d = gain / (wealth + gain)
    expected = gain * ((1.0 - (1.0 - d) ** threat) / d - threat)
    assert fear_premium(wealth, gain, threat, 1.0) == pytest.approx(
        expected, rel=1e-9, abs=1e-15 * (wealth + 10.0 * gain)
    )


@given(log_uniform(1e-6, 1e9), log_uniform(1e-6, 1e9), shares())
def test_without_fear_there_is_no_premium(wealth: float, gain: float, threat: float) -> None:
    assert fear_premium(wealth, gain, threat, 0.0) == 0.0


@given(log_uniform(1e-6, 1e9), log_uniform(1e-6, 1e9), shares(), risk_aversions())
def test_fear_premium_is_part_of_the_gain(wealth: float, gain: float, threat: float, gamma: float) -> None:
    assert 0.0 <= fear_premium(wealth, gain, threat, gamma) <= gain * (1.0 - threat) + 1e-12 * (wealth + gain)


@given(log_uniform(1e-6, 1e9), st.floats(1e-3, 1e3), shares(), st.floats(1.0, 100.0))
def test_a_richer_vendor_pays_a_smaller_premium(wealth: float, gain: float, threat: float, times: float) -> None:
    richer = fear_premium(times * wealth, gain, threat, 1.0)
    assert richer <= fear_premium(wealth, gain, threat, 1.0) + 1e-12 * times * wealth


@given(st.floats(-1e6, 0.0), risk_aversions())
def test_nothing_to_lose_is_nothing_to_fear(gain: float, gamma: float) -> None:
    assert fear_premium(1.0, gain, 0.5, gamma) == 0.0
    assert best_answer(1.0, gain, 0.1, 0.5, gamma) == 0.0


@given(shares(), shares(), shares())
def test_an_account_that_needs_the_vendor_cannot_threaten(threat: float, dependence: float, more: float) -> None:
    tau = credible_threat(threat, dependence)
    assert tau == pytest.approx(threat * (1.0 - dependence))
    assert credible_threat(threat, max(dependence, more)) <= tau


@given(shares(), shares())
def test_half_a_concession_removes_more_than_half_of_the_threat(threat: float, fraction: float) -> None:
    left = end_after_refusal(threat, fraction)
    assert left == pytest.approx(threat * (1.0 - fraction) ** 2)
    assert 0.0 <= left <= threat * (1.0 - fraction)


@given(moneys(), moneys(), moneys(), shares(), risk_aversions())
def test_the_best_answer_by_enumeration(wealth: float, gain: float, asked: float, threat: float, gamma: float) -> None:
    """Expected utility of every step, by a direct formula in units of W: no answer beats the chosen one."""

    def worth(money: float) -> float:
        if gamma == 0.0:
            return money
        if money <= 1e-6:
            return -inf
        return log(money) if abs(1.0 - gamma) < 1e-6 else (money ** (1.0 - gamma) - 1.0) / (1.0 - gamma)

    def expected(fraction: float) -> float:
        end = threat * (1.0 - fraction) ** 2
        return (
            (1.0 - end) * worth((wealth + gain - fraction * asked) / wealth) + end * worth(1.0)
            if end < 1.0
            else worth(1.0)
        )

    best = max(expected(step / STEPS) for step in range(STEPS + 1))
    chosen = expected(best_answer(wealth, gain, asked, threat, gamma))
    assert chosen == pytest.approx(best, rel=1e-6, abs=1e-6)


@given(moneys(), moneys(), moneys(), shares())
def test_a_fearless_vendor_answers_as_its_first_order_condition_says(
    wealth: float, gain: float, asked: float, threat: float
) -> None:
    """At gamma = 0 it weighs tau (1 - f)^2 (G - f x) against f x: the optimum is within a step of the answer."""
    assume(asked < gain)

    def slope(f: float) -> float:
        return 2.0 * threat * (1.0 - f) * (gain - f * asked) - (1.0 - threat * (1.0 - f) ** 2) * asked

    best = 0.0 if slope(0.0) <= 0.0 else brentq(slope, 0.0, 1.0)
    assert best_answer(wealth, gain, asked, threat, 0.0) == pytest.approx(best, abs=1.0 / STEPS)


@given(moneys(), moneys(), st.floats(0.001, 0.5), st.floats(0.01, 0.99))
def test_a_vendor_with_more_to_lose_grants_no_less(wealth: float, gain: float, share: float, threat: float) -> None:
    asked = share * gain
    assert best_answer(wealth, 2.0 * gain, asked, threat, 1.0) >= best_answer(wealth, gain, asked, threat, 1.0)


@given(moneys(), moneys(), moneys(), risk_aversions())
def test_an_empty_threat_gets_nothing(wealth: float, gain: float, asked: float, gamma: float) -> None:
    assert best_answer(wealth, gain, asked, 0.0, gamma) == 0.0
