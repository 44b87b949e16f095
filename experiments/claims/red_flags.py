"""Red flags scored as predictors of an ending: one by one, by their number, and combined."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.special import logit, ndtri

from equipoise.analysis.data import beyond_rounding
from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.intervals import LEVEL
from equipoise.analysis.regression import chances
from equipoise.analysis.roc import RocCurve, auc, roc_curve
from equipoise.experiments.claims import standards
from equipoise.experiments.claims.flagged import observe, watch
from equipoise.experiments.claims.lead_time import lead
from equipoise.sim.rules.red_flags import FLAG_WORDS
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from equipoise.analysis.regression import Regression
    from equipoise.experiments.claims.claim import Luck
    from equipoise.experiments.claims.flagged import Observed
    from equipoise.experiments.claims.lead_time import Lead

LEAST_AREA = 0.05
"""A score that ranks 55 of 100 pairs rightly, where a coin ranks 50."""


@dataclass(frozen=True)
class Alarm:
    """How one score does."""

    name: str  # the flag, or the score made of several
    area: ClaimedEffect  # area under the ROC curve less one half; clustered by run
    up: float  # share of the observations in which the alarm is given (any flag of the score up)
    # of those, the share that end within the horizon; and of all
    precision: float
    base: float
    rise: ClaimedEffect  # chance of an ending with the alarm less without it; clustered by run


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
    ended = observed.ends > 0
    precision = float(ended[alarm].mean()) if alarm.any() else float("nan")
    return Alarm(
        name,
        area(name, scores, observed),
        float(alarm.mean()),
        precision,
        float(ended.mean()),
        rise(name, alarm, observed),
    )


def area(name: str, scores: NDArray[np.float64], observed: Observed) -> ClaimedEffect:
    """Area under the ROC curve less one half, as an effect that can be judged, without an error where none is known."""
    found = auc(scores, observed.ends > 0, observed.run)
    spread = (logit(found.high) - logit(found.low)) / (2.0 * ndtri(0.5 + LEVEL / 2.0))
    error = float(spread * found.value * (1.0 - found.value))
    return ClaimedEffect(
        found.value - 0.5,
        error=error,
        runs=found.runs,
        unit="1",
        name=f"area under the ROC curve less a half, {name}",
        least=LEAST_AREA,
    )


def rise(name: str, alarm: NDArray[np.bool_], observed: Observed) -> ClaimedEffect:
    """By how much the chance of an ending is higher where the alarm is given than where it is not.

    The error is that of a difference of two ratios of sums over runs, linearised.
    """
    ended, runs = observed.ends > 0, int(observed.run.max()) + 1
    parts = []
    for where in (alarm, ~alarm):
        rounds = np.bincount(observed.run, where, runs)
        endings = np.bincount(observed.run, where & ended, runs)
        share = endings.sum() / rounds.sum() if rounds.sum() > 0 else float("nan")
        parts.append((share, (endings - share * rounds) / rounds.sum()))
    (with_alarm, up), (without, down) = parts
    error = beyond_rounding(sqrt(runs / (runs - 1) * float(((up - down) ** 2).sum())), 1.0)
    return ClaimedEffect(
        with_alarm - without,
        error=error,
        runs=runs,
        unit="probability",
        name=f"chance of an ending, {name} less not",
        least=standards.CHANCE,
    )


def score(fitted_on: Observed, scored_on: Observed) -> Scored:
    """Score every flag, their number and their combination."""
    seen = {
        flag: word for flag, word in FLAG_WORDS.items() if all(is_up(o, flag).any() for o in (fitted_on, scored_on))
    }
    fit = chances(_table(fitted_on, seen), "ended", list(seen.values()), cluster="run")
    chance = fit.predict(_table(scored_on, seen))
    number = number_up(scored_on)
    return Scored(
        tuple(
            alarm_of(word, is_up(scored_on, flag).astype(float), is_up(scored_on, flag), scored_on)
            for flag, word in seen.items()
        ),
        alarm_of("number of flags", number, number > 0, scored_on),
        alarm_of("flags combined", chance, chance > float((scored_on.ends > 0).mean()), scored_on),
        fit,
        roc_curve(chance, scored_on.ends > 0),
    )


def _table(observed: Observed, flags: dict[int, str]) -> pl.DataFrame:
    return pl.DataFrame(
        {"ended": observed.ends > 0, "run": observed.run}
        | {word: is_up(observed, flag) for flag, word in flags.items()}
    )


def only(observed: Observed, cause: Cause) -> Observed:
    """The same observations with endings of one cause alone, less those that ended otherwise."""
    kept = (observed.ends == Cause.NONE) | (observed.ends == cause)
    return type(observed)(observed.flags[kept], observed.ends[kept], observed.run[kept])


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
    # what flags seem to know of those endings alone: area of their number, and rise with any flag up
    by_chance: tuple[ClaimedEffect, ClaimedEffect]


def score_in(scenario: str, policy: str, luck: Luck) -> Place:
    """Play two halves, fit on the one, and score on the other."""
    rounds = watch(scenario, policy, luck.fresh())
    seen = observe(rounds)
    exits = only(seen, Cause.EXIT)
    number = number_up(exits)
    return Place(
        scenario,
        policy,
        score(observe(watch(scenario, policy, luck)), seen),
        lead(rounds),
        float((seen.ends[seen.ends > 0] == Cause.EXIT).mean()),
        (
            area("number of flags, endings by chance alone", number, exits),
            rise("any flag, endings by chance alone", number > 0, exits),
        ),
    )
