"""The central two by two: is the account strategic to the vendor, by is the vendor strategic to the account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.level import level
from equipoise.experiments.claims.runs import Runs
from equipoise.experiments.claims.standards import Measure
from equipoise.experiments.claims.standing import GIANT, ORDINARY, OTHER_BUSINESS, REFERENCE_ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from equipoise.analysis.estimate import Estimate
    from equipoise.experiments.claims.case import Luck

STANDINGS = ("not strategic", "strategic")


class Version(NamedTuple):
    """What makes the vendor strategic to the account: the policy that seeks it, or the state that has it."""

    name: str
    vendors: tuple[str, str]  # what the vendor is called that is not, and the one that is


POLICY = Version("the policy", ("accommodating", "strategic"))
STATE = Version("the state", ("no route", "best in class"))
VERSIONS = (POLICY, STATE)


class Way(NamedTuple):
    """A way in which an account is strategic to its vendor, and the same account where it is not."""

    name: str  # what makes it strategic
    scenario: str
    account: str
    # what is set to make it so; the account's own traits but for what makes it strategic are the same
    ordinary: Mapping[str, object]
    strategic: Mapping[str, object]

    def case(self, standing: str, version: Version, vendor: str) -> Case:
        """The cell of a standing and a vendor."""
        case = Case(self.scenario).but(self.strategic if standing == STANDINGS[1] else self.ordinary)
        if vendor == version.vendors[0]:
            return case
        if version is POLICY:
            return case.but(policy=vendor)
        return case.but({"hierarchy.contribution": 0.8, f"accounts.{self.account}.level": 3.5})


WAYS = (
    Way("concentration and reference, account wants a partner", "strategic-vendor", GIANT, ORDINARY, {}),
    Way("concentration and reference, account takes what it can", "over-a-barrel", GIANT, ORDINARY, {}),
    Way("concentration alone", "strategic-vendor", GIANT, ORDINARY, REFERENCE_ELSEWHERE),
    Way("reference alone", "strategic-vendor", GIANT, ORDINARY, OTHER_BUSINESS),
    Way("entry to a market", "market-entry", "Aerospace", {"accounts.Aerospace.opens": None}, {}),
)
"""The first is the one that figures show."""


MEASURES = (
    Measure("contribution_margin", "margin on the account", "share of revenue", standards.MARGIN),
    Measure("survival", "survival over ten years", "probability", standards.CHANCE),
    Measure("contribution", "contribution", "money/round", 0.02),
    Measure("gtm_failure", "go-to-market fails", "probability", standards.CHANCE, of_run=True),
    Measure("dependence_vendor", "vendor's dependence", "1", 0.05),
    Measure("dependence_account", "account's dependence", "1", 0.05),
)
"""Dependence both ways checks that the cells are what they are called."""

EFFECTS = ("account strategic", "vendor strategic", "interaction")
"""Main effects, each the mean over the other factor's levels; and by how much more the vendor's policy does where the
account is strategic than where it is not."""


@dataclass(frozen=True)
class Square:
    """Four cells and what they come to."""

    way: Way  # what makes the account strategic
    version: Version  # what makes the vendor strategic
    cells: dict[tuple[str, str], dict[str, Estimate]]  # by standing of the account and vendor, then by outcome
    # by outcome, then by name in ``EFFECTS``; run by run under the same luck
    effects: dict[str, dict[str, ClaimedEffect]]


def two_by_two(luck: Luck, way: Way) -> list[Square]:
    """Play the four cells of a way, in both versions."""
    runs = Runs(luck)
    return [_square(way, version, runs) for version in VERSIONS]


def _square(way: Way, version: Version, runs: Runs) -> Square:
    values: dict[tuple[str, str], dict[str, NDArray[np.float64]]] = {}
    for standing in STANDINGS:
        for vendor in version.vendors:
            played = runs.of(way.case(standing, version, vendor))
            account = played.accounts[way.account]
            values[standing, vendor] = {m.outcome: (played.run if m.of_run else account)[m.outcome] for m in MEASURES}
    cells = {
        cell: {m.outcome: level(m.label, found[m.outcome], m.unit) for m in MEASURES} for cell, found in values.items()
    }
    effects = {m.outcome: contrasts(m, [found[m.outcome] for found in values.values()]) for m in MEASURES}
    return Square(way, version, cells, effects)


def contrasts(measure: Measure, cells: list[NDArray[np.float64]]) -> dict[str, ClaimedEffect]:
    """Main effects and interaction, from the cells in the order of standings, then vendors."""
    plain, plain_invested, needed, needed_invested = cells
    found = (
        (needed + needed_invested - plain - plain_invested) / 2.0,
        (plain_invested + needed_invested - plain - needed) / 2.0,
        (needed_invested - needed) - (plain_invested - plain),
    )
    return {
        name: ClaimedEffect.of(f"{measure.label}: {name}", measure.unit, values, measure.least)
        for name, values in zip(EFFECTS, found, strict=True)
    }
