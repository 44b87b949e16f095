"""Files of draws: a row a draw, a column a key, as CSV or Parquet."""

from __future__ import annotations

import csv
from math import isfinite
from typing import TYPE_CHECKING

from equipoise.sim.faults import ScenarioError, reason
from equipoise.sim.numbers import real
from equipoise.sim.ranges import MOST_CELLS
from equipoise.sim.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST_BYTES = 10_000_000
"""Most bytes of a file of draws."""

_KINDS = (".csv", ".parquet")
_OTHERS = {";": "semicolons", "\t": "tabs"}
"""What else may stand between columns."""


def columns_of(path: Path, label: str, refused: Callable[[str, float], str]) -> dict[str, list[float]]:
    """Read the columns of a file of draws.

    Parameters
    ----------
    path : Path
        A ``.csv`` or ``.parquet`` file.
    label : str
        What messages call it.
    refused : callable
        Of a column's name and a number in it, what is wrong with that; empty where nothing is.

    Returns
    -------
    dict
        Its numbers by the name of their column.

    Raises
    ------
    equipoise.sim.faults.ScenarioError
        When it cannot be read, is too large, or holds something that is no number, or none that may be.
    """
    if path.suffix.lower() not in _KINDS:
        raise ScenarioError(f"{label} is no .csv or .parquet file")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ScenarioError(f"{label} is larger than {MOST_BYTES:,} bytes, which is more than is read")
        names, rows = _csv(path, label) if path.suffix.lower() == ".csv" else _parquet(path, label)
    except OSError as error:
        raise ScenarioError(f"{label} can't be read: {reason(error)}") from None
    if not rows:
        raise ScenarioError(f"{label} has no rows of draws")
    if twice := [name for k, name in enumerate(names) if name in names[:k]]:
        raise ScenarioError(f"{label} has the column {written(twice[0])} twice")
    found = [[_number(value, name, k, label) for name, value in zip(names, row, strict=True)] for k, row in rows]
    for (k, row), numbers in zip(rows, found, strict=True):
        for name, value, number in zip(names, row, numbers, strict=True):
            if words := refused(name, number):
                typed = value if isinstance(value, str) else written(value)
                raise ScenarioError(f"{label}:{k} has {typed} in column {written(name)}, which {words}")
    return dict(zip(names, map(list, zip(*found, strict=True)), strict=True))


def _csv(path: Path, label: str) -> tuple[list[str], list[tuple[int, list[object]]]]:
    """Names of columns, and each row with its line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(map(str.strip, row))]
    except (UnicodeDecodeError, csv.Error):
        raise ScenarioError(f"{label} can't be read: it is no CSV file in UTF-8") from None
    if not lines:
        raise ScenarioError(f"{label} is empty")
    (_, names), *rows = lines
    _few_enough(len(rows) * len(names), label)
    if len(names) == 1 and (apart := next((sign for sign in _OTHERS if sign in names[0]), "")):
        raise ScenarioError(f"{label} has {_OTHERS[apart]} between its columns; write commas, and decimal points")
    for k, row in rows:
        if len(row) != len(names):
            raise ScenarioError(
                f"{label}:{k} has {len(row)} cell{'s' * (len(row) != 1)}, where there are {len(names)} columns"
            )
    return names, [(k, [*row]) for k, row in rows]


def _parquet(path: Path, label: str) -> tuple[list[str], list[tuple[int, list[object]]]]:
    """Names of columns, and each row with its place, from 1."""
    import polars as pl  # noqa: PLC0415 - Polars is heavy

    try:
        table = pl.read_parquet(path)
    except pl.exceptions.PolarsError as error:
        raise ScenarioError(f"{label} can't be read: {str(error).splitlines()[0]}") from None
    _few_enough(table.height * table.width, label)
    rows = table.with_columns(pl.col(pl.Decimal).cast(pl.Float64)).iter_rows()
    return [name.strip() for name in table.columns], [(k, [*row]) for k, row in enumerate(rows, 1)]


def _few_enough(cells: int, label: str) -> None:
    if cells > MOST_CELLS:
        raise ScenarioError(
            f"{label} holds {cells:,} numbers, more than {MOST_CELLS:,}; keep fewer rows, or fewer columns"
        )


def _number(value: object, name: str, row: int, label: str) -> float:
    """A number of the file, or what is wrong with it and where."""
    found = real(value) if isinstance(value, str) else value
    if isinstance(found, bool) or not isinstance(found, int | float) or not isfinite(found):
        at = f"in column {written(name)}"
        here = f"nothing {at}" if value in {"", None} else f"{written(value)} {at}, which is no number"
        raise ScenarioError(f"{label}:{row} has {here}")
    return float(found)
