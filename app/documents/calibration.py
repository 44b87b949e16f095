"""What ``docs/calibration.md`` follows from."""

from __future__ import annotations

from equipoise.app.documents.document import ROOT
from equipoise.app.documents.seal import under_seal
from equipoise.experiments import region


def sealed(text: str) -> str:
    """Put the page under the seal of all that it follows from."""
    pictures = (ROOT / "docs" / "figures").glob("calibration-region.*")
    read = [*(ROOT / "scenarios").rglob("*.toml"), region.STUDY, region.RESULTS, *pictures]
    return under_seal(text, "equipoise.experiments.calibration.page", read)
