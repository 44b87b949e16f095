"""Generates what people and editors read about scenario and policy files: two JSON Schemas and the field reference.

``python -m equipoise.sim.files.reference`` writes them into ``scenarios/``; a test holds that they are current.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from equipoise.sim.files.loading import list_policies, list_scenarios
from equipoise.sim.parameters import Parameters
from equipoise.sim.parameters.declare import SMALLEST
from equipoise.sim.parameters.switches import OFF
from equipoise.sim.policy import Levers, Policy
from equipoise.sim.scenario import ACCOUNT_TYPES, SHIPPED, TYPES, Account, Run, Scenario, Segment
from equipoise.sim.wording import allowed, listed, number, table_in, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

DRAFT = "https://json-schema.org/draft/2020-12/schema"

BASE = {
    "scenario": "Scenario to inherit from: a file then states only what differs from it.",
    "policy": "Policy to inherit from: a file then states only what differs from it.",
}


def scenario_schema() -> dict[str, Any]:
    """Describe scenario files for editors.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12. Sections of parameters are tables at the top of a file.
    """
    schema = _tidied(Scenario.model_json_schema())
    sections = schema["$defs"].pop("Parameters")["properties"]
    own = {name: field for name, field in schema["properties"].items() if name != "parameters"}
    own["policies"]["items"] = _one_of(list_policies())
    own["base"] = {"description": BASE["scenario"], **_one_of(list_scenarios())}
    schema["$defs"]["Account"]["properties"]["type"]["enum"] = list(ACCOUNT_TYPES)
    return {"$schema": DRAFT, **schema, "title": "Equipoise scenario", "properties": own | sections}


def policy_schema() -> dict[str, Any]:
    """Describe policy files for editors.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.
    """
    schema = _tidied(Policy.model_json_schema())
    schema["properties"]["base"] = {"description": BASE["policy"], **_one_of(list_policies())}
    schema.pop("required", None)  # a policy without a name has that of its file
    return {"$schema": DRAFT, **schema, "title": "Equipoise policy"}


def field_reference() -> str:
    """Write the field reference: every key with its default, unit, range, meaning and source.

    Returns
    -------
    str
        Markdown.
    """
    return "\n".join(_pages()) + "\n"


def write_all() -> None:
    """Write the schemas and the field reference into the folder of the scenarios."""
    for name, text in generated().items():
        (SHIPPED / name).write_text(text, encoding="utf-8")


def generated() -> dict[str, str]:
    """Generate every file.

    Returns
    -------
    dict of str to str
        Text by the name of the file.
    """
    return {
        "schema.json": json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n",
        "policy-schema.json": json.dumps(policy_schema(), indent=2, ensure_ascii=False) + "\n",
        "fields.md": field_reference(),
    }


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
        (stated,) = (kind for kind in field.pop("anyOf") if kind["type"] != "null")
        field |= stated
    if field.get("type") == "number" and field.get("minimum", 1) <= 0:
        field["not"] = {"exclusiveMinimum": -SMALLEST, "exclusiveMaximum": SMALLEST, "not": {"const": 0}}
    unit, source = field.pop("unit", ""), field.pop("source", "")
    if "description" in field:
        field["description"] += f" Unit: {unit}." if unit not in {"", "1"} else ""
        field["description"] += f" Source: {source}." if source else ""
    return field


def _pages() -> Iterator[str]:
    yield "# Fields of scenario and policy files\n"
    yield "Generated from the declarations by `python -m equipoise.sim.files.reference`; a test holds it current."
    yield "A file states only what differs from the defaults. On a command line, `--set KEY=VALUE` changes any"
    yield "parameter: by its full key, or by its name alone; a switch by its full key, on or off. A name that holds"
    yield 'more than words is quoted, as TOML quotes keys: `accounts."A=B".size`. A number that may be 0 is 0, or'
    yield f"at least {number(SMALLEST)} away from it.\n"
    yield "## Scenario\n"
    yield "Keys at the top of a scenario file.\n"
    yield from _top(Scenario, "scenario", {"run", "parameters", "accounts", "segments"})
    yield from _section("run", Run)
    yield from _section("[accounts]", Account)
    yield "Types of account, for `type`:\n"
    yield "| type | orientation | meaning |\n| --- | --- | --- |"
    yield from (f"| `{kind.name}` | {number(kind.orientation)} | {kind.about} |" for kind in TYPES)
    yield ""
    yield from _section("[segments]", Segment)
    yield "## Parameters\n"
    for name, field in Parameters.model_fields.items():
        if (section := table_in(field)) is not None:
            yield from _section(name, section)
    yield "What a switch that is off sets:\n"
    yield "| switch | sets |\n| --- | --- |"
    for switch, settings in OFF.items():
        values = ", ".join(f"`{name} = {_plain(value)}`" for name, value in settings.items())
        yield f"| `switches.{switch}` | {values} |"
    yield "\n## Policy\n"
    yield "Keys at the top of a policy file.\n"
    yield from _top(Policy, "policy", {"levers"})
    yield "On a command line a lever is `policy.NAME`, and is set in every policy that is compared.\n"
    yield from _section("levers", Levers)


def _top(model: type[BaseModel], noun: str, tables: set[str]) -> Iterator[str]:
    """The keys at the top of a file."""
    permitted = {"claims": '"R1" to "R21"', "policies": _names("policy")}
    fields = {name: field for name, field in model.model_fields.items() if name not in tables}
    rows = [
        _row(name, _default(field), "text", permitted.get(name, allowed(field, name)), field.description or "", "")
        for name, field in fields.items()
    ]
    yield from _table([*rows, _row("base", "", "text", _names(noun), BASE[noun], "")])


def _names(noun: str) -> str:
    return f"the name of a shipped {noun}, or a path ending in .toml"


def _section(name: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"### [{name}]\n"
    yield f"{(model.__doc__ or '').splitlines()[0]}\n"
    yield from _table([_field_row(name, key, field) for key, field in model.model_fields.items()])


def _table(rows: list[str]) -> Iterator[str]:
    yield "| key | default | unit | allowed | meaning | source |\n| --- | --- | --- | --- | --- | --- |"
    yield from rows
    yield ""


def _field_row(section: str, name: str, field: FieldInfo) -> str:
    extra: dict[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    unit, source = str(extra.get("unit", "")), str(extra.get("source", ""))
    key = name if section.startswith("[") else f"{section}.{name}"
    permitted = listed(ACCOUNT_TYPES) if name == "type" else allowed(field, name)
    return _row(key, _default(field), unit, permitted, field.description or "", source)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be stated"
    value = field.get_default(call_default_factory=True)
    return "" if value is None else f"`{_plain(value)}`"


def _plain(value: object) -> str:
    """A default as it is best read."""
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else written(value)


def _row(key: str, *cells: str) -> str:
    return f"| `{key}` | {' | '.join(cells)} |"


if __name__ == "__main__":
    write_all()
