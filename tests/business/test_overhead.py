"""Part of the overhead follows revenue: it goes within about a year when the account that carried the business does."""

from __future__ import annotations

import numpy as np
import pytest

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.facts import Business
from equipoise.sim.business.played import in_engine_units, solved
from equipoise.sim.business.understanding import understood
from equipoise.sim.files import with_settings
from equipoise.sim.kernel import play_chunk
from equipoise.sim.scenario import Scenario

RUNS, GONE, ROUNDS = 60, 4, 16


def supplier(follows: float | None) -> Scenario:
    """Four fifths of its business are with one customer; overhead is a quarter of revenue."""
    business = Business(
        currency="EUR", revenue=12e6, gross_margin=0.38, overhead=3e6, cash=9e6, overhead_follows=follows
    )
    giant = Account(name="Giant", revenue=9.6e6, customer_years=12.0, contract_years=3.0, contract_left=2.0, bound=0.6)
    return Scenario(
        policies=["accommodating"], business=business, accounts=[giant, Account(name="other", revenue=8e5, count=3)]
    )


@pytest.mark.parametrize("follows", [None, 0.0, 0.35, 0.8, 1.0])
def test_the_first_year_is_the_stated_one_whatever_follows(follows: float | None) -> None:
    scenario = supplier(follows)
    found, vendor = understood(scenario), in_engine_units(scenario).parameters.vendor
    assert found is not None
    assert found.first_year.overhead == pytest.approx(3e6, rel=0.01)
    assert vendor.fixed_cost + 8.0 * vendor.overhead_rate == pytest.approx(solved(scenario).at_rest.rest.fixed_cost)


@pytest.mark.parametrize("follows", [0.0, 0.35, 0.8])
def test_what_follows_is_the_stated_part_of_the_overhead(follows: float) -> None:
    """With what serving accounts costs; where that is more already, no fixed cost follows."""
    rest, vendor = solved(supplier(follows)).at_rest.rest, in_engine_units(supplier(follows)).parameters.vendor
    overhead = rest.fixed_cost + rest.served
    assert rest.served + 8.0 * vendor.overhead_rate == pytest.approx(max(follows * overhead, rest.served))


def test_overhead_of_a_round_is_what_is_fixed_and_a_share_of_about_a_years_revenue() -> None:
    arm = Arm.of(with_settings(supplier(0.8), {"accounts.Giant.leaves": GONE}), rounds=ROUNDS)
    vendor, p = play_chunk(arm, range(RUNS), panel=True).vendor, arm.played.parameters.vendor
    revenue, cost = vendor["revenue"], vendor["fixed_cost"]
    usual = vendor["usual_revenue"]
    np.testing.assert_allclose(usual[:, 1:], 0.75 * usual[:, :-1] + 0.25 * revenue[:, 1:])
    lives = vendor["insolvent"] == 0.0
    np.testing.assert_allclose(cost[lives], p.fixed_cost + p.overhead_rate * usual[lives])
    assert cost[:, GONE - 1].mean() == pytest.approx(p.fixed_cost + 8.0 * p.overhead_rate, rel=0.02)
    left = 0.2 + 0.8 * 0.75**4  # of the revenue that overhead is for, a year after the giant has gone
    assert cost[:, GONE + 3].mean() == pytest.approx(p.fixed_cost + 8.0 * left * p.overhead_rate, rel=0.03)


def test_the_more_follows_the_less_is_lost_with_the_giant_and_the_more_is_left_without_it() -> None:
    profit, left = [], []
    for follows in (0.0, 0.35, 0.8):
        arm = Arm.of(with_settings(supplier(follows), {"accounts.Giant.leaves": GONE}), rounds=ROUNDS)
        chunk = play_chunk(arm, range(RUNS), panel=True)
        profit.append(float((chunk.runs["contribution"] - chunk.runs["fixed_cost_due"]).mean()))
        left.append(float(chunk.panel["left_vendor"][:, 0, 0].mean()))
    assert profit == sorted(profit)
    assert left == sorted(left)
    assert profit[0] < profit[1]
