"""The runs that a claim is tested on: each case is played once, when something is first asked of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from math import inf
from typing import TYPE_CHECKING, Any, TypeVar

from equipoise.experiments.claims.playing import play, play_rounds
from equipoise.sim.arm import Arm
from equipoise.sim.files import load_policy, load_scenario
from equipoise.sim.files.settings import full_key, full_keys, targets_of
from equipoise.sim.parameters import declarations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.experiments.claims.case import Case, Luck
    from equipoise.experiments.claims.playing import Played
    from equipoise.sim.policy import Policy
    from equipoise.sim.scenario import Scenario

Made = TypeVar("Made")


class Runs:
    """Cases played under the same luck, elsewhere in the space of parameters where settings say so.

    What a case sets itself comes before what is set in all; ``scales`` are parameters that are so many times their own
    value in each scenario.
    """

    def __init__(
        self, luck: Luck, settings: Mapping[str, object] | None = None, scales: Mapping[str, float] | None = None
    ) -> None:
        self.luck = luck
        self.settings = dict(settings or {})
        self.scales = dict(scales or {})
        self._kept: dict[object, Any] = {}

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """Make something the first time that it is asked for by this key, and keep it."""
        if key not in self._kept:
            self._kept[key] = make()
        made: Made = self._kept[key]
        return made

    def arm(self, case: Case) -> Arm:
        """What is played of a case: its files, with all that is set."""
        return self.once(("arm", case), lambda: self._arm(case))

    def of(self, case: Case) -> Played:
        """Outcomes of a case's runs."""
        return self.once(case, lambda: play(self.arm(case), self.luck.runs * case.times))

    def rounds(
        self, case: Case, account: str | tuple[str, ...], columns: Sequence[str]
    ) -> Mapping[str, NDArray[np.float64]]:
        """Columns of an account in every round: by name, shape (runs, rounds), NaN once it has gone.

        Of several accounts the shape is (runs, rounds, accounts).
        """
        runs = self.luck.runs * case.times
        return self.once((case, account, tuple(columns)), lambda: play_rounds(self.arm(case), runs, account, columns))

    def fresh(self, at_most: int | None = None) -> Runs:
        """Other luck, for what is fitted or chosen before it is tested."""
        luck = self.luck.fresh()
        if at_most is not None:
            luck = luck._replace(runs=min(luck.runs, at_most))
        return self.once(("fresh", luck), lambda: Runs(luck, self.settings, self.scales))

    def _arm(self, case: Case) -> Arm:
        if not self.settings and not self.scales:
            return replace(_shipped_arm(case), seed=self.luck.seed)
        scenario, policy = shipped_scenario(case.scenario), shipped_policy(case.policy)
        scaled = {key: _times(scenario, key, scale) for key, scale in self.scales.items()}
        return Arm.of(scenario, policy, {**scaled, **self.settings, **dict(case.settings)}, seed=self.luck.seed)


def _times(scenario: Scenario, key: str, scale: float) -> float:
    """A parameter's own value times a number, within its range; of what rivals ask, what is above the unit cost."""
    section, _, name = key.partition(".")
    own: float = getattr(getattr(scenario.parameters, section), name)
    base = scenario.parameters.product.unit_cost if key == "market.quote_mean" else 0.0
    low, high = RANGES[key]
    value: float = min(max(base + scale * (own - base), low), high)
    return round(value) if isinstance(own, int) else value


RANGES = {
    one.key: (-inf if one.low is None else one.low, inf if one.high is None else one.high) for one in declarations()
}


@cache
def shipped_scenario(name: str) -> Scenario:
    """Files read once: some hundreds of arms differ in their settings alone."""
    return load_scenario(name)


@lru_cache(maxsize=1024)  # of those whose settings are fitted on their own luck there is no end
def _shipped_arm(case: Case) -> Arm:
    """A case where nothing else is set, whatever the luck: claims share many, and to check one takes a while."""
    return Arm.of(shipped_scenario(case.scenario), shipped_policy(case.policy), dict(case.settings))


def full_name(key: str, scenario: str) -> str:
    """A key as a shipped scenario has it, by whichever of its names it goes."""
    return full_key(key, _full_names(scenario)) or key


@cache
def _full_names(scenario: str) -> Mapping[str, str]:
    return full_keys(targets_of(shipped_scenario(scenario)))


@cache
def shipped_policy(name: str) -> Policy:
    """The same of policies."""
    return load_policy(name)
