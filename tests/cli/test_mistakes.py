"""Mistakes that people make, and the messages that they get: exit code 2, no traceback, nothing on standard output."""

import re
from pathlib import Path

import pytest

from equipoise.app import running
from tests.cli.conftest import Cli, process

MISTAKES = {
    "compar": ["compare"],
    "compare": ["SCENARIO", "equipoise compare --help"],
    "compare over-a-barell": ['"over-a-barell"', 'did you mean "over-a-barrel"?'],
    "compare nothing-like-it": ['"nothing-like-it"', "over-a-barrel", "path of a .toml file"],
    "compare ./nope.toml": ["no file nope.toml"],
    "compare folder": ["folder"],
    "compare folder.toml": ["folder.toml is a folder"],
    "compare empty.toml": ["empty.toml", "empty"],
    "compare binary.toml": ["binary.toml", "UTF-8"],
    "compare broken.toml": ["broken.toml:", "not TOML"],
    "compare wrong.toml": ["wrong.toml:2", "rivalz", '"rivals"', "wrong.toml:3", "attention = 7", "0 to 1"],
    "compare twice.toml": ["twice.toml:7", "another account has this name"],
    "compare over-a-barrel over-a-barrel": ["over-a-barrel: asked for twice"],
    "compare over-a-barrel --policy strategc": ['"strategc"', 'did you mean "strategic"?'],
    "compare over-a-barrel --policy strategic --policy strategic": ["strategic: asked for twice"],
    "compare over-a-barrel --policy scenario.toml": ["scenario.toml", "unknown key"],
    "compare over-a-barrel --policy": ["'--policy' requires an argument"],
    "compare over-a-barrel --set market.rivals": ["market.rivals", "not key=value"],
    "compare over-a-barrel --set market.rivalz=3": ["market.rivalz", '"market.rivals"'],
    "compare over-a-barrel --set market.rivals=many": ['"many"', "whole number from 0 to 1,000"],
    "compare over-a-barrel --set market.rivals=2.5": ["2.5", "whole number"],
    "compare over-a-barrel --set market.rivals=-1 --set market.attention=2": ["rivals = -1", "attention = 2"],
    "compare over-a-barrel --set switches.feer=off": ['"switches.fear"'],
    "compare over-a-barrel --set switches.fear=maybe": ['"maybe"', "true or false"],
    "compare over-a-barrel --set accounts.Gaint.size=2": ['"accounts.Giant.size"'],
    "compare over-a-barrel --set policy.fokus=0.1": ['"policy.focus"'],
    "compare over-a-barrel --set policy.focus=2": ["policy.focus = 2", "from 0 to 1"],
    "compare over-a-barrel --set vendor.slots=1": ["vendor.slots = 1", "too few"],
    "compare over-a-barrel --set bargaining.information=ful": ['"private" or "full"'],
    "compare over-a-barrel --replications 0": ["'--replications'", "0 is not a whole number from 1 to 100,000,000"],
    "compare over-a-barrel --replications ten": ["ten is not a whole number"],
    "compare over-a-barrel --replications 1.5": ["1.5 is not a whole number"],
    "compare over-a-barrel --rounds 0": ["'--rounds'", "from 1 to"],
    "compare over-a-barrel --rounds 100000 --set vendor.slots=1000": ["run.rounds = 100000", "too large a run"],
    "compare over-a-barrel --seed -1": ["'--seed'", "from 0 to"],
    "compare over-a-barrel --threads 0": ["'--threads'", "from 1 to 256"],
    "compare over-a-barrel --replication 5": ["--replication;", '"--replications"'],
    "compare over-a-barrel --josn": ['"--json"'],
    "compare over-a-barrel --account giant": ['"Giant"'],
    "compare over-a-barrel --account Nobody": ['"Giant", "North" and "South"'],
    "compare over-a-barrel --out file": ["file is a file, not a folder"],
    "compare over-a-barrel --out file/inside": ["file is a file, not a folder"],
    "compare over-a-barrel --out full": ["full", "precious.txt"],
    "compare over-a-barrel --out .": ["the folder you are in"],
    "compare over-a-barrel --panel 5": ["--out DIR"],
    "run over-a-barrel even-portfolio": ["even-portfolio"],
    "run over-a-barrel --replication 3": ["--story"],
    "run over-a-barrel --story --replication -1": ["-1 is not a whole number"],
    "run over-a-barrel --story --replications 9 --out x": ["--replications and --out"],
    "run over-a-barrel --policy nobody": ['"nobody"', "transactional"],
    "repeat nope.json": ["nope.json", "No such file"],
    "repeat scenario.toml": ["scenario.toml", "not a manifest"],
    "scenarios lst": ["'list'"],
    "scenarios show": ["SCENARIO"],
    "scenarios show over-a-barrel --set policy.focus=1": ["policy.focus"],
    "scenarios new over-a-barrel": ["comes with the program"],
    "scenarios new scenario": ["scenario.toml is there already"],
    "scenarios new nowhere/mine": ["no folder nowhere"],
    "scenarios new mine --base nope": ['"nope"'],
    "policies show strategik": ['"strategic"'],
    "policies check wrong.toml": ["wrong.toml"],
    "parameters rivalss": ['did you mean "rivals"?'],
    "outcomes margn": ['did you mean "margin"?'],
    "--versoin": ['"--version"'],
    "compare over-a-barrel --runs 5": ["there is no option --runs", 'did you mean "--replications"?'],
    "compare over-a-barrel --quiet": ["there is no option --quiet."],
    "--seed 3 compare over-a-barrel": ["--seed", "behind the command"],
}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Files of somebody who has made every mistake."""
    texts = {
        "empty.toml": "",
        "broken.toml": "title = [1, 2\n",
        "wrong.toml": "[market]\nrivalz = 3\nattention = 7\n",
        "twice.toml": 'title = "x"\n\n[[accounts]]\nname = "A"\n\n[[accounts]]\nname = "A"\n',
        "scenario.toml": 'title = "x"\n\n[[accounts]]\nname = "A"\n',
        "file": "",
        "full/precious.txt": "mine",
    }
    for folder in ("folder", "folder.toml", "full"):
        (tmp_path / folder).mkdir()
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    return tmp_path


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gets_a_message(cli: Cli, files: Path, mistake: str) -> None:
    before = sorted(files.rglob("*"))
    said = cli(*mistake.split())
    assert said.code == 2
    assert said.out == ""
    for fragment in MISTAKES[mistake]:
        assert fragment in said.err
    assert not re.search(r"Traceback|pydantic|click|\x1b", said.err)
    assert said.err.endswith("\n")
    assert sorted(files.rglob("*")) == before


@pytest.mark.parametrize(
    "command",
    [
        *(f"{name} --out" for name in ("claims R1", "regularities", "sensitivity how-much-focus", "frontier base")),
        *(f"{name} --out" for name in ("compare base", "run base", "twin base", "sweep how-much-focus", "repeat .")),
        "repeat",
    ],
)
def test_a_path_without_a_character_is_no_folder(cli: Cli, tmp_path: Path, command: str) -> None:
    said = cli(*command.split(), "")
    assert (said.code, said.out) == (2, "")
    assert '"" is the name of no file and of no folder' in said.err
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("command", ["compare", "compare base --policy", "sweep", "sensitivity"])
def test_a_name_with_an_ending_is_that_of_a_file(cli: Cli, command: str) -> None:
    assert "Error: there is no file crm.csv\n" in cli(*command.split(), "crm.csv").err


def test_an_outcome_like_no_other_is_answered_with_where_they_are_listed(cli: Cli) -> None:
    said = cli("sweep", "how-much-focus", "--outcome", "qwerty")
    assert said.err.endswith('outcomes[1] = "qwerty"   unknown outcome; equipoise outcomes lists them\n')


@pytest.mark.parametrize(
    "mistake",
    [
        *("compare over-a-barell", "compare base --replications 0", "kompare base", ""),
        *("twin over-a-barrel --account Gaint", "claims R22"),
    ],
)
def test_a_mistake_ends_the_process_with_2(mistake: str, tmp_path: Path) -> None:
    said = process(*mistake.split(), cwd=tmp_path)
    assert said.code == 2
    assert said.out == ""
    assert "Traceback" not in said.err


def test_a_folder_that_may_not_be_written_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied", "mine.toml")

    monkeypatch.setattr(Path, "open", refuse)
    said = cli("scenarios", "new", "mine")
    assert (said.code, said.err) == (2, "Error: mine.toml cannot be written: permission denied\n")


def test_too_little_memory_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "app", _raising(MemoryError()))
    said = cli("compare", "base")
    assert said.code == 2
    assert "too little memory" in said.err


def test_our_own_fault_is_owned_and_shown_on_demand(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "app", _raising(ZeroDivisionError("division by zero")))
    said = cli("compare", "base")
    assert said.code == 1
    assert "A fault of the program, not yours: ZeroDivisionError: division by zero" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv(running.TRACEBACK, "1")
    assert "Traceback" in cli("compare", "base").err


def _raising(error: Exception) -> object:
    def app(*_arguments: object, **_options: object) -> None:
        raise error

    return app
