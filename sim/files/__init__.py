"""Scenario and policy files: found, read, inherited, checked, changed by settings, and written."""

from equipoise.sim.files.loading import (
    from_folder,
    list_businesses,
    list_policies,
    list_scenarios,
    load_policy,
    load_scenario,
    named_policy,
    policy_of,
    policy_to_toml,
    scenario_of,
    scenario_to_toml,
    split_settings,
    with_settings,
)

__all__ = [
    "from_folder",
    "list_businesses",
    "list_policies",
    "list_scenarios",
    "load_policy",
    "load_scenario",
    "named_policy",
    "policy_of",
    "policy_to_toml",
    "scenario_of",
    "scenario_to_toml",
    "split_settings",
    "with_settings",
]
