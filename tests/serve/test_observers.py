"""Observers: any number, at any time, of what is public; and how one is given a seat."""

import random
import re
from typing import Any

from equipoise.sim.decisions import Side
from tests.serve.conftest import HERE, HOST, Site, everybody
from tests.serve.test_rooms import begun, play_year


def from_board(site: Site, board: str) -> str:
    got = site.press(board, "observe")
    found = re.search(r'href="http://[^"/]+(/o/[0-9a-f]{8}\.[\w-]{22})"', got.text)
    assert found is not None
    assert got.text.count("<svg") == 1  # a QR code of its own
    return found[1]


def test_the_code_seats_before_the_start_and_lets_observe_after_it(site: Site) -> None:
    board, pages = begun(site, 2, 1)
    room = site.room(board)
    late = [site.join(room, f"late {k}") for k in range(3)]
    assert [page[:3] for page in late] == ["/o/"] * 3
    assert len(room.state.people.everybody()) == 1
    assert "3 observers" in site.get(board).text
    from_board(site, board)
    assert "4 observers" in site.get(board).text
    assert site.get(pages[0]).status_code == 200


def test_an_observer_sees_the_room_and_a_table_of_their_choice(site: Site, clock: list[float]) -> None:
    board, pages = begun(site, 2, 4)
    page = from_board(site, board)
    drawn = random.Random(2)
    site.press(board, "timer", timer="on")
    clock[0] += 10
    assert "80 s" in site.get(page).text
    site.press(board, "timer", timer="off")
    play_year(site, pages, drawn)
    assert "Year 1 of 8. Every table is through." in site.get(page).text
    assert '<th scope="row">2' not in site.get(f"{page}/table/1").text  # it is not open yet
    site.press(board, "open", year="2")
    assert "Waiting for table 1, 2." in site.get(page).text
    site.press(board, "say", text="to all")
    site.press(board, "say", text="to table 1 alone", table="1")
    text = site.get(f"{page}/table/1").text
    assert "to all" in text
    assert "to table 1 alone" not in text
    assert "The two are together." in text
    assert '<th scope="row">2' in text
    assert '<th scope="row">3' not in text
    assert "P0" in text
    play_year(site, pages, drawn)
    live = site.room(board).state.tables["1"]
    deal = live.deal(2)
    assert deal is not None
    text = site.get(f"{page}/table/1").text
    assert f"the vendor builds {deal['promised_build']}" in text
    assert ("no agreement" if deal["price"] == "none" else deal["price"]) in text
    if not live.parted:
        assert f"{100.0 * live.session.out.panel[0, 7, live.slot]['price']:.2f}" in text
    assert site.get(f"{page}/table/9").status_code == 404


def test_an_observer_opens_nothing_else_and_moves_nothing(site: Site) -> None:
    board, pages = begun(site, 1, 2)
    page = from_board(site, board)
    key = page.rpartition("/")[2]
    seq = site.room(board).state.seq
    nothing = site.get("/s/00000000.aaaaaaaaaaaaaaaaaaaaaa").text
    for path in ("sheet", "year/1", "debrief"):
        got = site.get(f"/s/{key}/{path}")
        assert (got.status_code, got.text) == (404, nothing)
    for path in (f"/b/{key}", f"/p/{key}", f"/b/{key}/export", f"{page}/debrief", f"/x/{key}/debrief"):
        assert (site.get(path).status_code, site.get(path).text) == (404, nothing), path
    for act in ("answer", "confirm", "captain", "undo", "adopt", "close", "typing"):
        assert site.post(f"/s/{key}/{act}", question="0.plan.vendor", build="much").status_code == 404
    assert site.post(f"/b/{key}/do", act="end").status_code == 404
    assert site.room(board).state.seq == seq
    for other in pages:
        assert site.get(f"/o/{other.rpartition('/')[2]}").url.path == other  # a seat's key opens its seat


def test_an_observer_is_seated_and_plays(site: Site) -> None:
    board, pages = begun(site, 1, 1)
    page = from_board(site, board)
    key = page.rpartition("/")[2]
    person = str(site.room(board).person(key).number)  # type: ignore[union-attr]
    assert site.press(board, "captain", person=person).status_code == 422
    site.press(board, "move", person=person, table="1", side="account")
    assert site.get(page).url.path == f"/s/{key}"
    assert site.get(f"{page}/table/1").url.path == f"/s/{key}"
    assert site.room(board).state.sides("1") == {Side.VENDOR, Side.ACCOUNT}
    assert "0 observers" in site.get(board).text
    assert everybody(site, [*pages, f"/s/{key}"], random.Random(1)) == [True, True]


def test_an_observer_s_link_is_renewed_and_taken_away(site: Site) -> None:
    board, _ = begun(site, 1, 1)
    page = from_board(site, board)
    person = str(site.room(board).state.people.observers()[0].number)
    new = re.search(r"/o/[0-9a-f]{8}\.[\w-]{22}", site.press(board, "renew", person=person).text)
    assert new is not None
    assert site.get(page).status_code == 404
    assert site.get(new[0]).status_code == 200
    site.press(board, "remove", person=person)
    assert site.get(new[0]).status_code == 404


def test_observers_have_the_debrief_when_it_is_revealed(site: Site, monkeypatch: Any) -> None:
    monkeypatch.setattr("equipoise.app.serve.debrief.GAMES", 50)
    board, _ = begun(site, 1, 1)
    page = from_board(site, board)
    site.press(board, "end")
    assert site.get(f"{page}/debrief").status_code == 404
    site.press(board, "reveal")
    assert "two computer players" in site.get(f"{page}/debrief").text
    assert site.get(f"{page}/debrief/whole").status_code == 200
    assert "How it went" in site.get(page).text


def test_an_observer_is_told_what_the_room_is_told(site: Site) -> None:
    board, pages = begun(site, 1, 1)
    page = from_board(site, board)
    headers = {"origin": HERE}
    with site.client.websocket_connect(f"ws://{HOST}/live/{page.rpartition('/')[2]}", headers=headers) as socket:
        first = socket.receive_json()["s"]
        assert "connected" in site.get(board).text
        site.send(pages[0], random.Random(1))
        assert socket.receive_json()["s"] > first
