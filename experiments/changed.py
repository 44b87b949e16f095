"""Arms with some values changed, in their scenarios and in their policies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from equipoise.sim.arm import Arm
from equipoise.sim.files import named_policy, with_settings
from equipoise.sim.files.settings import PREFIX, with_levers
from equipoise.sim.keys import parts_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from equipoise.sim.business.drawn import Market
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario


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


@dataclass(frozen=True, eq=False)
class _Known:
    """A market that several arms have in common: it equals itself alone."""

    market: Market


@dataclass(frozen=True)
class _Drawn(Arm):
    """An arm of a business whose market is known."""

    known: _Known

    @property
    def played(self) -> Scenario:
        return self.known.market.with_drawn(self.scenario, {})

    def played_with(self, drawn: Sequence[Mapping[str, float]]) -> list[Scenario]:
        return [self.known.market.with_drawn(self.scenario, values) for values in drawn] or [self.played]

    @property
    def content(self) -> Hashable:
        return super().content, self.known


class OneChanged:
    """Arms with one number after another changed; of a business that varies, what is solved is kept for both arms."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], _Known] = {}

    def __call__(self, arms: Sequence[Arm], changes: Mapping[str, object]) -> list[Arm]:
        """Change them; what varies is drawn as before."""
        return [
            self._solved(own.scenario, arm, changes)
            if arm.scenario.business is not None and arm.scenario.varies
            else arm
            for own, arm in zip(arms, arms_at(arms, changes), strict=True)
        ]

    def _solved(self, before: Scenario, arm: Arm, changes: Mapping[str, object]) -> Arm:
        from equipoise.sim.business.played import (  # noqa: PLC0415 - who reads studies need not wait for the engine
            market_moved,
        )

        key = (id(before), *changes.items())
        if key not in self._known:
            self._known[key] = _Known(market_moved(arm.scenario, before))
        return _Drawn(arm.scenario, arm.policy, arm.seed, arm.rounds, self._known[key])


def arms_near(arms: Sequence[Arm], known: Scenario) -> list[Arm]:
    """Arms of one business in a market that is found roughly, from that of a scenario that differs by little.

    None of them where it is not found soon.
    """
    from equipoise.sim.business.played import market_near  # noqa: PLC0415 - likewise

    scenario = arms[0].scenario
    if (market := market_near(scenario, known)) is None:
        return []
    found = _Known(market)
    return [_Drawn(scenario, arm.policy, arm.seed, arm.rounds, found) for arm in arms]


STEPS = 4
"""Parts of an axis's range at whose ends it is solved how a market moves along the ranges of a business."""


class Along:
    """Arms with one number put anywhere in its range, of one business that varies.

    At each value its market is solved whole at the middle of what varies. From afar, how it moves along a range is put
    between the ends of that quarter of the axis, which takes a fifth of the time; closely, that is solved as well.
    """

    def __init__(self, key: str, low: float, high: float, *, whole: bool, closely: bool = False) -> None:
        self._key, self._low, self._step, self._whole = key, low, (high - low) / STEPS, whole
        self._closely = closely

    def __call__(self, arms: Sequence[Arm], changes: Mapping[str, object]) -> list[Arm]:
        """Change them."""
        changed = arms_at(arms, changes)
        scenario = changed[0].scenario
        if len({id(arm.scenario) for arm in changed}) > 1 or not scenario.varies or scenario.business is None:
            return changed
        from equipoise.sim.business.played import market_between  # noqa: PLC0415 - likewise

        value = changes[self._key]
        if self._closely or scenario is arms[0].scenario or not isinstance(value, int | float):
            ends = [(scenario, 1.0)]
        else:
            ends = [
                (scenario if at == value else arms_at(arms[:1], {**changes, self._key: at})[0].scenario, weight)
                for at, weight in self._ends(value)
            ]
        found = _Known(market_between(scenario, ends))
        return [_Drawn(arm.scenario, arm.policy, arm.seed, arm.rounds, found) for arm in changed]

    def _ends(self, value: float) -> list[tuple[float | int, float]]:
        """The ends of the quarter in which a value lies, and how much each counts; an end by itself."""
        first = min(int((value - self._low) / self._step), STEPS - 1) if self._step > 0.0 else 0
        ends = [self._low + (first + k) * self._step for k in (0, 1)]
        low, high = map(round, ends) if self._whole else ends
        if value in {low, high} or low == high:
            return [(value, 1.0)]
        part = (value - low) / (high - low)
        return [(low, 1.0 - part), (high, part)]


def levers_of(policy: Policy, settings: Mapping[str, object]) -> dict[str, object]:
    """Choose the settings that are of a policy's levers: those of every policy, then its own, which hold."""
    levers = [(parts_of(key), value) for key, value in settings.items() if key.startswith(PREFIX)]
    every = {f"{PREFIX}{lever}": value for (_, *named, lever), value in levers if not named}
    return every | {f"{PREFIX}{lever}": value for (_, *named, lever), value in levers if named == [policy.name]}


def policy_with(name: str, settings: Mapping[str, object]) -> Policy:
    """Load a policy, maybe under a name of its own, with the settings that are of its levers."""
    found = named_policy(name)
    return with_levers(found, own) if (own := levers_of(found, settings)) else found
