"""Folders that commands write to: kept whole whatever fails, and called by any name."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from matplotlib.figure import Figure

from equipoise.analysis.figures.style import Picture
from equipoise.app.running import command_line
from equipoise.experiments.folder import written_whole
from equipoise.experiments.outputs import compare_into
from equipoise.experiments.parquet import TableFile
from equipoise.experiments.storage.whole import OLD, workplace
from equipoise.experiments.studies.dataset import open_dataset
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.scenario import Scenario
from tests import comparisons
from tests.cli.conftest import FEW, Cli, environment
from tests.disk import SEEDS, USUAL, Failing, power_failures, recorded, steps
from tests.studies.studies import contents, played, small

COMPARE = ("compare", "over-a-barrel", "--policy", "strategic", "--rounds", "3")
SWEEP = (
    "sweep", "--scenario", "over-a-barrel", "--policy", "strategic", "--vary", "market.rivals=1:3",
    "--design", "grid:2", "--outcome", "survival", "--replications", "2", "--rounds", "2",
)  # fmt: skip


@pytest.fixture
def quick_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """One empty figure instead of many that are laid out; when and where it is written stays."""
    picture = Picture("plane", "Title", "Caption", Figure(figsize=(1, 1)))
    picture.figure.add_axes((0.0, 0.0, 1.0, 1.0))
    monkeypatch.setattr("equipoise.analysis.figures.draw", lambda *_: [picture])
    monkeypatch.setattr("equipoise.experiments.outputs._story", lambda *_: picture)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.usefixtures("quick_figures")
def test_out_holds_the_earlier_or_the_later_results_whenever_the_power_fails(
    cli: Cli, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert cli(*COMPARE, "--replications", "2", "--out", "out").code == 0
    earlier = contents(root / "out")
    with recorded(root) as recorder:
        assert cli(*COMPARE, "--replications", "3", "--out", "out").code == 0
        recorder.mark("done")
    later = contents(root / "out")
    assert later != earlier
    found = set()
    for number, (done, disk) in enumerate(power_failures(recorder, tmp_path_factory.mktemp("disks"))):
        left = contents(disk / "out")
        assert left == later or (left == earlier and done < recorder.marks["done"]), disk
        found.add(left == later)
        if number % 60 == 0 or SEEDS > USUAL:
            os.chdir(disk)
            assert cli(*COMPARE, "--replications", "3", "--out", "out").code == 0
            os.chdir(root)
            assert {name: content for name, content in contents(disk).items() if "report" not in name} == {
                f"out/{name}": content for name, content in later.items() if "report" not in name
            }
    assert found == {True, False}


@pytest.mark.usefixtures("quick_figures")
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whatever_step_of_out_fails_is_told_and_nothing_is_lost(code: int, cli: Cli, root: Path) -> None:
    few = comparisons.played(Scenario(accounts=[comparisons.GIANT]), [comparisons.ACCOMMODATING], runs=2, rounds=2)
    compare_into(root / "out", few.arms, 2, lambda _: "earlier", panel=1)
    earlier, at, refused = contents(root / "out"), 0, 0
    while True:
        failing, said = Failing(at, OSError(code, os.strerror(code))), ""
        try:
            with steps(root, failing):
                compare_into(root / "out", few.arms, 2, lambda _: "later", panel=1)
        except EquipoiseError as error:
            said = str(error)
        if not failing.failed:
            break
        if said:
            refused += 1
            assert os.strerror(code).lower() in said.lower()
            assert contents(root / "out") == earlier
            assert [path.name for path in root.iterdir()] == ["out"]
        at += 1 if code == errno.ENOSPC else 7  # how it fails makes no difference, and takes as long
    assert (root / "out" / "report.html").read_text() == "later"
    assert refused > 3
    with steps(root, Failing(10, OSError(code, os.strerror(code)))):
        typed = cli(*COMPARE, "--replications", "2", "--out", "out")
    assert typed.code == 2
    assert typed.err.startswith(f"Error: results cannot be written to out: {os.strerror(code)}")
    assert (root / "out" / "report.html").read_text() == "later"


KILLED = """
import itertools, sys
from pathlib import Path
from equipoise.experiments.folder import written_whole
from equipoise.experiments.outputs import compare_into
for k in itertools.count():
    with written_whole(Path("out")) as folder:
        for name in ("panel.parquet", "report.html", "manifest.json"):
            text = '{"format": 1, "versions": 1, "arms": 1, "scenarios": %d}' % k
            (folder / name).write_text(text)
    print(k, flush=True)
"""


def test_out_is_whole_whenever_the_process_is_killed(root: Path) -> None:
    luck, last = random.Random(3), -1
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED], cwd=root, env=environment(), stdout=subprocess.PIPE, text=True
        ) as running:
            assert running.stdout is not None
            for _ in range(luck.randint(2, 6)):
                running.stdout.readline()
            time.sleep(luck.uniform(0.0, 0.05))
            running.send_signal(signal.SIGKILL)
            told = [0, *map(int, running.stdout.read().split())]
        (text,) = set(contents(root / "out").values())
        written = int(text.split()[-1].rstrip(b"}"))
        assert written >= told[-1], "what was reported as written is there"
        last = max(last, written)
    assert last > 0
    assert len(list(root.iterdir())) <= 2  # the folder, and what one that was killed left


# Names.

NAMES = [
    "run*", "d[]", "q?", "[ab]", "{a,b}", "%41", "#x", "sp ace", "ünï", "-dash", "new\nline", "~", "~root", "a=1",
    "s3:", ".h", "x" * 255,
]  # fmt: skip


def beside(cli: Cli) -> None:
    """Folders that a pattern would reach."""
    for name in ("runA", "d", "q1", "a", "b", "A"):
        assert cli(*SWEEP, "--seed", "3", "--out", name).code == 0


def test_a_folder_is_a_name_and_never_a_pattern(cli: Cli, root: Path) -> None:
    beside(cli)
    whole = None
    for name in NAMES:
        said = cli(*SWEEP, f"--out={name}", "--json")
        assert said.code == 0, (name, said.err)
        assert said.document["folder"] == name
        assert said.document["runs"] == 2 * 2
        whole = whole or contents(root / name)
        assert contents(root / name) == whole, name
        dataset = open_dataset(Path(name))
        assert dataset.lazy().collect().equals(dataset.table())
        assert dataset.table().height == 2
    for name in ("run*", "~", "-dash"):
        said = cli("sensitivity", "--json", "--outcome", "survival", "--", name)
        assert said.code == 0, (name, said.err)
        assert said.document["points"] == 2


def test_a_name_need_not_be_text(root: Path) -> None:
    name = os.fsdecode(b"\xff\xfe")
    plan = small(design={"kind": "latin-hypercube", "points": 2}, replications=2, rounds=2, outcomes=["survival"])
    assert open_dataset(played(root / name, plan)).lazy().collect().height == 2 * 2 * 2
    assert command_line(["compare", "--out", name]).encode() == b"equipoise compare --out '\\udcff\\udcfe'"
    with (
        written_whole(root / f"{name} too") as folder,
        TableFile(folder / "panel.parquet", {"a": ("1", "A.")}) as table,
    ):
        table.write(pl.DataFrame({"a": [1]}))
    assert (root / f"{name} too" / "panel.parquet").stat().st_size > 100


def test_what_is_printed_to_be_copied_is_the_folder_itself(cli: Cli, root: Path) -> None:
    beside(cli)
    for name in ("run*", "d[]", "~", "-dash", "s3:", "'q'", '"', "$HOME", "sp ace"):
        said = cli(*SWEEP, f"--out={name}")
        lines = said.out.splitlines()
        (python,) = (line.strip() for line in lines if "polars.read_parquet" in line)
        (shell,) = (line.partition("equipoise ")[2] for line in lines if "equipoise sensitivity" in line)
        assert eval(python, {"polars": pl}).height == 2, python  # noqa: S307 - what the program printed
        words = subprocess.run(
            ["/bin/sh", "-c", f"printf '%s\\n' {shell}"], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        assert (root / words[1]).samefile(root / name)
        assert not words[1].startswith("-")


@pytest.mark.usefixtures("quick_figures")
def test_results_go_to_a_folder_of_any_name(cli: Cli, root: Path) -> None:
    for name in ("run*", "-dash", "~", "x" * 255):
        said = cli(*COMPARE, "--replications", "2", f"--out={name}")
        assert said.code == 0, (name, said.err)
        assert (root / name / "panel.parquet").stat().st_size > 1_000
    assert {path.name for path in root.iterdir()} == {"run*", "-dash", "~", "x" * 255}
    assert cli("repeat", "--", "-dash").code == 0
    for name in ("x" * 256, "a/" + "x" * 300):
        said = cli(*COMPARE, "--replications", "2", f"--out={name}")
        assert said.code == 2
        assert "name too long" in said.err


@pytest.mark.usefixtures("quick_figures")
def test_what_was_moved_aside_when_a_process_was_killed_is_found_by_who_reads(cli: Cli, root: Path) -> None:
    assert cli(*COMPARE, "--replications", "2", "--out", "report").code == 0
    for asked in ("report", "report/manifest.json"):
        with workplace(root / "report") as work:
            pass
        work.mkdir()
        (root / "report").rename(work / OLD)
        said = cli("repeat", asked)
        assert said.code == 0, said.err
        assert [path.name for path in root.iterdir()] == ["report"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda out: out.symlink_to(out), "out is a link that leads to itself"),
        (os.mkfifo, "out is a file, not a folder"),
        (lambda out: (out / "figures" / "mine.png").mkdir(parents=True), "it holds figures/mine.png"),
        (lambda out: (out.mkdir(), os.mkfifo(out / "report.html")), "it holds report.html"),
        (lambda out: (out.mkdir(), os.mkfifo(out / "manifest.json")), "it holds manifest.json"),
    ],
    ids=["loop", "pipe", "a folder among figures", "a pipe among results", "a pipe for a manifest"],
)
@pytest.mark.parametrize("command", [(*COMPARE, *FEW), SWEEP], ids=["compare", "sweep"])
def test_what_is_no_folder_of_results_is_refused_at_once(
    command: tuple[str, ...], make: Callable[[Path], Any], said: str, cli: Cli, root: Path
) -> None:
    make(root / "out")
    refused = cli(*command, "--out", "out")
    assert refused.code == 2
    assert command[0] == "sweep" or said in refused.err, refused.err
