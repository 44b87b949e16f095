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

SLOW = ("matplotlib", "mesa", "numba", "numpy", "polars", "pyarrow", "scipy", "jinja2", "llvmlite", "joblib")
MOST_MODULES = 450
PLAYING = (
    *("compare", "run", "repeat", "twin", "frontier", "breakeven", "worth-knowing"),
    *("sweep", "sensitivity", "claims", "regularities"),
)
READING = (
    *(f"{name} --help" for name in COMMANDS),
    "parameters rival",
    "outcomes margin",
    "scenarios list",
    "scenarios show over-a-barrel",
    "policies list",
    "policies show strategic",
    "studies list",
    "studies show what-moves-margin",
)
MISTAKEN = (
    "compare over-a-barel",
    "compare over-a-barrel --policy strategc",
    "compare over-a-barrel --set market.rivals=0.5",
    "compare over-a-barrel --set market.rival=1",
    "compare over-a-barrel --account Gaint",
    "run over-a-barrel --account Gaint",
    "run over-a-barrel --story --out told",
    "repeat nothing/manifest.json",
    "twin over-a-barrel --account Gaint",
    "twin over-a-barrel --round 9999",
    "frontier over-a-barrel --lever focos",
    "sweep what-moves-margins",
    "sweep what-moves-margin --set market.rivals=0.5",
    "sweep --scenario over-a-barrel --vary market.rival=1:8",
    "sensitivity what-moves-margins",
    "claims R99",
    "regularities tenure-prise",
    "scenarios check over-a-barel",
    "policies check strategc",
    "studies check what-moves-margins",
)
OPTIONS = {
    "compare": "--policy --set --account --seed --replications --rounds --threads --json --out --panel --measures "
    "--what-it-rests-on --tables",
    "breakeven": "--vary --policy --outcome --account --threshold --set --seed --replications --rounds --threads "
    "--json --out --measures",
    "worth-knowing": "--know --policy --outcome --account --set --seed --replications --rounds --threads --json --out "
    "--measures",
    "run": "--policy --story --replication --set --account --seed --replications --rounds --threads --json --out "
    "--panel --measures",
    "repeat": "--tables --account --threads --json --out --panel --measures",
    "parameters": "--json",
    "outcomes": "--json",
    "scenarios list": "--json",
    "scenarios show": "--set --toml --json",
    "scenarios new": "--base",
    "scenarios check": "--json --set",
    "scenarios schema": "",
    "policies list": "--json",
    "policies show": "--set --json",
    "policies new": "",
    "policies check": "--json",
}


def loaded_by(*lines: str) -> tuple[list[int], set[str]]:
    """Exit codes of command lines, and the modules that a process has loaded that ran them all."""
    code = (
        "import sys; from equipoise.app.running import run\n"
        f"codes = [run(line) for line in {[*map(str.split, lines)]}]\n"
        "print('LOADED', *sys.modules); print(*codes)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8", check=True
    )
    modules, codes = done.stdout.rpartition("LOADED")[2].splitlines()
    return [*map(int, codes.split())], {*modules.split()}


@pytest.mark.parametrize("line", ["--help", "compare over-a-barrel --nope", "twin base --round x"])
def test_help_and_a_mistake_in_an_option_come_at_once(line: str) -> None:
    """Nothing slow is imported for it, and no more than a few hundred modules: the clock would tell of the machine."""
    (ended,), modules = loaded_by(line)
    assert ended == 2 * (line != "--help")
    assert modules & {*SLOW} == set()
    assert len(modules) < MOST_MODULES


def test_so_does_the_help_of_each_command_that_plays() -> None:
    codes, modules = loaded_by(*(f"{name} --help" for name in PLAYING))
    assert {*codes} == {0}
    assert modules & {*SLOW} == set()
    assert len(modules) < MOST_MODULES


def test_a_comparison_without_a_report_loads_nothing_that_draws() -> None:
    codes, modules = loaded_by("compare over-a-barrel --replications 2 --rounds 2")
    assert codes == [0]
    assert modules & {"matplotlib", "pyarrow", "scipy.optimize", "scipy.stats"} == set()


def test_what_reads_files_alone_does_not_wait_for_what_plays() -> None:
    codes, modules = loaded_by(*READING)
    assert {*codes} == {0}
    assert modules & {*SLOW} == {"numpy"}


def test_a_mistake_is_told_before_what_plays_is_loaded() -> None:
    codes, modules = loaded_by(*MISTAKEN)
    assert {*codes} == {2}
    assert modules & {*SLOW} == {"numpy"}


@pytest.mark.parametrize("words", [("--help",), ("nope",), ("compare",)])
def test_no_command_is_imported_but_the_one_that_is_called(words: tuple[str, ...]) -> None:
    _, modules = loaded_by(" ".join(words))
    loaded = {name.rpartition(".")[2] for name in modules if name.startswith("equipoise.app.commands.")}
    assert loaded & COMMANDS.keys() == COMMANDS.keys() & set(words)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_of_a_command_what_its_own_help_begins_with(name: str) -> None:
    command = get_command(app).commands[name].loaded
    assert command.help.split("\n\n")[0].replace("\n", " ") == COMMANDS[name]


def test_every_module_of_commands_is_in_the_table() -> None:
    shared = {"__init__", "catalogue", "completion", "matching", "options", "tree"}
    assert {path.stem for path in (ROOT / "app" / "commands").glob("*.py")} - shared == {
        name.replace("-", "_") for name in COMMANDS
    }


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
