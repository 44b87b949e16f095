"""Of models fitted to runs, and of how long relationships last: calls that can tell nothing."""

from math import inf, nan

import numpy as np
import polars as pl

from equipoise.analysis.bootstrap import over_runs
from equipoise.analysis.frailty import BetaGeometric, fit_beta_geometric
from equipoise.analysis.hazards import hazard_regression, person_periods
from equipoise.analysis.regression import chances, least_squares
from equipoise.analysis.restricted_mean import Lifetimes, restricted_mean, restricted_mean_difference
from equipoise.analysis.survival import log_log_interval, log_rank, survival_curve
from tests.analysis.untold.data import ENDINGS, FIT, GAPS, LIVES, ROWS, UP, Call, curve_counts, of_fits, table

FITTING: dict[str, dict[str, Call]] = {
    "bootstrap.over_runs": {
        "NaN in all draws": lambda: over_runs(table(), lambda _: nan, run="run", seed=1, resamples=99),
        "NaN in some draws": lambda: over_runs(
            table(), lambda t: nan if (t["run"] == 0).any() else float(t["y"].sum()), run="run", seed=1, resamples=99
        ),
        "None in all draws": lambda: over_runs(table(), lambda _: None, run="run", seed=1, resamples=99),
        "no difference between draws": lambda: over_runs(table(), lambda _: 1.0, run="run", seed=1, resamples=99),
        "rounding between draws": lambda: over_runs(
            table(e=np.where(UP, 0.3, 0.1 + 0.2)), lambda t: t["e"][0], run="run", seed=1, resamples=99
        ),
        "infinite draws": lambda: over_runs(table(), lambda _: inf, run="run", seed=1, resamples=99),
        "no rows": lambda: over_runs(table().clear(), lambda t: float(t["y"].sum()), run="run", seed=1),
        "one run": lambda: over_runs(table(run=[1] * 20), lambda t: float(t["y"].sum()), run="run", seed=1),
        "no such column": lambda: over_runs(table(), lambda _: 1.0, run="nobody", seed=1),
        "no draws": lambda: over_runs(table(), lambda _: 1.0, run="run", seed=1, resamples=0),
    },
    "frailty.fit_beta_geometric": {
        "nothing ended": lambda: fit_beta_geometric(Lifetimes.of([3, 4], [0, 0])),
        "all at once": lambda: fit_beta_geometric(Lifetimes.of([1, 1], [1, 1])),
        "no round": lambda: fit_beta_geometric(Lifetimes.of([0, 0], [0, 0])),
        "one relationship": lambda: fit_beta_geometric(Lifetimes.of([5], [1])),
    },
    "frailty.BetaGeometric.survival": {"before the start": lambda: BetaGeometric(1.0, 2.0).survival([-1])},
    "frailty.BetaGeometric.hazard": {
        "before the first round": lambda: BetaGeometric(1.0, 2.0).hazard(0),
        "NaN": lambda: BetaGeometric(1.0, 2.0).hazard(nan),
    },
    "hazards.person_periods": {
        "no such column": lambda: person_periods(table(), ended="gone"),
        "rounds below 0": lambda: person_periods(table(rounds=[-1] * 20), ended="e"),
        "halves of rounds": lambda: person_periods(table(rounds=[0.5] * 20), ended="e"),
        "endings of 2": lambda: person_periods(table(rounds=[3] * 20, e=[2] * 20), ended="e"),
        "rounds for endings": lambda: person_periods(table(rounds=UP, gone=ROWS), ended="gone"),
    },
    "hazards.hazard_regression": {
        "nothing ended": lambda: hazard_regression(
            person_periods(table(rounds=[3] * 20, e=[0] * 20), ended="e"), ["x"], cluster="run"
        ),
        "all ended at once": lambda: hazard_regression(
            person_periods(table(rounds=[3] * 20, e=[1] * 20), ended="e"), ["x"], cluster="run", baseline="log"
        ),
        "no periods": lambda: hazard_regression(table(), ["x"], cluster="run"),
    },
    "regression.least_squares": of_fits(least_squares, "y")
    | {
        "no variation but rounding": lambda: least_squares(
            table(y=np.where(UP, 0.3, 0.1 + 0.2)), "y", ["x"], cluster="run"
        ),
        "a level a cluster": lambda: least_squares(
            table(run=UP, w=np.where(UP, "a", "b")), "y", ["w"], cluster="run"
        ).terms["w[b]"],
        "the constant of it": lambda: least_squares(
            table(run=UP, w=np.where(UP, "a", "b")), "y", ["w"], cluster="run"
        ).terms["constant"],
        "no variation within": lambda: least_squares(
            table(y=UP, u=UP, run=list(range(10)) * 2), "y", ["x"], cluster="run", fixed=["u"]
        ),
    },
    "regression.chances": of_fits(chances, "e")
    | {
        "no such link": lambda: chances(table(), "e", ["x"], cluster="run", link="probit"),  # type: ignore[arg-type]
        "an outcome of 2": lambda: chances(table(e=UP * 2), "e", ["x"], cluster="run"),
    },
    "regression.Regression.predict": {
        "a word not seen": lambda: FIT.predict(pl.DataFrame({"x": [1.0], "w": ["z"]})),
        "a column that is not there": lambda: FIT.predict(pl.DataFrame({"x": [1.0]})),
        "infinite": lambda: FIT.predict(pl.DataFrame({"x": [inf], "w": ["a"]})),
        "words for numbers": lambda: FIT.predict(pl.DataFrame({"x": ["much"], "w": ["a"]})),
        "no value": lambda: FIT.predict(pl.DataFrame({"x": [None], "w": ["a"]}, schema_overrides={"x": pl.Float64})),
    },
    "restricted_mean.Lifetimes.of": {
        "none": lambda: Lifetimes.of([], []),
        "lengths for endings": lambda: Lifetimes.of([1, 1], [3, 4]),
        "endings of NaN": lambda: Lifetimes.of([1, 1], [1, nan]),
        "endings of a half": lambda: Lifetimes.of([1, 1], [1, 0.5]),
        "endings below 0": lambda: Lifetimes.of([1, 1], [1, -1]),
        "rounds of NaN": lambda: Lifetimes.of([1, nan], [1, 1]),
        "rounds of a half": lambda: Lifetimes.of([1, 0.5], [1, 1]),
        "rounds below 0": lambda: Lifetimes.of([1, -1], [1, 1]),
        "words": lambda: Lifetimes.of(["a"], [1]),
        "another length": lambda: Lifetimes.of([1, 2], [1]),
        "runs of NaN": lambda: Lifetimes.of([1, 2], [1, 1], [nan, 1]),
    },
    "restricted_mean.restricted_mean": {
        "lost early": lambda: restricted_mean(Lifetimes.of([3, 5], [0, 0]), 9),
        "one run": lambda: restricted_mean(Lifetimes.of([3, 5], [1, 1], [7, 7]), 9),
        "no horizon": lambda: restricted_mean(LIVES, 0),
        "no such level": lambda: restricted_mean(LIVES, 4, 1.0),
    },
    "restricted_mean.restricted_mean_difference": {
        "lost early": lambda: restricted_mean_difference(LIVES, Lifetimes.of([3, 5], [0, 0]), 9),
        "the same": lambda: restricted_mean_difference(LIVES, LIVES, 4),
    },
    "survival.survival_curve": {
        "below 0": lambda: survival_curve(curve_counts([0, -1])),
        "halves": lambda: survival_curve(np.array([[0.0, 0.5]])),  # type: ignore[arg-type]
        "no causes": lambda: survival_curve(curve_counts([1], [2])),
        "no counts": lambda: survival_curve(np.ones(3, int)),
        "none followed": lambda: survival_curve(np.zeros((3, 9), int)).low,
        "no error": lambda: survival_curve(ENDINGS, GAPS[:3]).low[1:],
        "no error of the median": lambda: survival_curve(ENDINGS, GAPS[:3]).median[1:],
    },
    "survival.log_log_interval": {
        "no error": lambda: log_log_interval(np.array([0.5]), np.array([nan])),
        "a share that is the same in every run": lambda: log_log_interval(np.array([0.5]), np.array([0.0])),
    },
    "survival.log_rank": {
        "none followed": lambda: log_rank(np.zeros((3, 2), int), curve_counts([0, 0], [0, 1], [0, 0])),
        "other rounds": lambda: log_rank(curve_counts([0, 1]), curve_counts([0, 1], [0, 1])),
    },
}
"""By estimator, by what is wrong, a call that can tell nothing."""
