"""The contract of the two drivers: same scenario, policy, seed and replication, same trajectory to the last bit."""

import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from equipoise.sim import runner
from equipoise.sim.account import Account
from equipoise.sim.agents import AccountAgent, VendorAgent
from equipoise.sim.arm import Arm
from equipoise.sim.ensemble import Ensemble
from equipoise.sim.files import list_policies, list_scenarios, load_policy, load_scenario
from equipoise.sim.files.settings import with_settings
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.model import RelationshipModel
from equipoise.sim.moves import Investment, Position, Purchase, Terms
from equipoise.sim.policy import Policy
from equipoise.sim.runner import stream
from equipoise.sim.scenario import Scenario
from equipoise.sim.state import RELATIONSHIP_ROW
from equipoise.sim.whose import side_by_side
from tests.strategies import plays

ROOT = Path(__file__).parent.parent
SEED = 7


class Trajectory(NamedTuple):
    """Every row after every round: shape (rounds, slots), and (rounds,) for the vendor."""

    rows: NDArray[Any]
    vendor: NDArray[Any]


def by_mesa(model: RelationshipModel) -> Trajectory:
    rows, vendor = [], []
    while model.running:
        model.step()
        rows.append(side_by_side(model.world))
        vendor.append(model.world.vendor[0].copy())
    return Trajectory(np.array(rows, RELATIONSHIP_ROW), np.array(vendor, model.world.vendor.dtype))


def by_kernel(scenario: Scenario, policy: Policy, seed: int, replication: int, rounds: int) -> Trajectory:
    chunk = play_chunk(Arm(scenario, policy, seed, rounds), [replication], panel=True)
    return Trajectory(chunk.panel[0], chunk.vendor[0])


def differing(one: Trajectory, other: Trajectory) -> list[str]:
    """Columns that are not the same bit for bit."""
    pairs = [(one.rows, other.rows), (one.vendor, other.vendor)]
    return [
        name
        for a, b in pairs
        for name in a.dtype.names or ()
        if a[name].shape != b[name].shape or a[name].tobytes() != b[name].tobytes()
    ]


@cache
def base() -> Scenario:
    return load_scenario("base")


@cache
def strategic() -> Policy:
    return load_policy("strategic")


@cache
def fragile() -> Scenario:
    """Accounts go elsewhere often, end soon and are soon replaced."""
    return with_settings(
        base(), {"exit_hazard": 0.2, "win_hazard": 0.5, "replace_ratio": 1.0, "cash": 20.0, "collapse": 0.2}
    )


# One rulebook, two drivers


@pytest.mark.parametrize(("name", "policy"), [*product(list_scenarios(), list_policies())])
def test_both_drivers_give_every_shipped_scenario_and_policy_the_same_trajectory(name: str, policy: str) -> None:
    scenario, played = load_scenario(name), load_policy(policy)
    model = RelationshipModel(scenario, played, seed=SEED, replication=3)
    assert differing(by_mesa(model), by_kernel(scenario, played, SEED, 3, scenario.run.rounds)) == []
    arm = Arm(scenario, played, SEED, scenario.run.rounds)
    assert model.panel().equals(Ensemble(arm, 1).panel([3]))
    assert model.vendor_panel().equals(Ensemble(arm, 1).vendor_panel([3]))


@given(plays(), st.integers(0, 2**63 - 1), st.integers(0, 2**32), st.integers(1, 12))
@settings(max_examples=40)
def test_both_drivers_give_generated_ones_the_same_trajectory(
    played: tuple[Scenario, Policy], seed: int, replication: int, rounds: int
) -> None:
    scenario, policy = played
    model = RelationshipModel(scenario, policy, seed=seed, replication=replication, rounds=rounds)
    assert differing(by_mesa(model), by_kernel(scenario, policy, seed, replication, rounds)) == []
    ensemble = Ensemble(Arm(scenario, policy, seed, rounds), 1)
    assert model.panel().equals(ensemble.panel([replication]))
    assert model.vendor_panel().equals(ensemble.vendor_panel([replication]))


def test_a_seed_and_a_replication_of_zero_are_like_any_other() -> None:
    model = RelationshipModel(base(), "accommodating", seed=0, replication=0, rounds=8)
    other = RelationshipModel(base(), "accommodating", seed=0, replication=1, rounds=8)
    played = by_mesa(model)
    assert differing(played, by_kernel(base(), load_policy("accommodating"), 0, 0, 8)) == []
    assert differing(played, by_mesa(other)) != []


# What results do not depend on


def outcomes(replications: int, threads: int) -> pl.DataFrame:
    arm = Arm(base(), strategic(), SEED, 8)
    return Ensemble(arm, replications, threads).outcomes


def test_results_do_not_depend_on_threads() -> None:
    assert outcomes(700, 1).equals(outcomes(700, 3))


def test_results_do_not_depend_on_the_size_of_a_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = outcomes(300, 2)
    monkeypatch.setattr(runner, "CELLS", 7 * 400)
    assert outcomes(300, 2).equals(expected)


def test_a_replication_does_not_depend_on_the_others_that_are_played() -> None:
    runs = Ensemble(Arm(base(), strategic(), SEED, 8), 6)
    assert runs.panel([5]).equals(runs.panel().filter(pl.col("replication") == 5))
    assert runs.panel([5, 2]).filter(pl.col("replication") == 2).equals(runs.panel([2]))
    assert runs.vendor_panel([5]).equals(runs.vendor_panel().filter(pl.col("replication") == 5))


def test_a_longer_run_begins_as_a_shorter_one() -> None:
    short = by_kernel(base(), strategic(), SEED, 0, 10)
    longer = by_kernel(base(), strategic(), SEED, 0, 40)
    assert differing(short, Trajectory(longer.rows[:10], longer.vendor[:10])) == []


def test_an_arm_does_not_depend_on_the_arms_beside_it() -> None:
    arms = [Arm(base(), load_policy(name), SEED, 8) for name in ("accommodating", "strategic", "transactional")]

    def by_policy(order: Iterable[Arm]) -> dict[str, list[Chunk]]:
        chosen = list(order)
        found: dict[str, list[Chunk]] = {arm.policy.name: [] for arm in chosen}
        for chunks in stream(chosen, range(300)):
            for arm, chunk in zip(chosen, chunks, strict=True):
                found[arm.policy.name].append(chunk)
        return found

    forwards, backwards, alone = by_policy(arms), by_policy(reversed(arms)), by_policy(arms[1:2])
    for name, chunks in forwards.items():
        for chunk, other in zip(chunks, backwards[name], strict=True):
            assert chunk.runs.tobytes() == other.runs.tobytes()
            assert chunk.named.tobytes() == other.named.tobytes()
    assert [c.runs.tobytes() for c in alone["strategic"]] == [c.runs.tobytes() for c in forwards["strategic"]]


def test_keeping_more_of_a_run_does_not_change_it() -> None:
    bare = play_chunk(Arm(base(), strategic(), SEED, 12), range(20))
    kept = play_chunk(Arm(base(), strategic(), SEED, 12), range(20), relationships=True, panel=True)
    assert bare.runs.tobytes() == kept.runs.tobytes()
    assert bare.named.tobytes() == kept.named.tobytes()


# Agents that decide


class Refuses(VendorAgent):
    """Grants no demand: one decision, and nothing else."""

    def answer_demand(self, account: AccountAgent, asked: float) -> float:
        return 0.0


class PursuesNobody(VendorAgent):
    def pursue(self) -> bool:
        return False


class InvestsNothing(VendorAgent):
    def invest(self, account: AccountAgent) -> Investment:
        return Investment(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)


class OffersNoCommitment(VendorAgent):
    def terms(self, account: AccountAgent) -> Terms:
        return super().terms(account)._replace(commitment=0.0)


class OpensHigh(VendorAgent):
    def position(self, account: AccountAgent, terms: Terms) -> Position:
        position = super().position(account, terms)
        return position._replace(opening=position.opening + 0.1)


class TakesNobodyBack(VendorAgent):
    def take_back(self, account: AccountAgent) -> bool:
        return False


class NeverComesBack(AccountAgent):
    def come_back(self) -> bool:
        return False


class SignsNothing(AccountAgent):
    def sign_charter(self) -> bool:
        return False


class ShirksEffort(AccountAgent):
    def effort(self) -> float:
        return 0.0


class WantsMoreSupport(AccountAgent):
    def terms(self) -> Terms:
        terms = super().terms()
        return terms._replace(support=terms.support + 0.02)


class BidsLow(AccountAgent):
    def position(self, terms: Terms) -> Position:
        position = super().position(terms)
        return position._replace(opening=position.opening - 0.1)


class AsksForAlms(AccountAgent):
    def demand(self) -> float:
        return super().demand() + 0.01


class BuysElsewhere(AccountAgent):
    def buy(self, quote: float) -> Purchase:
        return Purchase(1.0, 0.0)


VENDORS = [Refuses, PursuesNobody, InvestsNothing, OffersNoCommitment, OpensHigh, TakesNobodyBack]
ACCOUNTS = [SignsNothing, ShirksEffort, WantsMoreSupport, BidsLow, AsksForAlms, BuysElsewhere, NeverComesBack]


@cache
def undisturbed() -> Trajectory:
    return by_mesa(RelationshipModel(fragile(), strategic(), seed=SEED, rounds=12))


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_vendor_that_overrides_one_decision_changes_the_trajectory(vendor: type[VendorAgent]) -> None:
    model = RelationshipModel(fragile(), strategic(), seed=SEED, rounds=12, vendor_class=vendor)
    assert differing(by_mesa(model), undisturbed()) != []


@pytest.mark.parametrize("account", ACCOUNTS)
def test_an_account_that_overrides_one_decision_changes_the_trajectory(account: type[AccountAgent]) -> None:
    model = RelationshipModel(fragile(), strategic(), seed=SEED, rounds=12, account_class=account)
    assert differing(by_mesa(model), undisturbed()) != []


def test_every_decision_is_overridden_above() -> None:
    """So that no decision is taken behind an agent's back."""

    def decisions(agent: type[VendorAgent | AccountAgent]) -> set[str]:
        return {name for name, own in vars(agent).items() if callable(own) and not name.startswith("_")}

    assert set().union(*map(decisions, VENDORS)) == decisions(VendorAgent)
    assert set().union(*map(decisions, ACCOUNTS)) == decisions(AccountAgent)


def test_a_decision_does_what_it_says() -> None:
    model = RelationshipModel(fragile(), strategic(), seed=SEED, rounds=12, vendor_class=Refuses)
    by_mesa(model)
    panel = model.panel()
    assert panel["asked"].sum() > 0.0
    assert panel["granted"].sum() == 0.0


def test_agents_that_restate_the_default_change_nothing() -> None:
    class Restated(VendorAgent):
        def position(self, account: AccountAgent, terms: Terms) -> Position:
            return Position(*super().position(account, terms))

    model = RelationshipModel(fragile(), strategic(), seed=SEED, rounds=12, vendor_class=Restated)
    assert differing(by_mesa(model), undisturbed()) == []


# A real Mesa model


def test_agents_come_and_go_with_their_relationships() -> None:
    model = RelationshipModel(fragile(), strategic(), seed=SEED, rounds=20)
    seen: dict[int, AccountAgent] = {agent.unique_id: agent for agent in model.accounts.values()}
    assert [agent.name for agent in model.accounts.values()] == fragile().account_names
    while model.running:
        model.step()
        seen |= {agent.unique_id: agent for agent in model.accounts.values()}
        assert set(model.accounts) == set(np.flatnonzero(model.world.rows.active > 0.0))
        assert set(model.agents) == {model.vendor, *model.accounts.values()}
        assert all(agent.row.active for agent in model.accounts.values())
    labels = {agent.name for agent in seen.values()}
    assert len(seen) == len(labels) > len(fragile().account_names)
    assert labels == set(model.panel()["account"])


def test_stepping_beyond_the_horizon_does_nothing() -> None:
    model = RelationshipModel(base(), strategic(), seed=SEED, rounds=2)
    while model.running:
        model.step()
    before = model.panel()
    model.step()
    assert model.round == 2
    assert model.panel().equals(before)


def test_the_data_collector_collects_what_the_panel_holds() -> None:
    model = RelationshipModel(fragile(), strategic(), seed=SEED, rounds=12)
    while model.running:
        model.step()
    panel = model.panel()
    of_model = model.datacollector.get_model_vars_dataframe()
    assert len(of_model) == 12
    served = panel.group_by("round", maintain_order=True).agg(pl.len(), pl.col("cash").first())
    assert of_model["accounts"].to_list() == served["len"].to_list()
    assert of_model["cash"].to_list() == served["cash"].to_list()
    of_accounts = model.datacollector.get_agenttype_vars_dataframe(AccountAgent)
    assert len(of_accounts) == panel.height
    for column in ("price", "level", "dependence_vendor"):
        assert sorted(of_accounts[column]) == sorted(panel[column])


def test_accounts_that_nobody_has_are_no_agents() -> None:
    model = RelationshipModel(Scenario(accounts=[Account(name="only")]), "accommodating", rounds=1)
    assert [agent.name for agent in model.accounts.values()] == ["only"]
    assert model.panel().is_empty()


# With the compiler off

_PLAIN = """
import sys
import numpy as np
from equipoise.sim.files import load_policy, load_scenario
from equipoise.sim.model import RelationshipModel
from tests.test_contract import by_kernel, by_mesa, differing

scenario, policy = load_scenario("over-a-barrel"), load_policy("strategic")
played = by_mesa(RelationshipModel(scenario, policy, seed=7, rounds=20))
assert differing(played, by_kernel(scenario, policy, 7, 0, 20)) == []
np.savez(sys.argv[1], rows=played.rows, vendor=played.vendor)
"""


def test_rules_agree_with_themselves_when_the_compiler_is_off(tmp_path: Path) -> None:
    """With one C library they agree to the last bit; to 1e-9, where the compiler brings an exp or log of its own."""
    file = tmp_path / "plain.npz"
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", _PLAIN, str(file)]
    subprocess.run(command, env=environment, check=True, cwd=ROOT)
    off = np.load(file)
    on = by_kernel(load_scenario("over-a-barrel"), strategic(), SEED, 0, 20)
    for mine, theirs in ((on.rows, off["rows"]), (on.vendor, off["vendor"])):
        for name in mine.dtype.names or ():
            np.testing.assert_allclose(mine[name], theirs[name], rtol=1e-9, atol=1e-9, err_msg=name)
