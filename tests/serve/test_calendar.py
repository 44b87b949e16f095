"""What hangs on the calendar: promises and the plans after them, a seat that is taken over, minutes by the clock."""

import random
import re
from typing import Any

import pytest

from equipoise.app.serve.played import handed
from equipoise.app.serve.state import State
from equipoise.experiments.workshop.loading import load_workshop
from equipoise.experiments.workshop.questions import deal_of, plan_of
from equipoise.experiments.workshop.slips import Promises
from equipoise.experiments.workshop.workshop import Workshop
from equipoise.sim.calendar import ROUNDS_A_YEAR
from equipoise.sim.decisions import Side
from tests.serve.conftest import WORKSHOP, Site, everybody, field

LASTING = {"bargaining.collapse": 0.0, "demands.threat": 0.0}
"""Nobody parts."""

RESTLESS = LASTING | {"communication.reorganisation": 0.3, "bargaining.reopened_contracts": "whole-term"}
"""Contracts are reopened often, and then end in any quarter."""


def play(site: Site, pages: list[str], drawn: random.Random) -> None:
    while any(everybody(site, pages, drawn)):
        pass


def begun(site: Site, tables: int = 1) -> tuple[str, list[str]]:
    board, room = site.open_room(tables)
    pages = [site.join(room, name) for name in "ABCD"[: 2 * tables]]
    assert site.press(board, "open", year="1").status_code == 200
    return board, pages


def open_year(site: Site, board: str, year: int) -> None:
    assert site.press(board, "open", year=str(year), anyway="yes").status_code == 200


def change(monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any]) -> Workshop:
    """Change the workshop that rooms are made from."""
    found = load_workshop(WORKSHOP)
    changed = found.model_copy(update={"settings": found.settings | settings})
    monkeypatch.setattr("equipoise.app.serve.house.load_workshop", lambda _: changed)
    return changed


def test_a_promise_belongs_to_the_first_plan_after_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deal in a year's first quarter comes before its plan; a later one is about the next year's, if there is one."""
    workshop = change(monkeypatch, RESTLESS)
    board, pages = begun(site)
    drawn, live = random.Random(3), site.room(board).state.tables["1"]
    shown: dict[int, str] = {}
    for year in range(1, workshop.years + 1):
        if year > 1:
            open_year(site, board, year)
        while any(everybody(site, pages, drawn)):
            shown[year] = shown.get(year, "") + site.get(pages[0]).text
    assert {year for year, text in shown.items() if "nothing comes of it" in text} == {workshop.years}
    expected: dict[int, Promises] = {}
    late = []
    for t in range(ROUNDS_A_YEAR * workshop.years):
        if deal := live.answers.get(deal_of(t).id):
            about = t // ROUNDS_A_YEAR + (1 if t % ROUNDS_A_YEAR == 0 else 2)
            expected[about] = Promises(deal["promised_build"], deal["promised_work"])
            late += [about] * (t % ROUNDS_A_YEAR > 0)
    assert len(late) >= 3
    assert workshop.years + 1 in late, "the last one is about a year that nobody plans"
    found = {year: handed(live, year).promises for year in range(1, workshop.years + 1)}
    assert found == {year: expected.get(year) for year in range(1, workshop.years + 1)}
    for year, said in found.items():
        page = site.get(f"{pages[0]}/year/{year}").text
        assert ("Promised and done" in page) == (said is not None)
        if said is not None:
            built = live.answers[plan_of(Side.VENDOR, year).id]["build"]
            assert f"promised to build {said.build}, and built {built}" in page


def test_what_a_program_planned_breaks_no_promise(site: Site) -> None:
    board, pages = begun(site)
    drawn = random.Random(2)
    play(site, pages, drawn)
    open_year(site, board, 2)
    site.send(pages[0], drawn)
    site.send(pages[1], drawn)
    live = site.room(board).state.tables["1"]
    assert deal_of(ROUNDS_A_YEAR).id in live.answers
    site.press(board, "play", table="1", question=plan_of(Side.ACCOUNT, 2).id)
    play(site, pages, drawn)
    assert handed(live, 2).promises is None
    assert "Promised and done" not in site.get(f"{pages[1]}/year/2").text


def test_whoever_takes_a_seat_over_is_told_so_and_nobody_else(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, LASTING)
    board, pages = begun(site, 2)
    state, drawn = site.room(board).state, random.Random(5)
    kinds = {name: live.table.counterpart for name, live in state.tables.items()}
    seats = {(one.table, one.side): page for one, page in zip(state.people.everybody(), pages, strict=True)}
    notice = "A new head of purchasing has taken over"
    for year in range(1, 7):
        if year > 1:
            open_year(site, board, year)
        for (table, side), page in seats.items():
            its = side is Side.ACCOUNT and kinds[table].name == "opportunist"
            assert (notice in site.get(page).text) == (its and year == 5)
            sheet = site.get(f"{page}/sheet").text
            assert (notice in sheet) == (its and year >= 5)
            assert not its or "promoted away at the end of year 4" in sheet
        play(site, pages, drawn)
        assert all((notice in site.get(page).text) == 0 for page in pages if year == 4), "year 5 has not begun"
    assert {one.name for one in kinds.values()} == {"partner", "opportunist"}


def at_a_deal(site: Site, clock: list[float]) -> tuple[str, str, str]:
    """A table whose clock is switched on as its first talks begin."""
    board, (vendor, account) = begun(site)
    play(site, [vendor, account], random.Random(2))
    site.press(board, "timer", timer="on")
    clock[0] += 500.0
    open_year(site, board, 2)
    return board, vendor, account


def send_deal(site: Site, page: str, **typed: str) -> int:
    live = site.room(page).state.tables["1"]
    price = f"{100 * live.session.world.rows[live.slot].price:.2f}"
    text = site.get(page).text
    said = {"price": price, "support": "5", "promised_build": "some", "promised_work": "not", **typed}
    sent = site.post(f"{page}/answer", question=field(text, "question"), once=field(text, "once"), **said)
    return int(sent.status_code)


def confirm(site: Site, page: str) -> str:
    """Confirm, and give the id of the question."""
    text = site.get(page).text
    given = {name: field(text, name) for name in ("question", "once", "proposal")}
    assert site.post(f"{page}/confirm", agrees="yes", **given).status_code == 200
    return given["question"]


@pytest.mark.parametrize(
    ("seconds", "paused", "minutes"),
    [(0.0, 0.0, "1"), (60.0, 0.0, "1"), (61.0, 0.0, "2"), (119.0, 400.0, "2"), (150.0, 0.0, "3"), (9e4, 0.0, "60")],
)
def test_the_clock_counts_minutes_without_its_pauses(
    site: Site, clock: list[float], seconds: float, paused: float, minutes: str
) -> None:
    board, vendor, account = at_a_deal(site, clock)
    text = site.get(vendor).text
    assert 'name="minutes"' not in text
    assert "The clock counts your minutes" in text
    assert "It runs for 3 minutes. The first minute of talks is free" in text
    clock[0] += seconds / 2
    if paused:
        site.press(board, "timer", timer="pause")
        clock[0] += paused
        site.press(board, "timer", timer="go on")
    clock[0] += seconds / 2
    assert send_deal(site, vendor, minutes="7") == 200  # whatever somebody types
    clock[0] += 200.0  # until the other side confirms
    shown = re.search(r"Minutes, by the clock</dt><dd>(\d+)", site.get(account).text)
    assert shown is not None
    assert shown[1] == minutes
    room = site.room(board)
    question = confirm(site, account)
    assert room.state.tables["1"].answers[question]["minutes"] == minutes
    again = State(room.log.header)
    for event in room.log.events():
        again.apply(event)
    assert again.tables["1"].answers == room.state.tables["1"].answers


def test_time_that_is_added_is_said_and_no_deal_has_no_minutes(site: Site, clock: list[float]) -> None:
    board, vendor, account = at_a_deal(site, clock)
    site.press(board, "timer", timer="more")
    assert "It runs for 3.5 minutes." in site.get(vendor).text
    text = site.get(vendor).text
    said = {"price-word": "none", "promised_build": "some", "promised_work": "not"}
    site.post(f"{vendor}/answer", question=field(text, "question"), once=field(text, "once"), **said)
    assert "Minutes, by the clock" not in site.get(account).text
    confirm(site, account)


def test_two_who_send_the_same_had_agreed_when_the_first_did(site: Site, clock: list[float]) -> None:
    board, vendor, account = at_a_deal(site, clock)
    clock[0] += 50.0
    question = field(site.get(vendor).text, "question")
    assert send_deal(site, vendor) == 200
    clock[0] += 50.0
    live = site.room(board).state.tables["1"]
    assert send_deal(site, account, support="6") == 200
    assert question not in live.answers
    assert send_deal(site, vendor, support="6") == 200
    assert live.answers[question]["minutes"] == "2"


def test_the_clock_begins_anew_with_a_year_that_is_taken_back(site: Site, clock: list[float]) -> None:
    board, vendor, account = at_a_deal(site, clock)
    clock[0] += 170.0
    assert site.press(board, "reopen", table="1", year="2").status_code == 200
    assert "180 s" in site.get(vendor).text
    clock[0] += 30.0
    assert send_deal(site, vendor) == 200
    assert site.room(board).state.tables["1"].answers[confirm(site, account)]["minutes"] == "1"


def test_minutes_are_typed_where_no_clock_is_on(site: Site, clock: list[float]) -> None:
    board, vendor, account = at_a_deal(site, clock)
    site.press(board, "timer", timer="off")
    text = site.get(vendor).text
    assert 'name="minutes"' in text
    assert "the first is free" in text
    assert "The clock counts" not in text
    assert send_deal(site, vendor) == 422
    assert send_deal(site, vendor, minutes="4") == 200
    question = confirm(site, account)
    assert site.room(board).state.tables["1"].answers[question]["minutes"] == "4"
