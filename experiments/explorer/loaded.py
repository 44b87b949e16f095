"""Scenarios and policies by name: shipped ones are read once, since who moves a control asks many times a second."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from equipoise.sim.files import list_businesses, list_policies, list_scenarios, load_scenario, named_policy

if TYPE_CHECKING:
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario


def scenario_called(name: str) -> Scenario:
    """Load a scenario, by a shipped name or by its path."""
    return _scenario(name) if name in _shipped()[0] else load_scenario(name)


def policy_called(name: str) -> Policy:
    """Load a policy, by a shipped name, by its path or in words."""
    return _policy(name) if name in _shipped()[1] else named_policy(name)


@cache
def _shipped() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset([*list_scenarios(), *list_businesses()]), frozenset(list_policies())


_scenario = cache(load_scenario)
_policy = cache(named_policy)
