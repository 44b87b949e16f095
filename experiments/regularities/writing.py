"""What ``equipoise regularities --out DIR`` writes: page, pictures, both panels and a manifest, all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.figures.regularity import Estimated, regularity_picture
from equipoise.analysis.figures.style import save
from equipoise.experiments.folder import (
    FIGURES,
    MANIFEST,
    PANEL,
    REGULARITIES,
    REGULARITIES_PAGE,
    VENDORS,
    written_whole,
)
from equipoise.experiments.json_text import json_text
from equipoise.experiments.parquet import TableFile
from equipoise.experiments.regularities.document import markdown, population_told, to_json
from equipoise.experiments.regularities.manifest import regularities_manifest
from equipoise.experiments.regularities.population import RELATIONSHIP_ROUNDS, VENDOR_ROUNDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import polars as pl

    from equipoise.analysis.figures.style import Picture
    from equipoise.experiments.regularities.study import Result, Study

_GROUP = 50_000
"""Rows of a row group."""


def picture_of(result: Result) -> Picture:
    """Draw a regularity.

    Parameters
    ----------
    result : Result
        What came out.

    Returns
    -------
    Picture
        Named by the regularity.
    """
    published = result.regularity.published
    drawn = Estimated(
        result.finding.estimate.value,
        *result.interval,
        result.finding.unit,
        published.sign,
        published.low,
        published.high,
    )
    fact = f"Published: {result.regularity.fact}"
    return regularity_picture(result.name, fact, result.verdict.value, result.finding.curve, drawn)


def write_regularities(study: Study, out: Path, *, progress: Callable[[float], None] | None = None) -> None:
    """Write a study.

    Parameters
    ----------
    study : Study
        What came out.
    out : pathlib.Path
        Folder to write; see :func:`equipoise.experiments.folder.check_folder`.
    progress : callable, optional
        Told, after every piece of work, which share of all of it that was.

    Raises
    ------
    equipoise.sim.faults.EquipoiseError
        When the folder is refused or cannot be written.
    """
    played = study.population.played()
    with written_whole(out) as folder:
        (folder / FIGURES).mkdir()
        for result in study.results:
            save(picture_of(result), folder / FIGURES)
            if progress is not None:
                progress(1.0 / len(study.results))
        page = "\n".join(["# Published regularities", "", population_told(study), "", markdown(study, pictures=True)])
        (folder / REGULARITIES_PAGE).write_text(page, encoding="utf-8", newline="\n")
        (folder / REGULARITIES).write_text(json_text(to_json(study)), encoding="utf-8", newline="\n")
        _write_table(folder / PANEL, played.relationships, RELATIONSHIP_ROUNDS)
        _write_table(folder / VENDORS, played.vendors, VENDOR_ROUNDS)
        (folder / MANIFEST).write_text(regularities_manifest(study), encoding="utf-8", newline="\n")


def _write_table(path: Path, table: pl.DataFrame, columns: Mapping[str, tuple[str, str]]) -> None:
    with TableFile(path, columns) as file:
        for piece in table.iter_slices(_GROUP):
            file.write(piece)
