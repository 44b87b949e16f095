"""``scenarios/fields.md``, from the declarations: every key of a file with its default, unit, range and meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from equipoise.app.documents.document import COMMAND
from equipoise.app.documents.schemas import BASE, CHANGE
from equipoise.experiments.markdown import table
from equipoise.sim.account import ACCOUNT_TYPES, TYPES, Account, Segment
from equipoise.sim.business.facts import Business
from equipoise.sim.parameters import Parameters
from equipoise.sim.parameters.declare import SMALLEST
from equipoise.sim.parameters.switches import OFF
from equipoise.sim.policy import VENDOR_WIDE, Levers, Policy, Then
from equipoise.sim.scenario import Run, Scenario
from equipoise.sim.wording import allowed, listed, number, table_in, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

_HEAD = ("key", "default", "unit", "allowed", "meaning", "source")


def parts() -> Iterator[tuple[str, str]]:
    """The page, which is generated whole."""
    yield "", "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Fields of scenario and policy files\n"
    yield f"Generated from the declarations by `{COMMAND} fields`; a test holds it current."
    yield "A file states only what differs from the defaults. On a command line, `--set KEY=VALUE` changes any"
    yield "parameter: by its full key, or by its name alone; a switch by its full key, on or off. A name that holds"
    yield 'more than words is quoted, as TOML quotes keys: `accounts."A=B".size`. A number that may be 0 is 0, or'
    yield f"at least {number(SMALLEST)} away from it.\n"
    yield "Any number of a parameter, a business, an account or a segment may be a range, which is drawn for each run:"
    yield "`[low, high]`, or `{ low = , likely = , high = }`; on a command line `--set market.rivals=3..6`, or"
    yield "`3..4..6`. But for what a run is laid out by: `slots`, `count`, `exchanges` and all of `[run]`.\n"
    yield "## Scenario\n"
    yield "Keys at the top of a scenario file.\n"
    yield from _top(Scenario, "scenario", {"run", "parameters", "accounts", "segments"})
    yield "`draws` is the path of a CSV or Parquet file, from the scenario's folder: a row a draw, a column a key as"
    yield "`--set` takes it. Each run takes one row.\n"
    yield from _section("run", Run)
    yield from _section("business", Business)
    yield from _section("[accounts]", Account)
    yield "Types of account, for `type`:\n"
    kinds = ((f"`{kind.name}`", number(kind.orientation), kind.about) for kind in TYPES)
    yield table(["type", "orientation", "meaning"], *kinds) + "\n"
    yield "Levers of its own stand under `[accounts.policy]`, behind the account that they are of: those of a policy"
    yield f"but for {_vendor_wide()}. On a command line one is `accounts.NAME.policy.focus`. This proposes a"
    yield "charter to one account alone, whichever policy is played:\n"
    yield '```toml\n[[accounts]]\nname = "Giant"\n\n[accounts.policy]\ncharter = true\n```\n'
    yield from _section("[segments]", Segment)
    yield "## Parameters\n"
    for name, field in Parameters.model_fields.items():
        if (section := table_in(field)) is not None:
            yield from _section(name, section)
    yield "What a switch that is off sets:\n"
    yield table(["switch", "sets"], *_switches()) + "\n"
    yield "## Policy\n"
    yield "Keys at the top of a policy file.\n"
    yield from _top(Policy, "policy", {"levers", "accounts", "then"})
    yield "On a command line a lever is `policy.NAME`, and is set in each part of every policy that is compared."
    yield "Wherever a policy is named, words may put some together: `strategic for Giant, else accommodating`, or"
    yield "`accommodating, then strategic from year 2`, which is from round 4.\n"
    yield from _section("levers", Levers)
    yield '### [accounts."NAME"]\n'
    yield "Levers of one account; those that are not stated are as for every other. The keys are those of `[levers]`"
    yield f"but for {_vendor_wide()}, which are of the whole vendor.\n"
    yield from _section("[then]", Then, ("`policy`", "", "text", _names("policy"), CHANGE, ""))


def _vendor_wide() -> str:
    return " and ".join(f"`{name}`" for name in sorted(VENDOR_WIDE))


def _switches() -> Iterator[tuple[str, str]]:
    for switch, settings in OFF.items():
        yield f"`switches.{switch}`", ", ".join(f"`{name} = {_plain(value)}`" for name, value in settings.items())


def _top(model: type[BaseModel], noun: str, tables: set[str]) -> Iterator[str]:
    """The keys at the top of a file."""
    permitted = {
        "claims": '"R1" to "R21"',
        "policies": _names("policy"),
        "draws": "the path of a .csv or .parquet file, or tables, each under its own [[draws]]",
    }
    fields = {name: field for name, field in model.model_fields.items() if name not in tables}
    rows = []
    for name, field in fields.items():
        unit, values = "" if table_in(field) else "text", permitted.get(name, allowed(field, name))
        rows.append((f"`{name}`", _default(field), unit, values, field.description or "", ""))
    yield table(_HEAD, *rows, ("`base`", "", "text", _names(noun), BASE[noun], "")) + "\n"


def _names(noun: str) -> str:
    return f"the name of a shipped {noun}, or a path ending in .toml"


def _section(name: str, model: type[BaseModel], *more: tuple[str, ...]) -> Iterator[str]:
    yield f"### [{name}]\n"
    yield f"{(model.__doc__ or '').splitlines()[0]}\n"
    fields = ((key, field) for key, field in model.model_fields.items())
    yield table(_HEAD, *(_row(name, key, field) for key, field in fields), *more) + "\n"


def _row(section: str, name: str, field: FieldInfo) -> tuple[str, ...]:
    extra: dict[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    unit, source = str(extra.get("unit", "")), str(extra.get("source", ""))
    key = name if section.startswith("[") else f"{section}.{name}"
    inside = f"{section.strip('[]')}.{name}"
    permitted = listed(ACCOUNT_TYPES) if name == "type" else allowed(field, inside if table_in(field) else name)
    return f"`{key}`", _default(field), unit, permitted, field.description or "", source


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be stated"
    value = field.get_default(call_default_factory=True)
    return "" if value is None or table_in(field) else f"`{_plain(value)}`"


def _plain(value: object) -> str:
    """A default as it is best read."""
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else written(value)
