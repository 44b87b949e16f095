"""The space of levers that a search goes through: ranges, and scales on which near and far mean something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from equipoise.experiments.scales import between, share_of
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.numbers import real
from equipoise.sim.parameters import section_declarations
from equipoise.sim.parameters.declare import SMALLEST
from equipoise.sim.policy import Levers
from equipoise.sim.wording import did_you_mean, listed, otherwise, range_of, written

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from equipoise.sim.parameters import Declaration

_HALFWAY = 0.5  # from where a switch is on

Scale = Literal["switch", "even", "fine", "log"]

_DIGITS = 3
"""Significant digits of a lever's value: what is written to a file is what was played."""

_LOGARITHMIC = frozenset({"concession"})
_FINE = frozenset({"focus", "channel", "walk_away"})
_WEIGHTS = "weigh_"


@dataclass(frozen=True)
class Dimension:
    """A lever that is searched."""

    name: str  # the lever
    # ends of its range
    low: float
    high: float
    # ``switch``: 0 or 1. ``even``: all values alike. ``fine``: by the cube root of the way, since a hundredth of
    # revenue is as far from a tenth as a tenth from all of it. ``log``: by the logarithm
    scale: Scale

    def value(self, way: float) -> float:
        """Value at some part of the way through the range.

        With three significant digits; 0 where it would mean nothing.
        """
        if self.scale == "switch":
            return float(way >= _HALFWAY)
        value = between(self.low, self.high, way**3 if self.scale == "fine" else way, by_log=self.scale == "log")
        short = float(f"{value:.{_DIGITS}g}") if abs(value) >= SMALLEST else 0.0
        return min(max(short, self.low), self.high)

    def way(self, value: float) -> float:
        """Find how far through the range a value is; the nearest end for one outside, from 0 to 1."""
        inside = min(max(value, self.low), self.high)
        share = share_of(self.low, self.high, inside, by_log=self.scale == "log")
        return float(share ** (1.0 / 3.0)) if self.scale == "fine" else share

    def __str__(self) -> str:
        """The lever and its range, as a person reads it."""
        return f"{self.name} off or on" if self.scale == "switch" else f"{self.name} {self.low:g} to {self.high:g}"


def lever_space(asked: Sequence[str] = (), fixed: Collection[str] = ()) -> list[Dimension]:
    """Lay out the levers to search.

    In the order of their declaration. Weights of the selection score go from 0 to 1, since only their ratios count.
    """
    declared = {one.name: one for one in section_declarations("policy", Levers)}
    ranges = dict(_asked(text, declared) for text in asked) or dict.fromkeys(declared)
    for name in ranges:
        if asked and name in fixed:
            raise EquipoiseError(
                f'the lever "{name}" is set to a value and asked to be searched; leave one of them out'
            )
    found = [
        _dimension(one, ranges[one.name]) for one in declared.values() if one.name in ranges and one.name not in fixed
    ]
    if not found:
        raise EquipoiseError("every lever is set to a value, so that there is nothing to search")
    return found


def _asked(text: str, declared: dict[str, Declaration]) -> tuple[str, tuple[float, float] | None]:
    name, equals, stated = (part.strip() for part in text.partition("="))
    name = name.removeprefix("policy.")
    if name not in declared:
        raise EquipoiseError(
            f'there is no lever "{name}"{did_you_mean(name, declared) or "."} Levers are {listed(declared, "and")}.'
        )
    if not equals:
        return name, None
    ends = [end.strip() for end in stated.partition(":")[::2]]
    low, high = map(real, ends)
    least, most = _bounds(declared[name])
    if low is None or high is None or not least <= low < high <= most or high < SMALLEST:
        hints = dict.fromkeys(otherwise(end, range_of(Levers.model_fields[name])) for end in ends)
        raise EquipoiseError(
            f'the lever "{name}" can\'t be searched from {written(stated)}: state LOW:HIGH within {least:g}:{most:g}, '
            f"such as {name}={least:g}:{most:g}{''.join(hints)}"
        )
    return name, (low, high)


def _dimension(declared: Declaration, ends: tuple[float, float] | None) -> Dimension:
    name = declared.name
    least, most = _bounds(declared)
    low, high = ends or (least, 1.0 if name.startswith(_WEIGHTS) else most)
    if declared.unit == "0 or 1":
        return Dimension(name, 0.0, 1.0, "switch")
    scale: Scale = "log" if name in _LOGARITHMIC else "fine" if name in _FINE else "even"
    return Dimension(name, low, high, scale)


def _bounds(declared: Declaration) -> tuple[float, float]:
    if declared.low is None or declared.high is None:
        raise TypeError(f"the lever {declared.name} has no declared range")
    return declared.low, declared.high
