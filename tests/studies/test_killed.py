"""The command line killed at any moment, and a disk that runs full: what is finished stays, and the rest is played."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from equipoise.experiments.storage.lock import locked
from equipoise.experiments.studies.dataset import DATA
from equipoise.experiments.studies.layout import layout_of, write_layout
from equipoise.experiments.studies.reading import load_study
from tests.cli.conftest import HANGS, environment, process, within
from tests.cli.test_interrupted import interrupted_at
from tests.studies.studies import contents

STUDY = """
scenario = "over-a-barrel"
policies = ["accommodating", "strategic"]
replications = 60
rounds = 40
outcomes = ["survival", "contribution_margin"]
accounts = ["Giant"]

[design]
kind = "grid"
levels = 8

[[factors]]
key = "market.rivals"
low = 0
high = 7

[[factors]]
key = "policy.strategic.focus"
low = 0.0
high = 0.1
"""
KILLS = 5
POINTS_A_PART = 2


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    return tmp_path


def begin(here: Path, name: str) -> Path:
    """A data set of 32 parts, each of a twentieth of a second; nothing is played yet."""
    folder = here / name
    (folder / DATA).mkdir(parents=True)
    layout = layout_of(load_study(here / "study.toml"))
    write_layout(folder, replace(layout, size=POINTS_A_PART))
    return folder


def sweep(here: Path, name: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "equipoise.app.cli", "sweep", "study.toml", "--out", name, "--threads", "2"]
    return subprocess.Popen(command, cwd=here, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def parts(folder: Path) -> dict[str, tuple[int, int]]:
    """The parts that are there, each with what would tell that it was written again."""
    found = [path for path in (folder / DATA).iterdir() if not path.name.startswith(".")]
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def test_a_sweep_that_is_killed_again_and_again_comes_to_the_same_bytes(here: Path) -> None:
    whole = begin(here, "whole")
    assert within(here, "sweep", "study.toml", "--out", "whole").code == 0
    folder, luck = begin(here, "killed"), random.Random(5)
    kept: dict[str, tuple[int, int]] = {}
    for _ in range(KILLS):
        running = sweep(here, "killed")
        waited = time.monotonic() + HANGS
        goal = len(kept) + luck.choice([0, 1, 2])  # also before anything is played
        while len(parts(folder)) < goal and running.poll() is None and time.monotonic() < waited:
            time.sleep(0.005)
        time.sleep(luck.uniform(0.0, 0.2) if goal > len(kept) else luck.uniform(0.2, 1.5))
        running.send_signal(signal.SIGKILL)
        running.wait()
        now = parts(folder)
        assert {name: now.get(name) for name in kept} == kept, "a finished part was lost, or played again"
        for name in now:
            assert pq.read_table(folder / DATA / name, page_checksum_verification=True).num_rows == POINTS_A_PART * 4
        kept = now
    assert 0 < len(kept) < 32, "the test has to kill it before it is done, and after it has begun"
    assert within(here, "sweep", "study.toml", "--out", "killed").code == 0
    assert {name: parts(folder)[name] for name in kept} == kept
    assert contents(folder) == contents(whole)


def test_ctrl_c_ends_it_quietly_and_the_same_command_goes_on(here: Path) -> None:
    folder = begin(here, "a")
    tenth = "part-000009"  # when it gets its name, some parts are there, and not all
    said = interrupted_at(here, "os.rename", tenth, "sweep", "study.toml", "--out", "a", "--threads", "2")
    assert said.code == 130
    assert said.err.splitlines()[-1] == "Interrupted."
    assert "Traceback" not in said.err
    assert 0 < len(parts(folder)) < 32
    done = within(here, "sweep", "study.toml", "--out", "a")
    assert done.code == 0
    assert done.out.startswith("Going on with a: ")


def test_two_at_once_do_not_write_the_same_data_set(here: Path) -> None:
    with locked(begin(here, "a")):
        second = process("sweep", "study.toml", "--out", "a", cwd=here)
    assert second.code == 2
    assert second.err.startswith("Error: another process is writing to a; wait until it is done")
    assert parts(here / "a") == {}


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX's")
def test_a_file_that_cannot_grow_is_told_of_and_the_same_command_goes_on(here: Path) -> None:
    """A limit on the size of files is what a full disk is to a process: a write that fails half-way."""
    begin(here, "a")
    limited = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000)); "
        "sys.argv = ['equipoise', 'sweep', 'study.toml', '--out', 'a', '--threads', '2']; "
        "runpy.run_module('equipoise.app.cli', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited], cwd=here, env=environment(), capture_output=True, text=True, check=False,
        timeout=HANGS,
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot be written: file too large\nWhat is finished is kept" in done.stderr
    assert "Traceback" not in done.stderr
    assert parts(here / "a") == {}
    assert [path.name for path in (here / "a" / DATA).iterdir()] == []
    assert within(here, "sweep", "study.toml", "--out", "a").code == 0
    assert len(parts(here / "a")) == len(list((here / "a" / DATA).iterdir())) == 32
