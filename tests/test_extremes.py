"""Extremes give finite numbers or a clear refusal: never an exception from a rule, never what is no number."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.sim.account import Account, Segment
from equipoise.sim.arm import Arm
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.parameters import Declaration, Parameters, declarations
from equipoise.sim.parameters.switches import OFF
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.scenario import Scenario
from tests.strategies import policies, scenarios

ALL_IN = Policy(name="all in", levers=Levers(focus=0.02, channel=0.01, charter=1.0, sponsor=1.0, survey=1.0))
IDLE = Policy(name="idle")


def finite(chunk: Chunk) -> bool:
    return all(
        bool(np.all(np.isfinite(table[name])))
        for table in (chunk.runs, chunk.named, chunk.records, chunk.panel, chunk.vendor)
        for name in table.dtype.names
    )


def run(scenario: Scenario, policy: Policy = ALL_IN, rounds: int = 24, replications: int = 5) -> Chunk:
    return play_chunk(Arm(scenario, policy, 7, rounds), range(replications), relationships=True, panel=True)


def stated(*accounts: dict[str, Any], segments: list[Segment] | None = None, **sections: dict[str, Any]) -> Scenario:
    named = [Account(**{"name": f"account {k}"} | traits) for k, traits in enumerate(accounts)]
    return Scenario(parameters=Parameters.model_validate(sections), accounts=named, segments=segments or [])


@pytest.mark.parametrize("policy", [ALL_IN, IDLE], ids=["all in", "idle"])
@pytest.mark.parametrize(
    "scenario",
    [
        stated(),
        stated(vendor={"slots": 0}),
        stated({}, vendor={"cash": 0.0, "reserve": 0.0}),
        stated({}, vendor={"cash": 0.0, "fixed_cost": 0.0}),
        stated({}, vendor={"fixed_cost": 1e6}),
        stated({"size": 1e-6}, {"size": 1e-6}),
        stated({"size": 1e9}),
        stated({"size": 1e-6}, {"size": 1e9, "reference": 1.0}),
        stated({"count": 8}, market={"rivals": 0}),
        stated({"count": 8}, market={"rivals": 0, "do_without": 0.0}),
        stated({"count": 8}, market={"rivals": 1000, "quote_scale": 10.0}),
        stated({"count": 8}, market={"quote_scale": 0.001}),
        stated({"count": 8}, bargaining={"wealth_floor": 1e-6, "risk_aversion": 5.0}, vendor={"cash": 0.0}),
        stated({"count": 8}, bargaining={"alternatives": "opt-out"}),
        stated({"count": 8}, bargaining={"alternatives": "opt-out", "stakes": "ledger-only"}, market={"rivals": 0}),
        stated({"count": 8}, product={"unit_cost": 100.0}),
        stated({"count": 8}, product={"unit_cost": 0.0}, market={"quote_mean": 0.0, "do_without": 0.0}),
        stated({"count": 8}, product={"support_worth": 0.0, "support_curvature": 0.1}),
        stated({"count": 8}, product={"support_worth": 20.0, "support_curvature": 0.1}),
        stated({"count": 8}, bargaining={"estimate_blur": 5.0, "exchanges": 1000, "collapse": 1.0}),
        stated({"count": 8}, bargaining={"exchanges": 1, "account_concession": 0.05, "rigidity": 0.0}),
        stated({"count": 8}, bargaining={"term": 1, "horizon": 1.0, "price_step": 0.0}),
        stated({"count": 8, "reference": 1.0}, portfolio={"win_hazard": 1.0, "replace_ratio": 0.0}),
        stated({"count": 8}, hierarchy={"contribution": 20.0}, charter={"network_growth": 1.0}),
        stated({"level": 1.0}, {"level": 4.95}, hierarchy={"reference_effort": 0.001, "expectation_growth": 0.5}),
        stated({"count": 8}, charter={"review": 1, "misses_allowed": 1}),
        stated({"count": 8}, communication={"reorganisation": 1.0, "reorganisation_drop": 4.0}),
        stated({"count": 8}, demands={"demand_rate": 1.0, "threat": 1.0}),
        stated({"opens": "new"}, segments=[Segment(name="new", slots=9)], portfolio={"entry_learning": 1.0}),
        stated({"own_margin": 0.0, "support_worth": 0.0, "channel": 0.0, "orientation": 0.0}),
        stated({"own_margin": 1000.0, "support_worth": 20.0, "channel": 1.0, "orientation": 1.0}),
        stated({"count": 8, "reference": 0.5}, portfolio={"win_horizon": 1.0, "win_hazard": 1.0, "replace_ratio": 0.0}),
        stated({"count": 8}, hierarchy={"imitable": 1.0, "imitation": 1.0, "contribution": 20.0}),
        stated({"level": 1.0}, {"level": 4.95}, hierarchy={"imitable": 1.0, "imitation": 1.0, "start_level": 4.95}),
        stated({"count": 8}, bargaining={"reciprocity": 1.0, "exchanges": 1}),
        stated({"count": 8}, bargaining={"reciprocity": 1.0, "exchanges": 1, "collapse": 1.0, "term": 1}),
        stated({"count": 8}, bargaining={"collapse": 1.0, "term": 1, "return_cost": 0.0},
               hierarchy={"match_spread": 10.0}),
        stated({"count": 8}, bargaining={"collapse": 1.0, "term": 1, "return_cost": 100.0}),
        stated({"count": 8}, bargaining={"collapse": 1.0, "return_cost": 0.0}, hierarchy={"match_spread": 0.0}),
        stated({"size": 1e9}, {"size": 1e-6}, bargaining={"collapse": 1.0, "term": 1, "exchanges": 1}),
        stated({"count": 8}, switches=dict.fromkeys(OFF, False)),
    ],
    ids=lambda _: "",
)  # fmt: skip
def test_extremes_give_finite_numbers(scenario: Scenario, policy: Policy) -> None:
    assert finite(run(scenario, policy))


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize(
    "declared",
    [d for d in declarations() if d.low is not None and d.name not in {"slots", "segment_revenue"}],
    ids=lambda declared: declared.key,
)
def test_every_parameter_at_both_ends_of_its_range(declared: Declaration, end: str) -> None:
    value = getattr(declared, end)
    value = int(value) if isinstance(declared.default, int) else value
    ends = {"orientation_low": {"orientation_high": 1.0}, "orientation_high": {"orientation_low": 0.0}}.get(
        declared.name, {}
    )
    scenario = stated(
        {"size": 4.0, "reference": 0.5}, {"count": 3}, {"opens": "new"}, segments=[Segment(name="new", slots=2)],
        **{declared.section: {declared.name: value} | ends},
    )  # fmt: skip
    assert finite(run(scenario, rounds=16, replications=3))


@pytest.mark.parametrize("name", Levers.model_fields)
@pytest.mark.parametrize("end", ["ge", "le"])
def test_every_lever_at_both_ends_of_its_range(name: str, end: str) -> None:
    (bound,) = [getattr(rule, end) for rule in Levers.model_fields[name].metadata if hasattr(rule, end)]
    policy = Policy(name="extreme", levers=ALL_IN.levers.model_copy(update={name: float(bound)}))
    scenario = stated(
        {"size": 4.0, "reference": 0.5}, {"count": 3}, {"opens": "new"}, segments=[Segment(name="new", slots=2)]
    )
    assert finite(run(scenario, policy, rounds=16, replications=3))


@given(scenarios(), policies(), st.integers(0, 2**63 - 1), st.integers(1, 24))
def test_any_scenario_gives_finite_numbers(scenario: Scenario, policy: Policy, seed: int, rounds: int) -> None:
    assert finite(play_chunk(Arm(scenario, policy, seed, rounds), range(2), relationships=True, panel=True))


def test_one_round() -> None:
    chunk = run(stated({"count": 8}), rounds=1)
    assert finite(chunk)
    assert np.all(chunk.runs["rounds"] == 1.0)
    assert np.all(chunk.named["rounds"] == 1.0)


def test_a_thousand_accounts() -> None:
    chunk = play_chunk(Arm(stated({"count": 1000}, vendor={"slots": 1000, "cash": 50.0}), ALL_IN, 7, 12), range(2))
    assert finite(chunk)
    assert chunk.named.shape == (2, 1000)
    assert np.all(chunk.runs["revenue"] > 0.0)


def test_a_vendor_without_accounts_or_slots_lives_on_its_cash() -> None:
    """Fixed cost of .3 a round takes 2.0 of cash below 0 in the seventh round."""
    chunk = run(stated(vendor={"slots": 0}), rounds=24)
    assert np.all(chunk.runs["insolvent"] == 1.0)
    assert np.all(chunk.runs["failed_at"] == 6.0)
    assert np.all(chunk.runs["revenue"] == 0.0)


def test_a_vendor_without_cash_lives_as_long_as_it_earns_its_fixed_cost() -> None:
    earns = stated({"count": 8}, vendor={"cash": 0.0, "fixed_cost": 0.0}, switches={"demands": False})
    spends = stated({"count": 8}, vendor={"cash": 0.0, "fixed_cost": 100.0})
    assert np.all(run(earns, IDLE).runs["insolvent"] == 0.0)
    assert np.all(run(spends, IDLE).runs["failed_at"] == 0.0)


def test_without_a_pie_there_is_no_deal() -> None:
    chunk = run(stated({"count": 8}, product={"unit_cost": 100.0}), IDLE)
    assert np.all(chunk.named["rounds"] == 1.0)
    assert np.all(chunk.named["units"] == 0.0)


@pytest.mark.parametrize(("cost", "returns"), [(0.0, True), (100.0, False)])
def test_nobody_comes_back_at_any_cost(cost: float, returns: bool) -> None:
    """A hundred times the price of all that it buys in a round, once, is more than any vendor is worth in a horizon."""
    chunk = run(stated({"count": 8}, bargaining={"collapse": 0.5, "return_cost": cost, "commitment_cap": 0.0}))
    assert np.all(chunk.runs["breakdowns"] > 0.0)
    assert np.any(chunk.runs["returns"] > 0.0) == returns


def test_where_rivals_copy_all_at_once_nothing_built_is_unique() -> None:
    """Only the fit is, and what was there from the start."""
    panel = run(stated({"count": 8}, hierarchy={"imitable": 1.0, "imitation": 1.0})).panel
    rows = panel[(panel["active"] > 0.0) & (panel["tenure"] > 0.0)]
    known = rows["match"] * np.minimum(rows["together"] / 8.0, 1.0)
    assert np.any(rows["level"] > 2.6)
    assert np.all(rows["unique"] <= 0.4 * 1.5 / 4.0 + known + 1e-12)
    assert not rows["building"].any()


def test_more_accounts_than_slots_are_refused() -> None:
    with pytest.raises(ValueError, match="slots"):
        stated({"count": 11})
