"""Columns of what was drawn of ranges, in tables of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.files.settings import targets_of
from equipoise.sim.wording import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from equipoise.sim.scenario import Scenario


def drawn_columns(scenarios: Iterable[Scenario]) -> dict[str, tuple[str, str]]:
    """Unit and meaning of what is drawn for the runs of some scenarios, by key."""
    found = {}
    for scenario in scenarios:
        targets = targets_of(scenario) if scenario.varies else {}
        for key in scenario.drawn_keys:
            field = targets[key].field
            found[key] = unit_of(field), f"As drawn for the run. {field.description}"
    return found
