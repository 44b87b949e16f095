"""What the data cannot tell is said in words: every public estimator, on data too few, too even or of no kind."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from math import inf, isnan, nan
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis import frontier
from analysis.association import Comoments, Correlation, spearman
from analysis.bootstrap import over_runs
from analysis.data import DataError
from analysis.effects import (
    Effect,
    cohens_dav,
    cohens_dz,
    hedges_correction,
    mean_difference,
    risk_difference,
    risk_ratio,
    student_effect,
    superiority,
)
from analysis.evidence import ClaimedEffect, Verdict, gone, judge
from analysis.frailty import BetaGeometric, fit_beta_geometric
from analysis.frontier import Objective
from analysis.hazards import hazard_regression, person_periods
from analysis.intervals import agresti_min, difference_interval, mean_interval, student, wilson
from analysis.moments import Moments
from analysis.multiplicity import benjamini_hochberg, bonferroni_level, holm
from analysis.regression import chances, least_squares
from analysis.restricted_mean import Lifetimes, restricted_mean, restricted_mean_difference
from analysis.roc import auc, auc_difference, roc_curve
from analysis.sensitivity.grid import grid_indices
from analysis.sensitivity.levels import course, half_width
from analysis.sensitivity.measured import resampled
from analysis.sensitivity.noise import noise_floor, noise_share, without_noise
from analysis.sensitivity.ranks import rank_regression
from analysis.sensitivity.screening import elementary_effects, screening
from analysis.sensitivity.sobol import sobol_indices
from analysis.sensitivity.tornado import Levels, swings, tornado
from analysis.sequential import beta_mixture, half_widths, looks, mixture_scale, mixture_width
from analysis.shapley import shapley_values
from analysis.survival import log_log_interval, log_rank, survival_curve
from sim.state import Cause

Call = Callable[[], Any]

ROWS = np.arange(20.0)
UP = np.tile([0, 1], 10)
ROUNDED = np.full(20, 0.1 + 0.2)
"""Twenty times .3, but for its last digit."""
NONE = np.array([], float)
SQUARE, WORDS = np.array([[0.0, 1.0], [2.0, 5.0]]), (("low", "high"), ("low", "high"))
GAPS = np.full(20, nan)
MONEY = Objective("contribution_margin", "1", "share")
HELD = Objective("survival", "probability", "chance")


def table(**columns: object) -> pl.DataFrame:
    return pl.DataFrame({"run": range(20), "x": np.sin(ROWS), "y": np.cos(3.0 * ROWS), "e": UP} | columns)


def of_pairs(estimate: Callable[..., Effect]) -> dict[str, Call]:
    """What no estimate of pairs can tell from."""
    return {
        "no pairs": lambda: estimate([], []),
        "no value in any": lambda: estimate(GAPS, UP),
        "another length": lambda: estimate(UP, UP[:5]),
        "infinite": lambda: estimate([inf, *UP[1:]], UP),
        "words": lambda: estimate(["a", "b"], ["b", "a"]),
        "dates": lambda: estimate(np.array(["2020-01-01"], "datetime64[D]"), [1.0]),
        "a table": lambda: estimate(np.ones((2, 2)), np.ones((2, 2))),
        "rows of many lengths": lambda: estimate([[1], [1, 2]], [[1], [1, 2]]),
        "objects": lambda: estimate(np.array([1.0, "2"], object), [1.0, 1.0]),
        "complex": lambda: estimate([1j, 2j], [0.0, 0.0]),
        "no such level": lambda: estimate(UP, UP[::-1], 1.0),
    }


def of_measures(estimate: Callable[..., Effect]) -> dict[str, Call]:
    return of_pairs(estimate) | {
        "the same, but for rounding": lambda: estimate(np.full(20, 0.3), ROUNDED),
        "the same in every run": lambda: estimate(ROWS, ROWS),
        "rounding about nothing": lambda: estimate([0.3, 0.1 + 0.2 - 0.3, 1.0], [0.1 + 0.2, 0.0, 1.0]),
    }


def of_events(estimate: Callable[..., Effect]) -> dict[str, Call]:
    strange = {f"an event of {v}": (lambda v=v: estimate([v, *UP[1:]], UP)) for v in (2, 0.5, -1, 1 + 1e-9)}
    return of_pairs(estimate) | strange | {"nothing happens": lambda: estimate(0 * UP, 0 * UP)}


def of_fits(fit: Callable[..., Any], outcome: str) -> dict[str, Call]:
    def tried(changed: Mapping[str, object], regressors: list[str] | None = None, cluster: str = "run") -> Call:
        return lambda: fit(table(**changed), outcome, regressors or ["x"], cluster=cluster)

    return {
        "an outcome that does not vary": tried({outcome: [1] * 20}),
        "no outcome": tried({outcome: [None] * 20}),
        "an infinite outcome": tried({outcome: [inf, *UP[1:]]}),
        "an infinite regressor": tried({"x": [inf, *ROWS[1:]]}),
        "words for an outcome": tried({outcome: ["a", "b"] * 10}),
        "lists for a regressor": tried({"x": [[1, 2]] * 20}),
        "objects for a regressor": tried({"x": pl.Series([object()] * 20, dtype=pl.Object)}),
        "a constant regressor": tried({"x": [3.0] * 20}),
        "a regressor twice over": tried({"z": 2.0 * np.sin(ROWS)}, ["x", "z"]),
        "one cluster": tried({"run": [0] * 20}),
        "a cluster that is not there": tried({}, cluster="nobody"),
        "more terms than rows": tried({"w": [str(k) for k in range(20)]}, ["w"]),
        "an outcome that follows exactly": lambda: fit(
            table(**{outcome: UP}, z=UP), outcome, ["z", "x"], cluster="run"
        ).terms["x"],
    }


def curve_counts(*rows: list[int]) -> np.ndarray:
    return np.array(rows, int)


ENDINGS = np.array([[0] * len(Cause), [1] * len(Cause), [2] * len(Cause)])
MOMENTS_OF_NONE = Moments.of(GAPS[None, :])
ONE_RUN = Moments.of(np.array([[0.4]]))
LIVES = Lifetimes.of([3, 4, 5], [1, 0, 1])
FIT = least_squares(table(w=["a", "b"] * 10), "y", ["x", "w"], cluster="run")
UNKNOWN = ClaimedEffect("", "1", 3.0, nan, 1, 1.0)

UNTOLD: dict[str, dict[str, Call]] = {
    "association.Comoments.of": {
        "another length": lambda: Comoments.of(ROWS, ROWS[:3]),
        "infinite": lambda: Comoments.of(np.array([inf, 1.0]), np.array([1.0, 2.0])),
    },
    "association.Comoments.pearson": {
        "no pairs": lambda: Comoments.of(NONE, NONE).pearson(),
        "three pairs": lambda: Comoments.of(ROWS[:3], ROWS[:3]).pearson(),
        "no variation but rounding": lambda: Comoments.of(np.where(UP, 0.3, 0.1 + 0.2), ROWS).pearson(),
        "no value in any": lambda: Comoments.of(GAPS, ROWS).pearson(),
        "no such level": lambda: Comoments.of(ROWS, np.sin(ROWS)).pearson(2.0),
    },
    "association.spearman": {
        "no pairs": lambda: spearman(NONE, NONE),
        "no variation but rounding": lambda: spearman(np.where(UP, 0.3, 0.1 + 0.2), ROWS),
        "another length": lambda: spearman(ROWS, ROWS[:3]),
        "infinite": lambda: spearman(np.array([inf, 1.0, 2.0, 3.0]), ROWS[:4]),
    },
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
    "effects.mean_difference": of_measures(mean_difference),
    "effects.cohens_dz": of_measures(cohens_dz)
    | {
        "one difference, but for rounding": lambda: cohens_dz(ROWS + 0.1 + 0.2, ROWS),
        "no spread": lambda: cohens_dz(ROWS + 1.0, ROWS),
        "two pairs": lambda: cohens_dz([1.0, 2.0], [0.0, 0.5]),
    },
    "effects.cohens_dav": of_measures(cohens_dav)
    | {"no spread but rounding": lambda: cohens_dav(np.where(UP, 0.3, 0.1 + 0.2), np.full(20, 0.2))},
    "effects.superiority": of_measures(superiority),
    "effects.risk_difference": of_events(risk_difference),
    "effects.risk_ratio": of_events(risk_ratio),
    "effects.student_effect": {
        "no values": lambda: student_effect(NONE),
        "one value": lambda: student_effect(np.array([3.0])),
        "a NaN": lambda: student_effect(np.array([1.0, nan, 2.0])),
        "infinite": lambda: student_effect(np.array([1.0, inf])),
        "nothing, every time": lambda: student_effect(np.zeros(9)),
    },
    "effects.hedges_correction": {"one degree of freedom": lambda: hedges_correction(1)},
    "evidence.ClaimedEffect.of": {
        "no runs": lambda: ClaimedEffect.of("", "1", NONE, 1.0),
        "one run": lambda: ClaimedEffect.of("", "1", np.array([9.0]), 1.0),
        "no value in any": lambda: ClaimedEffect.of("", "1", GAPS, 1.0),
        "infinite": lambda: ClaimedEffect.of("", "1", np.array([inf, 1.0]), 1.0),
    },
    "evidence.ClaimedEffect.of_ratio": {
        "nothing below": lambda: ClaimedEffect.of_ratio("", "1", ROWS, 0 * ROWS, 1.0),
        "rounding below": lambda: ClaimedEffect.of_ratio("", "1", ROWS, np.where(UP, 1.0, -1.0) + 1e-17, 1.0),
        "no value in any": lambda: ClaimedEffect.of_ratio("", "1", ROWS, GAPS, 1.0),
        "another length": lambda: ClaimedEffect.of_ratio("", "1", ROWS, ROWS[:3], 1.0),
    },
    "evidence.ClaimedEffect.interval": {
        "no error": UNKNOWN.interval,
        "no tests": lambda: UNKNOWN.interval(0),
        "no such level": lambda: UNKNOWN.interval(level=1.5),
    },
    "evidence.judge": {"no error": lambda: judge([UNKNOWN], [], 1)},
    "evidence.gone": {"no error": lambda: gone(UNKNOWN, 1)},
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
    "frontier.non_dominated": {
        "no plane": lambda: frontier.non_dominated(np.ones((4, 3))),
        "infinite": lambda: frontier.non_dominated(np.array([[inf, 1.0]])),
    },
    "frontier.spread_out": {"no plane": lambda: frontier.spread_out(np.ones((4, 1)), 2)},
    "frontier.hypervolume": {
        "no reference": lambda: frontier.hypervolume(np.ones((4, 2)), np.array([0.0, nan])),
        "half a reference": lambda: frontier.hypervolume(np.ones((4, 2)), np.array([0.0])),
    },
    "frontier.paired": of_measures(lambda x, y, level=0.95: frontier.paired(MONEY, x, y, level))
    | {
        "one run of a chance": lambda: frontier.paired(HELD, np.array([nan]), np.array([1.0]), 0.95),
        "another length of a chance": lambda: frontier.paired(HELD, np.array([1.0]), np.array([1.0, 0.0]), 0.95),
    },
    "frontier.mean_of": {
        "no value in any": lambda: frontier.mean_of(GAPS),
        "one run": lambda: frontier.mean_of(np.array([0.4])),
    },
    "frontier.optimism": {
        "no value in any": lambda: frontier.optimism(MONEY, GAPS, ROWS),
        "one run": lambda: frontier.optimism(MONEY, ROWS, np.array([9.0])),
        "one run of each": lambda: frontier.optimism(MONEY, np.array([1.0]), np.array([9.0])),
        "rounding": lambda: frontier.optimism(MONEY, np.full(9, 0.3), np.full(9, 0.1 + 0.2)),
    },
    "frontier.standing": {
        "no interval": lambda: frontier.standing(
            [MONEY, HELD], {"other": (Effect(9.0, nan, nan, nan, 1), Effect(9.0, nan, nan, nan, 1))}
        )
    },
    "frontier.sides": {
        "no interval": lambda: frontier.sides(
            [MONEY, HELD], (Effect(9.0, nan, nan, nan, 1), Effect(9.0, nan, nan, nan, 1))
        )
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
    "intervals.mean_interval": {
        "no run": lambda: mean_interval(MOMENTS_OF_NONE, "chance"),
        "one run": lambda: mean_interval(ONE_RUN, "money"),
    },
    "intervals.difference_interval": {
        "no run": lambda: difference_interval(MOMENTS_OF_NONE, "chance"),
        "one run": lambda: difference_interval(ONE_RUN, "money"),
    },
    "intervals.student": {"one run": lambda: student(ONE_RUN), "no such level": lambda: student(ONE_RUN, -1.0)},
    "intervals.wilson": {"no run": lambda: wilson(0, 0), "more than all": lambda: wilson(3, 2)},
    "intervals.agresti_min": {"no run": lambda: agresti_min(0, 0, 0), "more than all": lambda: agresti_min(2, 2, 3)},
    "moments.Moments.of_differences": {
        "rounding": lambda: Moments.of_differences(ROUNDED[None], np.full((1, 20), 0.3)).settled().mean,
        "infinite": lambda: Moments.of_differences(np.array([[inf, 1.0]]), np.array([[0.0, 1.0]])),
    },
    "moments.Moments.of": {
        "words": lambda: Moments.of(np.array([["a"]])),
        "infinite": lambda: Moments.of(np.array([[inf, 1.0]])),
    },
    "multiplicity.holm": {"no p": lambda: holm([nan]), "beyond 1": lambda: holm([2.0]), "words": lambda: holm(["a"])},
    "multiplicity.benjamini_hochberg": {"no p": lambda: benjamini_hochberg([0.1, nan])},
    "multiplicity.bonferroni_level": {
        "none": lambda: bonferroni_level(0),
        "no such level": lambda: bonferroni_level(2, 1.0),
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
    "roc.roc_curve": {
        "nothing happens": lambda: roc_curve(ROWS, 0 * UP),
        "everything happens": lambda: roc_curve(ROWS, 0 * UP + 1),
        "events of 2": lambda: roc_curve(ROWS, UP * 2),
        "infinite": lambda: roc_curve([inf, 1.0], [0, 1]),
        "none": lambda: roc_curve([], []),
    },
    "roc.auc": {
        "a score that never errs": lambda: auc(UP, UP),
        "a score that is always the same": lambda: auc(0 * ROWS, UP),
        "one run": lambda: auc(np.sin(ROWS), UP, 0 * UP),
        "one event": lambda: auc(ROWS[:3], [0, 1, 0]),
        "events of a half": lambda: auc(ROWS[:3], [0, 0.5, 1]),
        "runs of another length": lambda: auc(ROWS, UP, UP[:3]),
    },
    "roc.auc_difference": {
        "one run": lambda: auc_difference(np.sin(ROWS), np.cos(ROWS), UP, 0 * UP),
        "the same": lambda: auc_difference(ROWS, ROWS, UP),
        "one that never errs, one that always does": lambda: auc_difference(UP, 1 - UP, UP),
    },
    "sequential.looks": {"none": lambda: looks(0, 10), "NaN": lambda: looks(nan, 10)},  # type: ignore[arg-type]
    "sequential.mixture_scale": {"no look": lambda: mixture_scale(0), "no such level": lambda: mixture_scale(9, 1.0)},
    "sequential.mixture_width": {
        "no run": lambda: mixture_width(np.array([0]), np.array([1.0]), 0.1),
        "no scale": lambda: mixture_width(np.array([9]), np.array([1.0]), nan),
    },
    "sequential.beta_mixture": {"no run": lambda: beta_mixture(0, 0), "more than all": lambda: beta_mixture(2, 1)},
    "sequential.half_widths": {
        "no run": lambda: half_widths(MOMENTS_OF_NONE, 100),
        "no variation yet": lambda: half_widths(ONE_RUN, 100),
        "values of 2 for a chance": lambda: half_widths(Moments.of(np.full((1, 200), 2.0)), 100, chance=True),
    },
    "shapley.shapley_values": {
        "not all coalitions": lambda: shapley_values(np.ones(3)),
        "none": lambda: shapley_values(NONE),
        "infinite": lambda: shapley_values(np.array([0.0, inf])),
        "no worth": lambda: shapley_values(np.array([0.0, nan])),
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
    "survival.log_log_interval": {"no error": lambda: log_log_interval(np.array([0.5]), np.array([nan]))},
    "survival.log_rank": {
        "none followed": lambda: log_rank(np.zeros((3, 2), int), curve_counts([0, 0], [0, 1], [0, 0])),
        "other rounds": lambda: log_rank(curve_counts([0, 1]), curve_counts([0, 1], [0, 1])),
    },
    "sensitivity.measured.resampled": {
        "one row": lambda: resampled(1, 1, lambda chosen: np.ones((1, *chosen.shape[:-1])))[1:],
        "NaN in nearly all resamples": lambda: resampled(
            9, 1, lambda chosen: np.where(chosen.std(axis=-1) > 3.4, 1.0, nan)[None]
        )[1:],
    },
    "sensitivity.noise.noise_share": {
        "no variation but rounding": lambda: noise_share(np.where(UP, 0.3, 0.1 + 0.2), 0 * ROWS + 0.1),
        "no errors": lambda: noise_share(ROWS, GAPS),
        "another length": lambda: noise_share(ROWS, ROWS[:3]),
    },
    "sensitivity.noise.without_noise": {"nothing but noise": lambda: without_noise(ROWS, ROWS, 1.0)},
    "sensitivity.noise.noise_floor": {"no errors": lambda: noise_floor(GAPS)},
    "sensitivity.ranks.rank_regression": {
        "no variation but rounding": lambda: (
            rank_regression(np.sin(ROWS)[:, None], np.where(UP, 0.3, 0.1 + 0.2)).coefficients
        ),
        "two points": lambda: rank_regression(ROWS[:2, None], ROWS[:2]).coefficients,
        "no value in any": lambda: rank_regression(ROWS[:, None], GAPS).coefficients,
        "another length": lambda: rank_regression(ROWS[:, None], ROWS[:3]),
        "infinite": lambda: rank_regression(ROWS[:, None], np.array([inf, *ROWS[1:]])),
    },
    "sensitivity.screening.elementary_effects": {
        "no trajectories": lambda: elementary_effects(np.zeros((2, 4, 2)), np.zeros((2, 4))),
        "infinite": lambda: elementary_effects(np.zeros((1, 2, 1)), np.array([[1.0, inf]])),
        "no step": lambda: elementary_effects(np.zeros((1, 2, 1)), np.array([[1.0, 2.0]])),
    },
    "sensitivity.screening.screening": {
        "no effects": lambda: screening(np.full((1, 4), nan)).mu_star,
        "one effect": lambda: screening(np.array([[3.0, nan]])).mu_star[1:],
        "infinite": lambda: screening(np.array([[inf]])),
    },
    "sensitivity.sobol.sobol_indices": {
        "no variation but rounding": lambda: sobol_indices(np.where(UP, 0.3, 0.1 + 0.2), ROUNDED, ROUNDED[None]).total,
        "one row": lambda: sobol_indices(ROWS[:1], ROWS[1:2], ROWS[None, 2:3]).total[1:],
        "another length": lambda: sobol_indices(ROWS, ROWS, ROWS[None, :3]),
    },
    "sensitivity.grid.grid_indices": {
        "one outcome": lambda: grid_indices(np.full((2, 2), 0.3), np.zeros((2, 2)), WORDS, (True, True)).first,
        "rounding alone": lambda: (
            grid_indices(np.array([[0.3, 0.1 + 0.2], [0.3, 0.3]]), np.zeros((2, 2)), WORDS, (True, True)).total
        ),
        "no errors": lambda: grid_indices(SQUARE, np.full((2, 2), nan), WORDS, (True, True)).first[1:],
        "no value at a point": lambda: grid_indices(np.where(SQUARE > 0.0, SQUARE, nan), SQUARE, WORDS, (True, True)),
        "another shape": lambda: grid_indices(SQUARE, SQUARE[:1], WORDS, (True, True)),
    },
    "sensitivity.levels.course": {
        "no value at any level": lambda: course(GAPS, GAPS, ordered=True).reach,
        "no errors": lambda: course(ROWS, GAPS, ordered=False).reach,
    },
    "sensitivity.levels.half_width": {"no errors": lambda: half_width(GAPS, GAPS, 1)},
    "sensitivity.tornado.swings": {
        "no value at any level": lambda: (
            swings([Levels(WORDS[0], ordered=True, values=GAPS[:2], errors=GAPS[:2])]).swing
        ),
        "no errors": lambda: swings([Levels(WORDS[0], ordered=True, values=ROWS[:2], errors=GAPS[:2])]).swing[1:],
    },
    "sensitivity.tornado.tornado": {
        "no errors": lambda: tornado(ROWS[:2], ROWS[1:3], GAPS[:2], GAPS[:2]).swing[1:],
        "no value at an end": lambda: tornado(GAPS[:2], ROWS[:2], ROWS[:2], ROWS[:2]).swing,
        "another length": lambda: tornado(ROWS[:2], ROWS[:1], ROWS[:2], ROWS[:2]),
    },
}
"""By estimator, by what is wrong, a call that can tell nothing."""

NO_ESTIMATE = {
    "association.Comoments.merge": "adds what was checked",
    "effects.effect": "puts together what others have estimated",
    "effects.unknown": "says that nothing is known",
    "evidence.difference": "takes effects, whose NaN it hands on",
    "frontier.still_best": "takes means, whose NaN it leaves out",
    "moments.Moments.merge": "adds what was checked",
    "moments.Moments.settled": "takes rounding for nothing",
    "moments.Moments.ups_and_downs": "counts",
    "separation.separating": "says why there is no estimate",
    "sensitivity.finding.Finding.leaders": "chooses among estimates; none without an interval is among them",
    "sensitivity.finding.directions": "takes intervals; 0 without one",
    "sensitivity.caveats.caveats": "says what estimates are no measure of",
    "sensitivity.finding.restricted": "chooses among estimates",
    "sensitivity.measured.Measured.sizes": "takes signs off",
    "sensitivity.ranks.points_needed": "counts",
    "shapley.coalitions": "counts",
    "terms.Rows.clusters_behind": "counts",
    "terms.check_column": "refuses",
    "terms.check_rank": "refuses",
    "terms.codes_of": "counts",
    "terms.is_number": "looks at a type",
    "terms.rows_of": "what regressions refuse, they refuse by it",
    "terms.term_of": "looks up a column",
    "terms.words_of": "looks up values",
}
"""Public functions beside estimators, and why they need no data of their own to be checked."""

WORDS_AND_SHAPES = ("words", "_words", "phrases", "results", "contrast", "removal", "extras", "data")
"""Modules that write or hold what others have estimated."""


def estimators() -> Iterator[str]:
    """Every public function of ``analysis`` that is no word and no picture, and every public method of its classes."""
    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        short = module.name.removeprefix("analysis.")
        if short.startswith("figures") or module.ispkg or short.endswith(WORDS_AND_SHAPES):
            continue
        for name, found in vars(import_module(module.name)).items():
            if name.startswith("_") or getattr(found, "__module__", "") != module.name:
                continue
            if inspect.isfunction(inspect.unwrap(found)):
                yield f"{short}.{name}"
            elif inspect.isclass(found):
                own = {k: m.__func__ if isinstance(m, classmethod) else m for k, m in vars(found).items()}
                methods = [k for k, m in own.items() if inspect.isfunction(m) and m.__module__ == module.name]
                yield from (f"{short}.{name}.{k}" for k in methods if not k.startswith("_"))


def test_every_estimator_is_tried() -> None:
    there = set(estimators())
    assert there == UNTOLD.keys() | NO_ESTIMATE.keys()


def nothing_said(found: object) -> bool:  # noqa: PLR0911 - a line a type
    """Whether a result claims nothing: no p-value below 1, no interval but that of no effect, no figure."""
    if isinstance(found, Effect):
        if found.reason:
            return isnan(found.p)
        return found.p == 1.0 and found.low <= found.value <= found.high
    if isinstance(found, ClaimedEffect):
        return not found.known and isnan(found.interval()[0]) and found.p_value == 1.0
    if isinstance(found, Correlation):
        return isnan(found.value) and isnan(found.low) and isnan(found.high)
    if isinstance(found, Verdict):
        return found is Verdict.UNDECIDED
    if isinstance(found, tuple):
        return all(nothing_said(part) for part in found)
    if isinstance(found, np.ndarray):
        return bool((np.isnan(found) | np.isposinf(found) | (found == 0.0)).all())  # a width without end is none
    return found in (0, "undecided") or (isinstance(found, float) and isnan(found))


@pytest.mark.parametrize(("name", "wrong"), [(name, wrong) for name, calls in UNTOLD.items() for wrong in calls])
def test_what_the_data_cannot_tell_is_never_a_number(name: str, wrong: str) -> None:
    try:
        found = UNTOLD[name][wrong]()
    except DataError as error:
        found = None if len(str(error)) > len("too few") else error
    assert found is None or nothing_said(found), found


FLOATS = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 1.0, 0.3, 0.1 + 0.2, 2.0])


@given(st.lists(st.tuples(FLOATS, FLOATS), max_size=6))
def test_there_is_no_p_without_an_interval(pairs: list[tuple[float, float]]) -> None:
    x, y = ([pair[side] for pair in pairs] for side in (0, 1))
    for estimate in (mean_difference, cohens_dz, cohens_dav, superiority, risk_difference, risk_ratio):
        try:
            with np.errstate(over="ignore", invalid="ignore"):  # values near the greatest that there are
                found = estimate(x, y)
        except DataError:
            continue
        assert isnan(found.p) == (isnan(found.value) or isnan(found.low) or isnan(found.high))
        assert bool(found.reason) == isnan(found.p)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=30),
    st.floats(1e-3, 1e3),
    st.sampled_from([mean_difference, cohens_dz, cohens_dav, superiority]),
)
def test_rounding_is_no_difference(values: list[float], by: float, estimate: Callable[..., Effect]) -> None:
    x = np.array(values)
    size = float(np.abs(x).mean())
    for y in (x * by / by, (x + size) - size):
        found = estimate(x, y)
        assert isnan(found.p) or found.p == 1.0


def test_a_difference_of_rounding_about_a_real_one_is_no_spread() -> None:
    assert isnan(cohens_dz([0.3 + 1.0, 1.3, 0.1 + 0.2 + 1.0], [0.3, 0.3, 0.1 + 0.2]).value)


def test_reasons_count_what_there_is() -> None:
    assert mean_difference([], []).reason == "there is no case of it"
    assert mean_difference([1.0], [0.0]).reason == "one case alone shows no spread"
    assert cohens_dz([1.0, 2.0, 3.0], [0.0, 1.0, 2.0]).reason == "these 3 cases cannot tell it"
    assert mean_difference([1.0, 2.0], [0.0, 0.5]).reason == ""


def test_numbers_come_in_many_types() -> None:
    expected = risk_difference([1, 0, 1, 1], [0, 0, 1, 0])
    for kind in (bool, np.int8, np.uint64, np.float32, object):
        assert risk_difference(np.array([1, 0, 1, 1], kind), np.array([0, 0, 1, 0], kind)) == expected
    assert risk_difference([True, False, True, True, None], [0, 0, 1, 0, 1]) == expected
    assert risk_difference(pl.Series([1, 0, 1, 1]), pl.Series([False, False, True, False])) == expected


def test_rounding_alone_has_no_order() -> None:
    tied, sums = [0.1 + 0.2] * 3 + [0.3] * 3, [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]
    assert auc(tied, sums).value == 0.5
    assert len(roc_curve(tied, sums).thresholds) == 2
    mixed, plain = np.array([0.1 + 0.2, 0.3, 1.0, 2.0, 5.0]), np.array([0.3, 0.3, 1.0, 2.0, 5.0])
    other = np.array([1.0, 2.0, 0.5, 4.0, 3.0])
    assert spearman(mixed, other) == spearman(plain, other)
    x = np.tile(other, 4)[:, None]
    found, known = (rank_regression(x, np.tile(y, 4)).coefficients.value for y in (mixed, plain))
    assert found == pytest.approx(known)
    assert spearman(np.arange(30.0), np.exp(np.arange(30.0))).value == 1.0


def test_no_spread_has_no_interval() -> None:
    x = np.linspace(1e6, 2e6, 9)
    line = np.arange(4.0)
    still = Lifetimes.of([9, 9], [0, 0])
    found = [
        mean_difference([1.0, 1.0], [0.0, 0.0]),
        mean_difference([0.4, 0.7], [0.3, 0.6]),
        mean_difference(x + 0.1, x),
        student_effect(np.full(10, 0.1)),
        restricted_mean(still, 8),
        restricted_mean_difference(still, Lifetimes.of([3, 3], [1, 1]), 8),
        frontier.optimism(MONEY, np.full(9, 2.0), np.full(9, 1.0)),
    ]
    assert all(one.reason and not isnan(one.value) and isnan(one.p) for one in found)
    assert student_effect(np.array([0.1 + 0.2] * 10 + [0.3] * 10) - 0.3) == (0.0, 0.0, 0.0, 1.0, 20)
    for perfect in (spearman(line, line), Comoments.of(line, 3.0 * line + 0.1).pearson()):
        assert perfect.value == 1.0
        assert isnan(perfect.low)
        assert isnan(perfect.high)


REFUSED: dict[str, Call] = {
    "durations for events": lambda: Lifetimes(np.array([3, 4]), np.array([3, 4]), np.array([0, 1])),  # type: ignore[arg-type]
    "a NaN for no effect": lambda: over_runs(table(), lambda t: t["y"].sum(), run="run", seed=1, null=nan),
    "a run without a name": lambda: over_runs(table(run=[None, *range(19)]), lambda t: t["y"].sum(), run="run", seed=1),
    "half a seed": lambda: over_runs(table(), lambda t: t["y"].sum(), run="run", seed=7.9),  # type: ignore[arg-type]
    "a seed below 0": lambda: over_runs(table(), lambda t: t["y"].sum(), run="run", seed=-1),
    "words for a statistic": lambda: over_runs(table(), lambda _: "2", run="run", seed=1),  # type: ignore[arg-type, return-value]
    "an array for a statistic": lambda: over_runs(table(), lambda _: np.ones(2), run="run", seed=1),  # type: ignore[arg-type, return-value]
    "cases without a run": lambda: auc([1, 2, 3, 4], [0, 1, 0, 1], [1, nan, nan, 2]),
    "a chance of 2": lambda: mean_interval(Moments.of(np.array([[0, 1, 2]])), "chance"),
    "a difference of 2": lambda: difference_interval(Moments.of(np.array([[-2, 0, 2]])), "chance"),
    "a horizon of 2.5": lambda: restricted_mean(LIVES, 2.5),  # type: ignore[arg-type]
    "no horizon": lambda: restricted_mean(LIVES, nan),  # type: ignore[arg-type]
    "a true horizon": lambda: restricted_mean(LIVES, True),  # noqa: FBT003 - the mistake itself
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_is_no_data_is_refused(wrong: str) -> None:
    with pytest.raises(DataError):
        REFUSED[wrong]()
