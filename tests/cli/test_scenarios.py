"""Scenarios and policies: listed, shown, started, checked. Parameters and outcomes: listed, searched."""

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from equipoise.sim.files import list_businesses, list_policies, list_scenarios, load_policy, load_scenario
from equipoise.sim.outcomes import OUTCOMES
from equipoise.sim.parameters import declarations
from equipoise.sim.policy import Levers
from equipoise.sim.scenario import Scenario
from tests.cli.conftest import Cli


def test_scenarios_are_listed(cli: Cli) -> None:
    said = cli("scenarios", "list")
    assert re.findall(r"^(\S+)", said.out, re.MULTILINE) == [*list_scenarios(), *list_businesses()]
    document = cli("scenarios", "list", "--json").document
    assert [entry["name"] for entry in document] == [*list_scenarios(), *list_businesses()]
    assert {tuple(entry) for entry in document} == {("name", "title", "question", "claims", "policies")}


@pytest.mark.parametrize("name", list_scenarios())
def test_a_scenario_is_shown(cli: Cli, name: str) -> None:
    said, scenario = cli("scenarios", "show", name), load_scenario(name)
    assert said.code == 0
    flat = " ".join(said.out.split())
    assert " ".join(scenario.question.split()) in flat
    for account in scenario.accounts:
        assert f"\n  {account.name}" in said.out
    for policy in scenario.policies:
        assert f"\n  {policy} " in said.out
    document = cli("scenarios", "show", name, "--json").document
    assert list(document) == [
        *("name", "title", "question", "claims", "policies", "run", "parameters", "accounts", "segments", "differs")
    ]
    for key, value in document["differs"].items():
        section, _, parameter = key.partition(".")
        assert document["parameters"][section][parameter] == value
        assert f"\n  {key} = " in said.out


def test_a_scenario_is_shown_whole_as_a_file(cli: Cli, tmp_path: Path) -> None:
    said = cli("scenarios", "show", "market-entry", "--set", "market.rivals=2", "--toml")
    path = tmp_path / "whole.toml"
    path.write_text(said.out, encoding="utf-8")
    assert load_scenario(path).parameters.market.rivals == 2


def test_a_new_scenario_is_valid_and_so_is_everything_that_it_offers(cli: Cli, tmp_path: Path) -> None:
    said = cli("scenarios", "new", "mine")
    assert (said.code, said.err) == (0, "")
    path = tmp_path / "mine.toml"
    text = path.read_text(encoding="utf-8")
    assert cli("scenarios", "check", "mine.toml").out == "mine.toml: ok, 5 accounts, 2 policies\n"
    assert "# rivals = 4" in text
    path.write_text(re.sub(r"^# (\w+ = |\[)", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    offered, default = load_scenario(path), Scenario()
    assert offered.parameters.model_copy(update={"vendor": default.parameters.vendor}) == default.parameters
    assert offered.run == default.run


def test_a_new_scenario_can_start_from_another(cli: Cli, tmp_path: Path) -> None:
    assert cli("scenarios", "new", "sub.toml", "--base", "over-a-barrel").code == 0
    loaded = load_scenario(tmp_path / "sub.toml")
    assert loaded.account_names == ["Giant", "North", "South"]
    assert loaded.policies == load_scenario("over-a-barrel").policies


def test_a_new_file_overwrites_nothing(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("precious", encoding="utf-8")
    for kind in ("scenarios", "policies"):
        said = cli(kind, "new", "mine")
        assert said.code == 2
        assert "mine.toml is there already" in said.err
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == "precious"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]


def test_files_are_checked_to_the_end(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('title = "x"\n[market]\nrivalz = 1\nattention = 7\n', encoding="utf-8")
    (tmp_path / "worse.toml").write_text("title = [\n", encoding="utf-8")
    said = cli("scenarios", "check", "bad.toml", "base", "worse.toml")
    assert said.code == 2
    assert said.out == "base: ok, 8 accounts, 3 policies\n"
    assert re.findall(r"^(\w+\.toml:\d)", said.err, re.MULTILINE) == ["bad.toml:3", "bad.toml:4", "worse.toml:2"]
    document = cli("scenarios", "check", "bad.toml", "base", "--json")
    assert document.code == 2
    assert [list(entry) for entry in document.document] == [["file", "ok", "errors"]] * 2
    assert [len(entry["errors"]) for entry in document.document] == [2, 0]


def test_a_wrong_policy_of_a_scenario_is_found(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("[levers]\nfocus = 7\n", encoding="utf-8")
    (tmp_path / "mine.toml").write_text('title = "x"\npolicies = ["policy.toml"]\n', encoding="utf-8")
    said = cli("scenarios", "check", "mine.toml")
    assert said.code == 2
    assert "focus = 7" in said.err


def test_the_schema_is_printed_and_accepts_a_new_scenario(cli: Cli, tmp_path: Path) -> None:
    schema = cli("scenarios", "schema").document
    cli("scenarios", "new", "mine")
    jsonschema.validate(tomllib.loads((tmp_path / "mine.toml").read_text(encoding="utf-8")), schema)


def test_policies_are_listed(cli: Cli) -> None:
    assert re.findall(r"^(\S+)", cli("policies", "list").out, re.MULTILINE) == list_policies()
    document = cli("policies", "list", "--json").document
    assert [list(entry) for entry in document] == [["name", "title", "about"]] * len(list_policies())


@pytest.mark.parametrize("name", list_policies())
def test_a_policy_is_shown_with_every_lever(cli: Cli, name: str) -> None:
    said = cli("policies", "show", name)
    assert set(re.findall(r"^  policy\.(\w+) = ", said.out, re.MULTILINE)) == set(Levers.model_fields)
    document = cli("policies", "show", name, "--json").document
    assert list(document) == ["name", "title", "about", "levers", "accounts", "then"]
    assert document["levers"] == load_policy(name).levers.model_dump()


def test_a_lever_can_be_tried(cli: Cli) -> None:
    assert "policy.focus = 0.05 " in cli("policies", "show", "strategic", "--set", "policy.focus=0.05").out


def test_a_new_policy_is_valid_and_so_is_everything_that_it_offers(cli: Cli, tmp_path: Path) -> None:
    assert cli("policies", "new", "mine").code == 0
    path = tmp_path / "mine.toml"
    assert cli("policies", "check", "mine.toml").code == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    assert load_policy(path).levers == Levers()
    assert all(f"# {lever} = " in text for lever in Levers.model_fields)


def test_every_parameter_is_listed_with_unit_range_meaning_and_source(cli: Cli) -> None:
    said = cli("parameters")
    flat = " ".join(said.out.split())
    for declared in declarations():
        assert f"\n  {declared.key} = " in said.out
        assert " ".join(declared.meaning.split()) in flat
    assert "market.rivals = 4 vendors (0 to 1000)" in said.out
    assert "run.seed = 7 (0 to 9223372036854775807)" in said.out
    assert "policy.focus = 0 share of revenue (0 to 1)" in said.out
    assert "accounts.NAME.size" in said.out
    document = cli("parameters", "--json").document
    keys = ("key", "default", "unit", "low", "high", "choices", "meaning", "source")
    assert {tuple(entry) for entry in document} == {keys}
    assert {declared.key for declared in declarations()} < {entry["key"] for entry in document}


def _written(default: object) -> object:
    return "none" if default is None else default


def test_every_listed_parameter_can_be_set(cli: Cli) -> None:
    listed = [entry for entry in cli("parameters", "--json").document if "NAME" not in entry["key"]]
    of_policy = [entry for entry in listed if entry["key"].startswith("policy.")]
    of_business = [entry for entry in listed if entry["key"].startswith("business.")]
    for command, entries in (
        (("scenarios", "show", "base"), [entry for entry in listed if entry not in [*of_policy, *of_business]]),
        (("scenarios", "show", "modems"), [entry for entry in of_business if entry["key"] != "business.revenue"]),
        (("policies", "show", "strategic"), of_policy),
    ):
        settings = [part for entry in entries for part in ("--set", f"{entry['key']}={_written(entry['default'])}")]
        said = cli(*command, *settings)
        assert said.code == 0, said.err


def test_parameters_are_searched_by_word(cli: Cli) -> None:
    found = cli("parameters", "rival", "QUOTE", "--json").document
    assert "market.rivals" in [entry["key"] for entry in found]
    for entry in found:
        told = f"{entry['key']} {entry['meaning']}".casefold()
        assert "rival" in told
        assert "quote" in told


def test_every_outcome_is_listed_with_unit_and_meaning(cli: Cli) -> None:
    flat = " ".join(cli("outcomes").out.split())
    for outcome in OUTCOMES:
        assert " ".join(outcome.meaning.split()) in flat
    document = cli("outcomes", "--json").document
    assert [entry["name"] for entry in document] == [outcome.name for outcome in OUTCOMES]
    assert {tuple(entry) for entry in document} == {("name", "unit", "kind", "meaning", "of")}
    assert json.dumps(cli("outcomes", "margin", "--json").document).count("margin")
