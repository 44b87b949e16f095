"""Panels into which a regularity has been planted, of known sign and size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from equipoise.experiments.regularities.population import ROUNDS, Panels, Population

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

VENDORS = 150


@dataclass(frozen=True)
class Planted(Population):
    """A population of which nothing was played."""

    panels: Panels | None = None

    def played(self, settings: Mapping[str, object] | None = None) -> Panels:
        assert not settings
        assert self.panels is not None
        return self.panels


@cache
def real() -> Panels:
    """A population as it is: its columns, and who is in it."""
    return Population(VENDORS, 5).played()


def luck(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def of_vendors(
    change: Callable[[pl.DataFrame, np.random.Generator], dict[str, pl.Expr | NDArray[np.float64]]],
) -> Planted:
    """Change columns of the vendors' panel; all have sales in all rounds, and traits of their own."""
    vendors, rng = real().vendors, luck()
    n = vendors["vendor"].n_unique()
    per_vendor = {
        "concentration": rng.uniform(0.05, 0.9, n),
        "weighted_dependence_account": rng.uniform(0.1, 0.8, n),
        "weighted_tenure": 4.0 * rng.uniform(0.0, 8.0, n),
    }
    vendors = vendors.with_columns(pl.lit(1.0).alias("revenue"), pl.lit(1.0).alias("assets")).with_columns(
        pl.Series(name, values[vendors["vendor"].to_numpy()]) for name, values in per_vendor.items()
    )
    changed = vendors.with_columns(
        value.alias(name) if isinstance(value, pl.Expr) else pl.Series(name, value)
        for name, value in change(vendors, rng).items()
    )
    return Planted(VENDORS, 5, panels=Panels(real().relationships, changed))


def of_rounds(change: Callable[[pl.DataFrame, np.random.Generator], dict[str, NDArray[np.float64]]]) -> Planted:
    """Change columns of the panel of relationships."""
    rounds, rng = real().relationships.filter(pl.col("units") > 0.0), luck()
    changed = rounds.with_columns(pl.Series(name, value) for name, value in change(rounds, rng).items())
    return Planted(VENDORS, 5, panels=Panels(changed, real().vendors))


def ending(rounds: pl.DataFrame, rng: np.random.Generator, log_hazard: NDArray[np.float64]) -> dict[str, object]:
    """Rounds that end, abruptly, with a complementary log-log hazard; each is a draw of its own."""
    ends = rng.random(rounds.height) < -np.expm1(-np.exp(log_hazard))
    words = np.where(ends, "left for a rival", "still held")
    return {
        "ended": ends.astype(np.int64),
        "cause": pl.Series(words, dtype=rounds["cause"].dtype),
        "negotiated": np.zeros(rounds.height, np.int64),
    }


def lives(log_hazard: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> Planted:
    """Relationships that live by a complementary log-log hazard in each year of their age, from the first round on."""
    rng = luck()
    firsts = real().relationships.group_by("relationship", maintain_order=True).first()
    firsts = pl.concat([firsts.with_columns(pl.col("relationship") + k * firsts.height) for k in range(3)])
    years = np.arange(1.0, ROUNDS // 4 + 1)
    ends = rng.random((firsts.height, len(years))) < -np.expm1(-np.exp(log_hazard(years)))
    ended = ends.any(axis=1)
    length = 4 * np.where(ended, ends.argmax(axis=1) + 1, len(years))
    rows = (
        firsts.with_columns(pl.Series("length", length), pl.Series("dies", ended))
        .with_columns(pl.int_ranges(0, pl.col("length")).alias("tenure"))
        .explode("tenure")
    )
    over = pl.col("dies") & (pl.col("tenure") == pl.col("length") - 1)
    rounds = rows.with_columns(
        pl.col("tenure").alias("round"),
        (pl.col("tenure") // 4 + 1).alias("year"),
        (pl.col("tenure") % 4 + 1).alias("quarter"),
        over.cast(pl.Int64).alias("ended"),
        pl.when(over).then(pl.lit("left for a rival")).otherwise(pl.lit("still held")).alias("cause"),
        pl.lit(1.0).alias("charter"),
    ).drop("length", "dies")
    return Planted(VENDORS, 5, panels=Panels(rounds.select(real().relationships.columns), real().vendors))
