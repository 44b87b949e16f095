"""What one run or two cannot tell is said in words, on every page and in every file."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

NAN = re.compile(r"(?<![\w-])nan(?![\w-])", re.IGNORECASE)
SHORT = ("--rounds", "8")
TEXTS = {".html", ".svg", ".json", ".csv", ".md"}

COMMANDS = {
    "compare": ("compare", "over-a-barrel", "--policy", "accommodating", "--policy", "strategic", *SHORT),
    "run": ("run", "base", *SHORT),
    "twin": ("twin", "over-a-barrel", "--account", "Giant", "--round", "2", *SHORT),
    "sweep": ("sweep", "what-moves-survival", "--design", "latin-hypercube:3", *SHORT),
}


def texts(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in TEXTS)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_page_and_no_file_of_one_run_has_a_nan(drawn: Cli, tmp_path: Path, name: str) -> None:
    said = drawn(*COMMANDS[name], "--replications", "1", "--out", "out")
    assert said.code == 0, said.err
    assert not NAN.search(said.out)
    assert not NAN.search(texts(tmp_path / "out"))
    if name == "sweep":
        told = drawn("sensitivity", "out", "--out", "told")
        assert told.code == 0, told.err
        assert not NAN.search(told.out + texts(tmp_path / "told"))


@pytest.mark.parametrize("name", ["compare", "run", "twin"])
def test_no_page_of_two_runs_has_a_nan(cli: Cli, name: str) -> None:
    said = cli(*COMMANDS[name], "--replications", "2")
    assert said.code == 0, said.err
    assert not NAN.search(said.out)


def test_a_frontier_of_two_runs_has_no_nan(drawn: Cli, tmp_path: Path) -> None:
    few = ("--trials", "4", "--search-runs", "2", "--replications", "2", "--points", "2", "--lever", "focus")
    said = drawn("frontier", "over-a-barrel", *few, *SHORT, "--out", "out")
    assert said.code == 0, said.err
    assert not NAN.search(said.out + texts(tmp_path / "out"))
    assert "100.0 [100.0, 100.0]" not in said.out


def test_one_run_is_said_to_show_no_interval(cli: Cli) -> None:
    said = cli("run", "base", "--replications", "1", *SHORT)
    assert re.search(r"contribution margin of \d+\.\d% \(one run shows no interval\)", " ".join(said.out.split()))
    told = cli("twin", "over-a-barrel", "--account", "Giant", "--replications", "1", *SHORT)
    assert "is seen in one run" in told.out
    assert "leaves the chance" not in told.out


def test_policies_that_differ_by_rounding_are_the_same(cli: Cli, tmp_path: Path) -> None:
    for name, focus in (("one", "0.03"), ("other", "0.030000000000000002")):
        (tmp_path / f"{name}.toml").write_text(f'title = "{name}"\n[levers]\nfocus = {focus}\n', encoding="utf-8")
    arms = ("--policy", "one.toml", "--policy", "other.toml")
    said = cli("compare", "over-a-barrel", *arms, "--replications", "20", *SHORT, "--json")
    assert said.code == 0, said.err
    change = said.document["differences"][0]
    for table in (change["outcomes"], *change["accounts"].values()):
        assert all(one["mean"] == 0.0 for one in table.values() if one["mean"] is not None)
