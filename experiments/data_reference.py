"""Generates what people read about the data on disk, from the columns' declarations.

``python -m equipoise.experiments.data_reference`` writes it to ``docs/data.md``; a test holds that it is current.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.sim.tables import PANEL_COLUMNS, RELATIONSHIP_COLUMNS, VENDOR_PANEL_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE = Path(__file__).resolve().parent.parent / "docs" / "data.md"

_OPENING = """\
# The data on disk

```console
equipoise compare over-a-barrel --replications 100 --out study
```

writes, besides the report and its figures:

| file | a row is | holds |
| --- | --- | --- |
| `panel.parquet` | a relationship in a round | the first 200 runs of each arm; `--panel N` for more or fewer |
| `vendors.parquet` | a vendor in a round: its books and its portfolio | the same runs |
| `relationships.parquet` | a relationship | the first 10,000 runs of each arm |
| `manifest.json` | | scenarios with all parameters, policies with all levers, seed, runs, rounds, versions |

In a scenario with very many accounts or rounds, fewer runs are kept; the report says how many.

A folder is written beside its place, in a hidden one (`.equipoise-` and a number), flushed to the disk, and put in its
place in one step: after a kill or a power failure it holds the earlier results or the new ones, whole. What is left in
a hidden folder is cleared away by the next command that writes there. Where a file system cannot exchange two folders
in one step, the earlier results may lie in it as `old`; `equipoise repeat` and the next command put them back.

All arms are in one file: `scenario` and `policy` tell them apart, `replication` is the luck that they share. Rows come
as the runs were played: a block of some hundred replications at a time, in it arm by arm and in the order of the
replications. A row group holds some tens of thousands of rows at most, so that a file that is larger than memory can be
read piece by piece.

Units and meanings are in the files too: as `unit` and `meaning` of each field of the Arrow schema, and as JSON under
`equipoise.columns` in the Parquet metadata.

```python
import json

import polars as pl
import pyarrow.parquet as pq

panel = pl.read_parquet("study/panel.parquet")
giant = panel.filter(pl.col("account") == "Giant")
print(giant.group_by("policy", "round").agg(pl.len(), pl.col("price").mean()).sort("policy", "round"))

columns = json.loads(pq.read_schema("study/panel.parquet").metadata[b"equipoise.columns"])
print(columns["price"])
```

A vendor is a run of an arm. The panel carries what a regression of relationships asks for: traits, contract, power,
age, money, red flags, and the vendor's own figures of the round beside each relationship. `ended` is the event of a
hazard model, and every round served is one at risk. `scenario`, `policy` and `replication` name the vendor, by which
errors are to be clustered; with `account` they name the relationship. What does not exist is empty: a margin without
revenue, the change of a price in the first round.

```python
import polars as pl

vendors = pl.read_parquet("study/vendors.parquet")
years = vendors.group_by("policy", "replication", "year").agg(pl.col("concentration", "return_on_sales").mean())
print(years.select(pl.corr("concentration", "return_on_sales")).item())
```

In Python the same tables are `Ensemble.panel()` and `Ensemble.vendor_panel()`, and those of one run
`RelationshipModel.panel()` and `RelationshipModel.vendor_panel()`.

A mean over the rows of a round is a mean over the relationships that are still held in it, and they are not the same at
the end as at the start. Money is in the scenario's currency; a round is a quarter.
"""


def data_reference() -> str:
    """Write the page on the data: all files, every column with its unit and meaning."""
    return "\n".join(
        [
            _OPENING,
            *_section("panel.parquet", PANEL_COLUMNS),
            *_section("vendors.parquet", VENDOR_PANEL_COLUMNS),
            *_section("relationships.parquet", RELATIONSHIP_COLUMNS),
        ]
    )


def _section(name: str, columns: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    yield f"## {name}\n"
    yield "| column | unit | meaning |"
    yield "| --- | --- | --- |"
    for column, (unit, meaning) in columns.items():
        yield f"| `{column}` | {unit} | {meaning.replace('|', chr(92) + '|')} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(data_reference(), encoding="utf-8")
