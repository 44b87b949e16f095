"""A row a relationship and round: its row, and what follows from it and from the rows beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from equipoise.sim.projection import PROJECTIONS, project
from equipoise.sim.state import COLUMNS
from equipoise.sim.tables.books import Books, cells
from equipoise.sim.tables.naming import HEAD, account_labels, cause_series, run_columns
from equipoise.sim.tables.spells import DETAILS, Spells

if TYPE_CHECKING:
    from equipoise.sim.kernel import Chunk
    from equipoise.sim.scenario import Scenario

_WHOLE = ("generation", "start", "tenure", "opens", "segment", "red_flags", "misses")
_SHOWN = {"size" if c.name == "base_volume" else c.name: c for c in COLUMNS if c.public and c.name != "cause"}
_ADDED = {
    "round": ("round", "Round, from 0."),
    "joint_investment": ("money", "What both sides have invested in the relationship so far."),
    "concentration": ("1", "The vendor's customer concentration in the round (Herfindahl index of revenue)."),
    "cash": ("money", "The vendor's cash at the end of the round."),
    "gtm_failed": ("0 or 1", "The vendor's go-to-market has failed by then."),
    "cause": ("text", "Cause of the ending in this round, or 'still held'."),
}
PANEL_COLUMNS = (
    HEAD
    | _ADDED
    | {name: (c.unit, c.meaning) for name, c in _SHOWN.items()}
    | {name: ("level", meaning) for name, meaning in PROJECTIONS.items()}
    | {detail.name: (detail.unit, detail.meaning) for detail in DETAILS}
)
"""Unit and meaning of every column of the panel."""


def panel_table(scenario: Scenario, policy: str, chunk: Chunk) -> pl.DataFrame:
    """A row a relationship and round."""
    spells = Spells(Books(scenario, chunk.drawn, chunk.panel, chunk.vendor))
    kept, seen = spells.rows, chunk.vendor[spells.run, spells.t]
    table = run_columns(scenario, policy, chunk.runs["replication"][spells.run]) | {
        "account": pl.Series(account_labels(scenario, spells.slot, kept["generation"]), dtype=pl.String),
        "round": spells.t.astype(np.int64),
    }
    for name, column in _SHOWN.items():
        values = kept[column.name]
        table[name] = values.astype(np.int64) if column.name in _WHOLE else np.ascontiguousarray(values)
    table["joint_investment"] = kept["vendor_invested"] + kept["account_invested"]
    table["concentration"] = np.ascontiguousarray(seen["concentration"])
    table["cash"] = np.ascontiguousarray(seen["cash"])
    table["gtm_failed"] = seen["failed"].astype(np.int64)
    projected = project(kept.view(np.recarray), spells.books.params_at(spells.run))
    table |= {name: np.ascontiguousarray(projected[:, k]) for k, name in enumerate(PROJECTIONS)}
    table["cause"] = cause_series(kept["cause"])
    table |= {detail.name: cells(detail.of(spells), kept.shape) for detail in DETAILS}
    return pl.DataFrame(table).select(list(PANEL_COLUMNS))
