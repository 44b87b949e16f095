"""Numbers that come in forms and addresses: nothing but plain digits within bounds, read whole."""

import random
from collections.abc import Callable
from itertools import product
from urllib.parse import quote

import pytest

from equipoise.experiments.workshop.counts import count_from
from tests.serve.conftest import Site, answer_to, field
from tests.serve.test_rooms import begun, play_year

WRONG = [
    "9" * 5000,
    "00099",
    "00019",
    "٣",
    "\uff13",
    "¹",
    "-1",
    "+99",
    "1.5",
    "1e1",
    "0x2",
    " 99",
    "",
    "nan",
    "4 4",
    "99\n",
]
"""None of them is a number that may stand where it is typed."""


@pytest.mark.parametrize(
    ("typed", "found"),
    [("1", 1), ("18", 18), ("0", None), ("19", None), ("018", 18), ("1" * 10, None), *((one, None) for one in WRONG)],
)
def test_a_count_is_plain_digits_within_bounds(typed: str, found: int | None) -> None:
    assert count_from(typed, 1, 18) == found


def forms(board: str, page: str) -> list[tuple[str, str, dict[str, str]]]:
    """Every address and field that takes a number, with what goes beside it."""
    seat = {"table": "1", "side": "vendor"}
    return [
        *((f"{board}/do", "person", {"act": act} | seat) for act in ("remove", "move", "renew", "captain")),
        *((f"{board}/do", "year", {"act": act, "table": "1"}) for act in ("open", "reopen")),
        *((f"{board}/do", "table", {"act": act} | seat) for act in ("program", "back", "again", "nudge")),
        (f"{board}/do", "table", {"act": "move", "person": "4", "side": "vendor"}),
        (f"{page}/predict", "year", {}),
        (f"{page}/guess", "year", {"together": "50"}),
        (f"{page}/guess", "together", {"year": "1"}),
        (f"{page}/undo", "year", {}),
        (f"{page}/confirm", "proposal", {"agrees": "yes"}),
        (f"{page}/adopt", "suggestion", {}),
        ("/new", "tables", {"workshop": "on-an-even-footing", "talks": "opposite"}),
    ]


@pytest.mark.parametrize("typed", WRONG)
def test_no_form_takes_what_is_no_number(site: Site, typed: str) -> None:
    board, (page, *_) = begun(site, 1, 2)
    room = site.room(page)
    before = room.state.seq
    for path, name, beside in forms(board, page):
        if (typed == "00019" and name == "tables") or (typed == "" and name == "together"):
            continue
        got = site.post(path, once=f"{path}.{name}", **{**beside, name: typed})
        assert got.status_code in {403, 404, 409, 422}, (path, name, beside)
        assert room.state.seq == before, (path, name, beside)
    assert len(site.house.listed()) == 1


@pytest.mark.parametrize("typed", [*WRONG, "2"])
def test_no_address_takes_a_year_that_was_not_played(site: Site, typed: str) -> None:
    _, (page,) = begun(site, 1, 1)
    play_year(site, [page], random.Random(1))
    assert site.get(f"{page}/year/1").status_code == 200
    assert site.get(f"{page}/year/{quote(typed)}").status_code == 404


def test_before_the_first_year_every_prediction_is_read_whole(site: Site) -> None:
    _, room = site.open_room(1)
    page = site.join(room, "Ana")
    for k, typed in enumerate(WRONG):
        assert site.post(f"{page}/predict", year=typed, once=str(k)).status_code == 422
    assert site.post(f"{page}/predict", year="03", once="good").status_code == 200
    assert list(room.state.guesses.predictions.values()) == ["3"]
    assert "<option selected>3</option>" in site.get(page).text


def test_a_game_alone_takes_back_no_year_that_was_not_played(site: Site) -> None:
    page = site.alone("vendor")
    before = site.room(page).state.seq
    for typed in (*WRONG, "0", "3", "x"):
        assert site.post(f"{page}/undo", year=typed).status_code == 422
    assert site.room(page).state.seq == before


NONE = ("9" * 5000, "٣", "9" * 39, "1e999", "nan", "inf", "-1", "1e400", "1e9", "0x10", "", "ten")


def test_no_answer_takes_what_is_no_number(site: Site) -> None:
    board, pages = begun(site, 1, 2)
    play_year(site, pages, random.Random(3))
    site.press(board, "open", year="2")
    room, drawn = site.room(board), random.Random(3)
    question, given = answer_to(room, site.number(pages[0]), drawn) or ("", {})
    numbers = {"price", "support", "minutes"} & {*given}
    assert numbers
    for name, typed in product(sorted(numbers), NONE):
        good = {"price": "100", "support": "1", "minutes": "1"}
        once = f"{name}.{NONE.index(typed)}"
        got = site.post(f"{pages[0]}/answer", question=question, once=once, **{**given, **good, name: typed})
        assert got.status_code == 422, (name, typed)
        assert room.state.proposals == {}
    assert field(site.get(pages[0]).text, "question") == question


def test_a_body_s_length_is_plain_digits(open_site: Callable[[], Site]) -> None:
    site = open_site()
    for said in ("9" * 5000, "00000000000000099999", "x", "-1"):
        headers = {"origin": "http://127.0.0.1:8765", "content-length": said}
        assert site.client.post("/join", content=b"code=QQQQ", headers=headers).status_code == 413
