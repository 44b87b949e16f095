"""A joint plan costs lumps that nobody states: it is offered to the few accounts that carry the business."""

from __future__ import annotations

import pytest

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.facts import Business
from equipoise.sim.kernel import play_chunk
from equipoise.sim.scenario import Scenario

BUSINESS = Business(currency="EUR", revenue=12e6, gross_margin=0.38, overhead=3e6, cash=1.2e6)


@pytest.mark.parametrize(("revenue", "share"), [(6e4, 0.0), (9e5, 1.0)])
def test_a_small_account_is_offered_no_plan_and_one_that_carries_the_business_is(revenue: float, share: float) -> None:
    accounts = [Account(name="Giant", revenue=6e6), Account(name="other", revenue=revenue, count=4)]
    rest = Account(name="rest", revenue=6e6 - 4 * revenue)
    scenario = Scenario(policies=["accommodating"], business=BUSINESS, accounts=[*accounts, rest])
    rows = play_chunk(Arm.of(scenario, "strategic", rounds=2), range(50), panel=True).panel[:, 1]
    served = rows["cause"] == 0.0
    assert rows["charter"][:, 1:5][served[:, 1:5]].mean() == pytest.approx(share, abs=0.05)
    assert rows["charter"][:, 0][served[:, 0]].mean() == pytest.approx(1.0)
