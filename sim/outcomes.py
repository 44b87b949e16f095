"""Every measure, declared once: name, unit, meaning, and how it follows from the records of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.outcome import Outcome, ratio
from equipoise.sim.outcomes_by_years import BY_YEARS, OF_THE_RUN
from equipoise.sim.state import Cause

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from equipoise.sim.kernel import Chunk
    from equipoise.sim.outcome import Kind


class Weights(NamedTuple):
    """By how much a run counts, where a measure is of all cases of all runs: how many it has."""

    of_run: Callable[[NDArray[np.void]], NDArray[np.float64]]  #: from rows of dtype ``RUN``
    of_account: Callable[
        [NDArray[np.void], NDArray[np.void]], NDArray[np.float64]
    ]  #: from rows of dtype ``RECORD`` and ``RUN``


def _margin(name: str) -> Outcome:
    meanings = {
        "contribution_margin": "Contribution as a share of revenue.",
        "gross_margin": "Revenue less cost of goods, as a share of revenue.",
    }
    field = name.removesuffix("_margin")
    return Outcome(
        name,
        "share of revenue",
        "share",
        meanings[name],
        lambda run: ratio(run[field], run["revenue"]),
        lambda rec, _: ratio(rec[field], rec["revenue"]),
    )


def _a_round(name: str, meaning: str) -> Outcome:
    """Money a round of the whole run, so that what an ended relationship no longer brings counts as nothing."""
    return Outcome(
        name,
        "money/round",
        "money",
        meaning,
        lambda run: run[name] / run["rounds"],
        lambda rec, run: rec[name] / run["rounds"],
    )


def _mean_while_held(name: str, unit: str, kind: Kind, meaning: str, field: str = "") -> Outcome:
    """Mean over the rounds in which relationships were served."""
    column = field or name
    return Outcome(
        name,
        unit,
        kind,
        meaning,
        lambda run: ratio(run[column], run["served"]),
        lambda rec, _: ratio(rec[column], rec["rounds"]),
    )


def _mean_under_contract(name: str, unit: str, kind: Kind, meaning: str) -> Outcome:
    """Mean over the rounds in which a contract was in force: none is while the account is away."""
    return Outcome(
        name,
        unit,
        kind,
        meaning,
        lambda run: ratio(run[name], run["served"] - run["away"]),
        lambda rec, _: ratio(rec[name], rec["rounds"] - rec["away"]),
    )


def _operating(run: NDArray[np.void]) -> NDArray[np.float64]:
    profit: NDArray[np.float64] = run["contribution"] - run["fixed_cost_due"] - run["winning_cost"]
    return profit


def _held(rec: NDArray[np.void], _run: NDArray[np.void]) -> NDArray[np.float64]:
    return np.where(rec["cause"] == Cause.NONE, 1.0, 0.0)


def _kept(rec: NDArray[np.void], _run: NDArray[np.void]) -> NDArray[np.float64]:
    return np.where(np.isin(rec["cause"], (Cause.NONE, Cause.EXIT)), 1.0, 0.0)


def _years_begun(rec: NDArray[np.void], _run: NDArray[np.void]) -> NDArray[np.float64]:
    """Years at whose start an account was held, and that ended, or in which it did."""
    return np.floor((rec["rounds"] - (rec["cause"] > 0)) / ROUNDS_A_YEAR) + (rec["cause"] > 0)


def _years_retained(rec: NDArray[np.void], run: NDArray[np.void]) -> NDArray[np.float64]:
    begun = _years_begun(rec, run)
    return ratio(begun - (rec["cause"] > 0), begun)


OUTCOMES: tuple[Outcome, ...] = (
    _margin("contribution_margin"),
    Outcome(
        "operating_margin",
        "share of revenue",
        "share",
        "Contribution less fixed cost and cost of winning accounts, over revenue; accounts bear fixed cost by revenue.",
        lambda run: ratio(_operating(run), run["revenue"]),
        lambda rec, _: ratio(rec["contribution"] - rec["fixed_cost"], rec["revenue"]),
    ),
    Outcome(
        "survival",
        "probability",
        "chance",
        "Held from the start to the horizon, all causes counted; for all accounts, the share of those at the start.",
        lambda run: ratio(run["still_held"], run["started_with"]),
        _held,
    ),
    Outcome(
        "kept",
        "probability",
        "chance",
        "Not lost: held to the horizon, or closed for reasons of its own; for all accounts, of those at the start.",
        lambda run: ratio(run["still_held"] + run["closed_itself"], run["started_with"]),
        _kept,
    ),
    Outcome(
        "annual_retention",
        "share a year",
        "share",
        "Of a hundred relationships held at the start of a year, how many are held at its end: all years of all runs "
        "of a comparison together; of one run, and in a study's averages, the run's own years.",
        lambda run: ratio(run["years_retained"], run["years_at_risk"]),
        _years_retained,
    ),
    Outcome(
        "gtm_failure",
        "probability",
        "chance",
        "Cash ran out, or the plan was missed; of an account: and that account was lost.",
        lambda run: run["failed"].astype(float),
        lambda rec, run: run["failed"] * (rec["cause"] > 0),
    ),
    _a_round(
        "contribution",
        "Gross margin less support, free support, selling and relationship costs, a round of the horizon.",
    ),
    Outcome(
        "profit",
        "money/round",
        "money",
        "Contribution less fixed cost and the cost of winning accounts, a round of the horizon.",
        lambda run: _operating(run) / run["rounds"],
        None,
    ),
    _a_round("revenue", "Revenue, a round of the horizon."),
    _margin("gross_margin"),
    Outcome(
        "cost_to_serve",
        "share of revenue",
        "share",
        "Support, selling, team, channel, focus, survey and rigidity, as a share of revenue.",
        lambda run: ratio(run["cost_to_serve"], run["revenue"]),
        lambda rec, _: ratio(rec["cost_to_serve"], rec["revenue"]),
    ),
    Outcome(
        "free_support",
        "share of revenue",
        "share",
        "Demands granted, and support beyond its efficient level, as a share of revenue.",
        lambda run: ratio(run["free_support"], run["revenue"]),
        lambda rec, _: ratio(rec["free_support"], rec["revenue"]),
    ),
    Outcome(
        "price",
        "money/unit",
        "price",
        "Price paid, by volume.",
        lambda run: ratio(run["revenue"], run["units"]),
        lambda rec, _: ratio(rec["revenue"], rec["units"]),
    ),
    Outcome(
        "support",
        "money/unit",
        "price",
        "Support in the contract, by volume.",
        lambda run: ratio(run["support"], run["units"]),
        lambda rec, _: ratio(rec["support"], rec["units"]),
    ),
    _mean_while_held("commitment", "share of wallet", "share", "Share of the wallet bound by contract, while held."),
    Outcome(
        "share_of_wallet",
        "share of wallet",
        "share",
        "Share of the account's wallet bought from the vendor, while held.",
        lambda run: ratio(run["units"], run["wallet"]),
        lambda rec, _: ratio(rec["units"], rec["wallet"]),
    ),
    _mean_while_held(
        "dependence_vendor",
        "1",
        "index",
        "The vendor's dependence on the account, while held; of all accounts, the plain average.",
    ),
    _mean_while_held(
        "dependence_account",
        "1",
        "index",
        "The account's dependence on the vendor, while held; of all accounts, the plain average.",
    ),
    _mean_while_held("level", "level", "index", "Level on the Buy-Sell Hierarchy, as the account sees it, while held."),
    _mean_while_held("channel", "1", "index", "The communication channel, while held."),
    _mean_under_contract("vendor_share", "1", "share", "The vendor's share of the pie in the contract in force."),
    _mean_under_contract(
        "waste", "money", "money", "Joint value over the horizon left on the table by the contract in force."
    ),
    _a_round("account_surplus", "What accounts gain against buying elsewhere, a round of the horizon."),
    _mean_while_held("red_flags", "share of rounds", "share", "Rounds with a red flag up, while held.", "flagged"),
    _mean_while_held("rounds_away", "share of rounds", "share", "Rounds away after a breakdown, while held.", "away"),
    Outcome(
        "relationship_length",
        "rounds",
        "time",
        "Rounds from the start until the end or the horizon; for all accounts, of each relationship.",
        lambda run: ratio(run["served"], run["relationships"]),
        lambda rec, _: rec["rounds"].astype(float),
    ),
    Outcome(
        "return_on_assets",
        "share a year",
        "share",
        "Operating profit a year over assets tied up by accounts; for an account, contribution.",
        lambda run: ratio(_operating(run) * ROUNDS_A_YEAR, run["assets"]),
        lambda rec, _: ratio(rec["contribution"] * ROUNDS_A_YEAR, rec["assets"]),
    ),
    Outcome(
        "concentration",
        "1",
        "index",
        "Customer concentration of revenue (Herfindahl index), on average over rounds.",
        lambda run: run["concentration"] / run["rounds"],
        None,
    ),
    Outcome(
        "wins", "accounts", "count", "Accounts won within the horizon.", lambda run: run["wins"].astype(float), None
    ),
    Outcome(
        "loss_vendor",
        "money",
        "money",
        "What the vendor lost by the ending: gain of the trade over the horizon, and wins; where it ended.",
        None,
        lambda rec, _: np.where(rec["cause"] > 0, rec["lost_vendor"], np.nan),
    ),
    Outcome(
        "loss_account",
        "money",
        "money",
        "What the account lost by the ending; where it ended.",
        None,
        lambda rec, _: np.where(rec["cause"] > 0, rec["lost_account"], np.nan),
    ),
    *OF_THE_RUN,
    *BY_YEARS,
)

POOLED: dict[str, Weights] = {"annual_retention": Weights(lambda run: run["years_at_risk"], _years_begun)}
"""Outcomes that are of all cases of all runs together where runs are compared, and not the mean of the runs' own."""

BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}
"""Outcomes by name."""

HEADLINE = (
    "contribution_margin",
    "survival",
    "kept",
    "annual_retention",
    "relationship_length",
    "cost_to_serve",
    "free_support",
    "price",
    "account_surplus",
    "dependence_vendor",
    "dependence_account",
)
"""Outcomes that a printed table shows."""


def run_outcomes(chunk: Chunk) -> dict[str, NDArray[np.float64]]:
    """Outcomes of a chunk's runs, by name: those that a run has, each of shape (n,)."""
    return {o.name: o.of_run(chunk.runs) for o in OUTCOMES if o.of_run is not None}


def account_outcomes(chunk: Chunk, account: int) -> dict[str, NDArray[np.float64]]:
    """Outcomes of one of the scenario's own accounts, until it ended or the horizon; each of shape (n,)."""
    records = chunk.named[:, account]
    return {o.name: o.of_account(records, chunk.runs) for o in OUTCOMES if o.of_account is not None}


def measure(chunk: Chunk, outcomes: Sequence[Outcome], places: Sequence[int | None]) -> NDArray[np.float64]:
    """Measure a chunk's runs, as a whole (a place of None) and by account, whose places are among the scenario's own.

    Shape (places, outcomes, n); NaN where a run or an account has no such measure. Outcomes of rounds need them all.
    """
    found = np.full((len(places), len(outcomes), len(chunk.runs)), np.nan)
    # Our own need no columns as attributes, which take several times as long to read.
    plain = chunk._replace(runs=np.asarray(chunk.runs), named=np.asarray(chunk.named))
    for values, place in zip(found, places, strict=True):
        for k, outcome in enumerate(outcomes):
            rows = plain if BY_NAME.get(outcome.name) is outcome else chunk
            if place is None and outcome.of_run is not None:
                rounds = (chunk.vendor, chunk.panel) if outcome.rounds else ()
                values[k] = outcome.of_run(rows.runs, *rounds)
            elif place is not None and outcome.of_account is not None:
                rounds = (chunk.vendor, chunk.panel[:, :, place]) if outcome.rounds else ()
                values[k] = outcome.of_account(rows.named[:, place], rows.runs, *rounds)
    return found


def cases(chunk: Chunk, outcomes: Sequence[Outcome], places: Sequence[int | None]) -> NDArray[np.float64]:
    """Count how many cases each run has of outcomes that are pooled over runs; shape (places, outcomes, n)."""
    found = np.zeros((len(places), len(outcomes), len(chunk.runs)))
    for counts, place in zip(found, places, strict=True):
        for k, outcome in enumerate(outcomes):
            weights, named = POOLED[outcome.name], None if place is None else chunk.named[:, place]
            counts[k] = weights.of_run(chunk.runs) if named is None else weights.of_account(named, chunk.runs)
    return found
