"""R19: metrics assess how a strategic partnership works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from equipoise.analysis.data import beyond_rounding
from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.regression import least_squares
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars_of
from equipoise.experiments.claims.effect import Effect
from equipoise.experiments.claims.reading import matters, of, otherwise, slight, when
from equipoise.experiments.claims.standing import GIANT
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.experiments.claims.quantity import Values
    from equipoise.experiments.claims.runs import Runs

PARTNER = Case("strategic-vendor", "strategic")
YEAR, HORIZON = 4, 8
READ = (
    "cause", "revenue", "contribution", "cost_to_serve", "volume", "account_surplus", "referrals", "level",
    "project_return", "misses", "channel", "away",
)  # fmt: skip
KINDS = {
    "internal": ("revenue", "margin", "cost to serve"),
    "joint": ("return on joint investment", "reviews missed", "communication"),
    "the account's": ("its gain a unit", "referrals"),
}
"""Metrics of each kind, as a review at the end of a year has them. The return of the project is the joint one."""
ALL = tuple(name for metrics in KINDS.values() for name in metrics)
LEAST = 0.04
"""Of the variance: a correlation of .2, the least found between loyalty and profit (Reinartz and Kumar 2002)."""
CONTRIBUTION, LEVEL = "contribution", "level"
LATER = {CONTRIBUTION: "later contribution", LEVEL: "later level"}
"""Of the next two years, and at their end."""


def _reviews(runs: Runs) -> pl.DataFrame:
    """Metrics at the ends of years of relationships that went on, and what came of each within two years.

    Where the account is away after a breakdown there is nothing to review.

    A row a year's end and run: ``run``, the metrics of ``KINDS``, for each outcome of ``LATER`` last year's own
    (``last contribution``), and what came: money of the two years, nothing once it had ended; and the level at their
    end, NaN where it had ended.
    """
    return runs.once("reviews", lambda: _reviewed(runs.rounds(PARTNER, GIANT, READ)))


def _reviewed(rows: Mapping[str, Values]) -> pl.DataFrame:
    tables = []
    for t in range(2 * YEAR - 1, rows["cause"].shape[1] - HORIZON, YEAR):
        held = np.flatnonzero((rows["cause"][:, t] == Cause.NONE) & (rows["away"][:, t] == 0.0))
        tables.append(_metrics(rows, held, t).with_columns(_came(rows, held, t)))
    return pl.concat(tables)


def _metrics(rows: Mapping[str, Values], held: NDArray[np.int64], t: int) -> pl.DataFrame:
    """What is known at the end of a year."""
    sums = {name: rows[name][held, t + 1 - YEAR : t + 1].sum(axis=1) for name in READ}
    sold = np.maximum(sums["revenue"], np.finfo(float).tiny)
    return pl.DataFrame(
        {
            "run": held,
            "last contribution": sums["contribution"],
            "last level": rows["level"][held, t],
            "revenue": sums["revenue"],
            "margin": np.clip(sums["contribution"] / sold, -1.0, 1.0),
            "cost to serve": np.clip(sums["cost_to_serve"] / sold, 0.0, 1.0),
            "return on joint investment": rows["project_return"][held, t],
            "reviews missed": rows["misses"][held, t],
            "communication": rows["channel"][held, t],
            "its gain a unit": sums["account_surplus"] / sums["volume"],
            "referrals": sums["referrals"],
        }
    )


def _came(rows: Mapping[str, Values], held: NDArray[np.int64], t: int) -> list[pl.Series]:
    """What came of it."""
    ahead = slice(t + 1, t + 1 + HORIZON)
    return [
        pl.Series(CONTRIBUTION, np.nansum(rows["contribution"][held, ahead], axis=1)),
        pl.Series(LEVEL, rows["level"][held, t + HORIZON]),
    ]


def _forecast(outcome: str, metrics: Sequence[str], fitted_on: pl.DataFrame, scored_on: pl.DataFrame) -> Values:
    """What a linear forecast from last year's own and some metrics says, fitted on other luck."""
    differ = [name for name in metrics if fitted_on[name].n_unique() > 1]
    fit = least_squares(fitted_on, outcome, [f"last {outcome}", *differ], cluster="run")
    return fit.predict(scored_on)


def _permuted(table: pl.DataFrame) -> pl.DataFrame:
    """The same with every metric taken from another review."""
    order = np.random.default_rng(len(table)).permutation(len(table))
    return table.with_columns(table.select(ALL)[order])


def _gain(what: str, outcome: str, metrics: Sequence[str], *, permuted: bool = False) -> Effect:
    """Share of the variance that metrics explain beyond last year's own: (e_0^2 - e_1^2) / var, its error by run."""
    name = f"{LATER[outcome]}, explained by {what} beyond last year's"

    def estimate(runs: Runs) -> ClaimedEffect:
        halves = runs.fresh(), runs
        fitted_on, scored_on = (_reviews(each).filter(pl.col(outcome).is_not_nan()) for each in halves)
        if permuted:
            fitted_on, scored_on = _permuted(fitted_on), _permuted(scored_on)
        came = scored_on[outcome].to_numpy()
        alone, told = ((came - _forecast(outcome, names, fitted_on, scored_on)) ** 2 for names in ((), metrics))
        gain = (alone - told) / came.var()
        mean = float(gain.mean())
        by_run = np.bincount(scored_on["run"].to_numpy(), gain - mean, runs.luck.runs)
        error = beyond_rounding(float(np.sqrt((by_run**2).sum()) / len(gain)), 1.0)
        return ClaimedEffect(mean, error=error, runs=runs.luck.runs, unit="share of variance", name=name, least=LEAST)

    return Effect(name, "share of variance", LEAST, (PARTNER,), estimate)


GAINS = {outcome: _gain("all metrics", outcome, ALL) for outcome in LATER}
BY_KIND = {
    (kind, outcome): _gain(f"{kind} metrics", outcome, metrics) for outcome in LATER for kind, metrics in KINDS.items()
}

CLAIM = Claim(
    id="R19",
    sentence=(
        "A strategic relationship takes metrics: the vendor's own (revenue, margin, cost of sales), joint ones "
        "(return on joint investment, goals, communication) and the account's (its gain, referrals)."
    ),
    source="ME",
    design=(
        "Scenario strategic-vendor, account Giant, strategic vendor. Metrics at the end of each year from the second, "
        "where it is not away; a linear forecast of the contribution of the next two years, and of the level at their "
        "end, from last year's own alone and with metrics, fitted on one half of the runs and scored on the other."
    ),
    measure=(
        "Metrics assess how the partnership works: the share of the variance that they explain beyond what last year's "
        "contribution, or level, tells by itself. Least: a twenty-fifth."
    ),
    placebo="Each metric is taken from another review: it can know nothing of this one.",
    effects=tuple(GAINS.values()),
    placebos=tuple(_gain("metrics of other reviews", outcome, ALL, permuted=True) for outcome in LATER),
    levels=bars_of(
        "share of variance", {f"{kind} metrics, {outcome}": gain for (kind, outcome), gain in BY_KIND.items()}
    ),
    readings=(
        (
            when(
                matters(*GAINS.values()),
                "Metrics tell more than last year's figure does by itself: they explain {0:.0%} more of the variance "
                "of later contribution, and {1:.0%} of that of the later level.",
                *map(of, GAINS.values()),
            ),
            when(
                slight(*GAINS.values()),
                "Metrics tell hardly more than last year's figure does: {0:+.1f} points of the variance of later "
                "contribution, and {1:+.1f} of that of the later level.",
                *(of(gain, 100.0) for gain in GAINS.values()),
            ),
            otherwise(
                "Metrics beside last year's figure change what a forecast explains by {0:+.1f} points of the variance "
                "of later contribution, and by {1:+.1f} of that of the later level.",
                *(of(gain, 100.0) for gain in GAINS.values()),
            ),
        ),
        tuple(
            when(
                matters(BY_KIND[kind, LEVEL]) + slight(*(BY_KIND[other, LEVEL] for other in KINDS if other != kind)),
                f"Of the level only {kind} metrics tell anything that matters: {{0:.0%}}.",
                of(BY_KIND[kind, LEVEL]),
            )
            for kind in KINDS
        ),
    ),
    also=tuple(BY_KIND.values()),
    effort=2,
    limits=(
        "Whether measuring changes what people do is not in the model, but for the reviews of a charter. Metrics are "
        "exact here."
    ),
)
