"""How many alliances exist after five years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.analysis.intervals import wilson
from equipoise.experiments.regularities.measuring import YEAR, groups, share
from equipoise.experiments.regularities.population import ROUNDS
from equipoise.experiments.regularities.regularity import Published, Regularity

if TYPE_CHECKING:
    from equipoise.experiments.regularities.population import Panels

AFTER = 5 * YEAR
ALIVE = "alive_after_five_years"
_LOW, _HIGH = wilson(66, 100)


def _followed(panels: Panels) -> pl.DataFrame:
    """Relationships that are held at the end of a year, and whether they are five years later."""
    last = pl.col("round").max().over("relationship")
    ended = pl.col("ended").max().over("relationship")
    then = pl.col("round") + AFTER
    alive = ((last > then) | ((last == then) & (ended == 0))).alias(ALIVE)
    return panels.relationships.with_columns(alive).filter(
        (pl.col("quarter") == YEAR) & (pl.col("ended") == 0) & (then < ROUNDS)
    )


def _alliances(panels: Panels) -> pl.DataFrame:
    return _followed(panels).filter(pl.col("charter") > 0)


REGULARITY = Regularity(
    fact="Of a hundred alliances, 66 existed after five years.",
    source=(
        "Lunnan, R., Haugland, S. A. (2008). Predicting and measuring alliance performance: a multidimensional "
        "analysis. Strategic Management Journal 29(5), 545-556."
    ),
    published=Published(0, ".66 of 100", _LOW, _HIGH, sampled=True),
    sample="Relationships under a charter at the end of a year, the nearest thing to an alliance.",
    regression="The share that is held twenty rounds later; clustered by vendor.",
    estimator=share(_alliances, ALIVE),
    unit="share alive five years later",
    curve=groups(
        _alliances, "year", ALIVE, ("year at whose end they were under a charter", "share alive five years later")
    ),
    also={"relationships without a charter": share(_followed, ALIVE, pl.col("charter") == 0)},
    calibrated="no, but annual survival was, from which it nearly follows",
    remark=(
        "66 in 100 has a sampling error of its own. The range is its interval, widened as all others are, and wide: "
        "what lies within it may lie well above 66."
    ),
)
