"""Building the report on the claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.app.pages.claims_tables import apart_table, counted, effect_table, square_table, verdict_table
from equipoise.app.pages.claims_words import CANNOT_TELL, LEGEND, OF_APART, OF_SQUARES, VERDICTS
from equipoise.app.report.pages import embedded, page
from equipoise.experiments.manifest import installed_versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.whole import Whole


def claims_report(whole: Whole, images: Mapping[str, bytes], command: str) -> str:
    """Make the page of the report."""
    return page(
        "claims.html.j2",
        whole=whole,
        counted=counted(whole.findings),
        verdicts=verdict_table(whole.findings),
        findings=[(finding, effect_table(finding)) for finding in whole.findings],
        squares=[(square.way, square_table(square)) for square in whole.squares],
        apart=apart_table(whole),
        images=embedded(images),
        legend=LEGEND,
        meaning=VERDICTS,
        of_squares=OF_SQUARES,
        of_apart=OF_APART,
        cannot_tell=CANNOT_TELL,
        versions=installed_versions(),
        command=command,
    )
