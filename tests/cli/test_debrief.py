"""The debrief from the command line: of the years that were played, as a page and for programs."""

from pathlib import Path

import pytest

from tests.cli.conftest import within
from tests.cli.test_workshops import DEAL, PLANS, typed


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A room of two tables whose first year is played."""
    folder = tmp_path_factory.mktemp("debriefs")
    assert within(folder, "room", "tuesday", "--tables", "2", "--seed", "5").code == 0
    typed(folder / "tuesday" / "slips-1.csv", **PLANS)
    assert within(folder, "table", "tuesday/room.toml", "--year", "1").code == 0
    return folder / "tuesday"


def test_of_one_year_there_is_none(room: Path) -> None:
    refused = within(room.parent, "table", "tuesday/room.toml", "--debrief")
    assert refused.code == 2
    assert "at least 2 years, and 1 was played" in refused.err
    assert not (room / "debrief.html").exists()


def test_slides_and_sheets_of_the_years_that_were_played(room: Path) -> None:
    typed(room / "slips-2.csv", **DEAL)
    assert within(room.parent, "table", "tuesday/room.toml", "--year", "2").code == 0
    told = within(room.parent, "table", "tuesday/room.toml", "--debrief", "--games", "50", "--json")
    assert told.code == 0, told.err
    document = told.document
    assert document["years"] == 2  # the file for the third year's slips is there, and nothing was typed into it
    assert document["games"] == 50
    for table in document["tables"]:
        for side in ("vendor", "account"):
            assert sum(table["you_or_luck"][side].values()) == pytest.approx(table["own"][side])
        assert table["promises"] == [
            {"year": 2, "promised_build": "much", "built": "some", "promised_work": "some", "worked": "not"}
        ]
    page = (room / "debrief.html").read_text()
    slides = ("score", "plane", "knew", "requests", "promises", "turns", "kinds", "lost", "luck", "together", "close")
    places = [page.index(f'id="{slide}"') for slide in (*slides, "sheet-1", "sheet-2")]
    assert places == sorted(places)
    assert "Vendors: when did you first feel that you could say no?" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    before = page
    again = within(room.parent, "table", "tuesday/room.toml", "--debrief", "--games", "50")
    assert again.code == 0
    assert "Debrief after" in again.out
    assert (room / "debrief.html").read_text() == before


def test_games_are_a_number_of_games(room: Path) -> None:
    refused = within(room.parent, "table", "tuesday/room.toml", "--debrief", "--games", "3")
    assert refused.code == 2
    assert "50" in refused.err
