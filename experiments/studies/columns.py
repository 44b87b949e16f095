"""Columns of a study's table: type, unit and meaning of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from equipoise.experiments.drawn import drawn_columns
from equipoise.experiments.studies.study import LEAD

if TYPE_CHECKING:
    from equipoise.experiments.studies.factors import Target
    from equipoise.experiments.studies.plan import Plan
    from equipoise.sim.outcome import Outcome

ERROR, RUNS, WIDTH = "_se", "_runs", "_width"
"""What the names of a standard error, of a number of runs and of a confidence sequence's half-width end in."""

_TYPES = {"number": pl.Float64(), "whole": pl.Int64(), "switch": pl.Boolean(), "text": pl.String()}


class Column(NamedTuple):
    """A column."""

    dtype: pl.DataType  # type of its values
    unit: str
    meaning: str


def columns_of(plan: Plan) -> dict[str, Column]:
    """List the columns of a study's table.

    In their order. Names of factors have a point in them, so that none is taken twice.
    """
    columns = {
        "point": Column(pl.Int64(), "1", "Place of the point in the design, from 0."),
        "policy": Column(pl.String(), "", "The vendor's policy."),
        "account": Column(pl.String(), "", 'One of the scenario\'s own accounts, or "all" of them together.'),
    }
    columns |= {target.key: _factor(target) for target in plan.targets}
    columns["runs"] = Column(pl.Int64(), "runs", "Runs of this policy at this point.")
    if plan.study.until:
        columns["reached"] = Column(
            pl.Boolean(), "", "Whether all intervals of the point became as narrow as asked for, within the most runs."
        )
    for outcome in plan.outcomes:
        columns |= _measure(plan, outcome)
    return columns


def run_columns_of(plan: Plan) -> dict[str, Column]:
    """List the columns of the values of a study's runs, a row a point, policy, account and run.

    Behind the outcomes stands what each run was played with of every number that is a range.
    """
    named = {name: column for name, column in columns_of(plan).items() if name in {"point", "policy", "account"}}
    replication = Column(pl.Int64(), "1", "Which run, from 0: the same luck for all policies and points.")
    values = {outcome.name: Column(pl.Float64(), outcome.unit, outcome.meaning) for outcome in plan.outcomes}
    drawn = {key: Column(pl.Float64(), *about) for key, about in drawn_columns([plan.scenario]).items()}
    return {**named, "replication": replication, **values, **drawn}


def _factor(target: Target) -> Column:
    meaning = f"{target.meaning} In force at this point; null where it is drawn for each run."
    return Column(_TYPES[target.kind], target.unit, meaning)


def _measure(plan: Plan, outcome: Outcome) -> dict[str, Column]:
    name, unit, meaning = outcome.name, outcome.unit, outcome.meaning.removesuffix(".")
    number = pl.Float64()
    columns = {
        name: Column(number, unit, f"Mean over runs: {meaning}."),
        f"{name}{ERROR}": Column(number, unit, f"Standard error of {name}."),
        f"{name}{RUNS}": Column(pl.Int64(), "runs", f"Runs in which {name} exists."),
    }
    if len(plan.policies) > 1:
        first = plan.policies[0].name
        columns |= {
            f"{name}{LEAD}": Column(number, unit, f"Mean over runs of {name} less that of {first} in the same run."),
            f"{name}{LEAD}{ERROR}": Column(number, unit, f"Standard error of {name}{LEAD}, over pairs of runs."),
        }
    for asked in (name, f"{name}{LEAD}"):
        if asked in plan.study.until:
            words = f"Half-width of the 95% confidence sequence of {asked}."
            columns[f"{asked}{WIDTH}"] = Column(number, unit, words)
    return columns
