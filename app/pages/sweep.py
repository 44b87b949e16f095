"""What a study came to, on a page: the range of each measure over the points, and where its ends are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from rich.text import Text
from scipy.special import stdtrit

from equipoise.analysis.intervals import BOUNDED
from equipoise.analysis.prose.keys import quoted
from equipoise.analysis.prose.money import fact, per_cent
from equipoise.analysis.prose.numbers import MISSING, bare, setting
from equipoise.analysis.prose.units import unit_of, written_in
from equipoise.analysis.sensitivity.noise import point_errors
from equipoise.app.pages.layout import heading, opening, remark, sections, table
from equipoise.experiments.studies.columns import ERROR, RUNS
from equipoise.experiments.studies.plan import ALL
from equipoise.experiments.studies.study import LEAD
from equipoise.sim.files.settings import targets_of
from equipoise.sim.money import money_document, money_of
from equipoise.sim.wording import unit_of as unit_of_field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType
    from rich.table import Table

    from equipoise.experiments.studies.dataset import Dataset
    from equipoise.sim.outcome import Outcome

_AGAINST = ("above", "below", "same")  # how a policy may stand against the first at a point

_Z, _MANY = 1.959963984540054, 30
"""Standard errors to either side of a 95% interval of many runs, and how many those are; of fewer, Student's t."""


def swept_document(dataset: Dataset) -> dict[str, Any]:
    """Lay out for JSON each measure's range over the points, and how often it is above the first policy's."""
    rows, money = _ranges(dataset), money_of(dataset.plan.scenario)
    units = {one.name: unit_of(money, one.unit) for one in dataset.plan.outcomes}
    ranges: dict[str, Any] = {}
    for row in rows.iter_rows(named=True):
        for name in dataset.plan.study.outcomes:
            values = {key: row[f"{name} {key}"] for key in ("low", "median", "high", "above", "below", "same")}
            if values["low"] is not None:
                values |= {key: units[name].scale * values[key] for key in ("low", "median", "high")}
                ranges.setdefault(row["account"], {}).setdefault(name, {})[row["policy"]] = values
    whole = {
        "study": dataset.plan.study.name,
        "folder": str(dataset.folder),
        "points": len(dataset.design),
        "parts": len(dataset.parts),
        "runs": _runs(rows),
        "money": money_document(money),
        "units": {name: unit.name for name, unit in units.items()},
    }
    if dataset.plan.study.until:
        whole["reached"] = _reached(dataset)
    return {**whole, "ranges": ranges}


def swept_page(dataset: Dataset) -> Iterator[RenderableType]:
    """Lay out what a study came to."""
    study, policies, points = dataset.plan.study, dataset.plan.policies, len(dataset.design)
    rows = _ranges(dataset)
    legend = (
        f"Means over {points:,} points ({study.design.kind}), {_runs(rows):,} runs in all; margins and chances are "
        "percentages."
    )
    if len(policies) > 1:
        legend += (
            f" Above and below: points at which it differs from {policies[0].name} by more than the 95% interval of "
            "their paired difference. Same: points at which it is the same in every run."
        )
    below: list[RenderableType] = [remark(legend)]
    if study.until:
        below.append(Text(f"{_reached(dataset):,} of {points:,} points have intervals as narrow as asked for."))
    return sections(
        opening(study.title, study.question.strip()), _table(dataset, rows), below, list(_ends(dataset, rows))
    )


def _runs(rows: pl.DataFrame) -> int:
    return int(rows.filter(account=ALL)["runs"].sum())


def _ranges(dataset: Dataset) -> pl.DataFrame:
    """A row a policy and account: lowest, median and highest of each measure, and how often it is above and below."""
    several = len(dataset.plan.policies) > 1
    found: list[pl.Expr] = [pl.col("runs").sum()]
    for outcome in dataset.plan.outcomes:
        name = outcome.name
        own, nothing = pl.col(name), pl.lit(None, pl.Int64)
        found += [own.min().alias(f"{name} low"), own.median().alias(f"{name} median"), own.max().alias(f"{name} high")]
        if several:
            lead, reach = pl.col(f"{name}{LEAD}"), _reach_of_lead(outcome)
            first = pl.col("policy").first() == dataset.plan.policies[0].name
            counts = {"above": lead > reach, "below": lead < -reach, "same": (lead == 0.0) & (reach == 0.0)}
            found += [
                pl.when(first).then(nothing).otherwise(points.sum().cast(pl.Int64)).alias(f"{name} {what}")
                for what, points in counts.items()
            ]
        else:
            found += [nothing.alias(f"{name} {what}") for what in _AGAINST]
    grouped = dataset.lazy().group_by("account", "policy", maintain_order=True).agg(found)
    return dataset.collect(grouped)


def _reach_of_lead(outcome: Outcome) -> pl.Expr:
    """Half-width of a lead's interval at each point, null where there is none."""
    name = outcome.name

    def reach(columns: pl.Series) -> pl.Series:
        leads, errors, runs = columns.struct.unnest().cast(pl.Float64).to_numpy().T
        if outcome.kind in BOUNDED:
            errors = point_errors(leads, errors, runs, differences=True)
        return pl.Series(np.where(runs < _MANY, stdtrit(np.maximum(runs - 1.0, 1.0), 0.975), _Z) * errors).fill_nan(
            None
        )

    columns = pl.struct(f"{name}{LEAD}", f"{name}{LEAD}{ERROR}", f"{name}{RUNS}")
    return columns.map_batches(reach, return_dtype=pl.Float64(), is_elementwise=True)


def _reached(dataset: Dataset) -> int:
    return int(dataset.collect(dataset.lazy().filter("reached").select(pl.col("point").n_unique())).item())


def _table(dataset: Dataset, rows: pl.DataFrame) -> Table:
    policies = [policy.name for policy in dataset.plan.policies]
    units = {outcome.name: _unit(dataset, rows, outcome) for outcome in dataset.plan.outcomes}
    found = table("", "lowest", "median", "highest", *(_AGAINST if len(policies) > 1 else ()))
    for account in dataset.plan.accounts:
        found.add_row(heading("all accounts" if account == ALL else account))
        of = {row["policy"]: row for row in rows.filter(account=account).iter_rows(named=True)}
        for name in dataset.plan.study.outcomes:
            if all(of[policy][f"{name} low"] is None for policy in policies):
                continue
            write, unit = units[name]
            found.add_row(f" {name.replace('_', ' ')}{unit}")
            for policy in policies:
                cells = [write(of[policy][f"{name} {key}"]) for key in ("low", "median", "high")]
                counts = [of[policy][f"{name} {key}"] for key in _AGAINST] if len(policies) > 1 else []
                found.add_row(f"   {policy}", *cells, *("" if count is None else f"{count:,}" for count in counts))
        found.add_section()
    return found


def _unit(dataset: Dataset, rows: pl.DataFrame, outcome: Outcome) -> tuple[Callable[[float | None], str], str]:
    """How a measure is written at every point, and its unit where that is the business's."""
    ends = [end for key in ("low", "high") for end in rows[f"{outcome.name} {key}"].drop_nulls()]
    unit = written_in(money_of(dataset.plan.scenario), outcome.kind, outcome.unit, ends)

    def write(value: float | None) -> str:
        return MISSING if value is None else bare(unit.scale * value, unit.kind or outcome.kind)

    return write, "" if unit.name == outcome.unit else f", {unit.name}"


def _ends(dataset: Dataset, rows: pl.DataFrame) -> Iterator[RenderableType]:
    """Where the first measure is highest and lowest, and by which factors."""
    name = dataset.plan.study.outcomes[0]
    outcome = dataset.plan.measures.by_name[name]
    account = dataset.plan.accounts[-1] if outcome.of_account is not None else ALL
    keys = [target.key for target in dataset.plan.targets]
    known = targets_of(dataset.plan.scenario)
    units = {key: unit_of_field(known[key].field) if key in known else "" for key in keys}
    of = "over all accounts" if account == ALL else f"on {account}"
    write, unit = _unit(dataset, rows, outcome)
    points = dataset.lazy().filter(pl.col("account") == account, pl.col(name).is_not_null())
    chosen = points.select("point", "policy", name, *keys)
    for words, descending in (("Highest", True), ("Lowest", False)):
        end = dataset.collect(chosen.sort(name, "point", descending=[descending, False]).head(1))
        for row in end.iter_rows(named=True):
            factors = ", ".join(f"{quoted(key)} = {_value(row[key], units[key])}" for key in keys)
            end_of = f"{words} {name.replace('_', ' ')} {of}{unit}: {write(row[name])} under {row['policy']}"
            yield Text(f"{end_of} at point {row['point']}, with {factors}.")


def _value(value: object, unit: str) -> str:
    if value is None:
        return "drawn"
    if isinstance(value, float):
        value = float(f"{value:.3g}")
        if per_cent(None, unit):
            return fact(None, value, unit)
    return setting(value) if isinstance(value, bool | float) else str(value)
