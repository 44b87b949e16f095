"""Playing alone: either seat, one question a page, half a page after each year, any year taken back."""

import random
import re

import numpy as np
import pytest

from equipoise.app.serve.acts import asked_of
from equipoise.experiments.workshop.questions import Kind
from equipoise.sim.decisions import Side
from tests.serve.conftest import Site, answer_to, field


@pytest.mark.parametrize("side", ["vendor", "account"])
def test_somebody_plays_to_the_debrief(site: Site, side: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.app.serve.debrief.GAMES", 50)
    page, drawn, told = site.alone(side), random.Random(3), []
    live = site.room(page).state.tables["1"]
    while (got := site.send(page, drawn)) is not None:
        assert got.status_code == 200, got.text
        if year := re.fullmatch(rf"{re.escape(page)}/year/(\d)", got.url.path):
            told.append(int(year[1]))
            assert f"AFTER YEAR {year[1]} OF 8" in got.text
    assert live.session.over
    assert told == list(
        range(1, len(told) + 1)
    )  # fewer than eight where the two have parted, and the rest runs by itself
    assert len(told) == 8 or live.parted
    assert "The game is over" in site.get(page).text
    debrief = site.get(f"{page}/debrief")
    assert debrief.status_code == 200
    assert "two computer players" in debrief.text
    whole = site.get(f"{page}/debrief/whole")
    assert whole.status_code == 200
    policy = whole.headers["content-security-policy"]
    assert ("unsafe" in policy, "sha256-" in policy) == (False, True)
    assert " style=" not in whole.text  # which the policy would not let through
    assert "<script" not in whole.text


def test_the_debrief_waits_for_the_end(site: Site) -> None:
    page = site.alone("vendor")
    assert site.get(f"{page}/debrief").status_code == 404
    assert site.get(f"{page}/year/1").status_code == 404


def test_a_year_is_taken_back_and_the_log_keeps_it(site: Site) -> None:
    page, drawn = site.alone("vendor"), random.Random(4)
    room = site.room(page)
    live = room.state.tables["1"]
    while live.years < 2:
        site.send(page, drawn)
    first, answers, events = live.session.out.panel[0, :4].copy(), dict(live.answers), len(room.log.events())
    got = site.post(f"{page}/undo", year="2")
    assert got.status_code == 200
    assert "YEAR 2 of 8" in got.text
    live = room.state.tables["1"]
    assert np.array_equal(live.session.out.panel[0, :4], first)
    assert [name for name in live.answers if int(name.split(".")[0]) >= 4] == []
    assert {name: one for name, one in answers.items() if int(name.split(".")[0]) < 4} == live.answers
    assert len(room.log.events()) == events + 1
    while (got := site.send(page, drawn)) is not None:
        assert got.status_code == 200
    assert "no first try" in site.get(f"{page}/debrief").text


def test_a_wrong_answer_is_said_in_words_and_nothing_changes(site: Site) -> None:
    page = site.alone("vendor")
    room = site.room(page)
    question = field(site.get(page).text, "question")
    before = room.state.seq
    for fields in ({}, {"build": "lots"}, {"build": "none", "give": "all"}):
        got = site.post(f"{page}/answer", question=question, once="x", **fields)
        assert got.status_code == 422
        assert 'role="alert"' in got.text
    assert room.state.seq == before


def test_what_the_form_allows_the_engine_takes(site: Site) -> None:
    """The highest support that a form lets through is no number that the sheet refuses after it was kept."""
    page, drawn = site.alone("vendor"), random.Random(0)
    room, number = site.room(page), site.number(page)
    while (given := answer_to(room, number, drawn)) and "support" not in given[1]:
        site.send(page, drawn)
    assert given is not None
    got = site.post(f"{page}/answer", question=given[0], once="n", **{**given[1], "support": "1000000"})
    assert got.status_code in {200, 422}


def test_an_answer_that_is_sent_twice_counts_once(site: Site) -> None:
    page, drawn = site.alone("account"), random.Random(1)
    room, number = site.room(page), site.number(page)
    given = answer_to(room, number, drawn)
    assert given is not None
    once = field(site.get(page).text, "once")
    first = site.post(f"{page}/answer", question=given[0], once=once, **given[1])
    seq = room.state.seq
    again = site.post(f"{page}/answer", question=given[0], once=once, **given[1])
    assert (first.status_code, again.status_code) == (200, 200)
    assert room.state.seq == seq
    late = site.post(f"{page}/answer", question=given[0], once="another", **given[1])
    assert late.status_code == 409
    assert "decided in the meantime" in late.text


def test_the_form_comes_with_last_years_answers(site: Site) -> None:
    page, drawn = site.alone("vendor"), random.Random(7)
    room = site.room(page)
    person = room.state.people.get(site.number(page))
    assert person is not None
    site.send(page, drawn)
    built = room.state.tables["1"].answers["0.plan.vendor"]["build"]
    while (question := asked_of(room.state, person)) is None or question.id != "4.plan.vendor":
        site.send(page, drawn)
    assert re.search(rf'id="build-{built}"[^>]* checked', site.get(page).text)


def test_a_plan_begins_with_the_last_year_once_and_a_first_offer_is_left_to_whoever_makes_it(site: Site) -> None:
    page, drawn = site.alone("vendor"), random.Random(7)
    room = site.room(page)
    person = room.state.people.get(site.number(page))
    assert person is not None
    openings = 0
    for _ in range(60):
        question = asked_of(room.state, person)
        if question is not None and question.kind is Kind.OPENING:
            openings += 1
            text = site.get(page).text
            assert re.search(r'id="price" name="price" value=""', text)
            assert re.search(r'id="support" name="support" value=""', text)
        if question is not None and question.kind is Kind.PLAN and question.year > 1:
            text = site.get(page).text.partition('<details id="half">')
            assert text[0].count("Last year you ") == 1
            assert f"<summary>How year {question.year - 1} went, in full</summary>" in text[2]
            assert "or an acceptance, breaks talks off" in text[2]
        if site.send(page, drawn) is None:
            break
    assert openings > 1


def test_who_sits_elsewhere_opens_nothing(site: Site) -> None:
    site.client._transport.client = ("192.168.1.5", 5)  # noqa: SLF001 - the test's own browser
    for path, fields in (("/alone", {"side": "vendor"}), ("/new", {"tables": "2"})):
        assert site.post(path, workshop="on-an-even-footing", **fields).status_code == 404
    assert "Play alone" not in site.get("/").text


def test_sides_are_the_vendor_and_the_account(site: Site) -> None:
    assert site.post("/alone", workshop="on-an-even-footing", side=Side.BOTH.value).status_code == 404
    assert site.post("/alone", workshop="../secret", side="vendor").status_code == 404
