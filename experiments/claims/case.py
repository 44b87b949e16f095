"""What a claim is tested on: cases, which are the arms of its experiment by their names, and the luck of their runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from equipoise.sim.whole_numbers import SEED

if TYPE_CHECKING:
    from collections.abc import Mapping


class Luck(NamedTuple):
    """Which runs a claim is tested on."""

    runs: int  # runs of each arm
    seed: int  # seed of the luck

    def fresh(self) -> Luck:
        """As many runs under the next seed, for fitting on one half and scoring on the other."""
        return self._replace(seed=(self.seed + 1) % (SEED.high + 1))


@dataclass(frozen=True)
class Case:
    """A scenario under a policy, and what is set in it; two of the same content are one, and are played once."""

    scenario: str  # a shipped name, as is the policy's
    policy: str = "accommodating"
    settings: tuple[tuple[str, object], ...] = ()  # what is set besides, by key
    times: int = 1  # how many times the claim's runs are played, for an effect that hangs on rare events

    def but(self, *settings: Mapping[str, object], policy: str = "", times: int = 1) -> Case:
        """The same with other settings, those that come later before earlier ones, or under another policy."""
        changed = dict(self.settings)
        for each in settings:
            changed |= each
        return replace(self, settings=tuple(changed.items()), policy=policy or self.policy, times=self.times * times)
