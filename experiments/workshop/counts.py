"""Whole numbers as forms and addresses have them: what is out of bounds, or not in plain digits, is none."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"[0-9]{1,9}")


def count_from(typed: str, low: int, high: int) -> int | None:
    """Read a whole number that lies within bounds, both included; None where it does not, or is none."""
    if not _DIGITS.fullmatch(typed):
        return None
    number = int(typed)
    return number if low <= number <= high else None
