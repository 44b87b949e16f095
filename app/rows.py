"""Rows of a printed comparison, and how money stands in them: by the year, and in the business's currency."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.prose.money import amounts, of_unit
from equipoise.analysis.prose.money_first import years
from equipoise.analysis.prose.numbers import NOTHING, Figure
from equipoise.analysis.prose.units import unit_of
from equipoise.sim.calendar import ROUNDS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.results import Comparison, Horizon, View
    from equipoise.sim.money import Money
    from equipoise.sim.outcome import Kind

_UNITS = (", a round", ", rounds", " a unit")
"""What labels say of the engine's units."""


class Row(NamedTuple):
    """One measure of one group: a figure an arm, and a difference for each arm but the first."""

    label: str
    kind: Kind
    arms: list[Figure]
    differences: list[Figure]


@dataclass(frozen=True)
class Part:
    """Measures of one group of accounts."""

    heading: str
    rows: list[Row]


def money_part(comparison: Comparison) -> list[Part]:
    """What leads every table: profit, its spread and the chance that cash runs out, what pages open with first.

    None where a comparison has no horizons.
    """
    opening = comparison.opening
    if opening is None:
        return []
    rest = [one for one in reversed(comparison.horizons) if one is not opening]
    money = [end for horizon in comparison.horizons for view in horizon.arms.values() for end in _ends(view)]
    written = amounts(comparison.money, money)
    rows = [*_opening(comparison, opening), *(row for horizon in rest for row in _spread(comparison, horizon))]
    scaled = [_scaled(row, written.scale) if row.kind == "money" else row for row in rows]
    return [Part(f"Profit and cash; {written.unit} a year", scaled)]


def _ends(view: View) -> list[float]:
    return [view.profit.low, view.profit.high, *(quantile.value for quantile in view.quantiles.values())]


def _opening(comparison: Comparison, horizon: Horizon) -> Iterator[Row]:
    yield from _spread(comparison, horizon)
    yield _row(comparison, horizon, "Spent on relationships", "money", lambda view: view.cost)
    yield _row(comparison, horizon, "Profit before that", "money", lambda view: view.before)


def _spread(comparison: Comparison, horizon: Horizon) -> Iterator[Row]:
    """Profit as a distribution, and how often it is a loss, or cash runs out."""
    within = f", {years(horizon.years)}"
    yield _row(comparison, horizon, f"Profit{within}", "money", lambda view: view.profit)
    for level, label in ((0.05, "5% of runs earn less than"), (0.95, "95% of runs earn less than")):
        arms = [Figure.of(horizon.arms[arm.name].quantiles[level]) for arm in comparison.arms]
        yield Row(label, "money", arms, [NOTHING for _ in comparison.differences])
    yield _row(comparison, horizon, f"Loss{within} %", "chance", lambda view: view.loss)
    yield _row(comparison, horizon, f"Cash runs out{within} %", "chance", lambda view: view.cash_out)


def _row(comparison: Comparison, horizon: Horizon, label: str, kind: Kind, of: Callable[[View], Estimate]) -> Row:
    arms = [Figure.of(of(horizon.arms[arm.name])) for arm in comparison.arms]
    return Row(label, kind, arms, [Figure.of(of(horizon.differences[one.arm])) for one in comparison.differences])


def _scaled(row: Row, scale: float) -> Row:
    """The same in another unit."""
    return row._replace(
        arms=[figure.times(scale) for figure in row.arms],
        differences=[figure.times(scale) for figure in row.differences],
    )


def in_units(money: Money | None, row: Row, unit: str) -> Row:
    """A row in the business's currency, in years and as a share of the list price; without a business as it is.

    ``unit`` is the measure's own; what the label says of it gives way to what it is written in.
    """
    found = unit_of(money, unit)
    if found.name == unit:
        return row if money is None else row._replace(label=row.label.replace("Rounds ", "Quarters "))
    label = reduce(str.removesuffix, _UNITS, row.label)
    scaled = _scaled(row, found.scale)
    if found.kind is not None:
        return scaled._replace(label=f"{label}, {found.name}", kind=found.kind)
    written = of_unit(found.name, [end for figure in scaled.arms for end in figure])
    return _scaled(scaled, written.scale)._replace(label=_labelled(label, written.unit))


def _labelled(label: str, unit: str) -> str:
    """Put the time that an amount is of behind what it is: ``Revenue a year, million euros``."""
    a_year = " a year"
    return f"{label}{a_year}, {unit.removesuffix(a_year)}" if unit.endswith(a_year) else f"{label}, {unit}"


def by_the_year(row: Row) -> Row:
    """A row of the engine's money a round, by the year."""
    return _scaled(row._replace(label=f"{row.label} a year"), ROUNDS_A_YEAR)
