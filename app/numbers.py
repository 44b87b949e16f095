"""How numbers are written in tables: digits that the interval can bear, percentages as such."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from equipoise.sim.outcomes import Kind

MISSING = "-"
"""What stands where no run has a measure."""

PERCENT = frozenset({"share", "chance"})
"""Kinds of measure that are written as percentages."""

_DECIMALS = {"share": 1, "chance": 1, "price": 3, "index": 2, "count": 1, "time": 0}
_DIGITS_OF_MONEY = 3
_MOST_DECIMALS = 3


class Figure(NamedTuple):
    """A number with its 95% interval as a table shows it: NaN does not exist, infinity lies beyond the horizon."""

    mean: float
    low: float
    high: float


NOTHING = Figure(math.nan, math.nan, math.nan)


def decimals(figures: Iterable[Figure], kind: Kind) -> int:
    """Choose the decimals of a row."""
    if kind != "money":
        return _DECIMALS[kind]
    greatest = max((abs(value) for figure in figures for value in figure if math.isfinite(value)), default=0.0)
    digits = math.floor(math.log10(greatest)) + 1 if greatest > 0.0 else 1
    return min(max(_DIGITS_OF_MONEY - max(digits, 1), 0), _MOST_DECIMALS)


def written(figure: Figure, kind: Kind, places: int, *, signed: bool = False, horizon: int = 0) -> str:
    """Write a figure with its interval: ``12.6 [12.5, 12.7]``."""
    if math.isnan(figure.mean):
        return MISSING
    mean, low, high = (_number(value, kind, places, horizon) for value in figure)
    plus = "+" if signed and mean.strip("0.,-") and not mean.startswith("-") else ""
    return f"{plus}{mean} [{low}, {high}]"


def _number(value: float, kind: Kind, places: int, horizon: int) -> str:
    if math.isnan(value):
        return MISSING
    if math.isinf(value):
        return f">{horizon}"
    return f"{round(100.0 * value if kind in PERCENT else value, places) + 0.0:,.{places}f}"  # + 0.0: no minus zero


def money(value: float) -> str:
    """Write an amount in a sentence, with about three digits."""
    places = decimals([Figure(value, value, value)], "money")
    return f"{round(value, places) + 0.0:,.{places}f}"
