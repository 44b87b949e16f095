"""How an effect is written: its number in the unit that a person would use, its interval, the least that matters."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from equipoise.analysis.prose.numbers import MISSING, fixed, scale

if TYPE_CHECKING:
    from equipoise.analysis.evidence import ClaimedEffect, Verdict

_SMALLEST = 0.001  # p-value that its decimals show
POINTS = "points"  # unit in which shares and chances are written: 1 of 100


def unit(of: str) -> str:
    """The unit as written; nothing for a pure number."""
    return POINTS if scale(of) != 1.0 else "" if of == "1" else of


def places(least: float, of: str) -> int:
    """Decimals, so that the least effect that matters shows at least one digit, and no noise beyond it."""
    written = least * scale(of)
    return next((k for k in (1, 2) if written >= 5.0 * 10.0**-k), 3)


def number(value: float, effect: ClaimedEffect, *, signed: bool = False) -> str:
    """Write a value of an effect's unit."""
    if not isfinite(value):
        return MISSING
    return fixed(value * scale(effect.unit), places(effect.least, effect.unit), signed=signed)


def bracketed(effect: ClaimedEffect, tests: int = 1) -> str:
    """Write an effect with its interval, without its unit."""
    low, high = (number(end, effect) for end in effect.interval(tests))
    return f"{number(effect.value, effect, signed=True)} [{low}, {high}]"


def measured(effect: ClaimedEffect, tests: int = 1) -> str:
    """Write an effect with interval and unit: ``+6.8 [6.5, 7.2] accounts``."""
    return f"{bracketed(effect, tests)} {unit(effect.unit)}".rstrip()


def least(effect: ClaimedEffect) -> str:
    """Write the least effect that matters, in the unit of :func:`measured`."""
    text = number(effect.least, effect)
    return text.rstrip("0").rstrip(".") if "." in text else text


def p_value(value: float) -> str:
    """Write a p-value: three decimals, and no more certainty than the normal approximation bears; a hyphen for none."""
    if not isfinite(value):
        return MISSING
    return "<.001" if value < _SMALLEST else f"{value:.3f}".lstrip("0") if value < 1.0 else "1"


def marked(verdict: Verdict) -> str:
    """A verdict with a mark, for where there are no colours."""
    return {"supported": "+", "contradicted": "x", "undecided": "?", "built in": "="}[
        verdict.value
    ] + f" {verdict.value}"
