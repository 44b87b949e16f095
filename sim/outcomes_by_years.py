"""What a run comes to within its first years: profit, cash, what is spent on relationships, and who is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.outcome import Outcome, ratio
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from numpy.typing import NDArray

VIEWS = (1, 3, 10)
"""Years that a business is looked at; :data:`equipoise.sim.tally.YEARS` has the longest."""


class OfYears(NamedTuple):
    """Names of the outcomes of some first years, or of the whole run."""

    profit: str
    loss: str
    cash_out: str
    cost: str
    before: str
    survival: str


def of_years(years: int) -> OfYears:
    """Name what is measured of so many first years."""
    return OfYears(*(f"{name}_{years}y" for name in WHOLE))


WHOLE = OfYears("profit", "loss", "cash_out", "relationship_cost", "profit_before_relationships", "survival")
"""The same of the whole run; money of it is a round."""


_FIRST = {name: years for years in VIEWS for name in of_years(years)}


def years_of(outcome: Outcome, rounds: int) -> float | None:
    """Years that an outcome of a run of so many rounds is of: first years, or all; None where its name does not say."""
    if outcome.name in _FIRST:
        return float(_FIRST[outcome.name])
    return rounds / ROUNDS_A_YEAR if outcome.name in WHOLE or outcome.unit.endswith("/round") else None


def _played(run: NDArray[np.void], years: int, found: NDArray[np.float64]) -> NDArray[np.float64]:
    """What was found of some years, where a run has so many."""
    result: NDArray[np.float64] = np.where(run["rounds"] >= years * ROUNDS_A_YEAR, found, np.nan)
    return result


def _a_year(run: NDArray[np.void], column: str, years: int) -> NDArray[np.float64]:
    return _played(run, years, run[column][..., :years].sum(axis=-1) / years)


def _ran_out(run: NDArray[np.void], years: int) -> NDArray[np.float64]:
    after = run["insolvent_after"]
    return _played(run, years, ((after > 0.0) & (after <= years * ROUNDS_A_YEAR)).astype(float))


def _held(record: NDArray[np.void], run: NDArray[np.void], years: int) -> NDArray[np.float64]:
    ended = (record["cause"] != Cause.NONE) & (record["rounds"] <= years * ROUNDS_A_YEAR)
    return _played(run, years, np.where(ended, 0.0, 1.0))


def _outcomes(years: int) -> tuple[Outcome, ...]:
    """Measures of so many first years; a run that is shorter has none of them."""
    name, within = of_years(years), "the first year" if years == 1 else f"the first {years} years"
    return (
        Outcome(
            name.profit,
            "money/year",
            "money",
            f"Profit a year of {within}: contribution less fixed cost and the cost of winning accounts.",
            lambda run: _a_year(run, "profit_of_year", years),
        ),
        Outcome(
            name.loss,
            "probability",
            "chance",
            f"Profit over {within} is below zero.",
            lambda run: np.where(
                np.isnan(found := _a_year(run, "profit_of_year", years)), np.nan, (found < 0.0).astype(float)
            ),
        ),
        Outcome(
            name.cash_out,
            "probability",
            "chance",
            f"Cash runs out within {within}, which ends the business; a plan that is missed is not counted.",
            lambda run: _ran_out(run, years),
        ),
        Outcome(
            name.cost,
            "money/year",
            "money",
            f"Spent on focus, channel, team, sponsor and survey, a year of {within}.",
            lambda run: _a_year(run, "relationship_cost_of_year", years),
        ),
        Outcome(
            name.before,
            "money/year",
            "money",
            f"Profit a year of {within}, before what is spent on focus, channel, team, sponsor and survey.",
            lambda run: _a_year(run, "profit_of_year", years) + _a_year(run, "relationship_cost_of_year", years),
        ),
        Outcome(
            name.survival,
            "probability",
            "chance",
            f"Held from the start to the end of {within}; for all accounts, the share of those at the start.",
            lambda run: _played(run, years, ratio(run["held_after_year"][..., years - 1], run["started_with"])),
            lambda record, run: _held(record, run, years),
        ),
    )


def _profit(run: NDArray[np.void]) -> NDArray[np.float64]:
    profit: NDArray[np.float64] = run["contribution"] - run["fixed_cost_due"] - run["winning_cost"]
    return profit


OF_THE_RUN = (
    Outcome(
        WHOLE.loss,
        "probability",
        "chance",
        "Profit over the horizon is below zero.",
        lambda run: (_profit(run) < 0.0).astype(float),
    ),
    Outcome(
        WHOLE.cash_out,
        "probability",
        "chance",
        "Cash runs out within the horizon, which ends the business; a plan that is missed is not counted.",
        lambda run: run["insolvent"].astype(float),
    ),
    Outcome(
        WHOLE.cost,
        "money/round",
        "money",
        "Spent on focus, channel, team, sponsor and survey, a round of the horizon.",
        lambda run: run["relationship_cost"] / run["rounds"],
        lambda record, run: record["relationship_cost"] / run["rounds"],
    ),
    Outcome(
        WHOLE.before,
        "money/round",
        "money",
        "Profit a round of the horizon, before what is spent on focus, channel, team, sponsor and survey.",
        lambda run: (_profit(run) + run["relationship_cost"]) / run["rounds"],
    ),
)
"""Chances and costs of the whole run that its first years have, too."""

BY_YEARS = tuple(outcome for years in VIEWS for outcome in _outcomes(years))
"""Measures of the first years, in the order of :data:`VIEWS`."""
