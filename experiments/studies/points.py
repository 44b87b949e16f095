"""Playing points: all policies under the same luck, and what they come to."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from equipoise.analysis.moments import Moments
from equipoise.analysis.sequential import looks
from equipoise.experiments.studies.columns import ERROR, RUNS, WIDTH, columns_of
from equipoise.experiments.studies.narrowing import narrow_enough, widths
from equipoise.experiments.studies.plan import ALL, Plan, plan_of
from equipoise.experiments.studies.study import LEAD
from equipoise.experiments.totals import in_one_money
from equipoise.sim.money import exchange_rates
from equipoise.sim.outcomes import measure
from equipoise.sim.ranges import owner_of
from equipoise.sim.runner import CELLS, block_size, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from equipoise.experiments.studies.study import Value
    from equipoise.sim.arm import Arm
    from equipoise.sim.measures import Measures
    from equipoise.sim.outcome import Outcome
    from equipoise.sim.scenario import Scenario


class Block(NamedTuple):
    """Points that are played together, and become one part of the data set."""

    number: int  # of the part
    first: int  # its first point
    values: tuple[tuple[Value, ...], ...]  # of each point, as values has them


class Tables(NamedTuple):
    """What a block comes to."""

    points: pl.DataFrame  # a row a point, policy and account, with the columns of columns_of
    # a row a point, policy, account and run, with those of ``run_columns_of``, where the study keeps them
    runs: pl.DataFrame | None


class PointRuns(NamedTuple):
    """What a point comes to."""

    runs: int  # of each policy
    reached: bool  # whether all intervals that ``until`` asks for became narrow enough; true when it asks for none
    # of each policy, and of its lead over the first run by run; of shape (accounts, outcomes), "all" being the first
    # account
    own: list[Moments]
    lead: list[Moments]
    values: list[NDArray[np.float64]]  # shape (accounts, outcomes, n): of each policy, where the study keeps them


def play_block(document: str, measures: Measures, block: Block) -> Tables:
    """Play a block: the job that executors are given, with a plan's document, as JSON, and its measures filled in."""
    return tables_of(replace(_understood(document), measures=measures), block)


@lru_cache(maxsize=4)
def _understood(document: str) -> Plan:
    """The plan behind a document, read once for all blocks of a study."""
    return plan_of(json.loads(document))


def tables_of(plan: Plan, block: Block) -> Tables:
    """Play a block of a plan."""
    rows: list[list[Any]] = []
    runs: list[pl.DataFrame] = []
    for point, values in enumerate(block.values, start=block.first):
        played = play_point(plan, values)
        rows += _rows(plan, point, values, played)
        runs += _runs(plan, point, values, played)
    schema = {name: column.dtype for name, column in columns_of(plan).items()}
    return Tables(pl.DataFrame(rows, schema=schema, orient="row"), pl.concat(runs) if runs else None)


def _runs(plan: Plan, point: int, values: Sequence[Value], played: PointRuns) -> Iterator[pl.DataFrame]:
    """The values of a point's runs by policy and account, and what each was played with, where the study keeps them."""
    for arm, own in zip(plan.arms(values), played.values, strict=False):
        drawn = _played_with(arm.scenario, plan.scenario.drawn_keys, arm.seed, played.runs)
        for account, of_account in zip(plan.accounts, own, strict=True):
            named = {"point": point, "policy": arm.policy.name, "account": account, "replication": range(played.runs)}
            table = pl.DataFrame(named | dict(zip(plan.study.outcomes, of_account, strict=True)) | drawn)
            yield table.with_columns(pl.col(plan.study.outcomes).fill_nan(None))


def _played_with(scenario: Scenario, keys: Sequence[str], seed: int, runs: int) -> dict[str, pl.Series]:
    """What each run was played with of some numbers: as drawn, or as it stands where a point has it fixed."""
    if not keys:
        return {}
    drawn = [*scenario.draws_of(seed, range(runs))]
    fixed = {key: getattr(*owner) for key in keys if (owner := owner_of(scenario, key)) is not None}
    return {key: pl.Series([one.get(key, fixed[key]) for one in drawn], dtype=pl.Float64) for key in keys}


def play_point(plan: Plan, values: Sequence[Value]) -> PointRuns:
    """Play one point: a function of the plan and the point's values alone; None leaves a factor as it stands.

    With ``replications`` runs; or, under ``until``, with as many as the confidence sequences ask for, looked at after
    :func:`equipoise.analysis.sequential.looks`.
    """
    study, arms = plan.study, plan.arms(values)
    outcomes = plan.outcomes
    kept: list[list[NDArray[np.float64]]] = []
    own: list[Moments] = []
    lead: list[Moments] = []
    played, reached = 0, False
    size, rates = block_size(arms, CELLS), exchange_rates([plan.scenario, *(arm.scenario for arm in arms)])[1:]
    for look in looks(study.replications, study.at_most) if study.until else [study.replications]:
        for first in range(played, look, size):
            chosen = range(first, min(first + size, look))
            measured = [
                in_one_money(_measured(arm, chosen, outcomes, plan.accounts), outcomes, rate)
                for arm, rate in zip(arms, rates, strict=True)
            ]
            if study.keep_runs:
                kept.append(measured)
            own = _merged(own, [Moments.of(part) for part in measured])
            lead = _merged(lead, [Moments.of_differences(later, measured[0]) for later in measured[1:]])
        played = look
        reached = narrow_enough(plan, own, lead)
        if reached:
            break
    return PointRuns(played, reached, own, lead, [np.concatenate(parts, axis=-1) for parts in zip(*kept, strict=True)])


def _measured(
    arm: Arm, chosen: Sequence[int], outcomes: Sequence[Outcome], accounts: Sequence[str]
) -> NDArray[np.float64]:
    """Outcomes of some runs, shape (accounts, outcomes, n)."""
    rounds, places = any(outcome.rounds for outcome in outcomes), _places(arm, accounts)
    parts = [measure(chunk, outcomes, places) for chunk in pieces_of(arm, chosen, panel=rounds)]
    return np.concatenate(parts, axis=-1)


def _places(arm: Arm, accounts: Sequence[str]) -> list[int | None]:
    place = {name: slot for slot, name in enumerate(arm.scenario.account_names)}
    return [None if account == ALL else place[account] for account in accounts]


def _merged(before: list[Moments], now: list[Moments]) -> list[Moments]:
    return [old.merge(new) for old, new in zip(before, now, strict=True)] if before else now


def _rows(plan: Plan, point: int, values: Sequence[Value], played: PointRuns) -> Iterable[list[Any]]:
    study = plan.study
    for p, policy in enumerate(plan.policies):
        own = _figures(played.own[p])
        lead = _figures(played.lead[p - 1].settled()) if p else None
        reach = {
            name: widths(plan, played.own, played.lead, p, name) for name in study.until if p or not name.endswith(LEAD)
        }
        for a, account in enumerate(plan.accounts):
            row: dict[str, Any] = {"point": point, "policy": policy.name, "account": account, "runs": played.runs}
            row |= {target.key: value for target, value in zip(plan.targets, plan.in_force(p, values), strict=True)}
            if study.until:
                row["reached"] = played.reached
            for k, name in enumerate(study.outcomes):
                row[name], row[f"{name}{ERROR}"], row[f"{name}{RUNS}"] = (figure[a][k] for figure in own)
                if lead is not None:
                    row[f"{name}{LEAD}"], row[f"{name}{LEAD}{ERROR}"] = (figure[a][k] for figure in lead[:2])
            row |= {f"{name}{WIDTH}": _finite(float(reached[a])) for name, reached in reach.items()}
            yield [row.get(name) for name in columns_of(plan)]


def _figures(moments: Moments) -> tuple[list[list[float | None]], list[list[float | None]], list[list[int]]]:
    """Means, standard errors and runs, by account and outcome; None where there is none."""
    mean = np.where(moments.count > 0, moments.mean, np.nan)
    return _plain(mean), _plain(moments.standard_error), moments.count.tolist()


def _plain(values: NDArray[np.float64]) -> list[list[float | None]]:
    return [[_finite(value) for value in row] for row in values.tolist()]


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
