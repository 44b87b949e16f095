"""The age of a relationship and the volume that is traded in it."""

from __future__ import annotations

import polars as pl

from equipoise.experiments.regularities.measuring import NOT_STRATEGIC, tenths, traded
from equipoise.experiments.regularities.regularity import Equation, Published, Regularity

VOLUME = Equation(traded, "log_units", ("log_age",), ("relationship",))

RELATIVE = (pl.col("units") / pl.col("size")).alias("relative")

REGULARITY = Regularity(
    fact="The older a relationship between firms, the more is traded in it.",
    source=(
        "Monarch, R., Schmidt-Eisenlohr, T. (2023). Longevity and the value of trade relationships. Journal of "
        "International Economics 145, 103842."
    ),
    published=Published(1, "rises"),
    sample="Rounds of relationships in which something was bought.",
    regression="Logarithm of volume on that of age, with an effect for each relationship; clustered by vendor.",
    estimator=VOLUME,
    unit="log volume per unit of log age",
    curve=tenths(
        lambda panels: traded(panels).with_columns(RELATIVE),
        "tenure",
        "relative",
        ("age (rounds)", "volume bought, over the account's own size"),
    ),
    also={
        "between relationships: no control for heterogeneity": VOLUME.but(fixed=()),
        "vendors that are not strategic": VOLUME.among(NOT_STRATEGIC),
    },
    off={"accounts' own customers do not grow": {"switches.growth": False}},
    remark="Volume grows only under a charter, at whatever the vendor contributes and the account works at.",
)
