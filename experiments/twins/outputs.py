"""What ``equipoise twin --out DIR`` writes: figure, data and manifest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from equipoise.experiments.json_text import json_text
from equipoise.experiments.kinds import MANIFEST, TWINS, TWINS_TABLE
from equipoise.experiments.manifest import manifest_text
from equipoise.experiments.result import Table
from equipoise.experiments.twins.choosing import without
from equipoise.experiments.twins.document import to_json, to_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.analysis.figures.style import Picture
    from equipoise.analysis.removal import Removal
    from equipoise.sim.arm import Arm


@dataclass(frozen=True)
class TwinsResult:
    """Twins, and the arm that was played."""

    removal: Removal
    arm: Arm

    def pictures(self) -> list[Picture]:
        """The dependence plane."""
        from equipoise.analysis.figures.removal import removal_plane

        return [removal_plane(self.removal)]

    def tables(self) -> dict[str, Table]:
        """A row an account, side, measure and kind of value."""
        return {TWINS_TABLE: Table(to_table(self.removal), {})}

    def texts(self, _images: Mapping[str, bytes]) -> dict[str, str]:
        """The document, and a manifest that repeats all twins as a comparison."""
        removal = self.removal
        lacking = {twin.account: f"without {twin.account}" for twin in removal.twins}
        arms = [self.arm, *(self._lacking(account, name) for account, name in lacking.items())]
        manifest = manifest_text(arms, removal.replications, ["with everybody", *lacking.values()], removal.measures)
        return {TWINS: json_text(to_json(self.removal)), MANIFEST: manifest}

    def _lacking(self, account: str, name: str) -> Arm:
        scenario = self.arm.scenario
        fewer = without(scenario, account, self.removal.round)
        called = {"name": f"{scenario.name} {name}", "title": "", "question": ""}
        return replace(self.arm, scenario=fewer.model_copy(update=called))
