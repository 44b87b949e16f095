"""The files that ``scenarios``, ``policies`` and ``studies new`` write: commented, and valid as they are."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from equipoise.app.files.new import typed
from equipoise.sim.account import ACCOUNT_TYPES, Account
from equipoise.sim.files import load_policy
from equipoise.sim.keys import joined, quoted
from equipoise.sim.parameters import declarations, section_declarations
from equipoise.sim.policy import Levers
from equipoise.sim.scenario import Run

if TYPE_CHECKING:
    from collections.abc import Iterable
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

_MOST_NAMED = 12  # accounts of a base that are named
_EXAMPLES = {"own_margin": 0.4, "level": 3.0}  # values for traits that are drawn when they are not stated
_ARMS = 2  # policies that a study starts with; every further one costs as much again
_REACH = 2.0  # sizes from a half to twice what an account has

_WRONG, _PLAYS = "tells everything that is wrong with it", "plays it"

_SCENARIO = """\
# A scenario for equipoise. It states only what differs from {differs}.
{commands}

title = "One line for a heading"
question = "What do you want to know, in a strategist's words?"
{base}
# Policies to compare; the first is the reference. equipoise policies list tells which there are.
policies = [{policies}]

# [run]
{run}

[vendor]
name = "our company"
{vendor}

# A business of your own, in its currency and in years, in place of sizes and of [vendor]'s cash and fixed_cost.
# Accounts then state what you know of them: revenue, price_to_list, contract_left. scenarios check says what
# is understood.
# [business]
# currency = "euros"
# revenue = 12000000.0
# gross_margin = 0.35
# overhead = 3100000.0
# cash = 900000.0

# Accounts by name. What is not stated is drawn for each run.
{accounts}{others}"""

_ACCOUNTS = """\
[[accounts]]
name = "Giant"
size = 4.0
type = "opportunist"  # or {types}; or, instead of a type: orientation = 0.1
{traits}

[[accounts]]
name = "small"
count = 4
size = 0.5
"""

_POLICY = """\
# A policy for equipoise. It states only the levers in which it differs from an accommodating vendor.
{commands}

title = "One line for a table"
about = "What this vendor does."

[levers]
{levers}
"""

_STUDY = """\
# A study for equipoise: many points of a design, all policies under the same luck at each.
{commands}

title = "One line for a heading"
question = "What do you want to know, in a strategist's words?"

# What is played. Policies face the same luck; the first is the reference.
scenario = {scenario}
{others}policies = [{policies}]

# Runs of each policy at each point.
replications = 200

# What is measured (equipoise outcomes lists all), of all accounts together and of these.
outcomes = ["contribution_margin", "survival"]
accounts = [{account}]

# Which points: latin-hypercube, sobol or saltelli (with points), morris (with trajectories and levels), grid or
# one-at-a-time (with levels).
[design]
kind = "latin-hypercube"
points = 32

# What holds at every point.
# [settings]
# "market.attention" = 0.5

# Runs until intervals are this narrow, to either side, and how many at most (at_most stands above the first [section]).
# [until]
# survival = 0.02

# What is varied: a range, on a linear or a log scale, or a list of values.
[[factors]]
key = "market.rivals"
low = 1
high = 8
{size}
# A lever of one policy; policy.focus would set it in all of them.
[[factors]]
key = {lever}
values = [0.0, 0.02, 0.05]
"""


def scenario_text(path: Path, base: Scenario | None, called: str = "") -> str:
    """Write a scenario to start from."""
    check, play = typed("scenarios", "check", path), typed("compare", path)
    policies = base.policies if base is not None else ["accommodating", "strategic"]
    others = (f"\n# [{section}]\n{_offered(_section(section), keys)}\n" for section, keys in _OFTEN_CHANGED.items())
    return _SCENARIO.format(
        differs=f"the scenario {quoted(base.name)}" if base is not None else "the defaults",
        commands=_commands({check: _WRONG, play: _PLAYS, typed("parameters"): "lists everything that can be stated"}),
        base=f"base = {quoted(called)}\n" if base is not None else "",
        policies=", ".join(map(quoted, policies)),
        run=_offered(section_declarations("run", Run)),
        vendor=_offered(_section("vendor"), ("slots", "cash", "fixed_cost")),
        accounts=_accounts(base),
        others="".join(others),
    )


def _accounts(base: Scenario | None) -> str:
    if base is None:
        traits = _offered(section_declarations("accounts", Account), ("reference", "own_margin", "level"))
        return _ACCOUNTS.format(types=", ".join(kind for kind in ACCOUNT_TYPES if kind != "opportunist"), traits=traits)
    there = ", ".join(quoted(account.name) for account in base.accounts[:_MOST_NAMED])
    lines = [
        f"# Those of {quoted(base.name)} are there already: {there}.",
        "# One of the same name changes that account; another joins them.",
    ]
    if base.accounts:
        first = base.accounts[0]
        lines += ["# [[accounts]]", f"# name = {quoted(first.name)}", f"# size = {first.size}"]
    return "\n".join(lines) + "\n"


def policy_text(path: Path) -> str:
    """Write a policy to start from."""
    check, play = typed("policies", "check", path), typed("compare", "over-a-barrel", "--policy", path)
    levers = _offered(section_declarations("policy", Levers))
    return _POLICY.format(commands=_commands({check: _WRONG, play: _PLAYS}), levers=levers)


def study_text(path: Path, scenario: Scenario, called: str) -> str:
    """Write a study to start from."""
    check, play = typed("studies", "check", path), typed("sweep", path)
    goes_on = f"{_PLAYS}, and goes on where it was ended"
    policies, others = scenario.policies[:_ARMS], scenario.policies[_ARMS:]
    size = ""
    if scenario.accounts:
        first = scenario.accounts[0]
        low, high = (min(max(size, 1e-6), 1e9) for size in (first.size / _REACH, first.size * _REACH))
        key = quoted(joined(("accounts", first.name, "size")))
        size = f'\n[[factors]]\nkey = {key}\nlow = {low}\nhigh = {high}\nscale = "log"\n'
    return _STUDY.format(
        commands=_commands({check: _WRONG, play: goes_on, typed("parameters"): "lists everything that can be varied"}),
        scenario=quoted(called),
        others=f"# The scenario compares others, too: {', '.join(map(quoted, others))}.\n" if others else "",
        policies=", ".join(map(quoted, policies)),
        account=", ".join(quoted(name) for name in scenario.account_names[:1]),
        size=size,
        lever=quoted(joined(("policy", load_policy(policies[-1]).name, "focus"))),
    )


def _commands(does: dict[str, str]) -> str:
    """Commands as comments, and what each does."""
    width = max(map(len, does))
    return "\n".join(f"#   {command:{width}}   {what}" for command, what in does.items())


def _section(name: str) -> list[Declaration]:
    return [declared for declared in declarations() if declared.section == name]


def _offered(declared: Iterable[Declaration], keys: tuple[str, ...] = ()) -> str:
    """Declared values as comments, each under its meaning."""
    return "\n".join(
        line
        for one in declared
        if not keys or one.name in keys
        for line in (
            *wrap(_meaning(one), _WIDTH, initial_indent="# ", subsequent_indent="# "),
            f"# {one.name} = {_value(one)}",
        )
    )


def _meaning(declared: Declaration) -> str:
    unit = f" ({declared.unit})" if declared.unit not in {"", "1", "text", "choice"} else ""
    return f"{declared.meaning.removesuffix('.')}{unit}."


def _value(declared: Declaration) -> str:
    """A default as TOML, or an example where there is none."""
    value: object = declared.default
    if value is None:
        value = _EXAMPLES[declared.name]
    return f'"{value}"' if isinstance(value, str) else str(value)
