"""How numbers are written, in tables and in sentences: digits that the interval can bear, percentages as such."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from equipoise.analysis.phrases import fixed
from equipoise.sim.wording import number as exact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from equipoise.analysis.estimate import Estimate
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

    @classmethod
    def of(cls, estimate: Estimate) -> Figure:
        """Take what a table shows of an estimate."""
        return cls(estimate.mean, estimate.low, estimate.high)


NOTHING = Figure(math.nan, math.nan, math.nan)


def decimals(figures: Iterable[Figure], kind: Kind) -> int:
    """Choose the decimals of a row."""
    if kind != "money":
        return _DECIMALS[kind]
    greatest = max((abs(value) for figure in figures for value in figure if math.isfinite(value)), default=0.0)
    digits = math.floor(math.log10(greatest)) + 1 if greatest > 0.0 else 1
    return min(max(_DIGITS_OF_MONEY - max(digits, 1), 0), _MOST_DECIMALS)


def scaled(value: float, kind: Kind) -> float:
    """A value as it is written: a percentage of shares and chances."""
    return 100.0 * value if kind in PERCENT else value


def number(value: float, kind: Kind, places: int, *, signed: bool = False, horizon: int = 0) -> str:
    """Write a number: a hyphen where it does not exist, and more than the horizon where it lies beyond."""
    if math.isnan(value):
        return MISSING
    return f">{horizon}" if math.isinf(value) else fixed(scaled(value, kind), places, signed=signed)


def written(figure: Figure, kind: Kind, places: int, *, signed: bool = False, horizon: int = 0) -> str:
    """Write a figure with its interval, ``12.6 [12.5, 12.7]``; differences are signed."""
    if math.isnan(figure.mean):
        return MISSING
    mean = number(figure.mean, kind, places, signed=signed, horizon=horizon)
    low, high = (number(end, kind, places, horizon=horizon) for end in figure[1:])
    return f"{mean} [{low}, {high}]"


def alone(figure: Figure, kind: Kind, *, signed: bool = False) -> str:
    """Write a figure of which no other stands beside it, with the digits that suit it."""
    return written(figure, kind, decimals([figure], kind), signed=signed)


def bare(value: float, kind: Kind) -> str:
    """Write a number without an interval, with the digits that suit it."""
    return number(value, kind, decimals([Figure(value, value, value)], kind))


def money(value: float) -> str:
    """Write an amount in a sentence, with about three digits: ``1,250``, ``12.5`` or ``0.13``."""
    return bare(value, "money")


def setting(value: object) -> str:
    """Write a value as ``--set`` takes it: on and off for switches, none for what is not stated."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int | float):
        return exact(value)
    return "none" if value is None else str(value)
