"""In a terminal, in a pipe, without colour, interrupted, cut short."""

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import FEW, ROOT, environment, process

TWO = ("--policy", "accommodating", "--policy", "strategic")
COMPARE = ("compare", "over-a-barrel", *TWO, *FEW)
COMMAND = [sys.executable, "-m", "equipoise.app.cli"]


def in_a_terminal(*arguments: str, **changes: str) -> tuple[str, str]:
    """What a command writes to a terminal, and what to standard error, which is one, too."""
    streams = [pty.openpty(), pty.openpty()]
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=ROOT,
        env=environment(COLUMNS="80", **changes),
        stdout=streams[0][1],
        stderr=streams[1][1],
    ) as running:
        for _, end in streams:
            os.close(end)
        said = {stream[0]: b"" for stream in streams}
        while said and (running.poll() is None or select.select(said, [], [], 0)[0]):
            for reader in select.select(said, [], [], 0.1)[0]:
                try:
                    part = os.read(reader, 65536)
                except OSError:  # the other end is closed
                    part = b""
                if not part:
                    break
                said[reader] += part
            else:
                continue
            if running.poll() is not None:
                break
    texts = [said[stream[0]].decode() for stream in streams]
    for reader, _ in streams:
        os.close(reader)
    return texts[0], texts[1]


def test_a_terminal_gets_styles_and_a_progress_bar_on_standard_error() -> None:
    out, err = in_a_terminal(*COMPARE)
    assert "\x1b[1m" in out
    assert "Playing" not in out
    assert "Playing" in err


def test_a_terminal_is_told_while_a_market_is_solved() -> None:
    out, err = in_a_terminal("scenarios", "show", "timing-chips")
    assert "Solving the market at rest" in err
    assert "Solving" not in out


def test_no_color_means_no_escape_code_among_the_results() -> None:
    out, _ = in_a_terminal(*COMPARE, "--tables", NO_COLOR="1")
    assert "\x1b" not in out
    assert "Contribution margin %" in out
    assert "\x1b" not in "".join(in_a_terminal("compare", "--help", NO_COLOR="1"))


@pytest.mark.parametrize("mistake", [("compare", "nope"), ("compare", "base", "--replications", "0"), ()])
def test_messages_are_plain_without_colour(mistake: tuple[str, ...]) -> None:
    out, err = in_a_terminal(*mistake, NO_COLOR="1")
    assert "\x1b" not in out + err


def test_json_is_alone_on_standard_output_of_a_terminal() -> None:
    out, _ = in_a_terminal(*COMPARE, "--json")
    assert out.startswith("{")
    assert "\x1b" not in out


def test_a_reader_that_stops_reading_ends_the_command_quietly() -> None:
    with subprocess.Popen(
        [*COMMAND, "parameters", "--json"], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode in {0, -signal.SIGPIPE}


def test_the_first_use_on_a_machine_says_that_it_compiles(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['equipoise', 'compare', 'base', '--replications', '2', '--rounds', '2', '--json']\n"
        "import equipoise.app.ready as ready; ready.needs_compiling = lambda: True\n"
        "from equipoise.app.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stderr == "Compiling the rules of the simulation: half a minute or so, this once.\n"
    assert done.stdout.startswith("{")


def test_a_terminal_that_knows_only_ascii_gets_a_table(tmp_path: Path) -> None:
    said = process(*COMPARE, cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert said.code == 0
    assert said.out.isascii()
