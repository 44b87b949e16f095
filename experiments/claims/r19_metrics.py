"""R19: internal, joint and the account's own metrics tell how a strategic relationship stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from equipoise.analysis.data import beyond_rounding
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.regression import chances, least_squares
from equipoise.experiments.claims.claim import Claim, Evidence
from equipoise.experiments.claims.flagged import Observed
from equipoise.experiments.claims.playing import play_rounds
from equipoise.experiments.claims.red_flags import area, only, rise
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.experiments.claims.claim import Luck

SCENARIO, POLICY, ACCOUNT = "strategic-vendor", "strategic", "Giant"
YEAR, HORIZON = 4, 8
LEAST_CORRELATION = 0.2
"""A twenty-fifth of the variance; the least that was found between loyalty and profit (Reinartz and Kumar 2002)."""
READ = ("cause", "revenue", "contribution", "cost_to_serve", "volume", "account_surplus", "referrals")
REVIEWED = ("project_return", "misses", "channel")
KINDS = {
    "internal": ("revenue", "margin", "cost to serve"),
    "joint": ("return on joint investment", "reviews missed", "communication"),
    "the account's": ("its gain a unit", "referrals"),
}
"""Metrics of each kind, as a review at the end of a year has them. The return of the project is the joint one."""


@dataclass(frozen=True)
class Reviewed:
    """Metrics at the ends of years of relationships that went on, and what came of each within two years."""

    metrics: pl.DataFrame  # a row a year's end and run, a column a metric of ``KINDS``
    seen: Observed  # endings, in the same order
    # shape (n,): what the account contributed in the two years, money; nothing once it has ended
    brought: NDArray[np.float64]


def _review(luck: Luck) -> Reviewed:
    rows = play_rounds(SCENARIO, POLICY, luck, ACCOUNT, [*READ, *REVIEWED])
    last = rows["cause"].shape[1] - HORIZON
    tables, ends, runs, brought = [], [], [], []
    for t in range(2 * YEAR - 1, last, YEAR):
        year = slice(t + 1 - YEAR, t + 1)
        held = np.flatnonzero(rows["cause"][:, t] == Cause.NONE)
        sums = {name: rows[name][held, year].sum(axis=1) for name in READ}
        sold = np.maximum(sums["revenue"], np.finfo(float).tiny)
        tables.append(
            pl.DataFrame(
                {
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
        )
        later = rows["cause"][held, t + 1 : t + 1 + HORIZON]
        ends.append(np.nanmax(np.where(np.isnan(later), 0.0, later), axis=1).astype(np.int64))
        runs.append(held)
        brought.append(np.nansum(rows["contribution"][held, t + 1 : t + 1 + HORIZON], axis=1))
    metrics, run = pl.concat(tables), np.concatenate(runs)
    return Reviewed(metrics, Observed(np.zeros(len(run), np.int64), np.concatenate(ends), run), np.concatenate(brought))


def _chances(fitted_on: Reviewed, scored_on: Reviewed, metrics: Sequence[str]) -> NDArray[np.float64]:
    """Chance of an ending by a logistic regression on those metrics that ever differ, fitted on other luck."""
    told = [name for name in metrics if fitted_on.metrics[name].n_unique() > 1]
    table = fitted_on.metrics.with_columns(ended=pl.Series(fitted_on.seen.ends > 0), run=pl.Series(fitted_on.seen.run))
    return chances(table, "ended", told, cluster="run").predict(scored_on.metrics)


def _foretold(kind: str, fitted_on: Reviewed, scored_on: Reviewed) -> ClaimedEffect:
    """Correlation of what the account brings in the two years with a linear forecast from a kind of metrics.

    Its error is linearised, and clustered by run.
    """
    table = fitted_on.metrics.with_columns(brought=pl.Series(fitted_on.brought), run=pl.Series(fitted_on.seen.run))
    told = [name for name in KINDS[kind] if fitted_on.metrics[name].n_unique() > 1]
    forecast = least_squares(table, "brought", told, cluster="run").predict(scored_on.metrics)
    x, y = ((v - v.mean()) / v.std() for v in (forecast, scored_on.brought))
    r = float((x * y).mean())
    by_run = np.bincount(scored_on.seen.run, x * y - r * (x**2 + y**2) / 2.0)
    error = beyond_rounding(float(np.sqrt((by_run**2).sum()) / len(x)), 1.0)
    return ClaimedEffect(
        r,
        error=error,
        runs=len(by_run),
        unit="1",
        name=f"correlation with later contribution, {kind} metrics",
        least=LEAST_CORRELATION,
    )


def _test(luck: Luck) -> Evidence:
    fitted_on, scored_on = _review(luck), _review(luck.fresh())
    by_kind = {kind: _chances(fitted_on, scored_on, metrics) for kind, metrics in KINDS.items()}
    every = _chances(fitted_on, scored_on, [name for metrics in KINDS.values() for name in metrics])
    found = {kind: area(f"{kind} metrics", chance, scored_on.seen) for kind, chance in by_kind.items()}
    found["all"] = area("all metrics", every, scored_on.seen)
    money = {kind: _foretold(kind, fitted_on, scored_on) for kind in KINDS}
    left = (scored_on.seen.ends == Cause.NONE) | (scored_on.seen.ends == Cause.EXIT)
    exits = only(scored_on.seen, Cause.EXIT)
    behind = scored_on.metrics["reviews missed"].to_numpy() > 0
    missed = rise("last review missed", behind, scored_on.seen)
    chance_alone = np.isin(scored_on.seen.ends[scored_on.seen.ends > 0], [Cause.EXIT, Cause.COLLAPSE]).mean()
    return Evidence(
        effects=[found[kind] for kind in KINDS],
        placebos=[
            area(f"{kind} metrics, endings by chance alone", chance[left], exits) for kind, chance in by_kind.items()
        ],
        levels=[
            Estimate(0.5 + e.value, error=e.error, unit="area under the curve", name=f"{kind} metrics")
            for kind, e in found.items()
        ],
        remark=(
            f"Of whether it ends they know next to nothing: together, and fitted on other runs, metrics rank "
            f"{0.5 + found['all'].value:.0%} of pairs rightly, where a coin ranks 50%. {chance_alone:.0%} of these "
            f"endings are talks that collapsed or accounts that closed for reasons of their own. Of what it will "
            f"bring they know more: forecasts from them correlate with the contribution of the next two years by "
            + ", ".join(f"{money[kind].value:.2f} ({kind})" for kind in KINDS)
            + f". A review was missed in {behind.mean():.1%} of the cases."
        ),
        also=[found["all"], *money.values(), missed],
    )


CLAIM = Claim(
    id="R19",
    sentence=(
        "A strategic relationship takes metrics: the vendor's own (revenue, margin, cost of sales), joint ones "
        "(return on joint investment, goals, communication) and the account's (its gain, referrals)."
    ),
    source="ME",
    design=(
        "Scenario strategic-vendor, account Giant, strategic vendor. Metrics at the end of each year from the second, "
        "against an ending within the two years that follow; a logistic regression on the metrics of each kind, "
        "fitted on one half of the runs and scored on the other."
    ),
    measure=(
        "Area under the ROC curve of each kind of metrics less a half: whether they know anything of what follows. "
        "Least: ranking 55 of 100 pairs rightly."
    ),
    placebo="Accounts that close for reasons of their own do so by chance: no metric may tell which.",
    test=_test,
    effort=3,
    limits=(
        "Whether measuring changes what people do is not in the model, but for the reviews of a charter. Metrics are "
        "exact here."
    ),
)
