"""``scenarios/schema.json`` and ``policy-schema.json``: what editors read about the files of scenarios and policies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from equipoise.sim.account import ACCOUNT_TYPES, Account, Segment
from equipoise.sim.business.facts import Business
from equipoise.sim.files.loading import list_businesses, list_policies, list_scenarios
from equipoise.sim.numbers import ON_OFF
from equipoise.sim.parameters import Parameters
from equipoise.sim.parameters.declare import SMALLEST
from equipoise.sim.policy import Policy
from equipoise.sim.ranges import refused_as_range
from equipoise.sim.scenario import Scenario
from equipoise.sim.wording import table_in

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_ENDS = {"low": {"type": "number"}, "likely": {"type": "number"}, "high": {"type": "number"}}
_INTERVAL = {
    "description": "What a number may be, drawn for each run: uniform, or triangular where what is likely is stated.",
    "anyOf": [
        {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        {"type": "object", "properties": _ENDS, "required": ["low", "high"], "additionalProperties": False},
    ],
}
_DRAWS_FILE = {"type": "string", "pattern": r"\.(csv|parquet)$"}

BASE = {
    "scenario": "Scenario to inherit from: a file then states only what differs from it. Accounts and segments of the "
    "same name are changed, others join those of the base.",
    "policy": "Policy to inherit from: a file then states only what differs from it.",
}

CHANGE = "Policy that holds from this round on; what else is stated here is laid over it, or over what held until then."
"""What ``policy`` in a ``[[then]]`` means: a key of files alone."""


def scenario_parts() -> Iterator[tuple[str, str]]:
    """The schema of scenario files, which is the whole file."""
    yield "", _text(scenario_schema())


def policy_parts() -> Iterator[tuple[str, str]]:
    """The schema of policy files, which is the whole file."""
    yield "", _text(policy_schema())


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def scenario_schema() -> dict[str, Any]:
    """Describe scenario files for editors."""
    schema = _tidied(Scenario.model_json_schema())
    sections = schema["$defs"].pop("Parameters")["properties"]
    own = {name: field for name, field in schema["properties"].items() if name != "parameters"}
    own["policies"]["items"] = _policies()
    own["base"] = {"description": BASE["scenario"], **_one_of([*list_scenarios(), *list_businesses()])}
    schema["$defs"]["Account"]["properties"]["type"]["enum"] = list(ACCOUNT_TYPES)
    own["draws"] = {"description": own["draws"]["description"], "anyOf": [_DRAWS_FILE, _without_words(own["draws"])]}
    tables = (*map(table_in, Parameters.model_fields.values()), Account, Segment, Business)
    for model in filter(None, tables):
        fields = schema["$defs"][model.__name__]["properties"]
        for key in model.model_fields:
            if not refused_as_range(model, key):
                fields[key] = _or_range(fields[key])
    schema["$defs"]["Interval"] = _INTERVAL
    return {"$schema": DRAFT, **schema, "title": "Equipoise scenario", "properties": own | sections}


def _or_range(field: dict[str, Any]) -> dict[str, Any]:
    """A number, or a range of such numbers."""
    said = {key: field[key] for key in ("description", "default") if key in field}
    return said | {"anyOf": [_without_words(field), {"$ref": "#/$defs/Interval"}]}


def _without_words(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key not in {"description", "default"}}


def policy_schema() -> dict[str, Any]:
    """Describe policy files for editors."""
    schema = _tidied(Policy.model_json_schema())
    schema["properties"]["base"] = {"description": BASE["policy"], **_one_of(list_policies())}
    schema["$defs"]["Then"]["properties"]["policy"] = {"description": CHANGE, **_policies()}
    schema.pop("required", None)  # a policy without a name has that of its file
    return {"$schema": DRAFT, **schema, "title": "Equipoise policy"}


def _policies() -> dict[str, Any]:
    """A policy by its name or its path, or in words."""
    kinds = _one_of(list_policies())["anyOf"]
    return {"anyOf": [*kinds, {"type": "string", "pattern": r"(\bfor\b.*\belse|\bthen\b.*\bfrom (round|year)) "}]}


def _one_of(names: list[str]) -> dict[str, Any]:
    """A shipped name, or a file of one's own."""
    return {"anyOf": [{"enum": names}, {"type": "string", "pattern": r"\.toml$"}]}


def _tidied(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a model as an editor shows it: one-line descriptions, units, and no null, which TOML lacks."""
    for table in (schema, *schema.get("$defs", {}).values()):
        table["description"] = table["description"].split("\n")[0]
        table["properties"] = {name: _field(field) for name, field in table["properties"].items()}
    return schema


def _field(field: dict[str, Any]) -> dict[str, Any]:
    field = {key: value for key, value in field.items() if key != "title"}
    if field.get("default", 0) is None:
        del field["default"]
        (stated,) = (kind for kind in field.pop("anyOf") if kind.get("type") != "null")
        field |= stated
    if field.get("type") == "number" and field.get("minimum", 1) <= 0:
        field["not"] = {"exclusiveMinimum": -SMALLEST, "exclusiveMaximum": SMALLEST, "not": {"const": 0}}
    unit, source = field.pop("unit", ""), field.pop("source", "")
    if unit == ON_OFF:
        field["type"] = ["number", "boolean"]
    if "description" in field:
        field["description"] += f" Unit: {unit}." if unit not in {"", "1"} else ""
        field["description"] += f" Source: {source}." if source else ""
    return field
