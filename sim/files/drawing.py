"""Files of draws: a row a draw, a column a key, as CSV or Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.sim.faults import ScenarioError, reason
from equipoise.sim.ranges import MOST_CELLS

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 10_000_000
"""Most bytes of a file of draws."""


def columns_of(path: Path, label: str) -> dict[str, list[float]]:
    """Read the columns of a file of draws.

    Parameters
    ----------
    path : Path
        A ``.csv`` or ``.parquet`` file.
    label : str
        What messages call it.

    Returns
    -------
    dict
        Its numbers by the name of their column.

    Raises
    ------
    equipoise.sim.faults.ScenarioError
        When it cannot be read, is too large, or holds something that is no number.
    """
    import polars as pl  # noqa: PLC0415 - Polars is heavy

    try:
        if path.stat().st_size > MOST_BYTES:
            raise ScenarioError(f"{label} is larger than {MOST_BYTES:,} bytes, which is more than is read")
        table = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema_length=None)
    except OSError as error:
        raise ScenarioError(f"{label} can't be read: {reason(error)}") from None
    except pl.exceptions.PolarsError as error:
        raise ScenarioError(f"{label} can't be read: {str(error).splitlines()[0]}") from None
    if not table.height or not table.width:
        raise ScenarioError(f"{label} has no rows of draws")
    if (cells := table.height * table.width) > MOST_CELLS:
        raise ScenarioError(
            f"{label} holds {cells:,} numbers, more than {MOST_CELLS:,}; keep fewer rows, or fewer columns"
        )
    for column in table:
        if not column.dtype.is_numeric():
            raise ScenarioError(f"{label} has a column {column.name!r} that does not hold numbers alone")
        numbers = column.cast(pl.Float64)
        if numbers.null_count() or not numbers.is_finite().all():
            raise ScenarioError(f"{label} has a column {column.name!r} with a row that holds no number")
    return {column.name.strip(): column.cast(pl.Float64).to_list() for column in table}
