"""How many links between firms survive a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from equipoise.experiments.regularities.measuring import NOT_STRATEGIC, STRATEGIC, YEAR, groups, share
from equipoise.experiments.regularities.regularity import Published, Regularity

if TYPE_CHECKING:
    from equipoise.experiments.regularities.population import Panels

HELD = "held_in_a_year"


def _year_ends(panels: Panels) -> pl.DataFrame:
    """Relationships that are held at the end of a year, and whether they are a year later."""
    return panels.relationships.filter((pl.col("quarter") == YEAR) & pl.col(HELD).is_not_null())


REGULARITY = Regularity(
    fact="92% of customer links and 93% of supplier links survive a year.",
    source=(
        "Mizuno, T., Souma, W., Watanabe, T. (2014). The structure and evolution of buyer-supplier networks. PLoS ONE "
        "9(7), e100712."
    ),
    published=Published(0, ".92 to .93", 0.915, 0.935),
    sample="Relationships held at the end of a year.",
    regression="The share that is held four rounds later; clustered by vendor.",
    estimator=share(_year_ends, HELD),
    unit="share held a year later",
    curve=groups(_year_ends, "year", HELD, ("year at whose end they were held", "share held a year later")),
    also={
        "strategic vendors": share(_year_ends, HELD, STRATEGIC),
        "all others": share(_year_ends, HELD, NOT_STRATEGIC),
    },
    calibrated="yes: two parameters (exit_hazard, collapse) were set to it, in the base scenario, not here",
    remark="The range is that of the rounding of both figures.",
)
