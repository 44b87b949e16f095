"""R18: to stay at the same level takes more every year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import OfAccount, OfRounds, Quantity
from equipoise.experiments.claims.reading import higher, matters, mean_of, of, otherwise, when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.quantity import Values
    from equipoise.experiments.claims.runs import Runs

ACCOUNT = "Delighted"
AS_BEFORE = Case("standing-still").but({"switches.reorganisations": False})
"""A reorganisation knocks the level down by chance, whatever expectations do; without any, the slow loss is left."""
STILL = {"switches.expectations": False}
RATES = (0.0, 0.005, 0.01, 0.02, 0.03, 0.04)
"""Shares of the account's revenue put into it from the beginning; 0.02 is the strategic vendor's."""
YEARS = tuple(range(2, 9))
"""Years for which the need is worked out; in the ninth and tenth no rate that was tried is enough in every batch."""
BATCHES = 10
"""Parts of the runs in each of which the need is worked out, for its error."""
LEAST_LEVEL = 0.25
LEAST_NEED = standards.MONEY / 10.0
"""A year: what matters in money at all, over ten years."""


def _round(year: int) -> int:
    """The last round of a year."""
    return 4 * year - 1


def _at(year: int) -> OfRounds:
    """The level at the end of a year, of an account that buys here: while it is away nothing is put in, or judged."""
    at = _round(year)
    return OfRounds(
        ACCOUNT, ("level", "away"), lambda rows: np.where(rows["away"][:, at] == 0.0, rows["level"][:, at], np.nan)
    )


def _invests(rate: float) -> Case:
    return AS_BEFORE.but({"policy.focus": rate})


def _needed(year: int, settings: Mapping[str, object] | None = None) -> Quantity:
    """Per cent of revenue that keeps the mean level of a year at that of the first, by straight lines between rates.

    A value a batch of runs; NaN where none of the rates is enough.
    """
    cases = tuple(_invests(rate).but(settings or {}) for rate in RATES)

    def values(runs: Runs) -> Values:
        reached = np.stack([_at(year)(case).values(runs) for case in cases])
        goal = _at(1)(AS_BEFORE.but(settings or {})).values(runs)
        needed = []
        for batch in np.array_split(np.arange(len(goal)), BATCHES):
            means = np.array([_mean(of_rate[batch]) for of_rate in reached])
            needed.append(float(np.interp(_mean(goal[batch]), means, RATES, right=np.nan)))
        return 100.0 * np.array(needed)

    return Quantity(cases, values)


def _mean(values: Values) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else np.nan


def _rise(name: str, settings: Mapping[str, object] | None = None) -> Effect:
    """By how much the need rises a year: the slope of a straight line through the years."""
    centred = np.array(YEARS) - np.mean(YEARS)
    weights = centred / (centred**2).sum()
    slope = _needed(YEARS[0], settings) * float(weights[0])
    for year, weight in zip(YEARS[1:], weights[1:], strict=True):
        slope = slope + _needed(year, settings) * float(weight)
    return mean(name, "% of revenue a year", LEAST_NEED, slope)


MORE = _rise("rise of the need, a year")
LATER = [
    mean(
        f"need in year {year} less in year {year - 2}",
        "% of revenue",
        2.0 * LEAST_NEED,
        _needed(year) - _needed(year - 2),
    )
    for year in YEARS[2::2]
]
LOST = mean(
    "level lost from the first year to the tenth, same effort",
    "level",
    LEAST_LEVEL,
    _at(1)(AS_BEFORE) - _at(10)(AS_BEFORE),
).by_construction()
COSTS = standards.money(
    "contribution, expectations that stand still less rising ones",
    OfAccount(ACCOUNT, "contribution")(AS_BEFORE.but(STILL)) - OfAccount(ACCOUNT, "contribution")(AS_BEFORE),
    OfAccount(ACCOUNT, "revenue")(AS_BEFORE.but(STILL)),
)

CLAIM = Claim(
    id="R18",
    sentence="To stay at the same level a vendor must do more every year than the year before.",
    source="ME",
    design=(
        "Scenario standing-still, account Delighted: the vendor does what it always did, or puts a constant share of "
        f"the account's revenue into it (up to {RATES[-1]:.0%}); the account does not reorganise. The share that would "
        "hold the level of the first year is worked out for each year from the second to the eighth."
    ),
    measure=(
        "By how much that share rises a year, on average and from every second year to the next: at least a twentieth "
        "of a per cent of the account's revenue, half a per cent over ten years. That constant effort loses level is "
        "built in; the least is a quarter of a level, which a survey can tell from nothing."
    ),
    placebo="Expectations stand still too (switch expectations): the need does not rise, the level does not fall.",
    effects=(MORE, *LATER, LOST),
    placebos=(
        _rise("rise of the need, a year, switch expectations off", STILL),
        mean(
            "level lost, switch expectations off",
            "level",
            LEAST_LEVEL,
            _at(1)(AS_BEFORE.but(STILL)) - _at(10)(AS_BEFORE.but(STILL)),
        ),
    ),
    levels=bars("% of revenue", {f"needed in year {year}": _needed(year) for year in YEARS}),
    readings=(
        (
            when(higher(LOST), "With the same effort {0:.1f} levels are lost in ten years.", of(LOST)),
            otherwise("With the same effort the level changes by {0:+.1f} in ten years.", of(LOST, -1.0)),
        ),
        (
            when(
                matters(MORE, *LATER),
                "To be seen in the second year as in the first takes {0:.2f}% of the account's revenue a round, in the "
                "fourth {1:.2f}%, in the sixth {2:.2f}%, in the eighth {3:.2f}%: more every year.",
                *(mean_of(_needed(year)) for year in YEARS[::2]),
            ),
            when(
                higher(MORE),
                "To be seen in the second year as in the first takes {0:.2f}% of the account's revenue a round, in the "
                "fourth {1:.2f}%, in the sixth {2:.2f}%, in the eighth {3:.2f}%: the need rises over the years.",
                *(mean_of(_needed(year)) for year in YEARS[::2]),
            ),
            otherwise(
                "To be seen in the second year as in the first takes {0:.2f}% of the account's revenue a round, in the "
                "fourth {1:.2f}%, in the sixth {2:.2f}%, in the eighth {3:.2f}%.",
                *(mean_of(_needed(year)) for year in YEARS[::2]),
            ),
        ),
        (when(higher(COSTS), "Expectations that rise cost {0:.1f}% of the account's revenue.", of(COSTS)),),
    ),
    also=(COSTS,),
    effort=2,
    limits=(
        "That expectations rise, and how fast, is built in. What the runs add is how much more would hold the level, "
        "year by year, when what is put in builds a capability that lasts for a while."
    ),
)
