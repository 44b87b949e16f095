"""Help tells everything, at once, and the reference is what help says."""

import re
import shlex
import subprocess
import sys
from types import ModuleType

import pytest
from typer.main import get_command

from equipoise.app.commands import compare, outcomes, parameters, repeat, run, sweep
from equipoise.app.commands.tree import COMMANDS, NAME, app
from equipoise.app.documents.register import CLI
from tests.cli.conftest import ROOT, Cli, environment

SLOW = ("matplotlib", "mesa", "numba", "numpy", "polars", "pyarrow", "scipy", "jinja2")
MOST_MODULES = 450
OPTIONS = {
    "compare": "--policy --set --account --seed --replications --rounds --threads --json --out --panel --measures",
    "run": "--policy --story --replication --set --account --seed --replications --rounds --threads --json --out "
    "--panel --measures",
    "repeat": "--account --threads --json --out --panel --measures",
    "parameters": "--json",
    "outcomes": "--json",
    "scenarios list": "--json",
    "scenarios show": "--set --toml --json",
    "scenarios new": "--base",
    "scenarios check": "--json",
    "scenarios schema": "",
    "policies list": "--json",
    "policies show": "--set --json",
    "policies new": "",
    "policies check": "--json",
}


def test_help_comes_at_once() -> None:
    """Nothing slow is imported for it, and no more than a few hundred modules: the clock would tell of the machine."""
    code = (
        "import sys; from equipoise.app.running import run; code = run(['--help'])\n"
        f"print(code, len(sys.modules), *(name for name in {SLOW} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8", check=True
    )
    ended, modules, *slow = done.stderr.split()
    assert done.stdout.startswith("Usage: equipoise")
    assert (ended, slow) == ("0", [])
    assert int(modules) < MOST_MODULES


@pytest.mark.parametrize("words", [("--help",), ("nope",), ("compare",)])
def test_no_command_is_imported_but_the_one_that_is_called(words: tuple[str, ...]) -> None:
    code = (
        f"import sys; from equipoise.app.running import run; run({list(words)})\n"
        "print('LOADED', *(name for name in sys.modules if name.startswith('equipoise.app.commands.')))"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8", check=True
    )
    loaded = {name.rpartition(".")[2] for name in done.stdout.rpartition("LOADED")[2].split()}
    assert loaded & COMMANDS.keys() == COMMANDS.keys() & set(words)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_of_a_command_what_its_own_help_begins_with(name: str) -> None:
    command = get_command(app).commands[name].loaded
    assert command.help.split("\n\n")[0].replace("\n", " ") == COMMANDS[name]


def test_every_module_of_commands_is_in_the_table() -> None:
    shared = {"__init__", "catalogue", "completion", "matching", "options", "tree"}
    assert {path.stem for path in (ROOT / "app" / "commands").glob("*.py")} - shared == set(COMMANDS)


@pytest.mark.parametrize("command", OPTIONS)
def test_every_option_is_in_help_and_no_other(cli: Cli, command: str) -> None:
    said = cli(*command.split(), "--help")
    assert said.code == 0
    shown = set(re.findall(r"^  (?:-h, )?(--[a-z-]+)", said.out, re.MULTILINE))
    assert shown == {*OPTIONS[command].split(), "--help"}
    assert max(len(line) for line in said.out.splitlines()) <= 80


def test_every_command_is_listed(cli: Cli) -> None:
    for path in OPTIONS:
        *group, name = path.split()
        assert re.search(rf"^  {name} ", cli(*group, "--help").out, re.MULTILINE), path


def test_the_reference_holds_every_command() -> None:
    text = CLI.text()
    for command in OPTIONS:
        assert f"\n## {NAME} {command}\n" in text


def test_the_version_is_told(cli: Cli) -> None:
    said = cli("--version")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("equipoise")


def test_nothing_asked_for_is_answered_by_help(cli: Cli) -> None:
    for group in ((), ("scenarios",), ("policies",), ("studies",)):
        said = cli(*group)
        assert said.code == 2
        assert said.out == ""
        assert said.err.startswith("Usage: equipoise")


def test_short_help_is_not_cut_off(cli: Cli) -> None:
    assert "..." not in cli("--help").out.partition("Commands:")[2]


@pytest.mark.parametrize("module", [compare, outcomes, parameters, repeat, run, sweep], ids=lambda m: m.__name__)
def test_examples_are_command_lines(module: ModuleType) -> None:
    commands = get_command(app).commands
    for example in module.EXAMPLES:
        program, name, *rest = shlex.split(example)
        assert program == NAME
        assert commands[name].make_context(name, rest).params
