"""A room: people join and sit, years open, two agree, programs fill in, and the facilitator steers."""

import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from equipoise.app.serve.bell import ring
from equipoise.app.serve.export import take_in
from equipoise.sim.decisions import Side
from equipoise.sim.faults import EquipoiseError
from tests.serve.conftest import Site, answer_to, everybody, field


def play_year(site: Site, pages: list[str], drawn: random.Random) -> None:
    """Answer whatever is asked until nothing is."""
    for _ in range(200):
        if not any(everybody(site, pages, drawn)):
            return
    pytest.fail("a year has no end")


def begun(site: Site, tables: int, people: int, talks: str = "opposite") -> tuple[str, list[str]]:
    board, room = site.open_room(tables, talks)
    pages = [site.join(room, f"P{k}") for k in range(people)]
    assert site.press(board, "open", year="1").status_code == 200
    return board, pages


def test_people_fill_tables_then_seats(site: Site) -> None:
    _, room = site.open_room(2)
    for k in range(7):
        site.join(room, f"P{k}")
    seats = {(one.name, one.table, one.side) for one in room.state.people.everybody()}
    v, a = Side.VENDOR, Side.ACCOUNT
    assert {("P0", "1", v), ("P1", "1", a), ("P2", "2", v), ("P3", "2", a), ("P4", "1", v)} <= seats
    for k in range(7, 16):
        site.join(room, f"P{k}")
    assert {len(room.state.people.at(table, side)) for table in "12" for side in (v, a)} == {4}
    assert "You observe" in site.get(site.join(room, "one more")).text
    assert [one.name for one in room.state.people.observers()] == ["one more"]


@pytest.mark.parametrize("people", [3])
def test_a_whole_room_of_any_number(site: Site, people: int) -> None:
    board, pages = begun(site, 2, people)
    room, drawn = site.room(pages[0]), random.Random(people)
    for year in range(1, 9):
        play_year(site, pages, drawn)
        assert room.state.through("1")
        if year < 8:
            got = site.press(board, "open", year=str(year + 1))
            assert got.status_code == 200, got.text
    assert "The game is over at every table" in site.get(board).text
    assert site.get(f"{pages[0]}/debrief").status_code == 404  # nothing before it is revealed
    assert site.press(board, "reveal").status_code == 200
    for page in (*pages, board):
        told = site.get(f"{page}/debrief").text
        assert "Giant gained" in told
        assert "Account" not in told
        assert "Giant is scored on years 1 to 4, as its role sheet says. In years 5 to 10" in told


def test_nothing_is_asked_before_the_start_and_a_year_stops_everybody(site: Site) -> None:
    board, room = site.open_room(1)
    vendor, account = site.join(room, "Ana"), site.join(room, "Ben")
    assert "The first year opens soon" in site.get(vendor).text
    site.press(board, "open", year="1")
    play_year(site, [vendor, account], random.Random(2))
    assert room.state.tables["1"].session.round == 4
    assert "Year 1 of 8 is over" in site.get(vendor).text
    assert site.press(board, "open", year="1").status_code == 409
    assert site.press(board, "open", year="2").status_code == 200
    assert site.press(board, "open", year="3").status_code == 422
    assert site.press(board, "open", year="3", anyway="yes").status_code == 200


def at_a_deal(site: Site) -> tuple[str, str, str]:
    board, (vendor, account) = begun(site, 1, 2)
    play_year(site, [vendor, account], random.Random(2))
    site.press(board, "open", year="2")
    assert "deal" in field(site.get(vendor).text, "question")
    return board, vendor, account


AGREED = {"support": "5", "minutes": "2", "promised_build": "some", "promised_work": "hard"}


def test_two_who_send_the_same_have_agreed(site: Site) -> None:
    _, vendor, account = at_a_deal(site)
    live = site.room(vendor).state.tables["1"]
    deal = {"price": f"{100 * live.session.world.rows[live.slot].price:.2f}", **AGREED}
    texts = [site.get(page).text for page in (vendor, account)]
    for page, text in zip((vendor, account), texts, strict=True):
        fields = {"question": field(text, "question"), "once": f"{page}.{field(text, 'once')}", **deal}
        assert site.post(f"{page}/answer", **fields).status_code == 200
    assert live.answers[field(texts[0], "question")]["price"] == deal["price"]


def test_one_sends_what_was_agreed_and_the_other_confirms(site: Site) -> None:
    _, vendor, account = at_a_deal(site)
    live = site.room(vendor).state.tables["1"]
    price = f"{100 * live.session.world.rows[live.slot].price:.2f}"
    text = site.get(vendor).text
    deal = {"question": field(text, "question"), "price": price, **AGREED}
    assert site.post(f"{vendor}/answer", once=field(text, "once"), **deal).status_code == 200
    theirs = site.get(account).text
    assert "Is it right?" in theirs
    asked = {"question": deal["question"], "once": field(theirs, "once")}
    assert site.post(f"{account}/confirm", **asked, proposal=field(theirs, "proposal"), agrees="no").status_code == 200
    assert "It is your turn" in site.get(account).text
    # What was declined cannot be confirmed; what the vendor then sends must be looked at first.
    old = field(theirs, "proposal")
    text = site.get(vendor).text
    site.post(f"{vendor}/answer", **{**deal, "once": field(text, "once"), "support": "6"})
    assert site.post(f"{account}/confirm", **asked, proposal=old, agrees="yes").status_code == 409
    assert site.post(f"{vendor}/confirm", **asked, proposal=old, agrees="yes").status_code == 409
    theirs = site.get(account).text
    assert "6" in theirs
    got = site.post(f"{account}/confirm", **asked, proposal=field(theirs, "proposal"), agrees="yes")
    assert got.status_code == 200
    assert live.answers[deal["question"]]["support"] == "6"
    drawn = random.Random(1)
    play_year(site, [vendor, account], drawn)
    assert "Promised and done: you promised to build some" in site.get(f"{vendor}/year/2").text


def test_a_program_takes_a_seat_in_the_middle_and_gives_it_back(site: Site) -> None:
    board, vendor, account = at_a_deal(site)
    site.press(board, "program", table="1", side="account", on="yes")
    assert "A program plays your seat" in site.get(account).text
    assert "plan" in field(site.get(vendor).text, "question")
    site.send(vendor, random.Random(5))
    site.press(board, "program", table="1", side="account", on="no")
    play_year(site, [vendor, account], random.Random(5))
    assert site.room(vendor).state.through("1")


def test_a_program_plays_one_move(site: Site) -> None:
    board, (vendor, _) = begun(site, 1, 2)
    question = field(site.get(vendor).text, "question")
    assert site.press(board, "play", table="1", question=question).status_code == 200
    assert site.press(board, "play", table="1", question=question).status_code == 409
    assert site.room(vendor).state.tables["1"].answers[question] == {}


def test_a_table_is_reopened_and_no_other_changes(site: Site) -> None:
    board, pages = begun(site, 2, 4)
    drawn, room = random.Random(8), site.room(pages[0])
    play_year(site, pages, drawn)
    site.press(board, "open", year="2")
    play_year(site, pages[:2], drawn)
    others = [site.get(page).text for page in pages[2:]]
    events = room.log.events()
    assert site.press(board, "reopen", table="1", year="2").status_code == 200
    assert [site.get(page).text for page in pages[2:]] == others
    assert room.log.events()[: len(events)] == events
    live = room.state.tables["1"]
    assert (live.session.round, live.undone) == (4, 1)
    play_year(site, pages[:2], drawn)
    assert room.state.through("1")


def test_the_last_decision_of_a_table_is_reopened_and_all_before_it_stand(site: Site) -> None:
    board, pages = begun(site, 2, 4)
    drawn, room = random.Random(6), site.room(pages[0])
    refused = site.press(board, "back", table="1")
    assert (refused.status_code, "Nobody at this table has decided" in refused.text) == (422, True)
    play_year(site, pages, drawn)
    live, events = room.state.tables["1"], room.log.events()
    others, answers, told = (
        [site.get(page).text for page in pages[2:]],
        dict(live.answers),
        live.session.out.panel.copy(),
    )
    last = list(answers)[-1]
    assert site.press(board, "back", table="1").status_code == 200
    assert list(live.answers) == list(answers)[:-1]
    assert last in {question.id for question in live.open}
    assert [site.get(page).text for page in pages[2:]] == others
    assert room.log.events()[: len(events)] == events
    # The same answer again is the same game again.
    room.state.tables["1"].go_on(room.state.sides("1"), 4, last, answers[last])
    assert live.session.out.panel[0, :4].tobytes() == told[0, :4].tobytes()


def test_who_is_removed_is_out_and_a_new_link_replaces_the_old(site: Site) -> None:
    board, pages = begun(site, 1, 2)
    got = site.press(board, "renew", person=str(site.number(pages[0])))
    link = re.search(r"/s/[0-9a-f]{8}\.[\w-]{22}", got.text)
    assert link is not None
    assert site.get(pages[0]).status_code == 404
    assert site.get(link[0]).status_code == 200
    site.press(board, "remove", person=str(site.number(link[0])))
    assert site.get(link[0]).status_code == 404
    assert site.room(pages[1]).state.sides("1") == {Side.ACCOUNT}


def test_the_clock_pauses_gives_more_and_lets_programs_play(site: Site, clock: list[float]) -> None:
    board, (vendor, account) = begun(site, 1, 2)
    room = site.room(vendor)
    site.press(board, "timer", timer="on")
    assert "90 s" in site.get(vendor).text
    clock[0] += 30
    site.press(board, "timer", timer="pause")
    clock[0] += 1000
    assert "60 s" in site.get(vendor).text
    site.press(board, "timer", timer="go on")
    site.press(board, "timer", timer="more")
    clock[0] += 10
    assert "80 s" in site.get(vendor).text
    assert ring(room) == frozenset()
    clock[0] += 80
    site.press(board, "timer", timer="wait")
    assert ring(room) == frozenset()
    site.press(board, "timer", timer="do not wait")
    assert ring(room) == {"1"}
    assert {"0.plan.vendor", "0.plan.account"} & set(room.state.tables["1"].answers)
    site.press(board, "timer", timer="off")
    assert "data-left" not in site.get(account).text


def test_words_reach_whom_they_are_for(site: Site) -> None:
    board, pages = begun(site, 2, 4)
    site.press(board, "say", text="Five minutes more")
    site.press(board, "say", text="Only you", table="2")
    assert "Five minutes more" in site.get(pages[0]).text
    assert "Only you" not in site.get(pages[0]).text
    assert "Only you" in site.get(pages[2]).text
    site.press(board, "say", text="One seat", table="2/account")
    assert ["One seat" in site.get(page).text for page in pages] == [False, False, False, True]
    observer = site.join(site.room(board), "late")
    for path in (observer, f"{observer}/table/2", site.press(board, "screen").url.path):
        assert "One seat" not in site.get(path).text
    for nowhere in ("3", "2/both", "/vendor", "2/vendor/x"):
        assert site.press(board, "say", text="Nowhere", table=nowhere).status_code == 422


def test_a_seat_that_others_wait_for_is_nudged_until_it_has_decided(site: Site) -> None:
    board, (vendor, account) = begun(site, 1, 2)
    words, drawn = "The others are waiting for you.", random.Random(3)
    site.send(vendor, drawn)
    late = site.press(board, "nudge", table="1", side="vendor")
    assert (late.status_code, "Nobody waits for that seat" in late.text) == (409, True)
    assert "Nudge Giant" in site.get(board).text
    got = site.press(board, "nudge", table="1", side="account")
    assert (got.status_code, "Giant is nudged" in got.text, "Nudge Giant" in got.text) == (200, True, False)
    assert (words in site.get(account).text, words in site.get(vendor).text) == (True, False)
    seq = site.room(board).state.seq
    site.press(board, "nudge", table="1", side="account")
    assert site.room(board).state.seq == seq  # one is enough
    site.send(account, drawn)
    assert words not in site.get(account).text
    site.press(board, "reopen", table="1", year="1")
    assert words not in site.get(account).text


def test_who_has_sent_what_was_agreed_is_not_nudged_and_the_other_is(site: Site) -> None:
    board, vendor, account = at_a_deal(site)
    site.send(vendor, random.Random(3))
    assert site.press(board, "nudge", table="1", side="vendor").status_code == 409
    assert site.press(board, "nudge", table="1", side="account").status_code == 200
    assert "The others are waiting" in site.get(account).text


def test_the_screen_for_all_shows_no_results(site: Site) -> None:
    board, pages = begun(site, 1, 2)
    screen = site.press(board, "screen").url.path
    assert "127.0.0.1:8765" in site.get(screen).text
    assert site.get(f"{screen}/debrief").status_code == 404
    site.press(board, "end")
    assert site.get(f"{screen}/debrief").status_code == 404
    site.press(board, "reveal")
    assert site.get(f"{screen}/debrief").status_code == 200
    assert "two computer players" in site.get(f"{pages[0]}/debrief").text


def test_a_room_is_exported_and_opened_again(site: Site, tmp_path: Path, open_site: Callable[[], Site]) -> None:
    board, pages = begun(site, 1, 2)
    play_year(site, pages, random.Random(3))
    texts = [site.get(page).text for page in pages]
    kept = tmp_path / "kept.zip"
    kept.write_bytes(site.get(f"{board}/export").content)
    header = json.loads(zipfile.ZipFile(kept).read("header.json"))
    assert {"seed", "text", "tables", "versions", "workshop"} <= set(header)
    (old,) = tmp_path.glob("*.room")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert take_in(kept, elsewhere) == header["code"]
    (new,) = elsewhere.glob("*.room")
    site.house.close()
    new.replace(old)  # its people hold keys of the old name
    (again := open_site()).press(board, "say", text="hello")
    assert [again.get(page).text.replace("hello", "") != "" for page in pages] == [True, True]
    assert [re.search("<h1>.*", again.get(page).text)[0] for page in pages] == [
        re.search("<h1>.*", text)[0] for text in texts
    ]


@pytest.mark.parametrize("damage", ["no zip", "no events", "gap", "kind"])
def test_what_is_no_exported_room_leaves_nothing_behind(site: Site, tmp_path: Path, damage: str) -> None:
    board, _ = begun(site, 1, 1)
    content = site.get(f"{board}/export").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        header, events = archive.read("header.json").decode(), archive.read("events.jsonl").decode().splitlines()
    made = tmp_path / "made.zip"
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("header.json", header)
        if damage != "no events":
            lines = events[1:] if damage == "gap" else [events[0].replace('"key"', '"__init__"', 1), *events[1:]]
            archive.writestr("events.jsonl", "\n".join(lines))
    if damage == "no zip":
        made.write_bytes(b"not a zip")
    folder = tmp_path / "empty"
    folder.mkdir()
    with pytest.raises(EquipoiseError, match=r"made\.zip"):
        take_in(made, folder)
    assert list(folder.iterdir()) == []


def test_a_room_of_other_rules_is_read_and_not_gone_on_with(
    site: Site, open_site: Callable[[], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    board, pages = begun(site, 1, 1)
    monkeypatch.setattr("equipoise.app.serve.room.rules_digest", lambda: "other")
    again = open_site()
    got = again.send(pages[0], random.Random(1))
    assert (got.status_code, "another version of the rules" in got.text) == (422, True)
    assert again.get(f"{board}/export").status_code == 200


def test_a_second_try_is_played_and_the_first_one_counts(site: Site) -> None:
    board, (vendor, account) = begun(site, 1, 2)
    room = site.room(vendor)
    live = room.state.tables["1"]
    for year in range(1, 9):
        for _ in range(40):
            if (given := answer_to(room, site.number(vendor), random.Random(1))) and "deal" in given[0]:
                agree_on_nothing(site, (vendor, account), given[0])
            elif not sum(refuse(site, page) for page in (vendor, account)):
                break
        if live.parted:
            break
        site.press(board, "open", year=str(year + 1))
    assert live.parted
    assert site.press(board, "again", table="1").status_code == 200
    assert not live.parted
    assert live.first_try().parted
    assert site.press(board, "again", table="1").status_code == 422


def agree_on_nothing(site: Site, pages: Sequence[str], question: str) -> None:
    """Let the two of a table say that they have no deal."""
    no = {"price-word": "none", "promised_build": "none", "promised_work": "not"}
    for page in pages:
        text = site.get(page).text
        if proposal := field(text, "proposal"):
            site.post(f"{page}/confirm", question=question, proposal=proposal, agrees="yes")
        else:
            site.post(f"{page}/answer", question=question, once=field(text, "once"), **no)


def refuse(site: Site, page: str) -> bool:
    """Answer so that the two part."""
    room = site.room(page)
    given = answer_to(room, site.number(page), random.Random(1))
    if given is None:
        return False
    asked = given[1] | {"give": "nothing"} if "give" in given[1] else given[1]
    asked |= {name: "no" for name in ("take_back", "come_back") if name in asked}
    got = site.post(f"{page}/answer", question=given[0], once=field(site.get(page).text, "once"), **asked)
    return got.status_code == 200
