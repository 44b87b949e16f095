"""Building the report on the claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.prose.squares import square_words
from equipoise.app.pages import claims_tables
from equipoise.app.pages.html import embedded, page
from equipoise.experiments.versions import installed_versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.whole import Whole


def claims_report(whole: Whole, images: Mapping[str, bytes], command: str) -> str:
    """Make the page of the report."""
    return page(
        "claims.html.j2",
        whole=whole,
        tables=claims_tables,
        findings=[(finding, claims_tables.effect_table(finding)) for finding in whole.findings],
        squares=[
            (claims_tables.heading(square), square_words(square.effects), claims_tables.square_table(square))
            for square in whole.squares
        ],
        apart=claims_tables.apart_table(whole),
        images=embedded(images),
        versions=installed_versions(),
        command=command,
    )
