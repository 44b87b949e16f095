"""Tables that users read: a row a run, a row a relationship, a row a relationship and round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sim.outcomes import run_outcomes
from sim.parameters import parameter_row
from sim.projection import PROJECTIONS, project
from sim.state import CAUSE_WORDS, COLUMNS, Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.kernel import Chunk
    from sim.scenario import Scenario

CAUSES = pl.Enum([CAUSE_WORDS[cause] for cause in Cause])
"""Causes of ending, as tables write them."""

_WHOLE = ("generation", "start", "tenure", "opens", "red_flags", "misses")
_SHOWN = {"size" if c.name == "base_volume" else c.name: c for c in COLUMNS if c.public and c.name != "cause"}
_HEAD = {
    "scenario": ("text", "Scenario."),
    "policy": ("text", "Policy of the vendor."),
    "replication": ("count", "Replication: which luck."),
    "account": ("text", "Account: its name in the scenario, or the slot and number of one that was won."),
}
_ADDED = {
    "round": ("round", "Round, from 0."),
    "joint_investment": ("money", "What both sides have invested in the relationship so far."),
    "concentration": ("1", "The vendor's customer concentration in the round (Herfindahl index of revenue)."),
    "cash": ("money", "The vendor's cash at the end of the round."),
    "gtm_failed": ("0 or 1", "The vendor's go-to-market has failed by then."),
    "cause": ("text", "Cause of the ending in this round, or 'still held'."),
}
PANEL_COLUMNS = (
    _HEAD
    | _ADDED
    | {name: (c.unit, c.meaning) for name, c in _SHOWN.items()}
    | {name: ("level", meaning) for name, meaning in PROJECTIONS.items()}
)
"""Unit and meaning of every column of the panel."""

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
    _HEAD
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


def account_labels(scenario: Scenario, slots: NDArray[Any], generations: NDArray[np.float64]) -> list[str]:
    """Name relationships: the scenario's own accounts by name, later ones by slot and number.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    slots, generations : ndarray of shape (n,)
        Slot of each, and relationships that the slot has had before.

    Returns
    -------
    list of str
        n names.
    """
    names = scenario.account_names
    return [
        names[int(slot)] if generation == 0 and slot < len(names) else f"won {int(slot) + 1}.{int(generation) + 1}"
        for slot, generation in zip(slots, generations, strict=True)
    ]


def panel_table(
    scenario: Scenario, policy: str, replications: Sequence[int], rows: NDArray[np.void], vendor: NDArray[np.void]
) -> pl.DataFrame:
    """A row a relationship and round.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    policy : str
        Name of the policy.
    replications : sequence of int
        Replication of each run.
    rows : ndarray of shape (n, rounds, slots), dtype ``RELATIONSHIP_ROW``
        Every row after every round.
    vendor : ndarray of shape (n, rounds), dtype ``VENDOR_ROW``
        The vendor after every round.

    Returns
    -------
    polars.DataFrame
        Columns as in ``PANEL_COLUMNS``, ordered by replication, round and slot; only relationships that were served.
    """
    run, t, slot = np.nonzero(rows["active"] > 0.0)
    kept = rows[run, t, slot]
    seen = vendor[run, t]
    table: dict[str, object] = {
        "scenario": pl.Series([scenario.name] * len(kept), dtype=pl.String),
        "policy": pl.Series([policy] * len(kept), dtype=pl.String),
        "replication": np.asarray(replications, np.int64)[run],
        "account": pl.Series(account_labels(scenario, slot, kept["generation"]), dtype=pl.String),
        "round": t.astype(np.int64),
    }
    for name, column in _SHOWN.items():
        values = kept[column.name]
        table[name] = values.astype(np.int64) if column.name in _WHOLE else np.ascontiguousarray(values)
    table["joint_investment"] = kept["vendor_invested"] + kept["account_invested"]
    table["concentration"] = np.ascontiguousarray(seen["concentration"])
    table["cash"] = np.ascontiguousarray(seen["cash"])
    table["gtm_failed"] = seen["failed"].astype(np.int64)
    projected = project(kept.view(np.recarray), parameter_row(scenario.parameters))
    table |= {name: np.ascontiguousarray(projected[:, k]) for k, name in enumerate(PROJECTIONS)}
    table["cause"] = cause_series(kept["cause"])
    return pl.DataFrame(table).select(list(PANEL_COLUMNS))


def cause_series(codes: NDArray[np.float64]) -> pl.Series:
    """Causes in words.

    Parameters
    ----------
    codes : ndarray of shape (n,)
        Values of :class:`~sim.state.Cause`.

    Returns
    -------
    polars.Series
        Of dtype ``CAUSES``.
    """
    words = np.array([CAUSE_WORDS[cause] for cause in Cause])
    return pl.Series(words[codes.astype(int)], dtype=pl.String).cast(CAUSES)


def relationships_table(scenario: Scenario, policy: str, records: NDArray[np.void]) -> pl.DataFrame:
    """A row a relationship: start, end, cause, censored, totals and means over its rounds.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    policy : str
        Name of the policy.
    records : ndarray of dtype ``RECORD``
        Relationships.

    Returns
    -------
    polars.DataFrame
        Ordered by replication, slot and start. Money is summed over the relationship; ``end`` is the last round served.
    """
    records = records[np.lexsort((records["start"], records["slot"], records["replication"]))]
    rounds = records["rounds"]
    table: dict[str, object] = {
        "scenario": pl.Series([scenario.name] * len(records), dtype=pl.String),
        "policy": pl.Series([policy] * len(records), dtype=pl.String),
        "replication": records["replication"].astype(np.int64),
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


def outcomes_table(scenario: Scenario, policy: str, chunk: Chunk) -> pl.DataFrame:
    """A row a run: every outcome of the run.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    policy : str
        Name of the policy.
    chunk : Chunk
        From the kernel.

    Returns
    -------
    polars.DataFrame
        One column an outcome, NaN where it does not exist.
    """
    n = len(chunk.runs)
    head: dict[str, object] = {
        "scenario": pl.Series([scenario.name] * n, dtype=pl.String),
        "policy": pl.Series([policy] * n, dtype=pl.String),
        "replication": chunk.runs["replication"].astype(np.int64),
    }
    return pl.DataFrame(head | dict(run_outcomes(chunk)))
