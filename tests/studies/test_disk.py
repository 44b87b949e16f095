"""Sweeps on a disk that loses its power or fails at any step: what is finished stays, and the same command goes on."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from equipoise.experiments.studies.dataset import DATA, open_dataset
from equipoise.experiments.studies.executors.threads import Threads
from equipoise.experiments.studies.sweep import Progress, sweep
from equipoise.sim.faults import EquipoiseError
from tests.disk import SEEDS, USUAL, Failing, power_failures, recorded, steps
from tests.studies.studies import contents, small

PLAN = small(
    design={"kind": "latin-hypercube", "points": 3},
    replications=2,
    rounds=2,
    outcomes=["survival"],
    accounts=[],
    keep_runs=True,
)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part a point."""
    monkeypatch.setattr("equipoise.experiments.studies.parts._CELLS_A_PART", 1)


def play(folder: Path, progress: Callable[[Progress], Any] | None = None) -> dict[str, bytes]:
    with Threads(1) as executor:
        sweep(PLAN, folder, executor, progress)
    return contents(folder)


def test_nothing_finished_is_lost_whenever_the_power_fails(tmp_path: Path) -> None:
    root = tmp_path / "disk"
    root.mkdir()
    with recorded(root) as recorder:
        whole = play(root / "above" / "out", lambda at: recorder.mark(str(at.points)))
    assert set(recorder.marks) == {"0", "1", "2", "3"}
    played_anew = 0
    for number, (done, left) in enumerate(power_failures(recorder, tmp_path)):
        folder = left / "above" / "out"
        finished = max((int(mark) for mark, step in recorder.marks.items() if step <= done), default=0)
        there = contents(folder / DATA)
        assert there.items() <= {name.removeprefix(f"{DATA}/"): whole[name] for name in whole}.items(), left
        assert len(there) >= finished, left
        if finished:
            assert open_dataset(folder, partly=True).played == len(there)
        if number % 6 == 0 or SEEDS > USUAL:
            assert play(folder) == whole
            played_anew += 1
    assert played_anew > 5


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whatever_step_fails_is_told_and_the_same_command_goes_on(code: int, tmp_path: Path) -> None:
    whole = play(tmp_path / "whole")
    at = 0
    while True:
        root = tmp_path / str(at)
        root.mkdir()
        failing, said = Failing(at, OSError(code, "broken")), ""
        try:
            with steps(root, failing):
                play(root / "out")
        except EquipoiseError as error:
            said = str(error)
        if not failing.failed:
            break
        assert not said or (str(root / "out") in said and "broken" in said), said
        left = contents(root / "out")
        assert left.items() <= whole.items() | {(".lock", b"")}, at
        assert play(root / "out") == whole
        at += 1 if code == errno.ENOSPC else 3  # how it fails makes no difference, and takes as long
    assert at > 20


def test_too_little_memory_at_any_step_loses_nothing(tmp_path: Path) -> None:
    whole = play(tmp_path / "whole")
    root = tmp_path / "disk"
    root.mkdir()
    for at in range(40):
        failing = Failing(at, MemoryError())
        before = contents(root / "out")
        try:
            with steps(root, failing):
                play(root / "out")
        except MemoryError:
            left = contents(root / "out")
            assert before.items() <= left.items() <= whole.items()
    assert contents(root / "out") == whole
