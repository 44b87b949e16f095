"""A relationship as it is stated is at rest: its level does not drift to where another would be."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.business import played
from equipoise.sim.business.facts import Business
from equipoise.sim.business.played import in_engine_units
from equipoise.sim.business.understanding import understood
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.kernel import play_chunk
from equipoise.sim.recalled import Recalled
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


@pytest.mark.parametrize("policy", ["accommodating", "strategic"])
def test_an_account_at_the_end_of_the_scale_is_kept_as_one_beside_it(policy: str) -> None:
    """No plan for an account at 1 could ever be met, and so it was given up: half of them had gone in ten years."""
    kept = {}
    for relationship in (1.0, 2.0, 4.0, 5.0):
        arm = Arm.of(supplier(relationship), policy, rounds=TEN_YEARS)
        kept[relationship] = float(np.mean(play_chunk(arm, range(150)).named["cause"][:, 0] == 0))
    assert kept[1.0] == pytest.approx(kept[2.0], abs=0.15)
    assert kept[5.0] == pytest.approx(kept[4.0], abs=0.05)


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


TEN_YEARS, LUCK = 40, 400


def of_giant(**facts: float) -> dict[str, np.ndarray]:
    """Ten years with the supplier's largest account, by run: its contribution while it is served, and the profit."""
    scenario = supplier(3.0)
    scenario.accounts[0] = scenario.accounts[0].model_copy(update=facts)
    chunk = play_chunk(Arm.of(scenario, rounds=TEN_YEARS), range(LUCK))
    giant, runs = chunk.named[:, 0], chunk.runs
    profit = np.asarray(runs["contribution"] - runs["fixed_cost_due"] - runs["winning_cost"])
    return {"gained": giant["contribution"], "served": giant["rounds"] - giant["away"], "profit": profit}


def interval(values: np.ndarray) -> tuple[float, float]:
    """95% of a mean."""
    reach = 1.96 * float(np.std(values, ddof=1)) / np.sqrt(len(values))
    return float(np.mean(values)) - reach, float(np.mean(values)) + reach


@pytest.mark.parametrize("bound", [0.0, 0.3, 0.6, 1.0])
def test_talks_today_bind_what_is_bound(bound: float) -> None:
    scenario = supplier(3.0)
    scenario.accounts[0] = scenario.accounts[0].model_copy(update={"bound": bound})
    found = understood(scenario)
    assert found is not None
    assert not [one for one in found.missed if one.key.endswith("bound")]
    due = [account.model_copy(update={"renews": 0}) for account in in_engine_units(scenario).accounts]
    engine = in_engine_units(scenario).model_copy(update={"accounts": due})
    rows = play_chunk(Arm.of(engine, rounds=1), range(LUCK), panel=True).panel[:, 0, 0]
    low, high = interval(rows["commitment"][rows["signed"] == 0.0])
    assert low - 0.02 <= bound <= high + 0.02  # what is not said to be missed


def test_what_is_bound_is_worth_only_that_the_account_is_kept_for_longer() -> None:
    """A round in which it is served is worth the same, however far it is bound: within what is not said to be missed.

    That is 1% of revenue; being bound is no saving that lasts for ever once talks bind another part.
    """
    none, most = of_giant(bound=0.0), of_giant(bound=1.0)
    worth = [float(one["gained"].sum() / one["served"].sum()) for one in (none, most)]
    assert worth[1] - worth[0] == pytest.approx(0.0, abs=0.01 * 8.0 * 0.8)
    assert interval(most["served"] - none["served"])[1] > 0.0  # being bound protects, or does nothing
    gain = most["profit"] - none["profit"]
    explained = (most["served"] - none["served"]) * max(worth)
    assert interval(gain - explained)[0] < 0.01 * 8.0 * TEN_YEARS


def test_a_contract_that_ends_sooner_is_worth_as_much_but_for_the_luck_of_a_renewal() -> None:
    """Within the interval of the difference, run by run, and what one more renewal can end: a break in a hundred."""
    soon, later = of_giant(contract_left=0.25), of_giant(contract_left=1.0)
    low, high = interval(soon["profit"] - later["profit"])
    renewal = 0.01 * float(np.mean(later["gained"]))
    assert low - renewal <= 0.0 <= high + renewal


def test_the_number_of_rivals_is_in_the_price_already() -> None:
    """The best of n quotes is one quote, shifted by the scale times ln n; the price that is stated says where it is."""
    engines = [with_alternatives(word) for word in ("few", "many")]
    few, many = (one.accounts[0].quote_mean or 0.0 for one in engines)
    assert many - few == pytest.approx(engines[0].parameters.market.quote_scale * np.log(8.0 / 3.0), abs=1e-4)
    kept = [np.mean(play_chunk(Arm.of(one, rounds=12), range(200)).named["cause"][:, 0] == 0) for one in engines]
    assert kept[0] == pytest.approx(kept[1], abs=0.01)


def with_alternatives(word: str) -> Scenario:
    scenario = supplier(3.0)
    scenario.accounts[0] = scenario.accounts[0].model_copy(update={"alternatives": word})
    return in_engine_units(scenario)


@pytest.mark.parametrize("cost", [1e5, 3e6])
def test_what_replacing_costs_is_played_as_it_is_stated(cost: float) -> None:
    """Whatever price it pays: a low one is no sign that the two do not fit, for what rivals ask says why it is low."""
    scenario = supplier(3.0)
    accounts = [{"cost_to_replace": cost}, {"cost_to_replace": 2e5}]
    for k, facts in enumerate(accounts):
        scenario.accounts[k] = scenario.accounts[k].model_copy(update=facts)
    rows = play_chunk(Arm.of(scenario, rounds=1), range(20), panel=True).panel[:, 0]
    for k, facts in enumerate(accounts):
        a_year = rows["unique"][:, k] * rows["volume"][:, k] * 4.0 * 12e6 / 32.0
        assert a_year == pytest.approx(facts["cost_to_replace"], rel=0.01)  # rivals copy some within a round


def giant_at(**facts: float) -> Scenario:
    scenario = supplier(3.0)
    scenario.accounts[0] = scenario.accounts[0].model_copy(update=facts)
    return scenario


def test_what_replacing_costs_one_account_says_nothing_of_the_others() -> None:
    usual, stated = (Arm.of(own).played.accounts for own in (supplier(3.0), giant_at(cost_to_replace=2e6)))
    for one, other in zip(usual[1:], stated[1:], strict=True):
        assert (one.unique, one.level_worth) == (other.unique, other.level_worth)
        assert one.quote_mean == pytest.approx(other.quote_mean, abs=0.02)


def test_no_rival_gives_work_away_to_hold_a_price() -> None:
    """A giant that would lose almost all that it spends pays so little only beside rivals below cost."""
    own = giant_at(cost_to_replace=9e6)
    engine = Arm.of(own).played
    giant, p = engine.accounts[0], engine.parameters
    at_cost = p.product.unit_cost + p.market.quote_scale * log(giant.rivals or 1)
    assert giant.quote_mean == pytest.approx(at_cost, abs=1e-4)
    found = understood(own)
    assert found is not None
    assert "accounts.Giant.price_to_list" in {one.key for one in found.missed}


def test_accounts_that_are_won_are_like_those_of_their_size() -> None:
    """What the largest one could pay elsewhere says nothing of them: they pay what others of their size do."""
    engine = in_engine_units(supplier(3.0))
    assert engine.parameters.market.quote_mean == engine.accounts[1].quote_mean


def test_what_cannot_be_solved_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise EquipoiseError("no")

    monkeypatch.setattr(played, "at_rest", refused)
    nothing = Recalled[played.Solved](1)
    monkeypatch.setattr(played, "_solved", nothing)
    with pytest.raises(EquipoiseError, match="no"):
        played.solved(supplier(2.34))
    assert len(nothing) == 0
