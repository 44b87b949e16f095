"""How a page shows what is moved on it: the label of its control, its unit, and three or four digits."""

from __future__ import annotations

from typing import NamedTuple

_DIGITS = 4
_ONE = {"people": "person", "years": "year", "rounds": "round", "accounts": "account", "levels": "level",
        "vendors": "vendor", "reviews": "review", "exchanges": "exchange",
        "units a quarter": "unit a quarter"}  # fmt: skip
"""What stands behind 1."""


class Shown(NamedTuple):
    """What a control of a page is called, and how it writes values."""

    label: str
    unit: str = ""  # what stands behind a number; none behind some
    scale: float = 1.0  # what a value is multiplied with to be in that unit
    digits: int = _DIGITS  # to which it is rounded

    def number(self, value: float) -> str:
        """Write a value without its unit."""
        return f"{float(f'{self.scale * value:.{self.digits}g}') + 0.0:,.12g}"

    def write(self, value: float) -> str:
        """Write a value: ``3% of revenue``, ``7.5 million EUR``, ``2``."""
        number = self.number(value)
        unit = _ONE.get(self.unit, self.unit) if number == "1" else self.unit
        return f"{number}{'' if unit.startswith('%') else ' '}{unit}".strip()

    def span(self, low: float, high: float) -> str:
        """Write a range: ``0 to 100% of revenue``."""
        return f"{self.number(low)} to {self.write(high)}"

    @property
    def quoted(self) -> str:
        """Its label within a sentence."""
        return f"\u201c{self.label}\u201d"
