"""What ``equipoise claims --out DIR`` writes: report, pictures, data and manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from equipoise.analysis.figures.claim import claim_picture
from equipoise.analysis.figures.mechanisms import ablation_picture, shares_picture
from equipoise.analysis.figures.square import square_picture
from equipoise.experiments.claims.document import COLUMNS, to_json, to_table
from equipoise.experiments.claims.flags_drawn import flags_picture
from equipoise.experiments.claims.request import claims_request
from equipoise.experiments.claims.standards import JOINT
from equipoise.experiments.kinds import CLAIMS_DOCUMENT, CLAIMS_TABLE, REPORT
from equipoise.experiments.result import Result, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from equipoise.analysis.figures.style import Picture
    from equipoise.experiments.claims.request import ClaimsRequest
    from equipoise.experiments.claims.whole import Whole


def pictures_of(whole: Whole) -> list[Picture]:
    """Draw a picture a claim, named by its id; and of the two by two, of the advantage taken apart and of red flags."""
    drawn = [
        claim_picture(
            finding.claim.id,
            finding.claim.sentence,
            finding.verdict,
            (*finding.evidence.effects, *finding.evidence.built_in),
            finding.evidence.placebos,
            finding.evidence.levels,
            JOINT,
        )
        for finding in whole.findings
    ]
    if whole.squares:
        first = whole.squares[0]
        drawn.append(square_picture(first.way.name, first.version.name, first.cells, first.effects))
    if whole.ablation is not None:
        drawn.append(ablation_picture(whole.ablation.whole, [(row.switch, row.left) for row in whole.ablation.rows]))
    if whole.shares is not None:
        rows = [(row.switch, row.share) for row in whole.shares.rows]
        drawn.append(shares_picture(whole.shares.none.share, rows, whole.shares.all.share))
    if whole.flags:
        drawn.append(flags_picture(whole.flags))
    return drawn


@dataclass(frozen=True)
class ClaimsResult(Result):
    """What claims come to, and what makes the page of ``report.html`` from the pictures' SVG by name."""

    file = CLAIMS_DOCUMENT

    whole: Whole
    report: Callable[[Mapping[str, bytes]], str]

    def pictures(self) -> list[Picture]:
        """A picture a claim, and of what goes beyond them."""
        return pictures_of(self.whole)

    def tables(self) -> dict[str, Table]:
        """Every effect of every claim."""
        return {CLAIMS_TABLE: Table(to_table(self.whole), COLUMNS)}

    def document(self) -> dict[str, Any]:
        """For JSON."""
        return to_json(self.whole)

    def pages(self, images: Mapping[str, bytes]) -> dict[str, str]:
        """The report."""
        return {REPORT: self.report(images)}

    def made_of(self) -> ClaimsRequest:
        """Which claims, and on what luck."""
        return claims_request(self.whole)
