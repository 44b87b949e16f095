"""R3: a market-entry account opens its market."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import Effect, mean
from equipoise.experiments.claims.quantity import OfAccount, OfRounds, OfRun
from equipoise.experiments.claims.reading import all_told, higher, lower, mean_of, of, otherwise, when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from equipoise.experiments.claims.quantity import Values

ACCOUNT, YEAR = "Aerospace", 4
OPENS = Case("market-entry")
CLOSED = OPENS.but({f"accounts.{ACCOUNT}.opens": None})
"""The same account in a market that leads nowhere."""
UNUSED = OPENS.but({"policy.enter": 0})
OFF = {"switches.entry": False}

WINS, FAILS, PROFIT = OfRun("wins"), OfRun("gtm_failure"), OfRun("profit")
MARGIN = OfAccount(ACCOUNT, "contribution_margin")


def _in_year(year: int) -> OfRounds:
    """Worth of the wins that hang on the account, on average over the rounds of a year in which it is held."""

    def value(rows: Mapping[str, Values]) -> Values:
        hangs = rows["externality"][:, (year - 1) * YEAR : year * YEAR]
        held = ~np.isnan(hangs)
        count = held.sum(axis=1)
        return np.where(count > 0, np.where(held, hangs, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)

    return OfRounds(ACCOUNT, ("externality",), value)


def _wins(name: str, left: Case, right: Case) -> Effect:
    return mean(name, "accounts", 1.0, WINS(left) - WINS(right))


def _saved(name: str, left: Case, right: Case) -> Effect:
    return standards.chance(name, FAILS(right) - FAILS(left))


WON = _wins("accounts won, opens a market less opens none", OPENS, CLOSED).by_construction()
SAVED = _saved("chance that the plan fails, opens none less opens a market", OPENS, CLOSED).by_construction()
DEARER = standards.margin(
    "margin on the account itself, opens a market less opens none", MARGIN(OPENS) - MARGIN(CLOSED)
)
GAIN = standards.money(
    "profit, opens a market less opens none", PROFIT(OPENS) - PROFIT(CLOSED), OfRun("revenue")(CLOSED)
)
FIRST, TENTH = _in_year(1)(OPENS), _in_year(10)(OPENS)
FADES = mean("worth of the wins that hang on it, first year less tenth, where it is held", "money", 0.1, FIRST - TENTH)

CLAIM = Claim(
    id="R3",
    sentence="A market-entry account teaches the vendor a market, and opens it.",
    source="CBS",
    design=(
        "Scenario market-entry, accommodating vendor. The small account Aerospace as it is, and the same where it "
        "opens nothing."
    ),
    measure=(
        "Accounts won in ten years, least one; and the chance that the plan, which counts on the new market, fails, "
        "least two points."
    ),
    placebo="Serving the account teaches nothing (switch entry): the same two arms.",
    effects=(WON, SAVED),
    placebos=(
        _wins("accounts won, switch entry off", OPENS.but(OFF), CLOSED.but(OFF)),
        _saved("chance that the plan fails, switch entry off", OPENS.but(OFF), CLOSED.but(OFF)),
    ),
    levels=bars(
        "accounts",
        {"opens a market": WINS(OPENS), "opens one, vendor does not learn": WINS(UNUSED), "opens none": WINS(CLOSED)},
    ),
    readings=(
        (
            when(higher(WON), "The account brings {0:.1f} others in ten years.", of(WON)),
            otherwise("The number of accounts won changes by {0:+.1f} in ten years.", of(WON)),
        ),
        (
            otherwise(
                "The plan fails in {0:.0%} of the runs where it opens no market, and in {1:.0%} where it opens a "
                "market.",
                mean_of(FAILS(CLOSED)),
                mean_of(FAILS(OPENS)),
            ),
        ),
        (
            when(
                lower(DEARER),
                "The market is paid for with {0:.1f} points of margin on the account.",
                of(DEARER, -100.0),
            ),
            otherwise("The margin on the account changes by {0:+.1f} points.", of(DEARER, 100.0)),
        ),
        (
            when(
                higher(FADES),
                "The account is needed only for as long as there is something to learn: the wins that hang on it are "
                "worth {0:.1f} in the first year and {1:.1f} in the tenth.",
                mean_of(FIRST),
                mean_of(TENTH),
            ),
            otherwise(
                "What hangs on it is worth {0:.1f} in the first year and {1:.1f} in the tenth.",
                mean_of(FIRST),
                mean_of(TENTH),
            ),
        ),
        all_told(GAIN),
    ),
    also=(DEARER, GAIN, FADES),
    limits=(
        "That serving an account teaches its market is built in, as is how fast; a vendor has no other way to learn "
        "it here. What the runs add is how much it brings, and that the account's own terms take part of it."
    ),
)
