"""Peak memory of a comparison as its runs grow in number."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, Skipped
from equipoise import load_policy, load_scenario
from equipoise.experiments.compare import compare
from equipoise.sim.arm import Arm

if TYPE_CHECKING:
    from collections.abc import Iterator

WHAT = "peak memory"
FEW, MANY, MILLION = 10_000, 100_000, 1_000_000


def peak(runs: int) -> float:
    """Peak memory of a process that compares two policies on so many runs of forty rounds.

    Parameters
    ----------
    runs : int
        Runs of each policy.

    Returns
    -------
    float
        Megabytes.
    """
    command = [sys.executable, "-m", "benchmarks.memory", str(runs)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Parameters
    ----------
    full : bool
        Whether to play a million runs, too, which takes minutes.

    Yields
    ------
    Figure or Skipped
        The peak, and by how much it grows with ten times the runs.
    """
    if find_spec("resource") is None:
        yield Skipped(WHAT, "this system does not tell it (no module 'resource')")
        return
    peak(1)  # compiling takes memory, too
    few, many = peak(FEW), peak(MANY)
    yield Figure(f"{WHAT} at {MANY:,} runs of two policies", many, "MB", at_most=1536)
    yield Figure(f"{WHAT} at {MANY:,} runs against {FEW:,}", many / few, "x", at_most=1.1)
    if full:
        million = peak(MILLION)
        yield Figure(f"{WHAT} at {MILLION:,} runs of two policies", million, "MB", at_most=1536)
        yield Figure(f"{WHAT} at {MILLION:,} runs against {FEW:,}", million / few, "x", at_most=1.1)
    else:
        yield Skipped(f"{WHAT} at {MILLION:,} runs", "minutes long; --full")


def _play(runs: int) -> float:
    import resource

    scenario = load_scenario("base")
    compare([Arm(scenario, load_policy(name), 7, 40) for name in ("accommodating", "strategic")], runs)
    kilobytes = 1024 if sys.platform != "darwin" else 1024**2  # a Mac tells bytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / kilobytes


if __name__ == "__main__":
    print(_play(int(sys.argv[1])))
