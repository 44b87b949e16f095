"""Communication taken apart: its share beside the other levers, and the channels by which it works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.shapley import coalitions, shapley_values
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.playing import play

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck

PLACES = {"strategic-vendor": "Giant", "new-management": "Restless"}
"""Scenarios, and the account in each that the vendor wants as a partner."""
OUTCOMES = ("contribution", "survival")

LEVERS: Mapping[str, Mapping[str, object]] = {
    "investment in the account": {"policy.focus": 0.02},
    "charter": {"policy.charter": 1},
    "communication": {"policy.channel": 0.01, "policy.sponsor": 1, "policy.survey": 1},
}
"""The levers of the shipped strategic policy, at its values; without any of them it is the accommodating one."""
SCREEN: Mapping[str, object] = {"policy.screen": 0.4}
"""Which accounts they are pulled for is the same in all arms."""

CHANNELS: Mapping[str, Mapping[str, object]] = {
    "the pie found": {"switches.blur": False},
    "errors corrected": {"switches.bias": False, "beliefs.orientation_noise": 0},
    "reorganisations survived": {"switches.reorganisations": False},
    "goals met": {"charter.channel_goal": 0},
}
"""What communication can do, and the settings at which there is nothing for it to do.

In turn: estimates are exact; neither the vendor's view of itself nor what it observes of the account is in error;
nobody reorganises; no review asks for it.
"""


@dataclass(frozen=True)
class Part:
    """A share of an effect, by run."""

    name: str  # the lever, or the channel
    # shape (runs,): its share of the contribution from the account, % of the account's revenue under the accommodating
    # vendor
    contribution: NDArray[np.float64]
    survival: NDArray[np.float64]  # shape (runs,): its share of the account's survival

    def less(self, other: Part, where: str) -> tuple[ClaimedEffect, ClaimedEffect]:
        """The share less another's of the same runs, in money and in survival."""
        name = f"{self.name} less {other.name}, {where}"
        money = self.contribution - other.contribution
        return (
            ClaimedEffect.of(f"contribution, {name}", "% of revenue", money, standards.MONEY),
            standards.chance(f"survival, {name}", self.survival - other.survival),
        )


def _parts(names: Sequence[str], worth: Sequence[NDArray[np.float64]], revenue: float) -> tuple[Part, ...]:
    shares = shapley_values(np.stack(worth))
    return tuple(Part(name, 100.0 * share[0] / revenue, share[1]) for name, share in zip(names, shares, strict=True))


def _played(scenario: str, policy: str, luck: Luck, settings: Mapping[str, object]) -> NDArray[np.float64]:
    account = play(scenario, policy, luck, settings).accounts[PLACES[scenario]]
    return np.stack([account[outcome] for outcome in OUTCOMES])


def _revenue(scenario: str, luck: Luck) -> float:
    return float(np.mean(play(scenario, "accommodating", luck).accounts[PLACES[scenario]]["revenue"]))


def by_lever(scenario: str, luck: Luck) -> tuple[Part, ...]:
    """What the strategic vendor has over the accommodating one, shared out among its levers (Shapley values).

    In the order of ``LEVERS``.
    """
    worth = []
    for coalition in coalitions(list(LEVERS)):
        pulled = {key: value for name in LEVERS if name in coalition for key, value in LEVERS[name].items()}
        worth.append(_played(scenario, "accommodating", luck, {**SCREEN, **pulled}))
    return _parts(list(LEVERS), worth, _revenue(scenario, luck))


def by_channel(scenario: str, luck: Luck) -> tuple[Part, ...]:
    """What communication brings the strategic vendor, shared out among the ways in which it can.

    Before all others its cost: what communication brings where there is nothing for it to do. Then ``CHANNELS``.
    """
    worth = []
    for coalition in coalitions(list(CHANNELS)):
        closed = {key: value for name in CHANNELS if name not in coalition for key, value in CHANNELS[name].items()}
        with_it, without = (_played(scenario, policy, luck, closed) for policy in ("strategic", "strategic-no-channel"))
        worth.append(with_it - without)
    revenue = _revenue(scenario, luck)
    cost = Part("its cost", 100.0 * worth[0][0] / revenue, worth[0][1])
    return (cost, *_parts(list(CHANNELS), worth, revenue))
