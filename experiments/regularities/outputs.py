"""What ``equipoise regularities --out DIR`` writes: page, pictures, both panels and a manifest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from equipoise.analysis.figures.regularity import regularity_picture
from equipoise.experiments.kinds import PANEL, REGULARITIES_DOCUMENT, REGULARITIES_PAGE, VENDORS
from equipoise.experiments.regularities.document import markdown, population_text, to_json
from equipoise.experiments.regularities.population import RELATIONSHIP_ROUNDS, VENDOR_ROUNDS
from equipoise.experiments.regularities.request import regularities_request
from equipoise.experiments.result import Result, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.analysis.figures.style import Picture
    from equipoise.experiments.regularities.request import RegularitiesRequest
    from equipoise.experiments.regularities.study import Reproduction, Study


@dataclass(frozen=True)
class RegularitiesResult(Result):
    """What a study of regularities comes to."""

    file = REGULARITIES_DOCUMENT

    study: Study

    def pictures(self) -> list[Picture]:
        """A picture a regularity, of its name."""
        return [_picture(result) for result in self.study.results]

    def tables(self) -> dict[str, Table]:
        """The population that was played."""
        played = self.study.population.played()
        return {PANEL: Table(played.relationships, RELATIONSHIP_ROUNDS), VENDORS: Table(played.vendors, VENDOR_ROUNDS)}

    def document(self) -> dict[str, Any]:
        """For JSON."""
        return to_json(self.study)

    def pages(self, _images: Mapping[str, bytes]) -> dict[str, str]:
        """The page."""
        parts = ["# Published regularities", population_text(self.study), markdown(self.study, pictures=True)]
        return {REGULARITIES_PAGE: "\n\n".join(parts)}

    def made_of(self) -> RegularitiesRequest:
        """Which regularities, and in what population."""
        return regularities_request(self.study)


def _picture(result: Reproduction) -> Picture:
    published = result.regularity.published
    low, high = result.interval
    drawn = replace(result.pattern.estimate, low=low, high=high, unit=result.pattern.unit)
    size = None if published.low is None or published.high is None else (published.low, published.high)
    fact = f"Published: {result.regularity.fact}"
    return regularity_picture(
        result.name, fact, result.agreement.value, result.pattern.curve, drawn, published.sign, size
    )
