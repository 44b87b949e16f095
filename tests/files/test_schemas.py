"""The schemas and the field reference: current, complete, and of one mind with the loader."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from equipoise.app.documents.register import FIELDS
from equipoise.app.documents.schemas import policy_schema, scenario_schema
from equipoise.sim.account import Account, Segment
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.files import list_policies, list_scenarios, load_policy, load_scenario
from equipoise.sim.files.writing import policy_to_toml, scenario_to_toml
from equipoise.sim.parameters import Declaration, declarations, section_declarations
from equipoise.sim.policy import Levers
from equipoise.sim.scenario import Run, Scenario
from equipoise.sim.shipped import SHIPPED

BOUNDED = [d for d in declarations() if d.low is not None and d.high is not None]


SCENARIO, POLICY = scenario_schema(), policy_schema()


def wrong(schema: dict[str, Any], text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(tomllib.loads(text))]


def text(name: str, folder: Path = SHIPPED) -> str:
    return (folder / f"{name}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("schema", [SCENARIO, POLICY])
def test_a_schema_is_one(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert "null" not in json.dumps(schema)


@pytest.mark.parametrize("name", list_scenarios())
def test_the_schema_accepts_a_shipped_scenario(name: str) -> None:
    assert wrong(SCENARIO, text(name)) == []
    assert wrong(SCENARIO, scenario_to_toml(load_scenario(name))) == []


@pytest.mark.parametrize("name", list_policies())
def test_the_schema_accepts_a_shipped_policy(name: str) -> None:
    assert wrong(POLICY, text(name, SHIPPED / "policies")) == []
    assert wrong(POLICY, policy_to_toml(load_policy(name))) == []


@pytest.mark.parametrize(
    "misspelt",
    [
        "titl = 'x'", "[markt]\nrivals = 3", "[market]\nrivls = 4", "[parameters.market]\nrivals = 4",
        "[switches]\nfears = true",
        "[run]\nround = 3", "[[accounts]]\nname = 'A'\nsise = 2", "[[segments]]\nname = 'A'\nslot = 2",
        "policies = ['strategc']",
        "claims = ['R22']", "base = 'over-a-barel'", "[[accounts]]\nname = 'A'\ntype = 'oportunist'",
        "[[accounts]]\nsize = 2",
        "[bargaining]\nalternatives = 'optout'", "[switches]\nfear = 'off'", "[[accounts]]\nname = 'A'\nsize = 0",
    ],
)  # fmt: skip
def test_the_schema_rejects_what_the_loader_rejects(misspelt: str, tmp_path: Path) -> None:
    assert wrong(SCENARIO, misspelt)
    (tmp_path / "mine.toml").write_text(misspelt, encoding="utf-8")
    with pytest.raises(EquipoiseError):
        load_scenario(tmp_path / "mine.toml")


@pytest.mark.parametrize(
    "misspelt", ["aboutt = 'x'", "focus = 0.1", "[levers]\nfocs = 0.1", "[levers]\nfocus = 2", "base = 'x'"]
)
def test_the_policy_schema_rejects_what_the_loader_rejects(misspelt: str, tmp_path: Path) -> None:
    assert wrong(POLICY, misspelt)
    (tmp_path / "mine.toml").write_text(misspelt, encoding="utf-8")
    with pytest.raises(EquipoiseError):
        load_policy(tmp_path / "mine.toml")


@pytest.mark.parametrize("declared", BOUNDED, ids=lambda d: d.key)
def test_schema_and_loader_draw_the_same_line(declared: Declaration, tmp_path: Path) -> None:
    assert declared.low is not None
    assert declared.high is not None
    path = tmp_path / "mine.toml"
    for value in (declared.low - 1, declared.high * 2 + 1):
        stated = f"[{declared.section}]\n{declared.name} = {int(value) if isinstance(declared.default, int) else value}"
        assert len(wrong(SCENARIO, stated)) == 1
        path.write_text(stated, encoding="utf-8")
        with pytest.raises(EquipoiseError, match=f"{declared.section}.{declared.name} = "):
            load_scenario(path)


def test_the_field_reference_tells_every_field() -> None:
    told = FIELDS.updated(FIELDS.make())
    keys = [d.key for d in declarations()]
    keys += [f"run.{name}" for name in Run.model_fields]
    keys += [*Account.model_fields, *Segment.model_fields]
    keys += [d.key for d in section_declarations("levers", Levers)]
    keys += [name for name in Scenario.model_fields if name not in {"run", "parameters", "accounts", "segments"}]
    assert [key for key in keys if f"| `{key}` |" not in told] == []


def test_the_field_reference_tells_default_unit_range_meaning_and_source() -> None:
    assert (
        "| `market.rivals` | `4` | vendors | a whole number from 0 to 1,000 "
        "| Rivals that quote each round; 0 is a monopoly. | R5 |"
    ) in FIELDS.updated(FIELDS.make()).splitlines()


def test_tables_are_whole() -> None:
    """Every row of a table has as many cells as its head."""
    head = 0
    for line in FIELDS.updated(FIELDS.make()).splitlines():
        cells = line.count("|")
        head = 0 if not line.startswith("|") else head or cells
        assert cells == head
