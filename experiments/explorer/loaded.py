"""Scenarios and policies by name: each is read once, since who moves a control asks many times a second."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.sim.files import list_businesses, list_policies, list_scenarios, load_scenario, named_policy

if TYPE_CHECKING:
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

_RESTS_ON_OTHERS = re.compile(rb"^\s*[\"']?(?:base|draws)\b|\.toml", re.MULTILINE)
"""What stands in a file that rests on another one, which may change without it."""


def scenario_called(name: str) -> Scenario:
    """Load a scenario, by a shipped name or by its path; a file is read again once it has changed."""
    if name in _shipped()[0]:
        return _scenario(name)
    try:
        text = Path(name).read_bytes()
    except OSError:
        return load_scenario(name)  # which says what is wrong
    return load_scenario(name) if _RESTS_ON_OTHERS.search(text) else _written(name, text)


def policy_called(name: str) -> Policy:
    """Load a policy, by a shipped name, by its path or in words."""
    return _policy(name) if name in _shipped()[1] else named_policy(name)


@cache
def _shipped() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset([*list_scenarios(), *list_businesses()]), frozenset(list_policies())


@lru_cache(maxsize=32)
def _written(name: str, text: bytes) -> Scenario:
    """Load a file of one's own; ``text`` is what stands in it now."""
    del text
    return load_scenario(name)


_scenario = cache(load_scenario)
_policy = cache(named_policy)
