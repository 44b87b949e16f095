"""What a benchmark finds, beside its goal, and how two things are timed fairly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes
    ----------
    what : str
        What was measured.
    value : float
        The figure.
    unit : str
        Its unit; ``x`` is a ratio.
    at_least, at_most : float or None
        The goal, in the same unit; none for a figure that is only told.
    note : str
        What helps to read it.
    """

    what: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    @property
    def goal(self) -> str:
        """The goal in words; empty without one."""
        if self.at_least is not None:
            return f"at least {self.at_least:g} {self.unit}"
        return f"at most {self.at_most:g} {self.unit}" if self.at_most is not None else ""

    @property
    def met(self) -> bool:
        """Whether the goal is met; without one, it is."""
        enough = self.at_least is None or self.value >= self.at_least
        return enough and (self.at_most is None or self.value <= self.at_most)

    def __str__(self) -> str:
        digits = next((k for k in (0, 1) if self.value >= 10.0 ** (2 - k)), 2)  # three are enough
        value = f"{self.value:,.{digits}f} {self.unit}"
        verdict = ("met" if self.met else "NOT MET") if self.goal else ""
        return f"{self.what:<62}{value:>12}   {self.goal:<17}{verdict:<9}{self.note}".rstrip()


@dataclass(frozen=True)
class Skipped:
    """A figure that could not be measured, and what would help."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what:<62}{'skipped':>12}   {self.why}"


def memory_of(process: int) -> float | None:
    """Megabytes that a process has in memory; None where the system does not tell it."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def ratio_of(one: Callable[[], float], other: Callable[[], float], repeats: int) -> float:
    """How many times as long one thing takes as another.

    They are timed in turns, so that whatever else the machine does meets both.

    Parameters
    ----------
    one, other : callable
        Each does its work once and returns the time that a unit of it took.
    repeats : int
        Turns.

    Returns
    -------
    float
        Median of the turns' ratios.
    """
    return median(one() / other() for _ in range(repeats))
