"""An account that is taken away: what went before stands to the last bit, what follows is without it."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.app.pages.story import tell
from equipoise.sim.account import Account
from equipoise.sim.arm import Arm
from equipoise.sim.ensemble import Ensemble
from equipoise.sim.files import load_policy, load_scenario
from equipoise.sim.files.settings import with_settings
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.model import RelationshipModel
from equipoise.sim.outcomes import account_outcomes
from equipoise.sim.policy import Policy
from equipoise.sim.scenario import Scenario
from equipoise.sim.state import Cause
from tests.strategies import policies, scenarios
from tests.worlds import begun

ROUNDS = 12
ENDING = {"cause", "lost_vendor", "lost_account"}
"""What being taken away writes into the last round that the account is served."""


@cache
def giant(leaves: int | None = None) -> Scenario:
    scenario = load_scenario("over-a-barrel")
    return scenario if leaves is None else with_settings(scenario, {"accounts.Giant.leaves": leaves})


def taken(scenario: Scenario, leaves: int | None) -> Scenario:
    """The scenario with its first account taken away, or not."""
    first, *others = scenario.accounts
    return scenario.model_copy(update={"accounts": [first.model_copy(update={"leaves": leaves}), *others]})


def play(scenario: Scenario, policy: Policy | None = None, runs: int = 40, rounds: int = ROUNDS) -> Chunk:
    return play_chunk(Arm(scenario, policy or load_policy("accommodating"), 7, rounds), range(runs), panel=True)


@given(scenarios(), policies(), st.integers(1, ROUNDS))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_everything_before_is_the_same_to_the_last_bit(scenario: Scenario, policy: Policy, leaves: int) -> None:
    if not scenario.accounts:
        scenario = scenario.model_copy(update={"accounts": [Account(name="account")]})
    untouched, without = (play(taken(scenario, when), policy, runs=3) for when in (None, leaves))
    for chunk in (untouched, without):
        chunk.panel["leaves"][:, :, 0] = 0.0
        for column in ENDING:
            chunk.panel[column][:, leaves - 1, 0] = 0.0
    for name in untouched.panel.dtype.names or ():
        assert untouched.panel[name][:, :leaves].tobytes() == without.panel[name][:, :leaves].tobytes(), name
    assert untouched.vendor[:, :leaves].tobytes() == without.vendor[:, :leaves].tobytes()


@given(scenarios(), policies(), st.integers(0, ROUNDS - 1))
@settings(max_examples=40)
def test_it_is_never_served_again(scenario: Scenario, policy: Policy, leaves: int) -> None:
    if not scenario.accounts or scenario.accounts[0].count > 1:
        return
    chunk = play(taken(scenario, leaves), policy, runs=3)
    first = chunk.panel[:, :, 0]
    own = (first["active"] > 0.0) & (first["generation"] == 0.0)
    assert not own[:, leaves:].any()
    assert (chunk.named["cause"][:, 0] > Cause.NONE).all()
    assert (chunk.named["rounds"][:, 0] <= leaves).all()
    newcomers = (first["active"] > 0.0) & (first["generation"] > 0.0)
    assert (first["leaves"][newcomers] == -1.0).all()


def test_it_parts_at_the_end_of_the_round_before() -> None:
    chunk = play(giant(8))
    record = chunk.named[:, 0]
    away = record["cause"] == Cause.TAKEN
    assert away.any()
    assert (record["rounds"][away] == 8).all()
    assert (chunk.panel["cause"][away, 7, 0] == Cause.TAKEN).all()
    assert (chunk.panel["active"][:, 8, 0] == chunk.panel["generation"][:, 8, 0].astype(bool)).sum() > 0
    assert (chunk.runs["ended"][:, Cause.TAKEN] == away).all()


def test_one_that_ended_before_has_not_been_taken_away() -> None:
    untouched, chunk = play(giant(), rounds=40), play(giant(30), rounds=40)
    ended = untouched.named["rounds"][:, 0] < 30
    assert 0 < ended.sum() < len(ended)
    assert (chunk.named["cause"][ended, 0] == untouched.named["cause"][ended, 0]).all()
    assert (chunk.named["cause"][~ended, 0] != Cause.NONE).all()


def test_what_its_slot_wins_stays() -> None:
    soon = with_settings(giant(4), {"win_hazard": 0.9, "cash": 50.0})
    chunk = play(soon, rounds=20)
    newcomers = chunk.panel[:, 6:, 0]
    served = newcomers["active"] > 0.0
    assert served.any()
    assert (newcomers["leaves"][served] == -1.0).all()
    assert not (newcomers["cause"][served] == Cause.TAKEN).any()


def test_from_the_first_round_on_it_never_begins() -> None:
    chunk = play(giant(0))
    record, others = chunk.named[:, 0], len(giant().account_names) - 1
    assert chunk.named.shape == (40, 1 + others)
    assert (record["cause"] == Cause.TAKEN).all()
    assert (record["rounds"] == 0.0).all()
    assert record["replication"].tolist() == list(range(40))
    assert (chunk.runs["started_with"] == others).all()
    assert chunk.runs["ended"][:, Cause.TAKEN].sum() == 0.0
    assert (account_outcomes(chunk, 0)["survival"] == 0.0).all()


def test_from_the_first_round_on_the_others_share_the_revenue() -> None:
    without = begun(giant(0), load_policy("accommodating")).world.rows
    assert without.active[0] == 0.0
    assert without.revenue_share.sum() == pytest.approx(1.0)
    with_it = begun(giant(), load_policy("accommodating")).world.rows
    assert (without.belief[without.active > 0.0] > with_it.belief[without.active > 0.0]).all()


def test_who_takes_its_place_does_not_take_its_name() -> None:
    soon = with_settings(giant(0), {"win_hazard": 0.9, "cash": 50.0})
    arm = Arm(soon, load_policy("accommodating"), 7, ROUNDS)
    panel = Ensemble(arm, 5).panel()
    assert "Giant" not in set(panel["account"])
    assert "won 1.2" in set(panel["account"])
    model = RelationshipModel(soon, "accommodating", seed=7, rounds=ROUNDS)
    while model.running:
        model.step()
    assert set(model.panel()["account"]) == set(panel["account"].filter(panel["replication"] == 0))


def test_it_can_be_set_and_taken_back() -> None:
    assert with_settings(giant(3), {"accounts.Giant.leaves": "none"}) == giant()
    assert giant(3).accounts[0].leaves == 3


def test_a_story_tells_of_it() -> None:
    told = tell(Arm.of(giant(5), "accommodating", seed=7, rounds=8))
    said = [event.text for chapter in told.chapters for event in chapter.events]
    assert any(text.startswith("The relationship ends as it is taken away, after 5 rounds") for text in said)
    assert any("Giant was lost in round 5 (was taken away)" in text for text in told.ending)


def test_a_story_without_it_says_so() -> None:
    told = tell(Arm.of(giant(0), "accommodating", seed=7, rounds=3))
    assert "Giant has been taken away." in told.opening
    assert not any("Giant" in text for text in told.ending)
