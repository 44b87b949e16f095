"""The central two by two: is the account strategic to the vendor, by is the vendor strategic to the account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.claim import level
from equipoise.experiments.claims.playing import play
from equipoise.experiments.claims.standards import Measure
from equipoise.experiments.claims.standing import GIANT, NO_REFERENCE, ORDINARY, OTHER_BUSINESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.evidence import ClaimedEffect
    from equipoise.experiments.claims.claim import Luck

VENDORS = ("accommodating", "strategic")
STANDINGS = ("not strategic", "strategic")


class Way(NamedTuple):
    """A way in which an account is strategic to its vendor, and the same account where it is not."""

    name: str  # what makes it strategic
    scenario: str
    account: str
    # what is set to make it so; the account's own traits but for what makes it strategic are the same
    ordinary: Mapping[str, object]
    strategic: Mapping[str, object]


WAYS = (
    Way("concentration and reference, account wants a partner", "strategic-vendor", GIANT, ORDINARY, {}),
    Way("concentration and reference, account takes what it can", "over-a-barrel", GIANT, ORDINARY, {}),
    Way("concentration alone", "strategic-vendor", GIANT, ORDINARY, NO_REFERENCE),
    Way("reference alone", "strategic-vendor", GIANT, ORDINARY, OTHER_BUSINESS),
    Way("entry to a market", "market-entry", "Aerospace", {"accounts.Aerospace.opens": None}, {}),
)
"""The first is the one that figures show."""


MEASURES = (
    Measure("contribution_margin", "margin on the account", "share of revenue", standards.MARGIN),
    Measure("survival", "survival over ten years", "probability", standards.CHANCE),
    Measure("contribution", "contribution", "money/round", 0.02),
    Measure("gtm_failure", "go-to-market fails", "probability", standards.CHANCE, of_run=True),
)

EFFECTS = ("account strategic", "vendor strategic", "interaction")
"""Main effects, each the mean over the other factor's levels; and by how much more the vendor's policy does where the
account is strategic than where it is not."""


@dataclass(frozen=True)
class Square:
    """Four cells and what they come to."""

    way: Way  # what makes the account strategic
    # by standing of the account and policy of the vendor, then by outcome
    cells: dict[tuple[str, str], dict[str, Estimate]]
    # by outcome, then by name in ``EFFECTS``; run by run under the same luck
    effects: dict[str, dict[str, ClaimedEffect]]


def two_by_two(luck: Luck, ways: tuple[Way, ...] = WAYS) -> list[Square]:
    """Play the four cells of every way."""
    return [_square(way, luck) for way in ways]


def _square(way: Way, luck: Luck) -> Square:
    values: dict[tuple[str, str], dict[str, NDArray[np.float64]]] = {}
    for standing, settings in zip(STANDINGS, (way.ordinary, way.strategic), strict=True):
        for vendor in VENDORS:
            played = play(way.scenario, vendor, luck, settings)
            account = played.accounts[way.account]
            values[standing, vendor] = {m.outcome: (played.run if m.of_run else account)[m.outcome] for m in MEASURES}
    cells = {
        cell: {m.outcome: level(m.label, found[m.outcome], m.unit) for m in MEASURES} for cell, found in values.items()
    }
    effects = {m.outcome: _effects(m, {cell: found[m.outcome] for cell, found in values.items()}) for m in MEASURES}
    return Square(way, cells, effects)


def _effects(measure: Measure, cells: Mapping[tuple[str, str], NDArray[np.float64]]) -> dict[str, ClaimedEffect]:
    (plain, plain_invested), (needed, needed_invested) = (
        [cells[row, vendor] for vendor in VENDORS] for row in STANDINGS
    )
    contrasts = (
        (needed + needed_invested - plain - plain_invested) / 2.0,
        (plain_invested + needed_invested - plain - needed) / 2.0,
        (needed_invested - needed) - (plain_invested - plain),
    )
    return {
        name: measure.effect(f"{measure.label}: {name}", values)
        for name, values in zip(EFFECTS, contrasts, strict=True)
    }
