"""Scenarios and policies survive being written and read again, to the last bit."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from equipoise.sim.files import list_policies, list_scenarios, load_policy, load_scenario
from equipoise.sim.files.writing import policy_to_toml, scenario_to_toml
from equipoise.sim.parameters.declare import LONGEST_NAME
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.scenario import Scenario
from tests.strategies import meaningful, scenarios

IN_A_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
"""A folder made once for all examples of a test is all that these tests need of it."""


@pytest.mark.parametrize("name", list_scenarios())
def test_a_shipped_scenario_survives_being_written(name: str, tmp_path: Path) -> None:
    scenario = load_scenario(name)
    written = scenario_to_toml(scenario)
    assert load_scenario(save(tmp_path / "other.toml", written)) == scenario
    assert "base" not in tomllib.loads(written)


@pytest.mark.parametrize("name", list_policies())
def test_a_shipped_policy_survives_being_written(name: str, tmp_path: Path) -> None:
    policy = load_policy(name)
    assert load_policy(save(tmp_path / "other.toml", policy_to_toml(policy))) == policy


def test_every_default_is_filled_in() -> None:
    written = tomllib.loads(scenario_to_toml(Scenario()))
    filled = Scenario().model_dump(exclude_none=True)
    assert {name for name in ("title", "question") if filled.pop(name) == ""}.isdisjoint(
        written
    )  # a file with them is refused
    sections = filled.pop("parameters")
    filled.pop("segments")
    assert {key: written[key] for key in filled} == filled
    assert {key: written[key] for key in sections} == sections


def unique_names(scenario: Scenario) -> Scenario:
    named = [account.model_copy(update={"name": f"{account.name} {k}"}) for k, account in enumerate(scenario.accounts)]
    return scenario.model_copy(update={"accounts": named})


def agrees_with_itself(scenario: Scenario) -> bool:
    return not scenario.conflicts()


def save(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


PROSE = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]) | st.sampled_from("\n\t"))
NAMES = PROSE.map(lambda text: " ".join(text.split())[:LONGEST_NAME].strip()).filter(bool)


@IN_A_FOLDER
@given(scenarios().map(unique_names).filter(agrees_with_itself), NAMES, PROSE)
@example(Scenario(), "\u00fc\U0001f984\"'''\\", 'a"b\n\n\tc')
@example(Scenario(accounts=[]), "[x]", "# not a comment")
def test_any_scenario_survives_being_written(tmp_path: Path, scenario: Scenario, name: str, question: str) -> None:
    vendor = scenario.parameters.vendor.model_copy(update={"name": name})
    parameters = scenario.parameters.model_copy(update={"vendor": vendor})
    scenario = scenario.model_copy(update={"name": name, "question": question, "parameters": parameters})
    assert load_scenario(save(tmp_path / "any.toml", scenario_to_toml(scenario))) == scenario


@IN_A_FOLDER
@given(
    st.fixed_dictionaries(
        {}, optional={"focus": st.floats(0, 1).map(meaningful), "walk_away": st.floats(0, 10).map(meaningful)}
    ),
    PROSE,
)
def test_any_policy_survives_being_written(tmp_path: Path, levers: dict[str, float], about: str) -> None:
    policy = Policy(name="any", about=about, levers=Levers(**levers))
    assert load_policy(save(tmp_path / "any.toml", policy_to_toml(policy))) == policy
