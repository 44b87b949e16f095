"""The program as it was before a round became a list of stages, timed in turns with what it is now."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, Skipped, ratio_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
COMMIT = "99bfed0"

_KERNEL = """
from time import process_time
{imports}
play(8)
taken = []
for _ in range(7):
    began = process_time()
    play(256)
    taken.append(process_time() - began)
print(min(taken) / 256)
"""
_PAIRED = """
from time import perf_counter
{imports}
compare(8)
taken = []
for _ in range(5):
    began = perf_counter()
    compare(200)
    taken.append(perf_counter() - began)
print(min(taken))
"""
_THEN = """
from experiments.compare import compare as compared
from sim.ensemble import Arm
from sim.files import load_policy, load_scenario
from sim.kernel import play_chunk
base = load_scenario("base")
arms = [Arm(base, load_policy(name), 7, 40) for name in ("accommodating", "strategic")]
play = lambda runs: play_chunk(base, arms[1].policy, 7, range(runs), 40)
compare = lambda runs: compared(arms, runs)
"""
_NOW = """
from equipoise import Arm
from equipoise.experiments.compare import compare as compared
from equipoise.sim.kernel import play_chunk
arms = [Arm.of("base", name, seed=7, rounds=40) for name in ("accommodating", "strategic")]
play = lambda runs: play_chunk(arms[1], range(runs))
compare = lambda runs: compared(arms, runs)
"""


def _seconds(code: str, folder: Path) -> float:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True)
    return float(done.stdout)


def figures(*, full: bool) -> Iterator[Figure | Skipped]:
    """Measure.

    Yields
    ------
    Figure or Skipped
        How much faster a run is on one thread, and how long a small comparison takes, against then.
    """
    git = shutil.which("git")
    known = git and subprocess.run([git, "cat-file", "-e", COMMIT], cwd=ROOT, check=False, capture_output=True)
    if not git or not known or known.returncode:
        yield Skipped(f"against commit {COMMIT}", "needs a clone with its history, and git")
        return
    with TemporaryDirectory() as temporary:
        then = Path(temporary)
        archive = subprocess.run([git, "archive", COMMIT], cwd=ROOT, check=True, capture_output=True)
        subprocess.run(["tar", "-x"], cwd=then, input=archive.stdout, check=True)  # noqa: S607 - where git is, there is tar
        now = ROOT / "src"

        def ratio(code: str) -> float:
            before, after = code.format(imports=_THEN), code.format(imports=_NOW)
            _seconds(before, then), _seconds(after, now)  # compiled
            return ratio_of(lambda: _seconds(before, then), lambda: _seconds(after, now), 5)

        yield Figure(f"runs a second against commit {COMMIT}, one thread", ratio(_KERNEL), "x", at_least=1.45)
        yield Figure(f"200 paired runs against commit {COMMIT}, all cores", 1.0 / ratio(_PAIRED), "x", at_most=0.7)
