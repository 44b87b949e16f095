"""Parts: the files of a data set, each written whole or not at all."""

from __future__ import annotations

import json
import os
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.parquet import METADATA_KEY
from experiments.studies.columns import columns_of
from experiments.studies.points import Block
from sim.ensemble import CELLS
from sim.faults import EquipoiseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from experiments.studies.designs import Points
    from experiments.studies.plan import Plan

DATA = "data"
"""The folder of the parts, and of nothing else."""

STUDY_KEY, PART_KEY = "equipoise.study", "equipoise.part"
"""Keys of a part's metadata: the fingerprint of its study, and its number."""

UNFINISHED = ".unfinished"
"""Ending of a file that is being written; whoever finds one without its writer may remove it."""

_CELLS_A_PART = 20 * CELLS
"""Slots times rounds that a part plays: about a second's work."""

_MOST_PARTS = 1_000
"""Parts of a large study, which is read file by file."""


def points_a_part(plan: Plan, total: int) -> int:
    """Choose how many points are played together: about a second's work, or a thousandth of all.

    Parameters
    ----------
    plan : Plan
        A resolved study.
    total : int
        Its points.

    Returns
    -------
    int
        At least 1; a function of the study alone, so that parts are the same whoever plays them.
    """
    slots = max(plan.scenario.parameters.vendor.slots, 1)
    cells = slots * plan.scenario.run.rounds * plan.study.replications * len(plan.policies)
    return max(_CELLS_A_PART // cells, ceil(total / _MOST_PARTS), 1)


def blocks_of(design: Points, size: int) -> Iterator[Block]:
    """Divide a design into parts.

    Parameters
    ----------
    design : Points
        All points.
    size : int
        Points of a part, from :func:`points_a_part`.

    Yields
    ------
    Block
        In order.
    """
    for number, first in enumerate(range(0, len(design), size)):
        yield Block(number, first, tuple(design.values[first : first + size]))


def part_name(number: int) -> str:
    """Name a part's file; in alphabetical order the parts are in the order of their points."""
    return f"part-{number:06d}.parquet"


def write_part(folder: Path, plan: Plan, fingerprint: str, number: int, table: pl.DataFrame) -> None:
    """Write a part.

    Parameters
    ----------
    folder : pathlib.Path
        Of the data set.
    plan : Plan
        Its study, resolved.
    fingerprint : str
        From :func:`experiments.studies.identity.fingerprint`.
    number : int
        Of the part.
    table : polars.DataFrame
        Its rows.

    Raises
    ------
    sim.faults.EquipoiseError
        When it cannot be written; nothing is left of it.
    """
    rows = table.to_arrow().cast(schema_of(plan, fingerprint, number))
    buffer = BytesIO()
    pq.write_table(rows, buffer, compression="zstd", write_page_checksum=True)
    write_whole(folder / DATA / part_name(number), buffer.getvalue())


def schema_of(plan: Plan, fingerprint: str, number: int) -> Any:  # noqa: ANN401 - pyarrow publishes no types
    """Build the schema of a part: types, units and meanings of columns, the study's fingerprint and the part's number.

    Parameters
    ----------
    plan : Plan
        The study, resolved.
    fingerprint : str
        Its fingerprint.
    number : int
        Of the part.

    Returns
    -------
    pyarrow.Schema
        As it stands in the file.
    """
    columns = columns_of(plan)
    arrow = {"Float64": pa.float64(), "Int64": pa.int64(), "Boolean": pa.bool_(), "String": pa.string()}
    fields = [
        pa.field(name, arrow[str(column.dtype)], metadata={"unit": column.unit, "meaning": column.meaning})
        for name, column in columns.items()
    ]
    declared = {name: {"unit": column.unit, "meaning": column.meaning} for name, column in columns.items()}
    return pa.schema(
        fields,
        metadata={
            METADATA_KEY: json.dumps(declared, ensure_ascii=False),
            STUDY_KEY: fingerprint,
            PART_KEY: str(number),
        },
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also when the power fails.

    Parameters
    ----------
    path : pathlib.Path
        What is written; one that is there is replaced.
    content : bytes
        What it holds.

    Raises
    ------
    sim.faults.EquipoiseError
        When there is no room, or it may not be written.
    """
    unfinished = path.with_name(f".{path.name}{UNFINISHED}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise EquipoiseError(
            f"{path} cannot be written: {(error.strerror or str(error)).lower()}\n"
            "What is finished is kept: once that is mended, the same command goes on."
        ) from error


def sync_folder(folder: Path) -> None:
    """Have the names in a folder reach the disk, where the system can be asked to."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_unfinished(folder: Path) -> None:
    """Remove what a process that died was writing; only for whoever holds the folder's lock."""
    for place in (folder, folder / DATA):
        for path in place.glob(f".*{UNFINISHED}"):
            path.unlink()


def trouble_with(path: Path, schema: Any, rows: int) -> str:  # noqa: ANN401 - pyarrow publishes no types
    """Look whether a part is whole, by its footer.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    schema : pyarrow.Schema
        What it has to have.
    rows : int
        Likewise.

    Returns
    -------
    str
        What is wrong with it; nothing if nothing is.
    """
    try:
        with pq.ParquetFile(path) as file:
            found, many = file.schema_arrow, file.metadata.num_rows
    except OSError as error:
        return f"cannot be read: {(error.strerror or str(error)).lower()}"
    except pa.ArrowException:
        return "is not a whole Parquet file"
    metadata = found.metadata or {}
    for key, what in ((STUDY_KEY, "study"), (PART_KEY, "part of this study")):
        if metadata.get(key.encode()) != schema.metadata[key.encode()]:
            return f"is of another {what}"
    if not found.equals(schema):
        return "has other columns than this study"
    return "" if many == rows else f"has {many:,} rows instead of {rows:,}"
