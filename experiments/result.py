"""The result of an experiment, and the one writer of results."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from equipoise.experiments.csv_text import write_csv
from equipoise.experiments.folder import written_whole
from equipoise.experiments.json_text import json_text
from equipoise.experiments.kinds import FIGURES, MANIFEST
from equipoise.experiments.manifest import manifest_of
from equipoise.sim.wanted import go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from equipoise.analysis.figures.style import Picture
    from equipoise.experiments.manifest import Content

_GROUP = 50_000
"""Rows of a row group."""


class Table(NamedTuple):
    """Rows of a file: CSV, or Parquet with unit and meaning of each column."""

    rows: pl.DataFrame
    columns: Mapping[str, tuple[str, str]]


class Result(ABC):
    """What an experiment comes to: as a document, drawn and laid out; kept by the names of its files."""

    file: ClassVar[str] = ""
    """Name of the document's file; nothing where none is kept."""

    @abstractmethod
    def document(self) -> dict[str, Any]:
        """Lay it out for JSON."""

    def pictures(self) -> Sequence[Picture]:
        """Draw the figures, in the order in which they are shown."""
        return ()

    def tables(self) -> Mapping[str, Table]:
        """Lay out the data that were not written while it was played."""
        return {}

    def pages(self, _images: Mapping[str, bytes]) -> Mapping[str, str]:
        """Write pages and policies, for which the figures as SVG are at hand, by name."""
        return {}

    def made_of(self) -> Content | None:
        """What it takes to make it again; nothing where the data set that it is of says so."""
        return None

    def texts(self, images: Mapping[str, bytes]) -> Mapping[str, str]:
        """All that is written: pages, the document and the manifest."""
        document = json_text(self.document()) if self.file else ""
        made_of = self.made_of()
        manifest = manifest_of(made_of).text() if made_of is not None else ""
        found = {**self.pages(images), self.file: document, MANIFEST: manifest}
        return {name: text for name, text in found.items() if text}


def write_result(result: Result, folder: Path, progress: Callable[[float], None] | None = None) -> None:
    """Write a result into a folder that is empty, or holds what was written while it was played."""
    # Matplotlib and Parquet take half a second to import; whoever only checks a folder should not wait for them.
    from equipoise.analysis.figures import save

    pictures = result.pictures()
    if pictures:
        (folder / FIGURES).mkdir()
    for picture in pictures:
        go_on()
        save(picture, folder / FIGURES)
        if progress is not None:
            progress(1.0 / len(pictures))
    images = {picture.name: (folder / FIGURES / f"{picture.name}.svg").read_bytes() for picture in pictures}
    go_on()
    for name, text in result.texts(images).items():
        if not (folder / name).parent.exists():
            (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for name, table in result.tables().items():
        _write_table(folder / name, table)


def save_result(result: Result, out: Path, progress: Callable[[float], None] | None = None) -> None:
    """Write a result, all or nothing."""
    with written_whole(out) as folder:
        write_result(result, folder, progress)


def _write_table(path: Path, table: Table) -> None:
    if path.suffix == ".csv":
        write_csv(path, table.rows)
        return
    from equipoise.experiments.parquet import TableFile

    with TableFile(path, table.columns) as file:
        for piece in table.rows.iter_slices(_GROUP) if len(table.rows) else [table.rows]:
            file.write(piece)
