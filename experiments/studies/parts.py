"""Parts: the files of a data set, each whole or not there, and each with its checksum in its name."""

from __future__ import annotations

import json
import re
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import pyarrow as pa
import pyarrow.parquet as pq

from equipoise.experiments.folder import LEFT_BY_VIEWERS
from equipoise.experiments.parquet import METADATA_KEY, moneys
from equipoise.experiments.storage.regular import read_regular
from equipoise.experiments.storage.whole import write_file
from equipoise.experiments.studies.columns import columns_of, run_columns_of
from equipoise.experiments.studies.points import Block
from equipoise.sim.faults import EquipoiseError, reason
from equipoise.sim.runner import CELLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import polars as pl

    from equipoise.experiments.studies.columns import Column
    from equipoise.experiments.studies.designs import Points
    from equipoise.experiments.studies.plan import Plan
    from equipoise.experiments.studies.points import Tables

DATA, RUNS = "data", "runs"
"""The folders of the parts, and of nothing else: of points, and of runs where a study keeps them."""

STUDY_KEY, PART_KEY = "equipoise.study", "equipoise.part"
"""Keys of a part's metadata: the fingerprint of its study, and its number."""

_CELLS_A_PART = 20 * CELLS
"""Slots times rounds that a part plays: about a second's work."""

_MOST_PARTS = 1_000
"""Parts of a large study, which is read file by file."""


def points_a_part(plan: Plan, total: int) -> int:
    """Choose how many points are played together: about a second's work, or a thousandth of all.

    At least 1; a function of the study alone, so that parts are the same whoever plays them.
    """
    slots = max(plan.scenario.slots, 1)
    cells = slots * plan.scenario.run.rounds * plan.study.replications * len(plan.policies)
    return max(_CELLS_A_PART // cells, ceil(total / _MOST_PARTS), 1)


def blocks_of(design: Points, size: int) -> Iterator[Block]:
    """Divide a design into parts, in order."""
    for number, first in enumerate(range(0, len(design), size)):
        yield Block(number, first, tuple(design.values[first : first + size]))


class Part(NamedTuple):
    """A part that is there."""

    number: int  # in the order of its points
    path: Path  # its file


ANEW = "; delete it, and the command that wrote the data set plays its points anew"
"""What is to be done about a part that is damaged."""

_NAME = re.compile(r"part-([0-9]{6,})\.[0-9a-f]{8}\.parquet")


def part_name(number: int, content: bytes) -> str:
    """Name a part's file by its number and the checksum of its bytes (CRC-32, as in PNG and gzip).

    In alphabetical order the parts are in the order of their points. A checksum in the name comes to the disk with the
    name, in one step, and what is no longer the bytes of that name shows before anything is made of it.
    """
    return f"part-{number:06d}.{crc32(content):08x}.parquet"


def part_at(path: Path) -> Part | None:
    """Tell which part a file is by its name; None when it is none."""
    found = _NAME.fullmatch(path.name)
    return Part(int(found[1]), path) if found else None


class DamagedError(EquipoiseError):
    """A part that is not what was written; says what is wrong with it, without its name."""


def content_of(part: Part) -> bytes:
    """Read a part, and hold its bytes against their checksum."""
    try:
        content = read_regular(part.path)
    except OSError as error:
        raise DamagedError(f"cannot be read: {reason(error)}") from error
    if part.path.name != part_name(part.number, content):
        raise DamagedError("is damaged: its bytes are not those that were written, by the checksum in its name")
    return content


def write_part(folder: Path, plan: Plan, fingerprint: str, number: int, tables: Tables) -> None:
    """Write a part; its points last, since it counts as played once they are there."""
    if tables.runs is not None:
        _write_table(folder, RUNS, number, tables.runs, schema_of(run_columns_of(plan), fingerprint, number, plan))
    _write_table(folder, DATA, number, tables.points, schema_of(columns_of(plan), fingerprint, number, plan))


def _write_table(folder: Path, kind: str, number: int, table: pl.DataFrame, schema: pa.Schema) -> None:
    rows = table.to_arrow().cast(schema)
    buffer = BytesIO()
    pq.write_table(rows, buffer, compression="zstd", write_page_checksum=True)
    content = buffer.getvalue()
    write(folder, f"{kind}/{part_name(number, content)}", content)


def schema_of(columns: Mapping[str, Column], fingerprint: str, number: int, plan: Plan) -> pa.Schema:
    """The schema of a part: types, units and meanings of columns, the study's fingerprint and the part's number."""
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
            **moneys([plan.scenario]),
        },
    )


def write(folder: Path, name: str, content: bytes) -> None:
    """Write a file of a data set, whole or not at all."""
    try:
        write_file(folder / name, content, folder)
    except OSError as error:
        raise EquipoiseError(
            f"{folder / name} cannot be written: {reason(error)}\n"
            "What is finished is kept: once that is mended, the same command goes on."
        ) from error


def trouble_with(part: Part, schema: pa.Schema, rows: int | None) -> str:
    """Look whether a part is whole, and the one that is meant. What is wrong with it; nothing if nothing is."""
    try:
        with pq.ParquetFile(pa.BufferReader(content_of(part))) as file:
            found, many = file.schema_arrow, file.metadata.num_rows
    except DamagedError as error:
        return str(error)
    except (pa.ArrowException, OSError):
        return "is not a whole Parquet file"
    metadata = found.metadata or {}
    for key, what in ((STUDY_KEY, "study"), (PART_KEY, "part of this study")):
        if metadata.get(key.encode()) != schema.metadata[key.encode()]:
            return f"is of another {what}"
    if not found.equals(schema):
        return "has other columns than this study"
    return "" if rows in {None, many} else f"has {many:,} rows instead of {rows:,}"


def entries(folder: Path) -> Iterable[Path]:
    """List what is in a folder, in order, but for what viewers leave there; nothing when it is not there."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name not in LEFT_BY_VIEWERS)
