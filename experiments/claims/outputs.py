"""What ``equipoise claims --out DIR`` writes: report, pictures, data and manifest, all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.figures.claim import claim_picture
from equipoise.analysis.figures.mechanisms import ablation_picture, shares_picture
from equipoise.analysis.figures.square import square_picture
from equipoise.analysis.figures.style import save
from equipoise.experiments.claims.document import COLUMNS, to_json, to_table
from equipoise.experiments.claims.flags_drawn import flags_picture
from equipoise.experiments.claims.manifest import claims_manifest
from equipoise.experiments.claims.trial import JOINT
from equipoise.experiments.folder import CLAIMS, CLAIMS_TABLE, FIGURES, MANIFEST, REPORT, written_whole
from equipoise.experiments.json_text import json_text
from equipoise.experiments.parquet import TableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from equipoise.analysis.figures.style import Picture
    from equipoise.experiments.claims.whole import Whole


def pictures_of(whole: Whole) -> list[Picture]:
    """Draw a picture a claim, and of the two by two, of the advantage taken apart and of red flags if they were played.

    Parameters
    ----------
    whole : Whole
        What the claims come to.

    Returns
    -------
    list of Picture
        Named by the claims' ids in small letters; then ``two-by-two``, ``ablation``, ``shares``, ``red-flags``.
    """
    drawn = [
        claim_picture(
            finding.claim.id,
            finding.claim.sentence,
            finding.verdict,
            finding.evidence.effects,
            finding.evidence.placebos,
            finding.evidence.levels,
            JOINT,
        )
        for finding in whole.findings
    ]
    if whole.squares:
        first = whole.squares[0]
        drawn.append(square_picture(first.way.name, first.cells, first.effects))
    if whole.ablation is not None:
        drawn.append(ablation_picture(whole.ablation.whole, [(row.switch, row.left) for row in whole.ablation.rows]))
    if whole.shares is not None:
        rows = [(row.switch, row.share) for row in whole.shares.rows]
        drawn.append(shares_picture(whole.shares.none.share, rows, whole.shares.all.share))
    if whole.flags:
        drawn.append(flags_picture(whole.flags))
    return drawn


def write_claims(
    whole: Whole,
    out: Path,
    report: Callable[[Mapping[str, bytes]], str],
    *,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write report, pictures, data and manifest of claims.

    Parameters
    ----------
    whole : Whole
        What the claims come to.
    out : pathlib.Path
        Folder to write; see :func:`equipoise.experiments.folder.check_folder`.
    report : callable
        Makes the page of ``report.html`` from the pictures' SVG by name.
    progress : callable, optional
        Told, after every piece of work, which share of all of it that was.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When the folder is refused or cannot be written.
    """
    with written_whole(out) as folder:
        (folder / FIGURES).mkdir()
        pictures = pictures_of(whole)
        for picture in pictures:
            save(picture, folder / FIGURES)
            if progress is not None:
                progress(1.0 / len(pictures))
        images = {picture.name: (folder / FIGURES / f"{picture.name}.svg").read_bytes() for picture in pictures}
        (folder / REPORT).write_text(report(images), encoding="utf-8", newline="\n")
        (folder / CLAIMS).write_text(json_text(to_json(whole)), encoding="utf-8", newline="\n")
        with TableFile(folder / CLAIMS_TABLE, COLUMNS) as file:
            file.write(to_table(whole))
        (folder / MANIFEST).write_text(claims_manifest(whole), encoding="utf-8", newline="\n")
