"""R8: replacing an account costs ten times what keeping one costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.experiments.claims import standards
from equipoise.experiments.claims.case import Case
from equipoise.experiments.claims.claim import Claim, bars
from equipoise.experiments.claims.effect import mean
from equipoise.experiments.claims.quantity import OfRun, Quantity, rate
from equipoise.experiments.claims.reading import (
    costs,
    higher,
    lower,
    matters,
    mean_of,
    otherwise,
    slight,
    unclear,
    when,
)

if TYPE_CHECKING:
    from equipoise.experiments.claims.quantity import Values
    from equipoise.experiments.claims.runs import Runs

RATIOS = (1, 3, 10)
LOSES = {ratio: Case("ten-to-one", "transactional").but({"portfolio.replace_ratio": float(ratio)}) for ratio in RATIOS}
STAYS = {ratio: case.but({"switches.exit": False}) for ratio, case in LOSES.items()}
"""Nobody closes for reasons of its own: some accounts are kept, at no cost to the vendor."""
KEEPS = {ratio: case.but(policy="strategic") for ratio, case in LOSES.items()}
A_YEAR = 4.0
NEARLY_TEN, LEAST_YEARS = 8.0, 1.0
LEAST_POINT = 0.1
"""Per cent of revenue: a fifth of what matters in money at all, for one account in a hundred kept."""

PROFIT, REVENUE, WINS = OfRun("profit"), OfRun("revenue"), OfRun("wins")
MARGIN, RETENTION = OfRun("operating_margin"), OfRun("annual_retention")


def _year_of_keeping(case: Case) -> Quantity:
    """What it costs to serve an account for a year, money a round: the mean over accounts and runs, in every run."""

    def values(runs: Runs) -> Values:
        played = runs.of(case)
        served = np.array(
            [
                account["cost_to_serve"]
                * account["sold"]
                / np.where(account["rounds"] > 0.0, account["rounds"], np.nan)
                for account in played.accounts.values()
            ]
        )
        a_round = np.nan_to_num(served).sum() / max((~np.isnan(served)).sum(), 1)
        return np.full(runs.luck.runs, A_YEAR * a_round / played.arm.rounds)

    return Quantity((case,), values)


def _years(ratio: int) -> Quantity:
    """Profit that goes with an account that is replaced, in years of keeping one."""
    replaced = (WINS(LOSES[ratio]) - WINS(STAYS[ratio])) * _year_of_keeping(LOSES[ratio])
    return rate(PROFIT(STAYS[ratio]) - PROFIT(LOSES[ratio]), replaced)


def _point(ratio: int) -> Quantity:
    """Profit that comes with one more point of yearly retention, % of revenue."""
    gain = rate((PROFIT(STAYS[ratio]) - PROFIT(LOSES[ratio])) * 100.0, REVENUE(LOSES[ratio]))
    return rate(gain, (RETENTION(STAYS[ratio]) - RETENTION(LOSES[ratio])) * 100.0)


YEARS = {ratio: _years(ratio) for ratio in RATIOS}
POINT = {ratio: _point(ratio) for ratio in RATIOS}
TEN = mean(
    "one replaced, all told, at ten to one, less eight", "years of keeping one", LEAST_YEARS, YEARS[10] - NEARLY_TEN
)
PAYS = mean("one more point of retention, at ten to one", "% of revenue", LEAST_POINT, POINT[10])
DEARER = mean(
    "one more point of retention, at ten to one less at one", "% of revenue", LEAST_POINT, POINT[10] - POINT[1]
)
TAKES = standards.margin("operating margin, at one to one less at ten", MARGIN(LOSES[1]) - MARGIN(LOSES[10]))
LEAD = {ratio: PROFIT(KEEPS[ratio]) - PROFIT(LOSES[ratio]) for ratio in RATIOS}
LEADS = standards.money(
    "lead in profit of the vendor that keeps more, at ten to one less at one", LEAD[10] - LEAD[1], REVENUE(LOSES[1])
)
ONE_REPLACED = [
    mean(f"one replaced, all told, at {ratio} to one", "years of keeping one", LEAST_YEARS, years)
    for ratio, years in YEARS.items()
]

CLAIM = Claim(
    id="R8",
    sentence="Replacing an account costs ten times what keeping one costs, so that it pays to keep those one has.",
    source="ME",
    design=(
        "Scenario ten-to-one, transactional vendor: the selling effort to win an account is one, three and ten times a "
        "year's effort to keep one. All told: nobody closes for its own reasons (switch exit) against the usual; what "
        "profit that brings, for each account that need not be replaced, and for each point of yearly retention."
    ),
    measure=(
        "What an account that is replaced costs in profit, in years of the cost of keeping one, at ten to one: at "
        "least nine, ten within one. What one more point of retention is worth then, and by how much more than at one "
        "to one: at least a tenth of a per cent of revenue."
    ),
    placebo="None: the ratio is a setting. At one to one the last effect is nothing by definition.",
    effects=(TEN, PAYS, DEARER),
    levels=bars("years of keeping one", {f"one replaced, {ratio} to one": years for ratio, years in YEARS.items()}),
    readings=(
        (
            when(
                higher(*ONE_REPLACED),
                "Replacing an account costs {0:.1f} years of keeping one where the selling effort is the same, {1:.1f} "
                "where it is three times as much and {2:.1f} where it is tenfold: with the contribution that is missed "
                "until the slot is filled, and all that serving an account costs.",
                *map(mean_of, YEARS.values()),
            ),
            otherwise(
                "In years of what keeping one costs, an account that is replaced changes profit by {0:+.1f} at one to "
                "one, by {1:+.1f} at three and by {2:+.1f} at ten, with the contribution that is missed until the slot "
                "is filled and all that serving an account costs.",
                *(mean_of(years, -1.0) for years in YEARS.values()),
            ),
        ),
        (
            when(matters(TEN), "So where the selling effort is ten to one, so is the cost all told, or more."),
            when(costs(TEN), "So where the selling effort is ten to one, the cost all told is a good deal less."),
            when(lower(TEN), "So where the selling effort is ten to one, the cost all told is less."),
        ),
        (
            otherwise(
                "A further point of yearly retention changes profit by {0:+.2f}% of revenue at one to one, by "
                "{1:+.2f}% at three and by {2:+.2f}% at ten.",
                *map(mean_of, POINT.values()),
            ),
        ),
        (
            when(
                matters(PAYS) + slight(LEADS),
                "But that is not what makes being strategic pay: the strategic vendor's lead over the transactional "
                "one is much the same whatever the ratio.",
            ),
            when(higher(LEADS), "It adds to the strategic vendor's lead over the transactional one."),
            when(unclear(LEADS), "Whether it adds to the strategic vendor's lead these runs cannot tell."),
        ),
    ),
    also=(*ONE_REPLACED, TAKES, LEADS),
    limits=(
        "Whether replacing takes ten times the effort cannot be told: it is put in. The folk ratio counts selling "
        "effort alone; what is told of it here is only what would follow if it were right."
    ),
)
