"""Whole rooms: of any number of people for all years; tables, and rooms, that do not bear on one another."""

import random
import re
from collections.abc import Callable

import pytest

from equipoise.app.serve.answering import answer, confirm
from equipoise.app.serve.room import Room
from equipoise.sim.decisions import Side
from tests.serve.conftest import HERE, HOST, Site, answer_to, everybody
from tests.serve.test_rooms import agree_on_nothing, begun, play_year, refuse


def answer_all(room: Room, drawn: random.Random) -> int:
    """Let everybody who sends answer, as their page would have it, until nothing is asked; how many moves it took."""
    moves = 0
    while True:
        before = moves
        for person in room.state.people.everybody():
            given = answer_to(room, person.number, drawn)
            if given is None or room.state.people.at(person.table, person.side)[0] != person:
                continue
            proposal = room.state.proposals.get(person.table)
            if proposal is None:
                room.act(lambda state, p=person, g=given: answer(state, p, *g, room.clock()), str(person.number))  # type: ignore[misc]
            elif proposal.side is not person.side:
                asked = (given[0], str(proposal.seq))
                room.act(lambda state, p=person, a=asked: confirm(state, p, *a, agrees=True), str(person.number))  # type: ignore[misc]
            else:
                continue
            moves += 1
        if moves == before:
            return moves


@pytest.mark.parametrize(("people", "tables"), [(1, 1), (4, 2), (7, 2), (60, 20)])
def test_a_room_of_any_number_plays_all_years_to_the_debrief(site: Site, people: int, tables: int) -> None:
    board, pages = begun(site, tables, people)
    room, drawn = site.room(pages[0]), random.Random(people)
    looked_at = pages[:: max(people // 8, 1)]
    for year in range(1, 9):
        assert answer_all(room, drawn) >= tables
        assert all(map(room.state.through, room.state.tables))
        for page in looked_at:
            assert re.search(r"is over\. The next|The game is over|It is your turn|A program", site.get(page).text)
        assert site.get(board).status_code == 200
        if year < 8:
            assert site.press(board, "open", year=str(year + 1)).status_code == 200
    assert "The game is over at every table" in site.get(board).text
    site.press(board, "reveal")
    for page in (*looked_at, board):
        assert site.get(f"{page}/debrief").text.count('<th scope="row">') == tables


def own(site: Site, pages: list[str]) -> list[str]:
    """All that seats can ask for."""
    return [
        site.get(path).text for page in pages for path in (page, f"{page}/sheet", f"{page}/year/1", f"{page}/year/2")
    ]


def part(site: Site, pages: list[str]) -> None:
    """Let the two of a table part, whatever they are asked."""
    room = site.room(pages[0])
    live = room.state.tables[room.state.people.everybody()[0].table]
    for _ in range(200):
        if live.parted:
            return
        given = answer_to(room, site.number(pages[0]), random.Random(1))
        if given is None or "deal" not in given[0]:
            assert sum(refuse(site, page) for page in pages), "they do not part"
            continue
        agree_on_nothing(site, pages, given[0])
    pytest.fail("they do not part")


def test_what_is_done_at_one_table_changes_no_byte_at_another(site: Site) -> None:
    board, pages = begun(site, 2, 5)
    site.press(board, "pace", pace="free")
    room, drawn = site.room(pages[0]), random.Random(8)
    mine, others = [pages[0], pages[1], pages[4]], pages[2:4]
    while min(room.state.tables[table].years for table in "12") < 2:
        everybody(site, [page for page in pages if site.room(page).state.tables["12"[page in others]].years < 2], drawn)
    before, number = own(site, others), str(site.number(mine[2]))
    acts: list[tuple[str, dict[str, str]]] = [
        ("reopen", {"table": "1", "year": "2"}),
        ("reopen", {"table": "1", "year": "1"}),
        ("program", {"table": "1", "side": "vendor", "on": "yes"}),
        ("program", {"table": "1", "side": "account", "on": "yes"}),
        ("program", {"table": "1", "side": "vendor", "on": "no"}),
        ("say", {"table": "1", "text": "only you"}),
        ("captain", {"person": number}),
        ("renew", {"person": number}),
        ("remove", {"person": number}),
        ("program", {"table": "1", "side": "account", "on": "no"}),
        ("reopen", {"table": "1", "year": "1"}),
    ]
    for act, fields in acts:
        length = len(room.log.events())
        assert site.press(board, act, **fields).status_code == 200, act
        assert len(room.log.events()) > length, act
        assert own(site, others) == before, act
    question = room.state.tables["1"].open[0].id
    assert site.press(board, "play", table="1", question=question).status_code == 200
    assert own(site, others) == before
    part(site, mine[:2])
    assert own(site, others) == before
    events = room.log.events()
    assert site.press(board, "again", table="1").status_code == 200
    assert own(site, others) == before
    assert room.log.events()[: len(events)] == events  # the log only grows
    assert room.state.people.at("2", Side.VENDOR)


def test_two_rooms_at_a_time_know_nothing_of_each_other(site: Site) -> None:
    (board, pages), (other_board, other_pages) = begun(site, 1, 2), begun(site, 1, 2)
    keys = [one.rpartition("/")[2] for one in (other_pages[0], other_board)]
    room, drawn = site.room(pages[0]), random.Random(1)
    events = site.room(other_board).log.events()
    with (
        site.client.websocket_connect(f"ws://{HOST}/live/{keys[0]}", headers={"origin": HERE}) as seat,
        site.client.websocket_connect(f"ws://{HOST}/live/{keys[1]}", headers={"origin": HERE}) as facilitator,
    ):
        first = [one.receive_text() for one in (seat, facilitator)]
        before = [site.get(page).text for page in (*other_pages, other_board)]
        play_year(site, pages, drawn)
        for act, fields in (("open", {"year": "2"}), ("say", {"text": "only here"}), ("timer", {"timer": "on"})):
            assert site.press(board, act, **fields).status_code == 200
        site.press(board, "end")
        site.press(board, "reveal")
        assert [site.get(page).text for page in (*other_pages, other_board)] == before
        assert site.room(other_board).log.events() == events
        # Each page is told of what happens in its own room, and the next thing that it hears is that.
        site.press(other_board, "say", text="and here")
        for one, was in zip((seat, facilitator), first, strict=True):
            told = {one.receive_text() for _ in range(1)}
            assert {int(re.findall(r"\d+", text)[0]) for text in told} == {int(re.findall(r"\d+", was)[0]) + 1}
    assert room.state.revealed
    assert "only here" not in site.get(other_pages[0]).text
    # A key opens its own room alone, whatever room its beginning names.
    for page, other in zip((*pages, board), (*other_pages, other_board), strict=True):
        kind, key = page.rpartition("/")[0], page.rpartition("/")[2]
        mixed = f"{kind}/{other.rpartition('/')[2].partition('.')[0]}.{key.partition('.')[2]}"
        assert site.get(mixed).status_code == 404


def test_rooms_that_are_opened_again_are_apart_too(site: Site, open_site: Callable[[], Site]) -> None:
    (board, pages), (other_board, other_pages) = begun(site, 1, 1), begun(site, 1, 1)
    site.send(pages[0], random.Random(1))
    texts = [site.get(page).text for page in (*pages, *other_pages, board, other_board)]
    again = open_site()
    assert [again.get(page).text for page in (*pages, *other_pages, board, other_board)] == texts
