"""A row a relationship: when it began, how it ended, and what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from equipoise.sim.state import COLUMNS
from equipoise.sim.tables.naming import HEAD, account_labels, cause_series, run_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.scenario import Scenario

_MEANINGS = {c.name: (c.unit, c.meaning) for c in COLUMNS}
_TRAITS = ("orientation", "own_margin", "support_worth", "reference", "lost_vendor", "lost_account")
_SUMS = (
    "revenue",
    "gross",
    "contribution",
    "cost_to_serve",
    "relationship_cost",
    "asked",
    "granted",
    "free_support",
    "account_surplus",
    "account_effort",
    "fixed_cost",
    "referrals",
)
_MEANS = [
    "dependence_vendor",
    "dependence_account",
    "level",
    "commitment",
    "channel",
    "lock_in",
    "vendor_share",
    "waste",
    "charter",
    "assets",
]
RELATIONSHIP_COLUMNS = (
    HEAD
    | {
        "own": ("true or false", "One of the scenario's own accounts."),
        "start": ("round", "First round."),
        "end": ("round", "Last round in which it was served."),
        "rounds": ("rounds", "Length."),
        "cause": ("text", "Cause of the ending, or 'still held'."),
        "censored": ("true or false", "Still held at the horizon, so that its length is not known."),
        "size": _MEANINGS["base_volume"],
        "price": ("money/unit", "Mean price, by volume."),
        "units": ("units", "Volume bought, summed over the relationship."),
        "wallet": ("units", "Volume wanted, summed over the relationship."),
        "flagged": ("rounds", "Rounds with a red flag up."),
        "talks": ("count", "Negotiations."),
        "exchanges": ("count", "Exchanges of offers in all of them."),
    }
    | {name: _MEANINGS[name] for name in _TRAITS}
    | {name: (_MEANINGS[name][0], f"{_MEANINGS[name][1].rstrip('.')}, summed over the relationship.") for name in _SUMS}
    | {
        f"mean_{name}": (_MEANINGS[name][0], f"{_MEANINGS[name][1].rstrip('.')}, mean over its rounds.")
        for name in _MEANS
    }
)
"""Unit and meaning of every column of the table of relationships."""


def relationships_table(scenario: Scenario, policy: str, records: NDArray[np.void]) -> pl.DataFrame:
    """A row a relationship: start, end, cause, censored, totals and means over its rounds."""
    records = records[np.lexsort((records["start"], records["slot"], records["replication"]))]
    rounds = records["rounds"]
    table = run_columns(scenario, policy, records["replication"]) | {
        "account": pl.Series(account_labels(scenario, records["slot"], records["generation"]), dtype=pl.String),
        "own": records["joined_at_start"] > 0,
        "start": records["start"].astype(np.int64),
        "end": (records["start"] + rounds - 1).astype(np.int64),
        "rounds": rounds.astype(np.int64),
        "cause": cause_series(records["cause"]),
        "censored": records["censored"] > 0,
    }
    table["size"] = np.ascontiguousarray(records["base_volume"])
    for name in (*_TRAITS, *_SUMS, "units", "wallet", "flagged", "talks", "exchanges"):
        table[name] = np.ascontiguousarray(records[name])
    for name in _MEANS:
        table[f"mean_{name}"] = records[name] / rounds
    units = records["units"]
    table["price"] = np.divide(records["revenue"], units, out=np.full(len(units), np.nan), where=units > 0)
    return pl.DataFrame(table).select(list(RELATIONSHIP_COLUMNS))
