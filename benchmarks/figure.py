"""A measured figure, its goal, and how to time things on a machine that is noisy."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Figure:
    """One line of the benchmarks' output.

    Attributes
    ----------
    what : str
        What was measured.
    value : float
        The figure.
    unit : str
        Its unit; "x" is a ratio.
    goal : float or None
        What it should reach.
    at_most : bool
        Whether the goal is a ceiling.
    """

    what: str
    value: float
    unit: str
    goal: float | None = None
    at_most: bool = False

    def __str__(self) -> str:
        """What, figure, goal, and whether it is met."""
        text = f"{self.what:<76} {self.value:>10,.3g} {self.unit:<6}"
        if self.goal is None:
            return text
        met = self.value <= self.goal if self.at_most else self.value >= self.goal
        return f"{text} goal {'<=' if self.at_most else '>='} {self.goal:,g}: {'met' if met else 'MISSED'}"


def seconds(job: Callable[[], object], repeats: int = 5) -> float:
    """Median wall time of a job after one warm-up.

    Parameters
    ----------
    job : callable
        What to time.
    repeats : int
        Timed runs.

    Returns
    -------
    float
        Seconds.
    """
    job()
    times = []
    for _ in range(repeats):
        start = perf_counter()
        job()
        times.append(perf_counter() - start)
    return median(times)


def in_process(code: str, **environment: str) -> str:
    """Run Python code in a process of its own, and return what it prints.

    Parameters
    ----------
    code : str
        The code.
    **environment : str
        Variables to add to its environment.

    Returns
    -------
    str
        Its standard output.
    """
    result = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return result.stdout
