"""R12: the two sides see their relationship at different levels, and comparing views brings them closer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars, bars_of
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import Quantity
from equipoise.experiments.claims.reading import higher, lower, matters, of, otherwise, when
from equipoise.sim.parameters import parameter_row
from equipoise.sim.projection import project
from equipoise.sim.rows import blank_rows
from equipoise.sim.state import RELATIONSHIP_ROW

if TYPE_CHECKING:
    from equipoise.experiments.claims.quantity import Values
    from equipoise.experiments.claims.runs import Runs

ACCOUNT, LEAST = "Delighted", 0.25
APART = Case("standing-still")
SURVEYED = APART.but({"policy.survey": 1})
FRANK, STEADY = {"switches.bias": False}, {"switches.bias": False, "switches.expectations": False}
READ = ("level", "level_seen", "capability", "support", "support_worth", "expectation", "tenure")
"""What a projection of the level is made from."""
TODAY, ONE_YEAR, FIVE_YEARS = "today", "in one year", "in five years"
MADE, DUE = 3, 23
"""The forecast for five years is made at the end of the first year, and falls due twenty rounds later."""


def _views(runs: Runs, case: Case) -> dict[tuple[str, str], Values]:
    """Both sides' levels by run and round: the account's and the vendor's, today, in one year and in five."""
    seen = runs.rounds(case, ACCOUNT, READ)
    held = ~np.isnan(seen["level"])
    rows = blank_rows(int(held.sum()), RELATIONSHIP_ROW)
    for name in READ:
        rows[name] = seen[name][held]
    views = {("account", TODAY): seen["level"], ("vendor", TODAY): seen["level_seen"]}
    ahead = project(rows, parameter_row(runs.arm(case).played.parameters))
    sides = [(side, when) for side in ("account", "vendor") for when in (ONE_YEAR, FIVE_YEARS)]
    for k, view in enumerate(sides):
        views[view] = np.full(held.shape, np.nan)
        views[view][held] = ahead[:, k]
    return views


def _seen(runs: Runs, case: Case) -> dict[tuple[str, str], Values]:
    return runs.once((case, "views"), lambda: _views(runs, case))


def _gap(when: str, case: Case) -> Quantity:
    """How far the vendor's view lies above the account's, on average over the rounds of each run."""

    def values(runs: Runs) -> Values:
        views = _seen(runs, case)
        gap = views["vendor", when] - views["account", when]
        held = (~np.isnan(gap)).sum(axis=1)
        return np.where(held > 0, np.nan_to_num(gap).sum(axis=1) / np.maximum(held, 1), np.nan)

    return Quantity((case,), values)


def _error(side: str) -> Quantity:
    """How far a side's forecast for five years lies from what the account then sees, where it is still held."""

    def values(runs: Runs) -> Values:
        views = _seen(runs, APART)
        return np.abs(views[side, FIVE_YEARS][:, MADE] - views["account", TODAY][:, DUE])

    return Quantity((APART,), values)


def _effect(name: str, quantity: Quantity) -> Effect:
    return mean(name, "level", LEAST, quantity)


GAPS = {when: _effect(f"gap {when}", _gap(when, APART)) for when in (TODAY, ONE_YEAR, FIVE_YEARS)}
WORSE = _effect("forecast for five years, the vendor's error less the account's", _error("vendor") - _error("account"))
CLOSER = _effect("gap today, without a survey less with one", _gap(TODAY, APART) - _gap(TODAY, SURVEYED))
WIDENS = _effect("gap in five years less today", _gap(FIVE_YEARS, APART) - _gap(TODAY, APART))

CLAIM = Claim(
    id="R12",
    sentence=(
        "A vendor's level on the Buy-Sell Hierarchy is what the account perceives; the two sides see it differently "
        "today, in one year and in five, and comparing their surveys shows it."
    ),
    source="ME",
    design=(
        "Scenario standing-still, account Delighted, accommodating vendor, with and without a survey of both "
        "organisations before each review."
    ),
    measure=(
        "The vendor's view less the account's (today, projected one and five years ahead; mean over the rounds of a "
        "run), the error of either side's forecast for five years, and what a survey takes off the gap. Least: a "
        "quarter of a level, as much as a survey of some sixteen people a side can tell from nothing when answers "
        "spread by one level."
    ),
    placebo=(
        "Without the vendor's flattering view of itself (bias) the sides agree today; if expectations stand still "
        "too, also in five years."
    ),
    effects=(*GAPS.values(), WORSE, CLOSER),
    placebos=(
        _effect("gap today, switch bias off", _gap(TODAY, APART.but(FRANK))),
        _effect("gap in five years, switches bias and expectations off", _gap(FIVE_YEARS, APART.but(STEADY))),
    ),
    levels=(
        *bars_of("level", {f"gap {when}": gap for when, gap in GAPS.items()}),
        *bars("level", {f"{side}'s error in five years": _error(side) for side in ("vendor", "account")}),
    ),
    readings=(
        (
            when(
                higher(*GAPS.values(), WIDENS),
                "The vendor sees itself higher than the account does, by {0:.2f} of a level today, and by more five "
                "years ahead: {1:.2f}.",
                of(GAPS[TODAY]),
                of(GAPS[FIVE_YEARS]),
            ),
            when(
                higher(*GAPS.values()),
                "The vendor sees itself higher than the account does, by {0:.2f} of a level today and by {1:.2f} in "
                "five years.",
                of(GAPS[TODAY]),
                of(GAPS[FIVE_YEARS]),
            ),
            otherwise(
                "The vendor's view lies {0:+.2f} of a level from the account's today, and {1:+.2f} in five years.",
                of(GAPS[TODAY]),
                of(GAPS[FIVE_YEARS]),
            ),
        ),
        (
            when(matters(CLOSER), "A survey of both brings the two closer by {0:.2f}.", of(CLOSER)),
            when(lower(CLOSER), "A survey of both takes them further apart, by {0:.2f}.", of(CLOSER, -1.0)),
            otherwise("A survey of both changes the gap by {0:+.2f}.", of(CLOSER, -1.0)),
        ),
        (
            when(
                higher(WORSE),
                "The account's forecast for five years is the better one, by {0:.2f} of a level.",
                of(WORSE),
            ),
            when(lower(WORSE), "The vendor's forecast for five years is the better one."),
        ),
    ),
    also=(WIDENS,),
    limits=(
        "How flattering the vendor's view is, and that it counts on no rise in expectations, is built in; that the "
        "account's forecast is the better one follows from it. Neither side foresees a reorganisation."
    ),
)
