"""What ``equipoise twin --out DIR`` writes: figure, data and manifest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from equipoise.experiments.comparison_task import ComparisonTask
from equipoise.experiments.kinds import TWINS, TWINS_TABLE
from equipoise.experiments.result import Result, Table
from equipoise.experiments.twins.choosing import without
from equipoise.experiments.twins.document import to_json, to_table

if TYPE_CHECKING:
    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.removal import Removal
    from equipoise.sim.arm import Arm


@dataclass(frozen=True)
class TwinsResult(Result):
    """Twins, and the arm that was played."""

    file = TWINS

    removal: Removal
    arm: Arm

    def pictures(self) -> list[Picture]:
        """The dependence plane."""
        from equipoise.analysis.figures.removal import removal_plane

        return [removal_plane(self.removal)]

    def tables(self) -> dict[str, Table]:
        """A row an account, side, measure and kind of value."""
        return {TWINS_TABLE: Table(to_table(self.removal), {})}

    def document(self) -> dict[str, Any]:
        """For JSON."""
        return to_json(self.removal)

    def made_of(self) -> ComparisonTask:
        """That of a comparison, which repeats all twins."""
        removal, lacking = self.removal, {twin.account: f"without {twin.account}" for twin in self.removal.twins}
        arms = [self.arm, *(self._lacking(account, name) for account, name in lacking.items())]
        return ComparisonTask(arms, removal.replications, ["with everybody", *lacking.values()], removal.measures)

    def _lacking(self, account: str, name: str) -> Arm:
        scenario = self.arm.scenario
        fewer = without(scenario, account, self.removal.round)
        called = {"name": f"{scenario.name} {name}", "title": "", "question": ""}
        return replace(self.arm, scenario=fewer.model_copy(update=called))
