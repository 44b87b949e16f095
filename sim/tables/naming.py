"""What tables call things: scenario, policy, replication, account, and causes of ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from equipoise.sim.scenario import Scenario

CAUSES = pl.Enum([CAUSE_WORDS[cause] for cause in Cause])
"""Causes of ending, as tables write them."""

RUN_HEAD = {
    "scenario": ("text", "Scenario."),
    "policy": ("text", "Policy of the vendor."),
    "replication": ("count", "Replication: which luck."),
}
"""Unit and meaning of the columns that say which run a row is of."""

HEAD = RUN_HEAD | {
    "account": ("text", "Account: its name in the scenario, or the slot and number of one that was won."),
}
"""The same for a row of a relationship."""


def account_labels(scenario: Scenario, slots: NDArray[Any], generations: NDArray[np.float64]) -> list[str]:
    """Name relationships: the scenario's own accounts by name, later ones by slot and number."""
    names = scenario.account_names
    return [
        names[int(slot)] if generation == 0 and slot < len(names) else f"won {int(slot) + 1}.{int(generation) + 1}"
        for slot, generation in zip(slots, generations, strict=True)
    ]


def cause_series(codes: NDArray[np.float64]) -> pl.Series:
    """Causes in words."""
    words = np.array([CAUSE_WORDS[cause] for cause in Cause])
    return pl.Series(words[codes.astype(int)], dtype=pl.String).cast(CAUSES)


def run_columns(scenario: Scenario, policy: str, replications: NDArray[np.int64]) -> dict[str, object]:
    """The columns of ``RUN_HEAD``."""
    n = len(replications)
    return {
        "scenario": pl.Series([scenario.name] * n, dtype=pl.String),
        "policy": pl.Series([policy] * n, dtype=pl.String),
        "replication": np.asarray(replications, np.int64),
    }
