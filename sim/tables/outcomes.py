"""A row a run: every outcome of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from equipoise.sim.outcomes import run_outcomes
from equipoise.sim.tables.naming import run_columns

if TYPE_CHECKING:
    from equipoise.sim.kernel import Chunk
    from equipoise.sim.scenario import Scenario


def outcomes_table(scenario: Scenario, policy: str, chunk: Chunk) -> pl.DataFrame:
    """A row a run: every outcome of the run, and what was drawn for it of ranges."""
    drawn = {key: np.ascontiguousarray(chunk.drawn[:, k]) for k, key in enumerate(scenario.drawn_keys)}
    return pl.DataFrame(run_columns(scenario, policy, chunk.runs["replication"]) | dict(run_outcomes(chunk)) | drawn)
