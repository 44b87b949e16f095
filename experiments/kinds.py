"""The kinds of results: what their manifests say that they are, and which files their folders hold."""

from __future__ import annotations

from typing import NamedTuple

from equipoise.experiments.versions import PLAYING, VERSIONS

MANIFEST = "manifest.json"
FIGURES = "figures"
REPORT = "report.html"
PANEL, RELATIONSHIPS, VENDORS = "panel.parquet", "relationships.parquet", "vendors.parquet"
TWINS, TWINS_TABLE = "twins.json", "twins.csv"
BREAKEVEN_DOCUMENT, KNOWING_DOCUMENT = "breakeven.json", "knowing.json"
CLAIMS_DOCUMENT, CLAIMS_TABLE = "claims.json", "claims.parquet"
REGULARITIES_DOCUMENT, REGULARITIES_PAGE = "regularities.json", "regularities.md"
AROUND_DOCUMENT, AROUND_TABLE, AROUND_PAGE = "around.json", "around.parquet", "around.md"
SENSITIVITY = "sensitivity.json"
FRONTIER_DOCUMENT = "frontier.json"


class Kind(NamedTuple):
    """A kind of results that have a manifest."""

    whose: str  # "of a comparison"
    instead: str  # how something else is asked for than what a manifest says
    # what a folder that may be replaced holds besides the manifest and the figures; none where none may be
    files: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()  # keys that tell the manifest from other documents
    versions_key: str = "versions"
    versions: tuple[str, ...] = VERSIONS


COMPARISON, STUDY, CLAIMS, AROUND, REGULARITIES, FRONTIER, BREAKEVEN, KNOWING = (
    f"equipoise {what}"
    for what in (
        *("comparison", "study", "claims", "claims around", "regularities", "frontier"),
        *("break-even", "worth of knowing"),
    )
)

_OPTIONS = "To change what is asked for, give the command other options."
KINDS = {
    COMPARISON: Kind(
        "of a comparison",
        "To play something else, change a scenario's file, or say --set KEY=VALUE to equipoise compare.",
        (REPORT, PANEL, RELATIONSHIPS, VENDORS, TWINS, TWINS_TABLE),
        ("arms", "scenarios"),
    ),
    STUDY: Kind(
        "of a study",
        "To play something else, change the study's file, or say --set KEY=VALUE to equipoise sweep.",
        versions_key="made_with",
        versions=PLAYING,
    ),
    CLAIMS: Kind("of claims", _OPTIONS, (REPORT, CLAIMS_DOCUMENT, CLAIMS_TABLE), ("claims",)),
    AROUND: Kind(
        "of claims at many points", _OPTIONS, (AROUND_PAGE, AROUND_DOCUMENT, AROUND_TABLE), ("claims", "points")
    ),
    REGULARITIES: Kind(
        "of published regularities",
        _OPTIONS,
        (REGULARITIES_PAGE, REGULARITIES_DOCUMENT, PANEL, VENDORS),
        ("regularities",),
    ),
    FRONTIER: Kind(
        "of a search for a frontier", "To search for something else, give equipoise frontier other options."
    ),
    BREAKEVEN: Kind("of a break-even", _OPTIONS, (BREAKEVEN_DOCUMENT,), ("vary", "threshold")),
    KNOWING: Kind("of what knowing is worth", _OPTIONS, (KNOWING_DOCUMENT,), ("usual",)),
}
"""By what their manifests say that they are."""

TOLD_BY = [(MANIFEST, {"format", "versions", *kind.keys}) for kind in KINDS.values() if kind.keys]
TOLD_BY += [(SENSITIVITY, {"study", "design", "answer", "findings"})]
"""Documents, and the keys that tell those of ours from others of the same name."""

FILES = frozenset({MANIFEST, SENSITIVITY}.union(*(kind.files for kind in KINDS.values())))
"""Files that results may be made of, beside their figures."""
