"""A fact of an account moves what it should, and nothing moves the other way, whatever the luck."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.facts import Business
from equipoise.sim.business.played import in_engine_units
from equipoise.sim.business.understanding import understood
from equipoise.sim.kernel import play_chunk
from equipoise.sim.scenario import Scenario

SEEDS, RUNS, FIVE_YEARS = (1, 2, 3), 200, 20
UNDERCUT = 3


def supplier(**facts: Any) -> Scenario:
    """Four fifths of its business are with one customer."""
    business = Business(currency="EUR", revenue=12e6, gross_margin=0.38, overhead=3e6, cash=1.2e6)
    usual = {"customer_years": 12.0, "contract_years": 3.0, "contract_left": 1.0, "bound": 0.6, "alternatives": "few"}
    giant = Account(name="Giant", revenue=9.6e6, **(usual | facts))
    accounts = [giant, Account(name="other", revenue=8e5, count=3)]
    return Scenario(policies=["accommodating"], business=business, accounts=accounts)


def shop(alternatives: str) -> Scenario:
    """Ten customers alike, at a thin margin: rivals ask little more than they pay."""
    business = Business(currency="EUR", revenue=10e6, gross_margin=0.22, overhead=1.4e6, cash=2e6)
    accounts = [Account(name="customer", revenue=1e6, count=10, alternatives=alternatives, bound=0.2)]
    return Scenario(policies=["accommodating"], business=business, accounts=accounts)


def it_depends(scenario: Scenario) -> float:
    found = understood(scenario)
    assert found is not None
    return found.accounts[0].account_on_vendor


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fewer_others_there_are_the_less_an_account_is_undercut_and_the_more_it_is_kept(seed: int) -> None:
    undercut, kept = [], []
    for word in ("none", "one", "few", "many"):
        cause = play_chunk(Arm.of(shop(word), seed=seed, rounds=FIVE_YEARS), range(RUNS)).named["cause"][:, :10]
        undercut.append(float(np.mean(cause == UNDERCUT)))
        kept.append(float(np.mean(cause == 0)))
    assert 0.0 == undercut[0] < undercut[1] < undercut[2] < undercut[3]
    assert kept[0] > kept[1] > kept[2] > kept[3]


def test_offers_come_as_often_as_there_are_others_who_could_make_one() -> None:
    looks = [in_engine_units(shop(word)).accounts[0].attention for word in ("none", "one", "few", "many")]
    usual = in_engine_units(shop("few")).parameters.market
    none_comes = [(1.0 - usual.attention) ** (n / usual.rivals) for n in (0, 1, 3, 8)]
    assert looks == pytest.approx([1.0 - chance for chance in none_comes])


def test_an_account_without_alternatives_depends_more_and_its_price_is_said_not_to_be_at_rest() -> None:
    found = understood(supplier(alternatives="none"))
    assert found is not None
    assert found.accounts[0].account_on_vendor > it_depends(supplier()) + 0.1
    (moved,) = (one for one in found.missed if one.key == "accounts.Giant.price_to_list")
    assert moved.met > moved.stated
    assert "nobody else to buy from" in moved.words


def test_the_dearer_an_account_could_replace_the_vendor_the_more_it_depends_on_it() -> None:
    by_cost = [it_depends(supplier(cost_to_replace=cost)) for cost in (1e5, 3e5, 1e6, 3e6)]
    assert by_cost == sorted(by_cost)
    assert by_cost[-1] > by_cost[0] + 0.2
    by_relationship = [it_depends(supplier(relationship=level)) for level in (1.0, 2.0, 3.0, 4.0, 5.0)]
    assert by_relationship == sorted(by_relationship)
    assert by_relationship[-1] > by_relationship[0] + 0.1
