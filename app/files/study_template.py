"""The file that ``studies new`` writes: commented, valid as it is, and about the scenario that is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.files.new import typed
from equipoise.sim.files import load_policy
from equipoise.sim.keys import joined, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from equipoise.sim.scenario import Scenario

_ARMS = 2
"""Policies that a study starts with; every further one costs as much again."""

_REACH = 2.0
"""Sizes from a half to twice what an account has."""


def study_text(path: Path, scenario: Scenario, called: str) -> str:
    """Write a study to start from."""
    parts = (_heading(path), _played(scenario, called), _TEMPLATE.splitlines(), _factors(scenario))
    return "\n".join(line for part in parts for line in part) + "\n"


def _heading(path: Path) -> Iterator[str]:
    told = {
        typed("studies", "check", path): "tells everything that is wrong with it",
        typed("sweep", path): "plays it, and goes on where it was ended",
        typed("parameters"): "lists everything that can be varied",
    }
    width = max(map(len, told))
    yield "# A study for equipoise: many points of a design, all policies under the same luck at each."
    yield from (f"#   {command:{width}}   {does}" for command, does in told.items())


def _played(scenario: Scenario, called: str) -> Iterator[str]:
    yield ""
    yield 'title = "One line for a heading"'
    yield 'question = "What do you want to know, in a strategist\'s words?"'
    yield ""
    yield "# What is played. Policies face the same luck; the first is the reference."
    yield f"scenario = {quoted(called)}"
    if others := scenario.policies[_ARMS:]:
        yield f"# The scenario compares others, too: {', '.join(map(quoted, others))}."
    yield f"policies = [{', '.join(map(quoted, scenario.policies[:_ARMS]))}]"
    yield ""
    yield "# Runs of each policy at each point."
    yield "replications = 200"
    yield ""
    yield "# What is measured (equipoise outcomes lists all), of all accounts together and of these."
    yield 'outcomes = ["contribution_margin", "survival"]'
    yield f"accounts = [{', '.join(quoted(name) for name in scenario.account_names[:1])}]"


_TEMPLATE = """
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
high = 8"""


def _factors(scenario: Scenario) -> Iterator[str]:
    if scenario.accounts:
        first = scenario.accounts[0]
        low, high = (min(max(size, 1e-6), 1e9) for size in (first.size / _REACH, first.size * _REACH))
        yield from ("", "[[factors]]", f"key = {quoted(joined(('accounts', first.name, 'size')))}")
        yield from (f"low = {low}", f"high = {high}", 'scale = "log"')
    last = load_policy(scenario.policies[:_ARMS][-1]).name
    yield from ("", "# A lever of one policy; policy.focus would set it in all of them.", "[[factors]]")
    yield from (f"key = {quoted(joined(('policy', last, 'focus')))}", "values = [0.0, 0.02, 0.05]")
