"""The command line: whole processes, from the first import to the last line."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.measure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARE = ("compare", "base", "--replications", "10000")
"""Three policies."""


def command_time(*arguments: str) -> float:
    """Wall time of ``equipoise`` with these arguments.

    Parameters
    ----------
    *arguments : str
        What follows the command's name.

    Returns
    -------
    float
        Seconds.
    """
    began = perf_counter()
    subprocess.run([sys.executable, "-m", "equipoise.app.cli", *arguments], check=True, capture_output=True)
    return perf_counter() - began


def figures(*, full: bool) -> Iterator[Figure]:
    """Measure.

    Yields
    ------
    Figure
        Wall time of the help, and of a comparison whose rules are compiled already.
    """
    command_time("compare", "base", "--replications", "100")
    yield Figure("equipoise --help", median(command_time("--help") for _ in range(9)), "s", at_most=0.5)
    cores = f"on {os.cpu_count()} cores"
    warm = median(command_time(*COMPARE) for _ in range(3))
    yield Figure("equipoise compare, three policies, 10,000 runs, warm", warm, "s", at_most=8, note=cores)
