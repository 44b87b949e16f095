"""What people guess: kept, shown to nobody else before the end, and set beside the truth after it."""

import random
from collections.abc import Callable

import pytest

from tests.serve.conftest import Site, everybody, field


def play_year(site: Site, board: str, pages: list[str], year: int, drawn: random.Random) -> None:
    assert site.press(board, "open", year=str(year), anyway="yes").status_code == 200
    while any(everybody(site, pages, drawn)):
        pass


@pytest.fixture
def room(site: Site) -> tuple[str, list[str]]:
    board, room = site.open_room(1)
    return board, [site.join(room, name) for name in ("Ana", "Bo")]


def test_a_year_is_foretold_before_the_first_and_not_after_it(site: Site, room: tuple[str, list[str]]) -> None:
    board, pages = room
    text = site.get(pages[0]).text
    assert "In which year will Giant need the vendor as much" in text
    once = "".join(text.split('name="once" value="predict.')[1:]).split('"')[0]
    assert site.post(f"{pages[0]}/predict", year="5", once=f"predict.{once}").status_code == 200
    assert site.post(f"{pages[1]}/predict", year="never", once="x").status_code == 200
    wrong = site.post(f"{pages[1]}/predict", year="40", once="y")
    assert (wrong.status_code, "1 to 10, or never" in wrong.text) == (422, True)
    state = site.room(pages[0]).state
    assert sorted(state.guesses.predictions.values()) == ["5", "never"]
    play_year(site, board, pages, 1, random.Random(1))
    late = site.post(f"{pages[0]}/predict", year="2", once="z")
    assert (late.status_code, "too late" in late.text) == (409, True)


def test_guesses_of_one_seat_are_in_no_page_of_the_other_before_the_end(
    site: Site, room: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("equipoise.app.serve.debrief.GAMES", 20)
    (board, (vendor, account)), drawn = room, random.Random(2)
    site.post(f"{vendor}/predict", year="3", once="p")
    for year in range(1, 9):
        play_year(site, board, [vendor, account], year, drawn)
        if site.room(vendor).state.tables["1"].parted:
            break
        page = site.get(f"{vendor}/year/{year}").text
        assert "Does it want a bargain (0) or a partner (10)?" in page
        got = site.post(
            f"{vendor}/guess", year=str(year), once=field(page, "once"), partner="7.31", needs_us="", together="61.7"
        )
        assert got.status_code == 200
        assert 'value="7.31"' in site.get(f"{vendor}/year/{year}").text  # one's own is kept
        seen = [site.get(account).text, site.get(f"{account}/year/{year}").text, site.get(board).text]
        assert not any("7.31" in text or "61.7" in text for text in seen)
        assert site.post(f"{account}/guess", year=str(year), once=f"a{year}", needed="8").status_code == 200
        late = site.post(f"{vendor}/guess", year=str(year - 1), once=f"late{year}", partner="1")
        assert (late.status_code, "too late" in late.text) == (409, True)
        wrong = site.post(f"{vendor}/guess", year=str(year), once=f"wrong{year}", partner="11")
        assert (wrong.status_code, "must be 0.00 to 10.00" in wrong.text) == (422, True)
    early = site.post(f"{vendor}/monday", text="Call the giant", shown="yes", once="m")
    assert early.status_code == 422
    site.press(board, "end")
    site.press(board, "reveal")
    whole = site.get(f"{vendor}/debrief/whole").text
    assert "What you expected" in whole
    assert "What you guessed" in whole
    assert "7.3 (true" in whole


def test_nobody_guesses_once_it_is_known_how_it_went(site: Site, room: tuple[str, list[str]]) -> None:
    board, (vendor, account) = room
    play_year(site, board, [vendor, account], 1, random.Random(3))
    site.press(board, "end")
    year = min(site.room(board).state.tables["1"].years, 8)
    assert f"{vendor}/guess" in site.get(f"{vendor}/year/{year}").text
    site.press(board, "reveal")
    assert f"{vendor}/guess" not in site.get(f"{vendor}/year/{year}").text
    late = site.post(f"{vendor}/guess", year=str(year), once="late", together="100")
    assert (late.status_code, "too late to guess" in late.text) == (409, True)
    assert site.room(board).state.guesses.foretold(10).guesses == []


def test_what_people_will_do_is_read_by_all_if_they_want(site: Site, room: tuple[str, list[str]]) -> None:
    board, (vendor, account) = room
    play_year(site, board, [vendor, account], 1, random.Random(3))
    site.press(board, "end")
    site.press(board, "reveal")
    assert site.post(f"{vendor}/monday", text="Call <b>them</b>", shown="yes", once="m").status_code == 200
    assert site.post(f"{account}/monday", text="Say nothing", once="n").status_code == 200
    for page in (vendor, account, board):
        text = site.get(f"{page}/debrief").text
        assert "Call &lt;b&gt;them&lt;/b&gt;" in text
        assert "<li>Say nothing" not in text
    assert "Say nothing" in site.get(f"{account}/debrief").text  # one's own, to be changed


def test_guesses_survive_a_restart(open_site: Callable[[], Site], room: tuple[str, list[str]], site: Site) -> None:
    board, pages = room
    site.post(f"{pages[0]}/predict", year="3", once="p")
    play_year(site, board, pages, 1, random.Random(4))
    site.post(f"{pages[0]}/guess", year="1", once="g", partner="4")
    before = site.room(pages[0]).state.guesses.foretold(10)
    again = open_site()
    assert again.room(pages[0]).state.guesses.foretold(10) == before
    assert before.guesses[0].shares == {"partner": 0.4}
