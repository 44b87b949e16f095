"""Playing points: all policies under the same luck, and what they come to."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from equipoise.analysis.moments import Moments
from equipoise.analysis.sequential import looks
from equipoise.experiments.studies.columns import ERROR, LEAD, RUNS, WIDTH, columns_of
from equipoise.experiments.studies.narrowing import narrow_enough, widths
from equipoise.experiments.studies.plan import ALL, Plan, plan_of
from equipoise.sim.kernel import play_chunk
from equipoise.sim.outcomes import BY_NAME, measure
from equipoise.sim.runner import CELLS, block_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from equipoise.experiments.studies.study import Value
    from equipoise.sim.arm import Arm


class Block(NamedTuple):
    """Points that are played together, and become one part of the data set.

    Attributes
    ----------
    number : int
        Of the part.
    first : int
        Its first point.
    values : tuple of tuple of Value
        Of each point, as :attr:`equipoise.experiments.studies.designs.Points.values` has them.
    """

    number: int
    first: int
    values: tuple[tuple[Value, ...], ...]


class Played(NamedTuple):
    """What a point comes to.

    Attributes
    ----------
    runs : int
        Of each policy.
    reached : bool
        Whether all intervals that ``until`` asks for became narrow enough; true when it asks for none.
    own, lead : list of Moments
        Of each policy, and of its lead over the first run by run; of shape (accounts, outcomes), "all" being the first
        account.
    """

    runs: int
    reached: bool
    own: list[Moments]
    lead: list[Moments]


def play_block(document: str, block: Block) -> pl.DataFrame:
    """Play a block: the job that executors are given, with its first argument filled in.

    Parameters
    ----------
    document : str
        A plan's document as JSON.
    block : Block
        What is played.

    Returns
    -------
    polars.DataFrame
        Its rows of the study's table.
    """
    return table_of(_understood(document), block)


@lru_cache(maxsize=4)
def _understood(document: str) -> Plan:
    """The plan behind a document, read once for all blocks of a study."""
    return plan_of(json.loads(document))


def table_of(plan: Plan, block: Block) -> pl.DataFrame:
    """Play a block of a plan.

    Parameters
    ----------
    plan : Plan
        A resolved study.
    block : Block
        What is played.

    Returns
    -------
    polars.DataFrame
        A row a point, policy and account, with the columns of :func:`equipoise.experiments.studies.columns.columns_of`.
    """
    rows = (
        row
        for point, values in enumerate(block.values, start=block.first)
        for row in _rows(plan, point, values, play_point(plan, values))
    )
    schema = {name: column.dtype for name, column in columns_of(plan).items()}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def play_point(plan: Plan, values: Sequence[Value]) -> Played:
    """Play one point: a function of the plan and the point's values alone.

    Parameters
    ----------
    plan : Plan
        A resolved study.
    values : sequence of Value
        One for each factor; None leaves it as it stands.

    Returns
    -------
    Played
        With ``replications`` runs; or, under ``until``, with as many as the confidence sequences ask for, looked at
        after :func:`equipoise.analysis.sequential.looks`.
    """
    study, arms = plan.study, plan.arms(values)
    outcomes = [BY_NAME[name] for name in study.outcomes]
    own: list[Moments] = []
    lead: list[Moments] = []
    played, reached = 0, False
    size = block_size(arms, CELLS)
    for look in looks(study.replications, study.at_most) if study.until else [study.replications]:
        for first in range(played, look, size):
            chosen = range(first, min(first + size, look))
            measured = [measure(play_chunk(arm, chosen), outcomes, _places(arm, plan.accounts)) for arm in arms]
            own = _merged(own, [Moments.of(part) for part in measured])
            lead = _merged(lead, [Moments.of_differences(later, measured[0]) for later in measured[1:]])
        played = look
        reached = narrow_enough(plan, own, lead)
        if reached:
            break
    return Played(played, reached, own, lead)


def _places(arm: Arm, accounts: Sequence[str]) -> list[int | None]:
    place = {name: slot for slot, name in enumerate(arm.scenario.account_names)}
    return [None if account == ALL else place[account] for account in accounts]


def _merged(before: list[Moments], now: list[Moments]) -> list[Moments]:
    return [old.merge(new) for old, new in zip(before, now, strict=True)] if before else now


def _rows(plan: Plan, point: int, values: Sequence[Value], played: Played) -> Iterable[list[Any]]:
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
