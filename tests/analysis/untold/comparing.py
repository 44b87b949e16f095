"""Of arms compared, and of what is said of the comparison: calls that can tell nothing."""

from math import inf, nan

import numpy as np

from equipoise.analysis import frontier
from equipoise.analysis.association import Comoments, spearman
from equipoise.analysis.effects import (
    cohens_dav,
    cohens_dz,
    hedges_correction,
    mean_difference,
    risk_difference,
    risk_ratio,
    student_effect,
    superiority,
)
from equipoise.analysis.estimate import Estimate
from equipoise.analysis.evidence import ClaimedEffect, gone, judge, ratio_values
from equipoise.analysis.intervals import agresti_min, difference_interval, estimates, mean_interval, student, wilson
from equipoise.analysis.moments import Moments
from equipoise.analysis.multiplicity import benjamini_hochberg, bonferroni_level, holm
from equipoise.analysis.roc import auc, roc_curve
from equipoise.analysis.sequential import beta_mixture, half_widths, looks, mixture_scale, mixture_width
from equipoise.analysis.sums import Sums, difference_of_shares, rate_of_nothing, share
from tests.analysis.untold.data import (
    GAPS,
    HELD,
    MOMENTS_OF_NONE,
    MONEY,
    NONE,
    ONE_RUN,
    ROUNDED,
    ROWS,
    SAME,
    UNKNOWN,
    UP,
    Call,
    of_events,
    of_measures,
)

COMPARING: dict[str, dict[str, Call]] = {
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
        "the same in every run": lambda: ClaimedEffect.of("", "1", np.full(20, 3.0), 1.0),
        "the same, but for rounding": lambda: ClaimedEffect.of("", "1", np.where(UP, 0.3, 0.1 + 0.2), 0.1),
    },
    "evidence.ratio_values": {
        "nothing below": lambda: ratio_values(ROWS, 0 * ROWS),
        "rounding below": lambda: ratio_values(ROWS, np.where(UP, 1.0, -1.0) + 1e-17),
        "no value in any": lambda: ratio_values(ROWS, GAPS),
        "another length": lambda: ratio_values(ROWS, ROWS[:3]),
        "one ratio in every run": lambda: ClaimedEffect.of("", "1", ratio_values(0.3 * (ROWS + 1.0), ROWS + 1.0), 0.1),
    },
    "evidence.ClaimedEffect.interval": {
        "no error": UNKNOWN.interval,
        "no tests": lambda: UNKNOWN.interval(0),
        "no such level": lambda: UNKNOWN.interval(level=1.5),
    },
    "evidence.judge": {"no error": lambda: judge([UNKNOWN], [], 1)},
    "evidence.gone": {"no error": lambda: gone(UNKNOWN, 1)},
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
            [MONEY, HELD], {"other": (Estimate(9.0, nan, nan, nan, 1), Estimate(9.0, nan, nan, nan, 1))}
        )
    },
    "frontier.sides": {
        "no interval": lambda: frontier.sides(
            [MONEY, HELD], (Estimate(9.0, nan, nan, nan, 1), Estimate(9.0, nan, nan, nan, 1))
        )
    },
    "intervals.mean_interval": {
        "no run": lambda: mean_interval(MOMENTS_OF_NONE, "chance"),
        "one run": lambda: mean_interval(ONE_RUN, "money"),
        "the same in every run": lambda: mean_interval(SAME, "money"),
        "a share that is the same in every run": lambda: mean_interval(SAME, "share"),
    },
    "intervals.difference_interval": {
        "no run": lambda: difference_interval(MOMENTS_OF_NONE, "chance"),
        "one run": lambda: difference_interval(ONE_RUN, "money"),
        "one difference in every run": lambda: difference_interval(SAME, "money"),
        "one difference, but for rounding": lambda: difference_interval(
            Moments.of_differences(np.linspace(1e6, 2e6, 9)[None] + 0.1, np.linspace(1e6, 2e6, 9)[None]), "money"
        ),
    },
    "intervals.estimates": {
        "no run": lambda: tuple(estimates(Moments.of(np.zeros((2, 0))), "money", "1", mean_interval)),
        "one run": lambda: tuple(estimates(Moments.of(np.ones((2, 1))), "money", "1", mean_interval)),
    },
    "intervals.student": {
        "one run": lambda: student(ONE_RUN),
        "the same in every run": lambda: student(SAME),
        "the same in every run of two pieces": lambda: student(SAME.merge(SAME)),
        "no such level": lambda: student(ONE_RUN, -1.0),
    },
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
    "sequential.looks": {"none": lambda: looks(0, 10), "NaN": lambda: looks(nan, 10)},  # type: ignore[arg-type],
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
    "sums.difference_of_shares": {
        "no case": lambda: difference_of_shares(Sums.of(np.zeros((4, 5))), "probability"),
        "one run": lambda: difference_of_shares(Sums.of(np.array([[2.0], [1.0], [2.0], [0.0]])), "probability"),
    },
    "sums.rate_of_nothing": {
        "no year": lambda: rate_of_nothing(Sums.of(np.zeros((0, 5)))),
        "one run": lambda: rate_of_nothing(Sums.of(np.array([[-1.0], [2.0]]))),
        "no gain": lambda: rate_of_nothing(Sums.of(np.zeros((3, 5)))),
    },
    "sums.share": {
        "no case": lambda: share(Sums.of(np.zeros((2, 5))), "probability"),
        "one run": lambda: share(Sums.of(np.array([[2.0], [1.0]])), "probability"),
    },
}
"""By estimator, by what is wrong, a call that can tell nothing."""
