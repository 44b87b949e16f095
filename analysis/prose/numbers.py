"""How numbers, figures with intervals and lists are written: kind and unit decide, in tables and sentences alike."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, inf, isfinite, isinf, isnan, log10, nan
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from equipoise.sim.wording import number as exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from equipoise.analysis.estimate import Estimate
    from equipoise.sim.outcome import Kind

MISSING = "-"  # what stands where no run has a measure

_LISTED = 4
_MOST_DECIMALS = 4
_SMALL, _MANY = 0.03, 100  # a change that is told with a decimal; runs of which as many as in 100 are told
_WHOLE = 999.5  # from which on three digits are written without decimals
_DECIMALS = {"share": 1, "chance": 1, "price": 3, "index": 2, "count": 1, "time": 0}
_DIGITS_OF_MONEY, _MOST_OF_MONEY = 3, 3


class Figure(NamedTuple):
    """A number with its 95% interval as a table shows it: NaN does not exist, infinity lies beyond the horizon."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, estimate: Estimate) -> Figure:
        """Take what a table shows of an estimate."""
        return cls(estimate.mean, estimate.low, estimate.high)

    def times(self, factor: float) -> Figure:
        """The same in another unit, of which it has so many times as much."""
        return Figure(factor * self.mean, factor * self.low, factor * self.high)

    @property
    def clear(self) -> bool:
        """Whether the whole interval lies on one side of zero."""
        return self.low > 0.0 or self.high < 0.0


NOTHING = Figure(nan, nan, nan)


def scale(unit: str) -> float:
    """What a number of this kind or unit is multiplied by to be written: 100 for shares and chances."""
    return 100.0 if unit.startswith("share") or unit in {"probability", "chance"} else 1.0


def fixed(value: float, places: int, *, signed: bool = False) -> str:
    """A number with so many decimals: no minus where it rounds to nothing, and a plus only where it is asked for."""
    rounded = round(value, places) + 0.0  # + 0.0: no minus zero
    return f"{rounded:{'+' if signed and rounded else ''},.{places}f}"


def digits(value: float, least: int = 1) -> int:
    """Decimals that a figure of a sentence needs to show anything."""
    if value == 0.0 or abs(value) >= 10.0**-least:
        return least
    return min(-floor(log10(abs(value))), _MOST_DECIMALS)


def decimals(figures: Iterable[Figure], kind: Kind, money_digits: int = _DIGITS_OF_MONEY) -> int:
    """Choose the decimals of a table's row; of money, so that the greatest has so many digits."""
    if kind != "money":
        return _DECIMALS[kind]
    greatest = max((abs(value) for figure in figures for value in figure if isfinite(value)), default=0.0)
    before = floor(log10(greatest)) + 1 if greatest > 0.0 else 1
    return min(max(money_digits - max(before, 1), 0), _MOST_OF_MONEY)


def number(value: float, kind: Kind, places: int, *, signed: bool = False, horizon: float = 0) -> str:
    """Write a number: a hyphen where it does not exist, and more than the horizon where it lies beyond."""
    if isnan(value):
        return MISSING
    return f">{horizon:g}" if isinf(value) else fixed(scale(kind) * value, places, signed=signed)


def bracketed(figure: Figure, kind: Kind, places: int, *, signed: bool = False, horizon: float = 0) -> str:
    """Write a figure with its interval, ``12.6 [12.5, 12.7]``; differences are signed."""
    if isnan(figure.mean):
        return MISSING
    mean = number(figure.mean, kind, places, signed=signed, horizon=horizon)
    low, high = (number(end, kind, places, horizon=horizon) for end in figure[1:])
    return f"{mean} [{low}, {high}]"


def row(figures: Sequence[Figure], kind: Kind, *, signed: bool = False) -> list[str]:
    """Write figures that stand beside each other, with the same decimals."""
    places = decimals(figures, kind)
    return [bracketed(figure, kind, places, signed=signed) for figure in figures]


def alone(figure: Figure, kind: Kind, *, signed: bool = False) -> str:
    """Write a figure of which no other stands beside it, with the digits that suit it."""
    return row([figure], kind, signed=signed)[0]


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


def percent(share: float, places: int = 1) -> str:
    """Write a share."""
    return f"{fixed(100.0 * share, places)}%"


def wholly(share: float) -> str:
    """Write a share in whole per cent; one that is small but not nothing as less than one."""
    return not_nothing(share, 0)


def not_nothing(share: float, places: int = 1) -> str:
    """Write a share; one that is not nothing, and would be written as that, as less than the least that is written."""
    least = 10.0**-places
    return f"<{least:g}%" if 0.0 < 100.0 * share < least / 2.0 else percent(share, places)


def points(change: float) -> str:
    """Write the size of a change of a share as percentage points."""
    size = abs(100.0 * change)
    return f"{fixed(size, digits(size))} points"


Write: TypeAlias = Callable[[float, int], str]  # a number with so many decimals


def places_apart(pairs: Iterable[tuple[float, float]], write: Write, least: int = 0) -> int:
    """Decimals by which both numbers of each pair can be told apart; no more than a few, and no fewer than so many."""
    there = list(pairs)
    enough = (k for k in range(least, least + _MOST_DECIMALS) if all(write(a, k) != write(b, k) for a, b in there))
    return next(enough, least)


def apart(one: float, other: float, write: Write, least: int = 0) -> tuple[str, str]:
    """Write two numbers that are not the same so that they can be told apart."""
    places = places_apart([(one, other)], write, least)
    return write(one, places), write(other, places)


def _three(value: float) -> str:
    """Write three digits of a number, whole from a thousand on: ``12.3`` or ``1,140``."""
    return f"{float(f'{value:.3g}'):,.0f}" if abs(value) >= _WHOLE else f"{value:,.3g}"


def level(value: float, kind: Kind) -> str:
    """Write a level in a sentence: a share in per cent, three digits of anything else."""
    if isnan(value):
        return "unknown"
    return _three(value + 0.0) if scale(kind) == 1.0 else percent(value)  # + 0.0: no minus zero


def size(value: float, kind: Kind) -> str:
    """Write the size of a change in a sentence: points of a share, three digits of anything else."""
    return _three(abs(value)) if scale(kind) == 1.0 else points(value)


def interval(change: Estimate) -> str:
    """Write the interval of a change of a share in percentage points.

    Such as ``0.9 to 2.7``; without signs, the smaller first, when both ends lie on one side of zero.
    """
    low, high = 100.0 * change.low, 100.0 * change.high
    if low > 0.0 or high < 0.0:
        low, high = sorted((abs(low), abs(high)))
    places = digits(100.0 * change.mean)
    return f"{fixed(low, places)} to {fixed(high, places)}"


def percent_within(estimate: Estimate) -> str:
    """Write a share with its interval, or say that there is none."""
    if isnan(estimate.low) or isnan(estimate.high):
        shows = "show" if estimate.runs != 1 else "shows"
        return f"{percent(estimate.mean)} ({many(estimate.runs, 'run', one='one')} {shows} no interval)"
    return f"{percent(estimate.mean)} ({percent(estimate.low)} to {percent(estimate.high)})"


def in_100(chance: float, change: float) -> str:
    """Write a chance as a number in 100, with a decimal where the change that is spoken of is small."""
    places = 0 if abs(change) >= _SMALL or change == 0.0 else digits(100.0 * change)
    return fixed(100.0 * chance, places)


def in_runs(chance: float, change: float, runs: int) -> tuple[str, str]:
    """Write a chance as a number of runs: in 100 where there are as many, else of those that were played."""
    if runs >= _MANY:
        return in_100(chance, change), "100"
    return fixed(chance * runs, 0), str(runs)


def many(number: int, noun: str, *, one: str = "1") -> str:
    """Count something: ``1 run``, ``2,000 runs``."""
    return f"{one} {noun}" if number == 1 else f"{number:,} {noun}s"


def are(number: int) -> str:
    """The verb of so many."""
    return "is" if number == 1 else "are"


def more(change: float) -> str:
    """Which way a change goes, in a word."""
    return "more" if change > 0.0 else "less"


def listed(items: Sequence[str], word: str = "and", most: float = _LISTED) -> str:
    """Write a list, the end of a long one as a number of others."""
    names = list(items) if len(items) <= most else [*items[: _LISTED - 1], f"{len(items) - _LISTED + 1} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def either(items: Sequence[str]) -> str:
    """Write a list of which one may hold, whole."""
    return listed(items, "or", inf)


def capital(words: str) -> str:
    """Begin a sentence with a capital letter."""
    return words[:1].upper() + words[1:]


def paragraph(*sentences: str) -> str:
    """Put those sentences together that there are."""
    return " ".join(sentence for sentence in sentences if sentence)
