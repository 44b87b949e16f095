"""A relationship as it is stated is at rest: its level does not drift to where another would be."""

from __future__ import annotations

import numpy as np
import pytest

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business.facts import Business
from equipoise.sim.kernel import play_chunk
from equipoise.sim.scenario import Scenario

RUNS, YEAR = 60, 4


def supplier(relationship: float) -> Scenario:
    """Four fifths of its business are with one customer."""
    business = Business(currency="EUR", revenue=12e6, gross_margin=0.35, overhead=3.1e6, cash=0.9e6, credit_line=0.5e6)
    facts = {"customer_years": 12.0, "contract_years": 3.0, "contract_left": 1.0, "bound": 0.6, "contacts": 4}
    giant = Account(name="Giant", revenue=9.6e6, alternatives="few", relationship=relationship, **facts)
    others = [Account(name=f"other {k}", revenue=0.8e6) for k in range(3)]
    return Scenario(policies=["accommodating"], business=business, accounts=[giant, *others])


def level_after_a_year(scenario: Scenario) -> float:
    """Mean level of those that still buy and have not reorganised, whatever chance has done to the others."""
    last = play_chunk(Arm.of(scenario, rounds=YEAR), range(RUNS), panel=True).panel[:, -1, 0]
    quiet = (last["active"] > 0.0) & (last["cause"] == 0.0) & (last["away"] == 0.0) & (last["reorganised"] < 0.0)
    return float(np.mean(last["level"][quiet]))


@pytest.mark.parametrize("relationship", [2.0, 3.0, 4.0])
def test_a_stated_relationship_stays_where_it_is(relationship: float) -> None:
    assert level_after_a_year(supplier(relationship)) == pytest.approx(relationship, abs=0.1)


def test_without_that_a_poor_one_would_mend_by_itself() -> None:
    engine = Arm.of(supplier(2.0)).played
    drifting = [account.model_copy(update={"level_at_rest": None}) for account in engine.accounts]
    assert level_after_a_year(engine.model_copy(update={"accounts": drifting})) > 2.1


def test_a_better_relationship_is_worth_no_less() -> None:
    """Ten years under the same policy, the same luck and the same books today."""
    profit = {}
    for relationship in (2.0, 4.0):
        runs = play_chunk(Arm.of(supplier(relationship), rounds=40), range(400)).runs
        profit[relationship] = np.asarray(runs["contribution"] - runs["fixed_cost_due"] - runs["winning_cost"])
    gain = profit[4.0] - profit[2.0]
    assert np.mean(gain) > -2.0 * np.std(gain) / np.sqrt(len(gain))
