"""What ``equipoise regularities --out DIR`` writes: page, pictures, both panels and a manifest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from equipoise.analysis.figures.regularity import regularity_picture
from equipoise.experiments.json_text import json_text
from equipoise.experiments.kinds import MANIFEST, PANEL, REGULARITIES_DOCUMENT, REGULARITIES_PAGE, VENDORS
from equipoise.experiments.regularities.document import markdown, population_told, to_json
from equipoise.experiments.regularities.manifest import regularities_manifest
from equipoise.experiments.regularities.population import RELATIONSHIP_ROUNDS, VENDOR_ROUNDS
from equipoise.experiments.result import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.analysis.figures.style import Picture
    from equipoise.experiments.regularities.study import Result, Study


@dataclass(frozen=True)
class RegularitiesResult:
    """What a study of regularities comes to."""

    study: Study

    def pictures(self) -> list[Picture]:
        """A picture a regularity, of its name."""
        return [_picture(result) for result in self.study.results]

    def tables(self) -> dict[str, Table]:
        """The population that was played."""
        played = self.study.population.played()
        return {
            PANEL: Table(played.relationships, RELATIONSHIP_ROUNDS),
            VENDORS: Table(played.vendors, VENDOR_ROUNDS),
        }

    def texts(self, _images: Mapping[str, bytes]) -> dict[str, str]:
        """The page, the document and the manifest."""
        study = self.study
        page = ["# Published regularities", "", population_told(study), "", markdown(study, pictures=True)]
        return {
            REGULARITIES_PAGE: "\n".join(page),
            REGULARITIES_DOCUMENT: json_text(to_json(study)),
            MANIFEST: regularities_manifest(study),
        }


def _picture(result: Result) -> Picture:
    published = result.regularity.published
    low, high = result.interval
    drawn = replace(result.finding.estimate, low=low, high=high, unit=result.finding.unit)
    size = None if published.low is None or published.high is None else (published.low, published.high)
    fact = f"Published: {result.regularity.fact}"
    return regularity_picture(
        result.name, fact, result.verdict.value, result.finding.curve, drawn, published.sign, size
    )
