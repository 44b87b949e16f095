"""Tables as Parquet files that say what their columns mean, written piece by piece."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from equipoise.sim.money import money_document, money_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import TracebackType

    import polars as pl

    from equipoise.sim.scenario import Scenario

METADATA_KEY = "equipoise.columns"
"""Key of the file's metadata under which units and meanings stand, as JSON."""

MONEY_KEY = "equipoise.money"
"""Key under which stands, as JSON and by scenario, what 1 of the engine's money is; none without a business."""


class TableFile:
    """A Parquet file in the making; each table that is written becomes a row group, so that memory stays flat.

    Unit and meaning of every column are written into the schema: as JSON under ``METADATA_KEY``, and as ``unit`` and
    ``meaning`` of each field.
    """

    def __init__(self, path: Path, columns: Mapping[str, tuple[str, str]], scenarios: Iterable[Scenario] = ()) -> None:
        self._path = path
        self._columns = columns
        self._money = moneys(scenarios)
        self._stack = ExitStack()
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def write(self, table: pl.DataFrame) -> None:
        """Add a row group; a table without rows only sets the schema."""
        rows = table.select(list(self._columns)).to_arrow()
        if self._writer is None:
            texts = [field.name for field in rows.schema if not pa.types.is_primitive(field.type)]
            file = self._stack.enter_context(self._path.open("wb"))  # Arrow would take a path for an address
            self._writer = self._stack.enter_context(
                pq.ParquetWriter(file, self._schema(rows.schema), compression="zstd", use_dictionary=texts)
            )
        if len(rows):
            self._writer.write_table(rows)

    def _schema(self, plain: pa.Schema) -> pa.Schema:
        fields = [
            field.with_metadata(dict(zip(("unit", "meaning"), self._columns[field.name], strict=True)))
            for field in plain
        ]
        declared = {name: {"unit": unit, "meaning": meaning} for name, (unit, meaning) in self._columns.items()}
        return pa.schema(fields, metadata={METADATA_KEY: json.dumps(declared, ensure_ascii=False), **self._money})


def moneys(scenarios: Iterable[Scenario]) -> dict[str, str]:
    """Lay out for a file's metadata what 1 of the engine's money is in each scenario; nothing without a business."""
    found = {scenario.name: money_document(money_of(scenario)) for scenario in scenarios if scenario.business}
    return {MONEY_KEY: json.dumps(found, ensure_ascii=False)} if found else {}
