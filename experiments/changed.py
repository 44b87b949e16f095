"""Arms with some values changed, in their scenarios and in their policies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from equipoise.sim.arm import Arm
from equipoise.sim.files import named_policy, with_settings
from equipoise.sim.files.settings import PREFIX, with_levers
from equipoise.sim.keys import parts_of
from equipoise.sim.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from equipoise.sim.business.drawn import Market
    from equipoise.sim.policy import Policy


def arms_at(arms: Sequence[Arm], changes: Mapping[str, object]) -> list[Arm]:
    """Set some keys of scenarios, and levers of every policy, or of one by name (``policy.strategic.focus``)."""
    plain = {key: value for key, value in changes.items() if not key.startswith(PREFIX)}
    scenarios = {id(arm.scenario): with_settings(arm.scenario, plain) if plain else arm.scenario for arm in arms}
    return [
        replace(
            arm,
            scenario=scenarios[id(arm.scenario)],
            policy=with_levers(arm.policy, own) if (own := levers_of(arm.policy, changes)) else arm.policy,
        )
        for arm in arms
    ]


_PAIR = 2


@dataclass(frozen=True)
class _Drawn(Arm):
    """An arm of a business that varies, whose market is known."""

    translation: _Translation

    @property
    def played(self) -> Scenario:
        return self.translation.of({})

    def played_with(self, drawn: Sequence[Mapping[str, float]]) -> list[Scenario]:
        return [self.translation.of(values) for values in drawn] or [self.played]


class _Translation:
    """What runs of a business that varies play, written once for both arms of a pair where they play the same."""

    def __init__(self, scenario: Scenario, market: Market, *, twice: bool) -> None:
        self._scenario, self._market, self._twice = scenario, market, twice
        self._waiting: dict[tuple[float, ...], Scenario] = {}

    def of(self, values: Mapping[str, float]) -> Scenario:
        """Write what a run plays; the second arm that asks for it takes it away."""
        key = tuple(values.values())
        found = self._waiting.pop(key, None)
        if found is None:
            found = self._market.with_drawn(self._scenario, values)
            if self._twice:
                self._waiting[key] = found
        return found


class Nearby:
    """Arms with one number after another changed a little, each solved once: what a business is found near its own."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Scenario | _Translation] = {}

    def __call__(self, arms: Sequence[Arm], changes: Mapping[str, object]) -> list[Arm]:
        """Change them, and write each business in the engine's units; what varies in it is drawn as before."""
        twice = len(arms) == _PAIR and len({id(arm.scenario) for arm in arms}) == 1
        return [
            arm if arm.scenario.business is None else self._solved(own.scenario, arm, changes, twice=twice)
            for own, arm in zip(arms, arms_at(arms, changes), strict=True)
        ]

    def _solved(self, before: Scenario, arm: Arm, changes: Mapping[str, object], *, twice: bool) -> Arm:
        from equipoise.sim.business.played import (  # noqa: PLC0415 - who reads studies need not wait for the engine
            changed_a_little,
            market_changed_a_little,
        )

        key = (id(before), *changes.items())
        if key not in self._known:
            self._known[key] = (
                _Translation(arm.scenario, market_changed_a_little(arm.scenario, before), twice=twice)
                if arm.scenario.varies
                else changed_a_little(arm.scenario, before)
            )
        found = self._known[key]
        if isinstance(found, Scenario):
            return replace(arm, scenario=found)
        return _Drawn(arm.scenario, arm.policy, arm.seed, arm.rounds, found)


def levers_of(policy: Policy, settings: Mapping[str, object]) -> dict[str, object]:
    """Choose the settings that are of a policy's levers: those of every policy, then its own, which hold."""
    levers = [(parts_of(key), value) for key, value in settings.items() if key.startswith(PREFIX)]
    every = {f"{PREFIX}{lever}": value for (_, *named, lever), value in levers if not named}
    return every | {f"{PREFIX}{lever}": value for (_, *named, lever), value in levers if named == [policy.name]}


def policy_with(name: str, settings: Mapping[str, object]) -> Policy:
    """Load a policy, maybe under a name of its own, with the settings that are of its levers."""
    found = named_policy(name)
    return with_levers(found, own) if (own := levers_of(found, settings)) else found
