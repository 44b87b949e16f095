"""R19: internal, joint and the account's own metrics tell how a strategic relationship stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.regression import chances
from experiments.claims.claim import Claim, Evidence, Level
from experiments.claims.flagged import Observed
from experiments.claims.playing import play_rounds
from experiments.claims.red_flags import area, only, rise
from sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from experiments.claims.playing import Luck

SCENARIO, POLICY, ACCOUNT = "strategic-vendor", "strategic", "Giant"
YEAR, HORIZON = 4, 8
READ = ("revenue", "contribution", "cost_to_serve", "volume", "account_surplus", "referrals", "project_return", "misses", "channel", "cause")  # fmt: skip
KINDS = {
    "internal": ("revenue", "margin", "cost to serve"),
    "joint": ("return on joint investment", "reviews missed", "communication"),
    "the account's": ("its gain a unit", "referrals"),
}
"""Metrics of each kind, as a review at the end of a year has them. The return of the project is the joint one."""


@dataclass(frozen=True)
class Reviewed:
    """Metrics at the ends of years of relationships that went on, and what came of each within two years."""

    metrics: pl.DataFrame
    seen: Observed


def _review(luck: Luck) -> Reviewed:
    rows = play_rounds(SCENARIO, POLICY, luck, ACCOUNT, READ)
    last = rows["cause"].shape[1] - HORIZON
    tables, ends, runs = [], [], []
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
    metrics, run = pl.concat(tables), np.concatenate(runs)
    return Reviewed(metrics, Observed(np.zeros(len(run), np.int64), np.concatenate(ends), run))


def _chances(fitted_on: Reviewed, scored_on: Reviewed, metrics: Sequence[str]) -> NDArray[np.float64]:
    """Chance of an ending by a logistic regression on some metrics, fitted on other luck."""
    table = fitted_on.metrics.with_columns(ended=pl.Series(fitted_on.seen.ends > 0), run=pl.Series(fitted_on.seen.run))
    return chances(table, "ended", metrics, cluster="run").predict(scored_on.metrics)


def _test(luck: Luck) -> Evidence:
    fitted_on, scored_on = _review(luck), _review(luck.fresh())
    by_kind = {kind: _chances(fitted_on, scored_on, metrics) for kind, metrics in KINDS.items()}
    every = _chances(fitted_on, scored_on, [name for metrics in KINDS.values() for name in metrics])
    found = {kind: area(f"{kind} metrics", chance, scored_on.seen) for kind, chance in by_kind.items()}
    found["all"] = area("all metrics", every, scored_on.seen)
    left = (scored_on.seen.ends == Cause.NONE) | (scored_on.seen.ends == Cause.EXIT)
    exits = only(scored_on.seen, Cause.EXIT)
    missed = rise("last review missed", scored_on.metrics["reviews missed"].to_numpy() > 0, scored_on.seen)
    return Evidence(
        effects=[found[kind] for kind in KINDS],
        placebos=[
            area(f"{kind} metrics, endings by chance alone", chance[left], exits) for kind, chance in by_kind.items()
        ],
        levels=[
            Level(f"{kind} metrics", 0.5 + e.estimate, e.error, "area under the curve") for kind, e in found.items()
        ],
        remark=(
            f"Taken together and fitted on other runs, metrics rank {0.5 + found['all'].estimate:.0%} of pairs "
            f"rightly, where a "
            f"coin ranks 50%. After a missed review {100 * missed.estimate:+.1f} more relationships in a hundred "
            f"end within two "
            f"years than after one that was passed."
        ),
        also=[found["all"], missed],
    )


CLAIM = Claim(
    id="R19",
    sentence=(
        "A strategic relationship takes metrics: the vendor's own (revenue, margin, cost of sales), joint ones "
        "(return on joint "
        "investment, goals, communication) and the account's (its gain, referrals)."
    ),
    source="ME",
    design=(
        "Scenario strategic-vendor, account Giant, strategic vendor. Metrics at the end of each year from the "
        "second, against an "
        "ending within the two years that follow; a logistic regression on the metrics of each kind, fitted on one "
        "half of the "
        "runs and scored on the other."
    ),
    measure=(
        "Area under the ROC curve of each kind of metrics less a half: whether they know anything of what follows. "
        "Least: "
        "ranking 55 of 100 pairs rightly."
    ),
    placebo="Accounts that close for reasons of their own do so by chance: no metric may tell which.",
    test=_test,
    limits=(
        "Whether measuring changes what people do is not in the model, but for the reviews of a charter. Metrics "
        "are exact here."
    ),
)
