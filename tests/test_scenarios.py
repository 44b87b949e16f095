"""The shipped scenarios and policies: they load, they run, and they name only what exists."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from equipoise.sim.account import ACCOUNT_TYPES, TYPES, Account, Segment
from equipoise.sim.arm import Arm
from equipoise.sim.files import list_policies, list_scenarios, load_policy, load_scenario
from equipoise.sim.kernel import Chunk, play_chunk
from equipoise.sim.parameters import Parameters
from equipoise.sim.policy import Levers
from equipoise.sim.scenario import Scenario
from equipoise.sim.shipped import SHIPPED

SCENARIOS = list_scenarios()
POLICIES = list_policies()
REPLICATIONS = 8

ASKED_FOR = {
    "base", "over-a-barrel", "strategic-vendor", "reference-account", "market-entry", "commodity-at-level-four",
    "pennies-less",
    "the-wrong-account", "new-management", "ten-to-one", "route-monopoly", "route-lock-in", "route-best-in-class",
    "growth-network",
    "beneath-the-radar", "even-portfolio", "standing-still",
}  # fmt: skip


def file(name: str, folder: Path = SHIPPED) -> dict[str, Any]:
    """What a shipped file itself states."""
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def played(scenario: str, policy: str) -> Chunk:
    chosen = load_scenario(scenario)
    return play_chunk(Arm(chosen, load_policy(policy), chosen.run.seed, chosen.run.rounds), range(REPLICATIONS))


def test_every_scenario_that_was_asked_for_is_there() -> None:
    assert set(SCENARIOS) >= ASKED_FOR


def test_the_account_types_are_no_scenario() -> None:
    assert "account-types" not in SCENARIOS


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_asks_a_question_and_names_its_claims(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.name == name
    assert scenario.question.strip().endswith(("?", "?)", ".)"))
    assert scenario.title
    assert scenario.claims
    assert len(scenario.claims) == len(set(scenario.claims))


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_file_opens_with_its_schema_and_its_question(name: str) -> None:
    first, second, *_ = (SHIPPED / f"{name}.toml").read_text(encoding="utf-8").splitlines()
    assert first == "#:schema schema.json"
    assert second.startswith("question = ")


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_compares_policies_that_exist(name: str) -> None:
    policies = load_scenario(name).policies
    assert len(policies) >= 2
    assert set(policies) <= set(POLICIES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_file_states_only_what_differs(name: str) -> None:
    stated = file(name)
    above = load_scenario(stated["base"]) if "base" in stated else Scenario()
    same = [
        f"{section}.{key}"
        for section in Parameters.model_fields
        for key, value in stated.get(section, {}).items()
        if value == getattr(getattr(above.parameters, section), key)
    ]
    for model, tables, held in ((Account, "accounts", above.accounts), (Segment, "segments", above.segments)):
        known = {table.name: table for table in held} if "base" in stated else {}
        for table in stated.get(tables, []):
            default = known.get(table["name"], model(name=table["name"]))
            same += [
                f"{table['name']}.{key}"
                for key, value in table.items()
                if key != "name" and value == getattr(default, key)
            ]
    assert same == []


@pytest.mark.parametrize(
    ("scenario", "policy"), [(name, policy) for name in SCENARIOS for policy in load_scenario(name).policies]
)
def test_a_scenario_runs_under_its_policies(scenario: str, policy: str) -> None:
    chosen, chunk = load_scenario(scenario), played(scenario, policy)
    assert chunk.named.shape == (REPLICATIONS, len(chosen.account_names))
    for table in (chunk.runs, chunk.named):
        assert all(np.isfinite(table[column]).all() for column in table.dtype.names)
    assert (chunk.named["rounds"] >= 1).all()
    assert (chunk.runs["revenue"] > 0).all()
    assert (chunk.runs["rounds"] == chosen.run.rounds).all()


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_arms_of_a_scenario_differ(name: str) -> None:
    """A policy that changes nothing would be a mistake, but for the pair of which that is the point."""
    policies = load_scenario(name).policies
    alike = {
        (first, second)
        for k, first in enumerate(policies)
        for second in policies[k + 1 :]
        if np.array_equal(played(name, first).runs, played(name, second).runs)
    }
    nobody_special = all(a.reference == 0 and a.opens is None for a in load_scenario(name).accounts)
    pair = ("transactional", "accommodating")
    assert alike == ({pair} if nobody_special and set(pair) <= set(policies) else set())


def test_the_giant_wants_a_partnership_in_one_scenario_and_not_in_the_other() -> None:
    barrel, strategic = load_scenario("over-a-barrel"), load_scenario("strategic-vendor")
    assert strategic.parameters == barrel.parameters
    assert [a.name for a in strategic.accounts] == [a.name for a in barrel.accounts]
    giant, partner = barrel.accounts[0], strategic.accounts[0]
    assert (giant.orientation, partner.orientation) == (0.2, 0.8)
    assert giant.model_copy(update={"orientation": 0.8}) == partner
    assert strategic.accounts[1:] == barrel.accounts[1:]


@pytest.mark.parametrize("name", ["route-monopoly", "route-lock-in", "route-best-in-class"])
def test_a_route_is_the_barrel_with_one_thing_changed(name: str) -> None:
    barrel, route = load_scenario("over-a-barrel"), load_scenario(name)
    changed = {
        key for key in Parameters.model_fields if getattr(route.parameters, key) != getattr(barrel.parameters, key)
    }
    assert len(changed) == 1
    assert [a.orientation for a in route.accounts] == [a.orientation for a in barrel.accounts]


def test_the_wrong_account_never_changes_its_mind() -> None:
    never = load_scenario("the-wrong-account")
    assert never.accounts[0].orientation == 0
    assert never.parameters.communication.reorganisation == 0


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_has_a_title_and_says_what_it_does(name: str) -> None:
    policy = load_policy(name)
    assert policy.name == name
    assert policy.title
    assert policy.about.endswith(".")


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_states_only_what_differs(name: str) -> None:
    stated = file(name, SHIPPED / "policies")
    above = load_policy(stated["base"]).levers if "base" in stated else Levers()
    assert [key for key, value in stated.get("levers", {}).items() if value == getattr(above, key)] == []


def test_the_accommodating_vendor_is_the_default() -> None:
    assert load_policy("accommodating").levers == Levers()


@pytest.mark.parametrize("name", sorted(set(POLICIES) - {"beneath-the-radar"}))
def test_policies_share_bluff_and_concession(name: str) -> None:
    levers, shared = load_policy(name).levers, Levers()
    assert (levers.bluff, levers.concession, levers.walk_away) == (shared.bluff, shared.concession, shared.walk_away)


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("strategic-no-screen", {"screen"}),
        ("strategic-no-channel", {"channel", "sponsor"}),
        ("strategic-no-charter", {"charter"}),
    ],
)
def test_a_strategic_vendor_without_a_part_is_otherwise_the_same(name: str, without: set[str]) -> None:
    strategic, lacking = load_policy("strategic").levers, load_policy(name).levers
    assert {key for key in Levers.model_fields if getattr(strategic, key) != getattr(lacking, key)} == without
    assert all(getattr(lacking, key) == 0 for key in without)


def test_account_types_run_from_opportunist_to_partner() -> None:
    assert next(iter(ACCOUNT_TYPES)) == "opportunist"
    assert list(ACCOUNT_TYPES)[-1] == "partner"
    assert list(ACCOUNT_TYPES.values()) == sorted(ACCOUNT_TYPES.values())
    assert all(kind.about.endswith(".") for kind in TYPES)
