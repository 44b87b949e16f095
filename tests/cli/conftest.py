"""Runs of the command line that several tests look at."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from matplotlib.figure import Figure

from equipoise.app.console import output
from equipoise.app.running import run

ROOT = Path(__file__).parent.parent.parent
HANGS = 1800.0
"""Seconds after which a process is stuck, however much else the machine does."""

COARSE = ("equipoise.analysis.figures.style.DOTS", 20.0)
"""Of PNGs that nobody looks at: all else of a figure is as it is for users, whose PNGs tests of figures look at."""

FEW = ("--replications", "40", "--rounds", "12")


class Said(NamedTuple):
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Cli = Callable[..., Said]


DRAWN = Figure.savefig
EMPTY = 20.0
"""Dots an inch of a PNG on which nothing is."""


def sketch(figure: Figure, where: Path | str | BytesIO, **how: Any) -> None:
    """Write an empty picture of the same size: to draw it takes most of a command, and tests of figures look at it.

    What a process of its own writes is drawn.
    """
    assert figure.axes
    DRAWN(Figure(figure.get_size_inches()), where, **{**how, "dpi": EMPTY})


def environment(**changes: str) -> dict[str, str]:
    """An environment in which nothing but the changes bears on how things are printed."""
    decisive = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "TTY_COMPATIBLE", "GITHUB_ACTIONS"}
    kept = {name: value for name, value in os.environ.items() if name not in decisive}
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **changes}


def process(*arguments: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> Said:
    """Run a command as people do: a process of its own, its output in pipes."""
    done = subprocess.run(
        [sys.executable, "-m", "equipoise.app.cli", *arguments],
        cwd=cwd,
        env=environment(**(env or {})),
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def within(folder: Path, *arguments: str, **changes: str) -> Said:
    """Run a command in this process and a folder: ``cli`` for fixtures that several tests share."""
    out, err = io.StringIO(), io.StringIO()
    output.cache_clear()
    with (
        chdir(folder),
        redirect_stdout(out),
        redirect_stderr(err),
        patch.dict(os.environ, environment(**changes), clear=True),
        patch.object(sys, "argv", ["equipoise", *arguments]),
        patch.object(Figure, "savefig", sketch),
    ):
        code = run(arguments)
    return Said(code, out.getvalue(), err.getvalue())


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command in this process, in an empty folder: the same program without a second of imports."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Figure, "savefig", sketch)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def in_this_process(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["equipoise", *arguments])
        output.cache_clear()
        code = run(arguments)
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return in_this_process


@pytest.fixture
def drawn(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command in this process, and draw its pictures, for who looks at them."""
    monkeypatch.setattr(Figure, "savefig", DRAWN)
    monkeypatch.setattr(*COARSE)
    return cli


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Said, Path]:
    """A comparison of two policies with everything that it can write."""
    folder = tmp_path_factory.mktemp("compared")
    arms = ("--policy", "accommodating", "--policy", "strategic")
    kept = ("--out", "report", "--panel", "3")
    said = process("compare", "over-a-barrel", *arms, *FEW, *kept, "--tables", cwd=folder)
    return said, folder / "report"
