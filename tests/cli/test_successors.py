"""A seat that somebody takes over, on paper and in the terminal: its own half page, for nobody else."""

from pathlib import Path

import pytest

from equipoise.experiments.workshop.loading import workshop_text
from tests.cli.conftest import within
from tests.cli.test_workshops import PLANS, typed

NOTICE = "A new head of purchasing has taken over"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a workshop in which the opportunist leaves after a year."""
    text = workshop_text("on-an-even-footing")
    assert text.count("own_years = 4") == 1
    (tmp_path / "mine.toml").write_text(text.replace("own_years = 4", "own_years = 1"))
    return tmp_path


def test_on_paper_there_is_half_a_page_for_its_tables_alone(folder: Path) -> None:
    assert within(folder, "room", "monday", "--workshop", "mine.toml", "--tables", "4", "--seed", "5").code == 0
    monday = folder / "monday"
    assert NOTICE not in (monday / "role-sheets.html").read_text()
    assert "successors-1.html" in (monday / "guide.html").read_text()
    typed(monday / "slips-1.csv", **PLANS)
    played = within(folder, "table", "monday/room.toml", "--year", "1")
    assert played.code == 0, played.err
    page = (monday / "successors-1.html").read_text()
    seats = (monday / "room.toml").read_text().split("[[tables]]")[1:]
    bargains = [str(k) for k, one in enumerate(seats, start=1) if "opportunist" in one]
    assert len(bargains) == page.count(NOTICE) == page.count("<article") == 2
    for table in map(str, range(1, 5)):
        its = table in bargains
        assert (f"TABLE {table} · GIANT · FROM YEAR 2 ON" in page) == its
        assert (f"Table {table}: somebody else takes over Giant's seat" in " ".join(played.out.split())) == its
    assert NOTICE not in (monday / "year-1.html").read_text()
    typed(monday / "slips-2.csv", price="none", promised_build="none", promised_work="not")
    assert within(folder, "table", "monday/room.toml", "--year", "2").code == 0
    assert not (monday / "successors-2.html").exists()


@pytest.mark.parametrize("seat", ["account", "vendor"])
def test_in_the_terminal_it_is_read_once_before_the_first_question(
    folder: Path, seat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(prompt: str) -> str:
        name = prompt.partition("[")[0].partition(":")[0].strip()
        usual = {"work": "not", "ask": "nothing", "build": "none", "give": "all", "price": "quit"}
        return usual.get(name, "y")

    monkeypatch.setattr("builtins.input", answer)
    game = ("--seed", "9", "--game", "game.toml")
    played = within(folder, "play", "mine.toml", "--seat", seat, *game)
    assert played.code == 0, played.err
    text = " ".join(played.out.split())
    assert "AFTER YEAR 1 OF 8" in text
    assert text.count(NOTICE) == (seat == "account")
    assert seat == "vendor" or text.index("AFTER YEAR 1 OF 8") < text.index(NOTICE) < text.index("YEAR 2 of 8")
