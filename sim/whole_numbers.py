"""Whole numbers that can be asked for, declared once: files, options and calls from Python have the same ranges."""

from __future__ import annotations

from operator import index
from reprlib import repr as shortened
from typing import NamedTuple

from equipoise.sim.faults import ArgumentError


class WholeNumber(NamedTuple):
    """What a whole number may be."""

    name: str  # what calls and options call it
    low: int  # its range, both ends included
    high: int

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        return f"a whole number from {self.low:,} to {self.high:,}"

    def checked(self, value: object) -> int:
        """Hold an argument to the range."""
        try:
            number = None if isinstance(value, bool) else index(value)  # type: ignore[arg-type]  # it may be anything
        except TypeError:
            number = None
        if number is None or not self.low <= number <= self.high:
            raise ArgumentError(f"{self.name} = {shortened(value)}   must be {self.allowed}")
        return number


REPLICATIONS = WholeNumber("replications", 1, 100_000_000)
"""Runs of each arm."""

PANEL = WholeNumber("panel", 0, REPLICATIONS.high)
"""Runs whose every round is kept."""

REPLICATION = WholeNumber("replication", 0, 2**53)
"""Which run: tables and records hold it as a number with 53 bits."""

PLACES = WholeNumber("points", 20, 100_000)
"""Points at which claims are judged: with fewer no parameter could be told from chance."""

SEED = WholeNumber("seed", 0, 2**63 - 1)
"""Seed of the luck: the keys of the generator that TOML, Parquet and the compiled rules hold as a whole number."""

ROUNDS = WholeNumber("rounds", 1, 100_000)
"""Rounds in a run."""

THREADS = WholeNumber("threads", 1, 256)
"""Workers: threads, or processes."""

WORKERS = WholeNumber("workers", 1, 10_000)
"""Processes of a cluster."""

TRIALS = WholeNumber("trials", 1, 1_000_000)
"""Policies that a search for a frontier tries."""

POINTS = WholeNumber("points", 1, 50)
"""Points of a frontier that are confirmed."""

VENDORS = WholeNumber("vendors", 100, 5_000)
"""Vendors of the population in which regularities are looked for."""
