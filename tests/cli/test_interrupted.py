"""Ctrl-C at moments that are met by what happens then, not by the clock: code 130, a line, and nothing left behind."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from equipoise.app.interruption import CtrlC, interrupted
from tests.cli.conftest import ROOT, Said, environment

COMPARE = ("compare", "over-a-barrel", "--policy", "accommodating", "--replications", "3", "--rounds", "3")

# Presses Ctrl-C in the process itself, as often as it is told, when the event that is waited for comes: an import, a
# file that is opened, a call. Whoever runs the tests may ignore Ctrl-C, as a shell has what it runs in the background.
PRESSES = """
import _thread, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
event, what, times, *arguments = sys.argv[1:]
left = int(times)

def press():
    global left
    left = 0
    for _ in range(int(times)):
        signal.raise_signal(signal.SIGINT)

def heard(name, given):
    if left and name == event and what in str(given[:2]):  # a file gets its name as the second
        press()

sys.argv = ["equipoise", *arguments]
if event == "call":
    def called(frame, kind, _):
        if left and kind == "call" and frame.f_code.co_qualname.endswith(what):
            sys.setprofile(None)
            press()
    from equipoise.app.cli import main
    sys.setprofile(called)
elif event == "thread":
    from equipoise.app.cli import main
    import equipoise.sim.runner
    play = equipoise.sim.runner.play_chunk
    def played(*given, **named):
        if left:
            press()
        return play(*given, **named)
    equipoise.sim.runner.play_chunk = played
else:
    sys.addaudithook(heard)
    from equipoise.app.cli import main
main()
"""


def interrupted_at(folder: Path, event: str, what: str, *arguments: str, times: int = 1) -> Said:
    done = subprocess.run(
        [sys.executable, "-c", PRESSES, event, what, str(times), *arguments],
        cwd=folder, env=environment(PYTHONPATH=str(ROOT)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def ctrl_c(request: pytest.FixtureRequest) -> Iterator[CtrlC]:
    """What Ctrl-C does in the command line, in this process."""
    found = getattr(request, "param", signal.default_int_handler)
    before, hook = signal.signal(signal.SIGINT, found), sys.unraisablehook
    yield CtrlC()
    signal.signal(signal.SIGINT, before)
    sys.unraisablehook = hook


@pytest.mark.parametrize("module", ["equipoise.app.streams", "typer", "numpy", "numba"])
def test_while_it_starts(tmp_path: Path, module: str) -> None:
    assert interrupted_at(tmp_path, "import", module, *COMPARE) == (130, "", "Interrupted.\n")


def test_while_threads_play(tmp_path: Path) -> None:
    assert interrupted_at(tmp_path, "thread", "", *COMPARE) == (130, "", "Interrupted.\n")


def test_impatiently_while_it_writes_and_cleans_up(tmp_path: Path) -> None:
    said = interrupted_at(tmp_path, "open", "margin", *COMPARE, "--out", "deep/report", times=3)
    assert said == (130, "", "Interrupted.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("call", "arguments"), [("_message", ("nope",)), ("CtrlC.over", ())])
def test_at_the_very_end(tmp_path: Path, call: str, arguments: tuple[str, ...]) -> None:
    """It is either done or interrupted, and the code and the words say the same."""
    said = interrupted_at(tmp_path, "call", call, "outcomes", *arguments)
    assert said.code in {0, 130}
    assert (said.err == "Interrupted.\n") == (said.code == 130)
    assert said.err in {"", "Interrupted.\n"}


def test_where_python_may_raise_nothing_it_is_raised_afterwards(ctrl_c: CtrlC) -> None:
    class Callback:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    Callback()
    assert ctrl_c.heard
    with pytest.raises(KeyboardInterrupt):
        Event().wait(60)


@pytest.mark.parametrize("ctrl_c", [signal.SIG_IGN], indirect=True)
def test_a_shell_that_ignores_ctrl_c_for_what_it_runs_is_heeded(ctrl_c: CtrlC) -> None:
    signal.raise_signal(signal.SIGINT)
    assert not ctrl_c.heard
    assert not interrupted()


def test_pressed_again_after_a_while_it_is_heard_again(ctrl_c: CtrlC, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    assert not interrupted()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    assert interrupted()
    signal.raise_signal(signal.SIGINT)
    now[0] += 6.0
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    assert ctrl_c.heard


@pytest.mark.parametrize(
    "asked",
    [
        ("breakeven", "over-a-barrel", "--vary", "contribution", "--replications", "50", "--rounds", "3"),
        ("worth-knowing", "over-a-barrel", "--replications", "50", "--rounds", "3"),
    ],
)
def test_a_decision_that_is_interrupted_half_way_leaves_nothing(tmp_path: Path, asked: tuple[str, ...]) -> None:
    for moment in ("thread", "open"):
        said = interrupted_at(tmp_path, moment, "manifest" if moment == "open" else "", *asked, "--out", "found")
        assert (said.code, said.out, said.err.splitlines()[-1]) == (130, "", "Interrupted.")
        assert list(tmp_path.iterdir()) == []
