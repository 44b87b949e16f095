"""A benchmark's verdict is that of its goal; the quick ones run."""

import os
import subprocess
import sys

from benchmarks import luck
from benchmarks.measure import Figure, Skipped, ratio_of
from tests.cli.conftest import ROOT


def test_a_goal_is_met_or_missed_on_the_right_side() -> None:
    assert Figure("speed", 2.0, "x", at_least=1.8).met
    assert not Figure("speed", 1.7, "x", at_least=1.8).met
    assert Figure("wait", 0.4, "s", at_most=0.5).met
    assert not Figure("wait", 0.6, "s", at_most=0.5).met
    assert Figure("told", 3.0, "x").met


def words(line: Figure | Skipped) -> str:
    return " ".join(str(line).split())


def test_a_figure_prints_its_goal_and_its_verdict() -> None:
    assert words(Figure("speed", 1234.5, "x", at_least=100)) == "speed 1,234 x at least 100 x met"
    assert words(Figure("wait", 0.612, "s", at_most=0.5)) == "wait 0.61 s at most 0.5 s NOT MET"
    assert words(Figure("told", 30.25, "x")) == "told 30.2 x"
    assert words(Skipped("memory", "no such module")) == "memory skipped no such module"


def test_a_ratio_is_the_middle_one_of_its_turns() -> None:
    times = iter([8.0, 1.0, 2.0, 1.0, 9.0, 3.0])
    assert ratio_of(lambda: next(times), lambda: next(times), 3) == 3.0


def test_luck_takes_a_share_of_a_run() -> None:
    luck.luck_time(), luck.run_time()  # compiled, or loaded, before they are timed
    assert 0.0 < luck.luck_time() < luck.run_time()


_PLAIN = "from benchmarks import negotiation; assert negotiation.our_time(runs=2, times=10) > 1e-8"


def test_a_negotiation_is_one_that_takes_place() -> None:
    """As plain Python: to compile all of a negotiation for it alone takes half a minute."""
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-W", "error", "-c", _PLAIN], env=environment, check=True, cwd=ROOT)
