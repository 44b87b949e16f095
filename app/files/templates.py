"""The files that ``scenarios new`` and ``policies new`` write: commented, and valid as they are."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from equipoise.app.files.new import typed
from equipoise.sim.keys import quoted
from equipoise.sim.parameters import declarations, section_declarations
from equipoise.sim.policy import Levers
from equipoise.sim.scenario import ACCOUNT_TYPES, Account, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from equipoise.sim.parameters import Declaration
    from equipoise.sim.scenario import Scenario

_WIDTH = 100
_OFTEN_CHANGED = {
    "market": ("rivals", "quote_mean", "attention"),
    "bargaining": ("term", "risk_aversion"),
    "demands": ("threat",),
    "hierarchy": ("contribution", "start_level"),
    "communication": ("reorganisation",),
    "portfolio": ("replace_ratio", "win_hazard", "win_credibility"),
}
"""Parameters that the file offers; it points to all the others."""

_MOST_TOLD = 12
"""Accounts of a base that are named."""

_EXAMPLES = {"own_margin": 0.4, "level": 3.0}
"""Values for traits that are drawn when they are not stated."""


def scenario_text(path: Path, base: Scenario | None, called: str = "") -> str:
    """Write a scenario to start from."""
    return "\n".join(_scenario_lines(path, base, called)) + "\n"


def _scenario_lines(path: Path, base: Scenario | None, called: str) -> Iterator[str]:
    differs = f"the scenario {quoted(base.name)}" if base is not None else "the defaults"
    yield f"# A scenario for equipoise. It states only what differs from {differs}."
    yield from _commands(
        {
            typed("scenarios", "check", path): "tells everything that is wrong with it",
            typed("compare", path): "plays it",
            typed("parameters"): "lists everything that can be stated",
        }
    )
    yield ""
    yield 'title = "One line for a heading"'
    yield 'question = "What do you want to know, in a strategist\'s words?"'
    if base is not None:
        yield f"base = {quoted(called)}"
    yield ""
    yield "# Policies to compare; the first is the reference. equipoise policies list tells which there are."
    policies = base.policies if base is not None else ["accommodating", "strategic"]
    named = ", ".join(quoted(policy) for policy in policies)
    yield f"policies = [{named}]"
    yield ""
    yield "# [run]"
    yield from _offered(section_declarations("run", Run))
    yield ""
    yield "[vendor]"
    yield 'name = "our company"'
    yield from _offered(_section("vendor"), ("slots", "cash", "fixed_cost"))
    yield ""
    yield from _accounts(base)
    for section, keys in _OFTEN_CHANGED.items():
        yield ""
        yield f"# [{section}]"
        yield from _offered(_section(section), keys)


def _accounts(base: Scenario | None) -> Iterator[str]:
    yield "# Accounts by name. What is not stated is drawn for each run."
    if base is not None:
        there = ", ".join(quoted(account.name) for account in base.accounts[:_MOST_TOLD])
        yield f"# Those of {quoted(base.name)} are there already: {there}."
        yield "# One of the same name changes that account; another joins them."
        if base.accounts:
            yield "# [[accounts]]"
            yield f"# name = {quoted(base.accounts[0].name)}"
            yield f"# size = {base.accounts[0].size}"
        return
    yield "[[accounts]]"
    yield 'name = "Giant"'
    yield "size = 4.0"
    others = ", ".join(kind for kind in ACCOUNT_TYPES if kind != "opportunist")
    yield f'type = "opportunist"  # or {others}; or, instead of a type: orientation = 0.1'
    yield from _offered(section_declarations("accounts", Account), ("reference", "own_margin", "level"))
    yield ""
    yield "[[accounts]]"
    yield 'name = "small"'
    yield "count = 4"
    yield "size = 0.5"


def policy_text(path: Path) -> str:
    """Write a policy to start from."""
    lines = [
        "# A policy for equipoise. It states only the levers in which it differs from an accommodating vendor.",
        *_commands(
            {
                typed("policies", "check", path): "tells everything that is wrong with it",
                typed("compare", "over-a-barrel", "--policy", path): "plays it",
            }
        ),
        "",
        'title = "One line for a table"',
        'about = "What this vendor does."',
        "",
        "[levers]",
        *_offered(section_declarations("policy", Levers)),
    ]
    return "\n".join(lines) + "\n"


def _commands(told: dict[str, str]) -> Iterator[str]:
    """Commands as comments, and what each does."""
    width = max(map(len, told))
    yield from (f"#   {command:{width}}   {does}" for command, does in told.items())


def _section(name: str) -> list[Declaration]:
    return [declared for declared in declarations() if declared.section == name]


def _offered(declared: Iterable[Declaration], keys: tuple[str, ...] = ()) -> Iterator[str]:
    """Declared values as comments, each under its meaning."""
    for one in declared:
        if not keys or one.name in keys:
            yield from wrap(_explained(one), _WIDTH, initial_indent="# ", subsequent_indent="# ")
            yield f"# {one.name} = {_value(one)}"


def _explained(declared: Declaration) -> str:
    unit = f" ({declared.unit})" if declared.unit not in {"", "1", "text", "choice"} else ""
    return f"{declared.meaning.removesuffix('.')}{unit}."


def _value(declared: Declaration) -> str:
    """A default as TOML, or an example where there is none."""
    value: object = declared.default
    if value is None:
        value = _EXAMPLES[declared.name]
    return f'"{value}"' if isinstance(value, str) else str(value)
