"""Odd environments: whatever is closed, full, missing or nonsense, a command does its work or says why it cannot."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from equipoise.sim.characters import visible
from tests.cli.conftest import FEW, ROOT, Cli, Said, environment, process

TWO = ("--policy", "accommodating", "--policy", "strategic")
CLOSED = "Error: standard output is closed, so that there is nowhere to print to\n"
FULL = "Error: standard output: No space left on device\n"


def in_a_shell(streams: str, *arguments: str, cwd: Path = ROOT, **changes: str) -> Said:
    """Run a command with its streams as a shell's words say."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {streams}', "sh", sys.executable, "-m", "equipoise.app.cli", *arguments],
        cwd=cwd, env=environment(**changes), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("streams", "arguments", "expected"),
    [
        (">&-", ("--version",), (2, "", CLOSED)),
        (">&- 2>&- <&-", ("--version",), (2, "", "")),
        (">/dev/full", ("outcomes",), (2, "", FULL)),
        (">/dev/full", ("outcomes", "--json"), (2, "", FULL)),
        (">/dev/full 2>/dev/full", ("--help",), (2, "", "")),
        ("2>/dev/full", ("outcomes", "nope"), (2, "", "")),
        ("2>&-", ("outcomes", "nope"), (2, "", "")),
        ("1</dev/null", ("outcomes",), (2, "", FULL.replace("No space left on device", "Bad file descriptor"))),
    ],
)
def test_what_cannot_be_printed_is_no_success(
    streams: str, arguments: tuple[str, ...], expected: tuple[int, str, str]
) -> None:
    assert in_a_shell(streams, *arguments) == expected


@pytest.mark.parametrize("columns", ["0", "1", "7", "-3", "nonsense", "", "9999999999", "\u0663"])
def test_no_width_of_a_window_hides_what_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    with monkeypatch.context() as around:  # pytest -v fills its own lines to the width of the window
        around.setenv("COLUMNS", columns)
        said = cli("outcomes", "contribution_margin")
    assert (said.code, said.err) == (0, "")
    assert "contribution_margin" in said.out
    assert "revenue" in said.out
    assert max(map(len, said.out.splitlines())) < 1_000


def test_nothing_around_a_command_changes_what_it_writes(compared: tuple[Said, Path], tmp_path: Path) -> None:
    """All at once, since each process costs seconds; with streams whose numbers the next files would take."""
    (tmp_path / "matplotlibrc").write_text(SETTINGS)
    plain, folder = compared
    said = in_a_shell(
        "2>&- <&-", "compare", "over-a-barrel", *TWO, *FEW, "--out", "report", "--panel", "3", "--tables", cwd=tmp_path,
        MPLBACKEND="module://matplotlib_inline.backend_inline", MPLCONFIGDIR="/proc/none", PYTHONWARNINGS="error",
        TZ="Asia/Kolkata", LC_ALL="C", TERM="dumb", LINES="0", NUMBA_CACHE_LOCATOR_CLASSES="Nonsense",
        POLARS_MAX_THREADS="x", POLARS_VERBOSE="x", SOURCE_DATE_EPOCH="yesterday",
    )  # fmt: skip
    assert said == plain
    written = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
    assert {name: (tmp_path / "report" / name).read_bytes() for name in written} == written


SETTINGS = """
text.usetex: True
font.size: 30
savefig.bbox: tight
figure.dpi: 20
svg.fonttype: path
text.hinting: none
lines.linewidth: 7
axes.formatter.use_locale: True
figure.autolayout: True
axes.prop_cycle: cycler('color', ['r'])
nonsense.key: 7
backend: nonsense
"""


def test_settings_that_cannot_be_read_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_bytes(b"\xff\xfe\x00")
    said = process("compare", "base", *FEW, "--out", "report", cwd=tmp_path, env={"MPLBACKEND": "nonsense"})
    assert said.code == 2
    assert said.err.startswith("Error: Matplotlib, which draws the figures, cannot read its own settings")
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("NUMBA_NUM_THREADS", "0", "Number of threads specified must be > 0."),
        ("NUMBA_OPT", "nonsense", "Environment variable 'NUMBA_OPT'"),
    ],
)
def test_settings_that_the_compiler_refuses_are_told_of(name: str, value: str, told: str) -> None:
    said = process("compare", "base", env={name: value})
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(
        f"Error: Numba, which compiles the rules, refuses a setting NUMBA_... of its own: {told}"
    )
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("date", ["yesterday", "9" * 20])
def test_a_date_that_the_figures_library_cannot_read_is_passed_over(
    drawn: Cli, monkeypatch: pytest.MonkeyPatch, date: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
    said = drawn("compare", "base", "--replications", "8", "--rounds", "4", "--out", "report")
    assert (said.code, said.err) == (0, "")
    assert Path("report/report.html").is_file()


def test_the_rules_are_played_without_the_compiler_and_without_assertions(tmp_path: Path) -> None:
    """One account and an open slot: each more takes seconds of the hundreds of runs that warnings look at."""
    policies = 'policies = ["transactional", "accommodating", "strategic"]'
    (tmp_path / "own.toml").write_text(f'title = "A"\n{policies}\n[[accounts]]\nname = "A"\n[vendor]\nslots = 2\n')
    switches = {"NUMBA_DISABLE_JIT": "1", "PYTHONOPTIMIZE": "1"}
    said = process("compare", "own.toml", "--replications", "1", "--rounds", "2", "--json", cwd=tmp_path, env=switches)
    assert (said.code, said.err) == (0, "")
    assert said.document["replications"] == 1


def test_a_folder_that_is_gone_is_told_of(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        ["/bin/sh", "-c", 'rmdir ../gone && exec "$@"', "sh", sys.executable, "-m", "equipoise.app.cli",
         "compare", "base", *FEW, "--out", "report"],
        cwd=gone, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: the folder that you are in is no longer there\n"


def test_documents_lose_nothing_to_a_terminal_that_knows_only_ascii(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('title = "Größe"\n', encoding="utf-8")
    said = process("scenarios", "show", "own.toml", "--json", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert said.document["title"] == "Größe"


HOSTILE = "\x1b]0;owned\x07\x9b31m\u202e"
ESCAPED = r"\u001b]0;owned\u0007\u009b31m\u202e"


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", HOSTILE),
        ("compare", f"{HOSTILE}.toml"),
        ("compare", "own.toml"),
        ("scenarios", "show", "own.toml"),
        ("scenarios", "check", f"{HOSTILE}.toml", "own.toml"),
        ("scenarios", "new", f"{HOSTILE}/a"),
        ("compare", "base", "--set", f"{HOSTILE}={HOSTILE}"),
        ("compare", "base", "--policy", HOSTILE),
        ("compare", "base", "--out", f"own.toml/{HOSTILE}"),
        ("compare", "base", "--account", HOSTILE),
        ("compare", "base", "--seed", HOSTILE),
        ("sweep", HOSTILE),
        ("sensitivity", HOSTILE),
        ("repeat", HOSTILE),
        ("outcomes", HOSTILE),
        (HOSTILE,),
        ("compare", f"--{HOSTILE}"),
    ],
    ids=range(17),
)
def test_nothing_of_what_is_typed_or_named_is_obeyed_by_a_terminal(
    cli: Cli, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / f"{HOSTILE}.toml").write_text('title = "A"\n')
    (tmp_path / "own.toml").write_text(f'title = "A"\npolicies = ["{ESCAPED}.toml"]\n')
    said = cli(*arguments)
    assert visible(said.out + said.err) == said.out + said.err
    assert said.code == 2


def test_a_document_that_names_a_file_is_obeyed_by_no_terminal(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / f"{HOSTILE}.toml").write_text('name = "own"\ntitle = "A"\n')
    (tmp_path / "own.toml").write_text(f'policies = ["{tmp_path / HOSTILE}.toml"]\n'.replace(HOSTILE, ESCAPED))
    for form in ("--toml", "--json"):
        said = cli("scenarios", "show", "own.toml", form)
        assert (said.code, said.err) == (0, "")
        assert visible(said.out) == said.out
        read = tomllib.loads(said.out) if form == "--toml" else said.document
        assert read["policies"] == [f"{tmp_path / HOSTILE}.toml"]


def test_names_are_written_as_they_are_in_figures_and_pages(drawn: Cli, tmp_path: Path) -> None:
    """No formula of mathematics, no markup, no entity; and a leading underscore hides nothing from a legend."""
    name = "_a$x^2$ <b>|[red]& \\frac"
    accounts = f"[[accounts]]\nname = '{name}'\nsize = 3.0\n[[accounts]]\nname = 'B'\n"
    stated = f"title = 'T $y$'\npolicies = ['strategic']\n{accounts}"
    (tmp_path / "own.toml").write_text(stated)
    said = drawn("compare", "own.toml", *FEW, "--out", "report")
    assert (said.code, said.err) == (0, "")
    assert name in said.out
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert escaped in (tmp_path / "report" / "report.html").read_text()
    figures = [path.read_text() for path in (tmp_path / "report" / "figures").glob("*.svg")]
    assert sum(escaped in figure for figure in figures) >= 1
