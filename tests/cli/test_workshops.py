"""Workshops from the command line: a room is set up, played year by year, and one person plays alone."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, within

PLANS = {
    "build": "some", "joint_plan": "yes", "people": "yes", "show": "yes", "win": "yes", "give": "most",
    "take_back": "yes", "sign": "yes", "work": "not", "ask": "engineers", "come_back": "yes",
}  # fmt: skip
DEAL = {"price": "none", "promised_build": "much", "promised_work": "some"}


def typed(path: Path, **cells: str) -> None:
    """Fill in the same for all tables."""
    rows = list(csv.DictReader(path.read_text().splitlines()))
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([{**row, **cells} for row in rows])


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A room of two tables whose first two years are played."""
    folder = tmp_path_factory.mktemp("rooms")
    assert within(folder, "room", "tuesday", "--tables", "2", "--seed", "5").code == 0
    tuesday = folder / "tuesday"
    typed(tuesday / "slips-1.csv", **PLANS)
    first = within(folder, "table", "tuesday/room.toml", "--year", "1")
    assert first.code == 0, first.err
    typed(tuesday / "slips-2.csv", **DEAL)
    second = within(folder, "table", "tuesday/room.toml", "--year", "2")
    assert second.code == 0, second.err
    return tuesday


def test_a_room_is_set_up_with_what_is_printed(room: Path) -> None:
    there = {path.name for path in room.iterdir()}
    printed = {"role-sheets.html", "slips.html", "year-sheet.html", "plane.html", "guide.html"}
    assert {"room.toml", "slips-1.csv", *printed} <= there
    sheets = (room / "role-sheets.html").read_text()
    assert "<strong>The two of you.</strong>" in sheets
    assert "opportunist" not in sheets  # a sheet that lies on a table says nothing of the others


def test_nothing_that_is_there_is_written_over(room: Path) -> None:
    again = within(room.parent, "room", "tuesday")
    assert again.code == 2
    assert "is there already" in again.err
    slips = (room / "slips-2.csv").read_text()
    assert within(room.parent, "table", "tuesday/room.toml", "--year", "1").code == 0
    assert (room / "slips-2.csv").read_text() == slips


def test_each_seat_gets_half_a_page(room: Path) -> None:
    page = (room / "year-2.html").read_text()
    for table in ("1", "2"):
        for seat in ("VENDOR", "GIANT"):
            assert f"TABLE {table} · {seat} · AFTER YEAR 2 OF 8" in page
    assert "you promised to build much, and built some" in page


def test_the_facilitator_is_told_who_broke_a_promise(room: Path) -> None:
    told = within(room.parent, "table", "tuesday/room.toml", "--year", "2")
    assert "Table 1: promised to build much, built some." in told.out
    document = within(room.parent, "table", "tuesday/room.toml", "--year", "2", "--json").document
    assert [table["table"] for table in document["tables"]] == ["1", "2"]
    assert {table["counterpart"] for table in document["tables"]} == {"partner", "opportunist"}


def test_a_year_is_the_same_when_it_is_played_again(room: Path) -> None:
    before = (room / "year-2.html").read_bytes()
    assert within(room.parent, "table", "tuesday/room.toml", "--year", "2").code == 0
    assert (room / "year-2.html").read_bytes() == before


def test_a_price_beyond_reach_is_refused_and_nothing_is_written(room: Path) -> None:
    slips = room / "slips-3.csv"
    kept = slips.read_text()
    typed(slips, **DEAL | {"price": "150", "support": "5", "minutes": "2"})
    refused = within(room.parent, "table", "tuesday/room.toml", "--year", "3")
    assert refused.code == 2
    assert "table 1: price" in refused.err
    assert not (room / "year-3.html").exists()
    slips.write_text(kept)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--year", "3"], "slips-3.csv"),
        (["--year", "9"], "must be 1 to 8"),
        ([], "--year 1"),
        (["--year", "1", "--debrief"], "--year 1"),
    ],
)
def test_what_cannot_be_played_is_said(room: Path, arguments: list[str], words: str) -> None:
    refused = within(room.parent, "table", "tuesday/room.toml", *arguments)
    assert refused.code == 2
    assert words in refused.err


def test_workshops_are_listed_shown_started_and_checked(cli: Cli, tmp_path: Path) -> None:
    assert "on-an-even-footing" in cli("workshops", "list").out
    assert "strategic-vendor" in cli("workshops", "show", "on-an-even-footing").out
    assert within(tmp_path, "workshops", "new", "mine").code == 0
    mine = tmp_path / "mine.toml"
    assert "8 years in the seats" in cli("workshops", "check", str(mine)).out
    mine.write_text(mine.read_text().replace('account = "Giant"', 'account = "Gaint"\nyears = 5'))
    wrong = cli("workshops", "check", str(mine))
    assert wrong.code == 2
    assert "years = 5" in wrong.err
    mine.write_text(mine.read_text().replace("\nyears = 5", ""))
    assert 'did you mean "Giant"' in cli("workshops", "check", str(mine)).err


def test_one_person_plays_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(["much", "y", "n", "y", "n", "most", "undo", "some", "y", "y", "y", "y", "quit"])
    monkeypatch.setattr("builtins.input", lambda _: next(lines))
    played = within(tmp_path, "play", "--seed", "8", "--game", "game.toml")
    assert played.code == 0
    assert "AFTER YEAR 1 OF 8" in played.out
    assert "Back at the beginning of year" in played.out
    assert "equipoise play --game game.toml" in played.out
    lines = iter(["quit"])
    assert within(tmp_path, "play", "--game", "game.toml").code == 0


def test_a_game_s_file_is_refused_before_the_first_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda words: asked.append(words) or "quit")
    for name, words in (("monday.json", "must end in .toml, as monday.toml does"), ("no/folder/a.toml", "no/folder")):
        refused = within(tmp_path, "play", "--game", name)
        assert (refused.code, asked, list(tmp_path.iterdir())) == (2, [], [])
        assert words in " ".join(refused.err.split())
        assert "games new" not in refused.err
    left = within(tmp_path, "play", "--game", "monday.toml")
    assert (left.code, len(asked)) == (0, 1)
    assert (tmp_path / "monday.toml").exists(), "it says how to go on with it"


def test_a_game_is_gone_on_with_as_it_is_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "quit")
    assert within(tmp_path, "play", "--seed", "8", "--game", "game.toml").code == 0
    kept = (tmp_path / "game.toml").read_text()
    for other in (["--seat", "account"], ["the-wrong-account"], ["--seed", "9"]):
        refused = within(tmp_path, "play", *other, "--game", "game.toml")
        assert refused.code == 2
        assert other[-1] in refused.err
        assert "leave it out to go on with game.toml" in " ".join(refused.err.split())
    same = ("on-an-even-footing", "--seat", "vendor", "--seed", "8")
    assert within(tmp_path, "play", *same, "--game", "game.toml").code == 0
    assert (tmp_path / "game.toml").read_text() == kept


def test_a_seat_that_there_is_not_is_refused(cli: Cli) -> None:
    refused = cli("play", "--seat", "vendr")
    assert refused.code == 2
    assert "did you mean" in refused.err


def test_a_room_that_is_not_there_is_named_and_nothing_else(tmp_path: Path) -> None:
    refused = within(tmp_path, "table", "nowhere/room.toml", "--year", "1")
    assert refused.code == 2
    assert refused.err.strip() == "Error: there is no file nowhere/room.toml"


def test_a_room_s_file_of_another_kind_is_refused_without_a_command_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "room.json").write_text("{}")
    refused = within(tmp_path, "table", "room.json", "--year", "1")
    assert refused.code == 2
    assert refused.err.strip() == "Error: room.json is no .toml file, as a room is"
