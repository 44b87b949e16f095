"""A business that is moved is played at first in a market that is looked for near the one before it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from equipoise.sim.business.played import changed_a_little, is_solved, solved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from equipoise.sim.arm import Arm
    from equipoise.sim.scenario import Scenario

MOST_FOUND = 64
"""Businesses of which what was found nearby is kept."""


class Nearly:
    """Arms as they are played before they are at rest; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, Scenario] = {}  # the last that was solved, by the name of a scenario
        self._found: OrderedDict[tuple[str, str], Scenario] = OrderedDict()

    def __call__(self, name: str, arms: Sequence[Arm]) -> list[Arm]:
        """Give arms of one scenario in the engine's units, near the last that was solved; themselves where it is."""
        scenario = arms[0].scenario
        if scenario.business is None or scenario.varies:
            return [*arms]
        known = self._known.get(name)
        if known is None or known.account_names != scenario.account_names or is_solved(scenario):
            solved(scenario)
            self._known[name] = scenario
            return [*arms]
        content = scenario.model_dump_json(), known.model_dump_json()
        with self._lock:
            if content not in self._found:
                self._found[content] = changed_a_little(scenario, known)
            self._found.move_to_end(content)
            while len(self._found) > MOST_FOUND:
                self._found.popitem(last=False)
            return [replace(arm, scenario=self._found[content]) for arm in arms]
