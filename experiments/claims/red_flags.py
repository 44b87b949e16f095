"""Red flags scored as predictors of a change: one by one, by their number, and combined."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.special import logit, ndtri

from equipoise.analysis.data import beyond_rounding
from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.regression import chances
from equipoise.analysis.roc import RocCurve, auc, roc_curve
from equipoise.experiments.claims.flagged import kinds_of_change, observe, observe_closings, watch
from equipoise.experiments.claims.lead_time import lead
from equipoise.sim.rules.red_flags import FLAG_WORDS
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.regression import Regression
    from equipoise.experiments.claims.case import Luck
    from equipoise.experiments.claims.flagged import Change, Observed
    from equipoise.experiments.claims.lead_time import Lead

LEAST_AREA = 0.05
"""A score that ranks 55 of 100 pairs rightly, where a coin ranks 50."""

LEAST_RATIO = log(1.25)
"""A change comes a quarter more often."""


@dataclass(frozen=True)
class Alarm:
    """How one score does."""

    name: str  # the flag, or the score made of several
    area: ClaimedEffect  # area under the ROC curve less one half; clustered by run
    up: float  # share of the observations in which the alarm is given (any flag of the score up)
    precision: float  # of those, the share that change within the horizon
    base: float  # of all observations
    ratio: ClaimedEffect  # log of the hazard of a change with the alarm over that without it; clustered by run


@dataclass(frozen=True)
class Scored:
    """All scores of the same observations."""

    flags: tuple[Alarm, ...]  # each flag that was ever up
    count: Alarm  # the number of flags up
    combination: Alarm  # a logistic regression on the flags, fitted on other luck than it is scored on
    fit: Regression  # that regression; log odds ratios by flag
    curve: RocCurve  # of the combination


def is_up(observed: Observed, flag: int) -> NDArray[np.bool_]:
    """Whether a flag is up, an observation."""
    up: NDArray[np.bool_] = (observed.flags & flag) > 0
    return up


def number_up(observed: Observed) -> NDArray[np.float64]:
    """How many flags are up, an observation."""
    number: NDArray[np.float64] = np.sum([is_up(observed, flag) for flag in FLAG_WORDS], axis=0, dtype=np.float64)
    return number


def alarm_of(name: str, scores: NDArray[np.float64], alarm: NDArray[np.bool_], observed: Observed) -> Alarm:
    """Score some scores."""
    ended = observed.happened
    precision = float(ended[alarm].mean()) if alarm.any() else float("nan")
    return Alarm(
        name,
        area(name, scores, observed),
        float(alarm.mean()),
        precision,
        float(ended.mean()),
        hazard_ratio(name, alarm, observed),
    )


def area(name: str, scores: NDArray[np.float64], observed: Observed) -> ClaimedEffect:
    """Area under the ROC curve less one half, as an effect that can be judged; not known where one outcome is all."""
    words = f"area under the ROC curve less a half, {name}"
    if observed.happened.all() or not observed.happened.any():
        return ClaimedEffect(nan, unit="1", name=words, least=LEAST_AREA)
    found = auc(scores, observed.happened, observed.run)
    spread = (logit(found.high) - logit(found.low)) / (2.0 * ndtri(0.5 + LEVEL / 2.0))
    error = float(spread * found.value * (1.0 - found.value))
    return ClaimedEffect(found.value - 0.5, error=error, runs=found.runs, unit="1", name=words, least=LEAST_AREA)


def hazard_ratio(name: str, alarm: NDArray[np.bool_], observed: Observed) -> ClaimedEffect:
    """Log of the ratio of the hazards of a change where the alarm is given and where it is not.

    With p the chance of a change within the horizon it is ln(-ln(1 - p_1)) - ln(-ln(1 - p_0)), the coefficient of a
    complementary log-log regression on the alarm alone. Its error is linearised, and clustered by run.
    """
    runs = int(observed.run.max()) + 1
    words = f"hazard of a change, {name} to not"
    values, parts = [], []
    for where in (alarm, ~alarm):
        rounds = np.bincount(observed.run, where, runs)
        changed = np.bincount(observed.run, where & observed.happened, runs)
        p = float(changed.sum() / rounds.sum()) if rounds.sum() > 0 else nan
        if not 0.0 < p < 1.0:
            return ClaimedEffect(nan, runs=runs, unit="log ratio", name=words, least=LEAST_RATIO)
        slope = -1.0 / ((1.0 - p) * log(1.0 - p))
        values.append(log(-log(1.0 - p)))
        parts.append(slope * (changed - p * rounds) / rounds.sum())
    error = beyond_rounding(sqrt(runs / (runs - 1) * float(((parts[0] - parts[1]) ** 2).sum())), 1.0)
    ratio = values[0] - values[1]
    return ClaimedEffect(ratio, error=error, runs=runs, unit="log ratio", name=words, least=LEAST_RATIO)


def score(fitted_on: Observed, scored_on: Observed) -> Scored:
    """Score every flag, their number and their combination."""
    seen = {
        flag: word for flag, word in FLAG_WORDS.items() if all(is_up(o, flag).any() for o in (fitted_on, scored_on))
    }
    fit = chances(_table(fitted_on, seen), "changes", list(seen.values()), cluster="run")
    chance = fit.predict(_table(scored_on, seen))
    number = number_up(scored_on)
    return Scored(
        tuple(
            alarm_of(word, is_up(scored_on, flag).astype(float), is_up(scored_on, flag), scored_on)
            for flag, word in seen.items()
        ),
        alarm_of("number of flags", number, number > 0, scored_on),
        alarm_of("flags combined", chance, chance > float(scored_on.happened.mean()), scored_on),
        fit,
        roc_curve(chance, scored_on.happened),
    )


def _table(observed: Observed, flags: dict[int, str]) -> pl.DataFrame:
    return pl.DataFrame(
        {"changes": observed.happened, "run": observed.run}
        | {word: is_up(observed, flag) for flag, word in flags.items()}
    )


def named(scored: Scored) -> Sequence[Alarm]:
    """All scores, flags first."""
    return (*scored.flags, scored.count, scored.combination)


PLACES = (("new-management", "strategic"), ("base", "strategic"), ("base", "accommodating"))
"""Where flags are scored: an account that keeps reorganising, and ordinary ones, with charters and without."""


@dataclass(frozen=True)
class Place:
    """Flags scored in one scenario, under one policy."""

    scenario: str
    policy: str
    scored: Scored  # how they do
    lead: Lead  # how early they come
    closings: float  # share of the endings that are the account's own closing, by chance
    # of the rounds within a year of which something changes, the share in which each kind does
    kinds: dict[Change, float]
    # what flags seem to know of own closings alone: area of their number, and hazard ratio of any flag up
    by_chance: tuple[ClaimedEffect, ClaimedEffect]


def score_in(scenario: str, policy: str, luck: Luck, settings: Mapping[str, object] | None = None) -> Place:
    """Play two halves, fit on the one, and score on the other."""
    rounds = watch(scenario, policy, luck.fresh(), settings)
    seen, exits = observe(rounds), observe_closings(rounds)
    number = number_up(exits)
    endings = rounds.cause[rounds.cause > 0]
    return Place(
        scenario,
        policy,
        score(observe(watch(scenario, policy, luck, settings)), seen),
        lead(rounds),
        float((endings == Cause.EXIT).mean()),
        kinds_of_change(rounds),
        (
            area("number of flags, own closings alone", number, exits),
            hazard_ratio("any flag, own closings alone", number > 0, exits),
        ),
    )
