"""Ranges in the form of a scenario, as people write them: ``0.3 to 0.4``, ``0.3..0.4``, ``2 to 4, 3 the likeliest``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tomlkit

from equipoise.sim.ranges import PARTS, TWO, looks_like_one

if TYPE_CHECKING:
    from collections.abc import Callable

_BETWEEN = re.compile(r"\s*(?:\.\.|\u2013|\bto\b)\s*")
_LIKELIEST = re.compile(r"(.+?),?\s+(?:likely\s+(\S.*?)|(\S+)\s+(?:the\s+)?(?:likely|likeliest))", re.IGNORECASE)
_WORDS_BEHIND = re.compile(r".*\d\s*([^\d\s.,].*)")


def range_in_words(value: Any) -> str | None:  # noqa: ANN401 - whatever a file states
    """Write a range that a file states; None of what is none."""
    if not looks_like_one(value):
        return None
    if isinstance(value, list):
        return " to ".join(map(str, value)) if len(value) == TWO else None
    if not {"low", "high"} <= value.keys() <= {*PARTS}:
        return None
    likely = f", {value['likely']} the likeliest" if "likely" in value else ""
    return f"{value['low']} to {value['high']}{likely}"


def range_typed(text: str, number: Callable[[str], object | None]) -> object | None:
    """Read a range as a file states it, each of its numbers by ``number``; None where it is none."""
    both = _LIKELIEST.fullmatch(text)
    parts = _BETWEEN.split(both[1] if both else text)
    if both and len(parts) == TWO:
        parts.insert(1, both[2] or both[3])
    if len(parts) not in {TWO, len(PARTS)}:
        return None
    behind = _WORDS_BEHIND.fullmatch(parts[-1])  # "2.6 to 3.3 million": of both
    words = f" {behind[1]}" if behind else ""
    numbers = [number(part if _WORDS_BEHIND.fullmatch(part) else f"{part}{words}") for part in parts]
    if None in numbers:
        return None
    if len(numbers) == TWO:
        array = tomlkit.array()
        array.extend(numbers)
        return array
    table = tomlkit.inline_table()
    table.update(zip(PARTS, numbers, strict=True))
    return table
