"""Writes scenarios and policies as TOML, every default filled in, exactly."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def scenario_to_toml(scenario: Scenario) -> str:
    """Write a scenario with every default filled in."""
    stated = scenario.model_dump(exclude_none=True)
    sections = stated.pop("parameters")
    return "\n".join(_document(stated | sections)) + "\n"


def policy_to_toml(policy: Policy) -> str:
    """Write a policy with every lever filled in; what it comes to over time hangs on nothing that was before."""
    stated = policy.model_dump(exclude_none=True)
    changes = [{"policy": "accommodating", **part} for part in stated.pop("then")]
    for part in (stated, *changes):
        if not part["accounts"]:
            del part["accounts"]
    return "\n".join(_document(stated | ({"then": changes} if changes else {}))) + "\n"


def _document(stated: dict[str, Any], outer: str = "") -> Iterator[str]:
    """Plain values first, since whatever follows a table's header belongs to that table; no text that says nothing."""
    stated = {name: value for name, value in stated.items() if value != ""}
    tables = {name: value for name, value in stated.items() if isinstance(value, dict)}
    arrays = {
        name: value
        for name, value in stated.items()
        if isinstance(value, list) and value and isinstance(value[0], dict)
    }
    yield from _pairs({name: value for name, value in stated.items() if name not in tables and name not in arrays})
    for name, table in tables.items():
        if not table or not all(isinstance(value, dict) for value in table.values()):
            yield f"\n[{outer}{_key(name)}]"
        yield from _document(table, f"{outer}{_key(name)}.")
    for name, array in arrays.items():
        for table in array:
            yield f"\n[[{outer}{_key(name)}]]"
            yield from _document(table, f"{outer}{_key(name)}.")


def _pairs(table: dict[str, Any]) -> Iterator[str]:
    yield from (f"{_key(name)} = {_value(value)}" for name, value in table.items())


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)


def _value(value: object) -> str:
    """A value as TOML; ``repr`` of a number is the shortest text that reads back as the same number."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        # JSON's escapes are TOML's; but JSON leaves the delete character as it is, which TOML forbids.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(_value(entry) for entry in value)}]"
    return repr(value)
