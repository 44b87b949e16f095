"""What regularities are estimated from: vendors by year, relationships, years of their lives, and raw patterns."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from equipoise.analysis.data import FEWEST, even
from equipoise.analysis.estimate import Curve, Estimate
from equipoise.analysis.hazards import AGE, person_periods
from equipoise.analysis.regression import CONSTANT, least_squares
from equipoise.experiments.regularities.population import ROUNDS, TRAITS
from equipoise.experiments.regularities.regularity import Equation
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.state import CAUSE_WORDS, Cause

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from equipoise.experiments.regularities.population import Panels
    from equipoise.experiments.regularities.regularity import Estimator, Rows

YEAR = ROUNDS_A_YEAR
VENDOR_FAILED = CAUSE_WORDS[Cause.VENDOR_FAILED]
"""An ending that says nothing of the relationship: everything ends. It is taken for censoring."""

BUSINESS = ("log_volume", "trait_unit_cost", "trait_rivals")
"""What stands for a firm's size and industry in regressions of vendors: volume at first, unit cost, rivals."""

CONCENTRATION = "customer concentration (Herfindahl index)"

STRATEGIC = pl.col("policy") == "strategic"
NOT_STRATEGIC = pl.col("policy") != "strategic"

TELLING_TRAITS = (
    *("orientation", "log_own_margin", "support_worth", "match", "log_size", "policy"),
    *("trait_unit_cost", "trait_rivals", "trait_contribution", "trait_switching_cost", "log_volume"),
)
"""How relationships and their vendors differ from the start: what is controlled for to see age alone."""

GAIN = "gain"
"""The account's gain a unit that it wants, against buying elsewhere."""

BUYER_ADVANTAGE, SUPPLIER_ADVANTAGE = "buyer_advantage", "supplier_advantage"
"""By how much the other side depends more: max(0, D_v - D_b) of the account, max(0, D_b - D_v) of the vendor."""

_LOGS = (
    pl.col("trait_volume").log().alias("log_volume"),
    pl.col("own_margin").log().alias("log_own_margin"),
    pl.col("size").log().alias("log_size"),
)


def vendor_years(panels: Panels) -> pl.DataFrame:
    """A row a vendor and year with sales: flows summed over its rounds, ratios of the sums, states on average.

    With ``gross_margin``, ``selling_per_sale``, ``service_per_sale``, ``overheads_per_sale``, ``return_on_sales``,
    ``return_on_assets``, ``asset_turnover``, ``concentration``, ``dependence`` and ``age`` (both by revenue; years) and
    the traits.
    """
    flows = ("revenue", "gross", "selling_cost", "cost_to_serve", "overheads", "operating_profit")
    states = ("assets", "concentration", "weighted_dependence_account", "weighted_dependence_vendor", "weighted_tenure")
    years = (
        panels.vendors.filter(pl.col("revenue") > 0.0)
        .group_by("vendor", "year", "policy", *TRAITS, maintain_order=True)
        .agg(pl.col(flows).sum(), pl.col(states).mean(), pl.len().alias("rounds"))
        .filter(pl.col("rounds") == YEAR)
    )
    sales = pl.col("revenue")
    return years.with_columns(
        (pl.col("gross") / sales).alias("gross_margin"),
        (pl.col("selling_cost") / sales).alias("selling_per_sale"),
        (pl.col("cost_to_serve") / sales).alias("service_per_sale"),
        (pl.col("overheads") / sales).alias("overheads_per_sale"),
        (pl.col("operating_profit") / sales).alias("return_on_sales"),
        (pl.col("operating_profit") / pl.col("assets")).alias("return_on_assets"),
        (sales / pl.col("assets")).alias("asset_turnover"),
        pl.col("weighted_dependence_account").alias("dependence"),
        (pl.col("weighted_tenure") / YEAR).alias("age"),
        pl.col("year").cast(pl.String).str.zfill(2).alias("in_year"),
        _LOGS[0],
    )


def traded(panels: Panels) -> pl.DataFrame:
    """Rounds of relationships in which something was bought, with logarithms and the names of fixed effects.

    With ``log_price``, ``log_units``, ``log_size``, ``log_age``, ``market`` (a vendor in a round).
    """
    return panels.relationships.filter(pl.col("units") > 0.0).with_columns(
        pl.col("price").log().alias("log_price"),
        pl.col("units").log().alias("log_units"),
        (pl.col("tenure") + 1).log().alias("log_age"),
        (pl.col("vendor") * ROUNDS + pl.col("round")).alias("market"),
        *_LOGS,
    )


def gains(panels: Panels) -> pl.DataFrame:
    """Rounds of trade with the account's gain, and asymmetry of dependence split at zero (Gulati and Sytch 2007).

    Of :func:`traded`, with ``gain`` (money a unit), ``buyer_advantage`` and ``supplier_advantage``, of which one is 0
    in every row.
    """
    asymmetry = pl.col("dependence_asymmetry")  # D_v - D_b
    return traded(panels).with_columns(
        (pl.col("account_surplus") / pl.col("volume")).alias(GAIN),
        asymmetry.clip(lower_bound=0.0).alias(BUYER_ADVANTAGE),
        (-asymmetry).clip(lower_bound=0.0).alias(SUPPLIER_ADVANTAGE),
    )


GAIN_BY_DEPENDENCE = Equation(
    gains, GAIN, ("joint_dependence", BUYER_ADVANTAGE, SUPPLIER_ADVANTAGE, "log_size", "log_age"), ("market",)
)
"""The account's gain on joint dependence and on either side's advantage, as Gulati and Sytch (2007) have it.

With size and age, among accounts of one vendor in the same round.
"""


def at_risk(panels: Panels) -> pl.DataFrame:
    """Rounds of relationships, each with the events that may end it; the vendor's own failure is none of them.

    With ``ends`` and ``ends_abruptly`` (while a contract was in force, and not at the table), as 0 and 1, and
    ``log_age``.
    """
    ends = pl.col("ended").cast(pl.Boolean) & (pl.col("cause").cast(pl.String) != VENDOR_FAILED)
    return panels.relationships.with_columns(
        ends.cast(pl.Int64).alias("ends"),
        (ends & (pl.col("negotiated") == 0)).cast(pl.Int64).alias("ends_abruptly"),
        (pl.col("tenure") + 1).log().alias("log_age"),
        *_LOGS,
    )


def relationships(panels: Panels) -> pl.DataFrame:
    """A row a relationship: how long it was followed, whether it ended, and what it came to.

    With ``start``, ``rounds``, ``ends`` (the vendor's failure censors), sums of money, and the traits.
    """
    traits = ("orientation", "own_margin", "support_worth", "match", "size", "reference")
    return (
        at_risk(panels)
        .group_by("vendor", "relationship", "policy", *TRAITS, maintain_order=True)
        .agg(
            pl.col("round").min().alias("start"),
            pl.len().cast(pl.Int64).alias("rounds"),
            pl.col("ends").max(),
            pl.col("cause").cast(pl.String).eq(VENDOR_FAILED).any().alias("vendor_failed"),
            pl.col("contribution", "referral_value", "revenue").sum(),
            pl.col(traits).first(),
        )
        .with_columns(*_LOGS)
    )


def years_of_life(panels: Panels) -> pl.DataFrame:
    """A row for each year of each relationship's life that falls within the run, and whether it ended in it.

    As :func:`equipoise.analysis.hazards.person_periods` makes it, by years; with ``log_age_squared``.
    """
    whole = (ROUNDS - pl.col("start")) // YEAR
    ended_in = (pl.col("rounds") + YEAR - 1) // YEAR
    ends = (pl.col("ends") == 1) & (ended_in <= whole)
    followed = pl.min_horizontal(pl.col("rounds") // YEAR, whole)
    lives = relationships(panels).with_columns(pl.when(ends).then(ended_in).otherwise(followed).alias("years"), ends)
    periods = person_periods(lives, rounds="years", ended="ends")
    return periods.with_columns((pl.col(AGE).log() ** 2).alias("log_age_squared"))


def mean(table: pl.DataFrame, column: str) -> Estimate:
    """Mean of a column, with an interval that knows which rows share a vendor.

    The mean; an interval without width where all values are the same, and none with fewer than two vendors.
    """
    known = table.select("vendor", pl.col(column).cast(pl.Float64)).fill_nan(None).drop_nulls()
    values, vendors = known[column].to_numpy(), known["vendor"].n_unique()
    if vendors < FEWEST:
        return Estimate(float(values.mean()) if vendors else nan, runs=vendors)
    if even(values):
        return Estimate(float(values[0]), float(values[0]), float(values[0]), 1.0, vendors)
    return least_squares(table, column, (), cluster="vendor").terms[CONSTANT]


def by_tenths(table: pl.DataFrame, x: str, y: str, words: tuple[str, str], groups: int = 10) -> Curve:
    """Means of y over tenths of x: the raw pattern."""
    known = table.select("vendor", x, pl.col(y).cast(pl.Float64)).fill_nan(None).drop_nulls()
    rank = (known[x].rank("ordinal") - 1).to_numpy()
    parts = known.with_columns(pl.Series("part", np.floor(rank * groups / max(known.height, 1)))).partition_by(
        "part", maintain_order=True
    )
    parts = sorted(parts, key=lambda part: part["part"][0])
    return Curve(*words, [(float(np.mean(part[x].to_numpy())), mean(part, y)) for part in parts])


def by_group(table: pl.DataFrame, group: str, y: str, words: tuple[str, str], values: Sequence[float]) -> Curve:
    """Means of y for values of a column."""
    return Curve(*words, [(value, mean(table.filter(pl.col(group) == value), y)) for value in values])


def share(rows: Rows, column: str, which: pl.Expr | None = None) -> Estimator:
    """Estimate a share of rows, or of some of them."""

    def estimated(panels: Panels) -> tuple[Estimate, int]:
        found = rows(panels) if which is None else rows(panels).filter(which)
        return mean(found, column), found.height

    return estimated


def tenths(rows: Rows, x: str, y: str, words: tuple[str, str]) -> Callable[[Panels], Curve]:
    """Draw means of y over tenths of x."""
    return lambda panels: by_tenths(rows(panels), x, y, words)


def groups(rows: Rows, group: str, y: str, words: tuple[str, str]) -> Callable[[Panels], Curve]:
    """Draw means of y for each value of a column."""

    def drawn(panels: Panels) -> Curve:
        found = rows(panels)
        return by_group(found, group, y, words, sorted(found[group].unique()))

    return drawn
