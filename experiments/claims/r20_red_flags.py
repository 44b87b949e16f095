"""R20: red flags tell that a relationship is about to change."""

from __future__ import annotations

from dataclasses import replace
from math import exp, nan
from typing import TYPE_CHECKING

from equipoise.analysis.evidence import ClaimedEffect
from equipoise.analysis.prose.numbers import capital
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars_of
from equipoise.experiments.claims.effect import Effect
from equipoise.experiments.claims.flagged import CHANGE_WORDS, HORIZON
from equipoise.experiments.claims.reading import matters, otherwise, when
from equipoise.experiments.claims.red_flags import LEAST_AREA, LEAST_RATIO, PLACES, score_in
from equipoise.sim.rules.red_flags import FLAG_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from equipoise.experiments.claims.flagged import Change
    from equipoise.experiments.claims.reading import Reading, Results
    from equipoise.experiments.claims.red_flags import Place
    from equipoise.experiments.claims.runs import Runs

JUDGED, *ELSEWHERE = (Case(scenario, policy) for scenario, policy in PLACES)


def _place(runs: Runs, case: Case) -> Place:
    return runs.once((case, "flags"), lambda: score_in(case.scenario, case.policy, runs.luck, runs.settings))


def _ratio(flag: str) -> Effect:
    """Hazard of a change with a flag up over that without; unknown where the flag is never up."""
    name = f"hazard of a change, {flag} to not"

    def estimate(runs: Runs) -> ClaimedEffect:
        found = {alarm.name: alarm.ratio for alarm in _place(runs, JUDGED).scored.flags}
        missing = ClaimedEffect(nan, unit="log ratio", name=name, least=LEAST_RATIO)
        return found.get(flag, missing)

    return Effect(name, "log ratio", LEAST_RATIO, (JUDGED,), estimate)


def _area(case: Case, where: str = "") -> Effect:
    name = f"area under the ROC curve less a half, flags combined{where}"

    def estimate(runs: Runs) -> ClaimedEffect:
        return replace(_place(runs, case).scored.combination.area, name=name)

    return Effect(name, "1", LEAST_AREA, (case,), estimate)


def _by_chance(which: int, name: str, unit: str, least: float) -> Effect:
    return Effect(name, unit, least, (JUDGED,), lambda runs: replace(_place(runs, JUDGED).by_chance[which], name=name))


def _of(figure: Callable[[Place], float]) -> Callable[[Results], float]:
    return lambda results: figure(_place(results.runs, JUDGED))


def _in_kind(kind: Change) -> Callable[[Results], float]:
    return _of(lambda place: place.kinds[kind])


RATIOS = {flag: _ratio(flag) for flag in FLAG_WORDS.values()}
COMBINED = _area(JUDGED)
PLACES_TOO = {f"{case.scenario}, {case.policy}": _area(case, f", {case.scenario}, {case.policy}") for case in ELSEWHERE}


def _times(effect: Effect) -> Callable[[Results], float]:
    """A hazard ratio."""
    return lambda results: exp(results[effect].value)


def _up(flag: str) -> Callable[[Results], float]:
    """Share of the rounds in which a flag is up."""
    return _of(lambda place: next((alarm.up for alarm in place.scored.flags if alarm.name == flag), 0.0))


def _warns(flag: str, ratio: Effect) -> Reading:
    """What a flag tells; of one that is never up, nothing but that."""
    name = capital(flag)
    return (
        when(matters(ratio), f"{name}: {{0:.1f}} times, a warning.", _times(ratio)),
        otherwise(f"{name}: {{0:.1f}} times.", _times(ratio)),
    )


CLAIM = Claim(
    id="R20",
    sentence=(
        "Red flags announce that a relationship is about to change: business goes elsewhere, the account reorganises, "
        "a side sees no return, mutual goals are missed."
    ),
    source="ME",
    design=(
        f"Scenario new-management, strategic vendor, all relationships. Flags up at the end of a round in which the "
        f"relationship goes on, against a change in the {HORIZON} rounds that follow: it ends, its volume falls by a "
        f"tenth on the year before, its price by 2%, its level by a quarter, or its charter is lost. Accounts that "
        f"close for reasons of their own are left out. A logistic regression on the flags is fitted on one half of the "
        f"runs and scored on the other. Also in the base scenario."
    ),
    measure=(
        "The hazard of a change within a year with each flag up, over that without: at least a quarter higher. The "
        "area under the ROC curve of all flags combined: ranking 55 of 100 pairs rightly. An account that is away "
        "after a breakdown, so that all of its business goes elsewhere, is a flag of its own."
    ),
    placebo="Accounts that close for reasons of their own do so by chance: no flag may tell which.",
    effects=(*RATIOS.values(), COMBINED),
    placebos=(
        _by_chance(0, "area under the ROC curve less a half, number of flags, own closings alone", "1", LEAST_AREA),
        _by_chance(1, "hazard of an own closing, any flag to none", "log ratio", LEAST_RATIO),
    ),
    levels=bars_of(
        "area under the curve",
        {"flags combined": COMBINED, **{f"flags combined, {where}": area for where, area in PLACES_TOO.items()}},
        shift=0.5,
    ),
    readings=(
        (
            otherwise(
                "Flags are up in so many of all rounds: "
                + ", ".join(f"{flag} {{{k}:.1%}}" for k, flag in enumerate(RATIOS))
                + ". With one up a change within a year is so many times as likely at any moment.",
                *map(_up, RATIOS),
            ),
        ),
        *(_warns(flag, ratio) for flag, ratio in RATIOS.items()),
        (
            otherwise(
                "Within a year of {0:.0%} of all rounds something changes, of {1:.0%} of those with any flag up. "
                "Combined they rank {2:.0%} of pairs rightly, where a coin ranks 50%.",
                _of(lambda place: place.scored.count.base),
                _of(lambda place: place.scored.count.precision),
                _of(lambda place: 0.5 + place.scored.combination.area.value),
            ),
        ),
        (
            otherwise(
                "Where something changes, "
                + ", ".join(f"in {{{k}:.0%}} {words}" for k, words in enumerate(CHANGE_WORDS.values()))
                + ".",
                *map(_in_kind, CHANGE_WORDS),
            ),
        ),
        (otherwise("{0:.0%} of all endings are the account's own closing.", _of(lambda place: place.closings)),),
    ),
    also=tuple(PLACES_TOO.values()),
    effort=2,
    limits=(
        "Flags are those that either side can see here, at thresholds that were set, not fitted; so are the falls that "
        "count as a change. What a reorganisation itself takes from the level is gone when its flag goes up: it is not "
        "counted. How much of it is pure chance is a parameter, and with it how well any warning can do."
    ),
)
