"""Screens of a question: few numbers, what is at risk, and what a plan costs together."""

import re
from collections.abc import Iterator

import numpy as np
import pytest

from equipoise.analysis.prose.units import Units
from equipoise.app.pages.workshop.happened import happened
from equipoise.app.pages.workshop.screen import Asked, Counts, Option, Screen
from equipoise.app.pages.workshop.screens import screen_of
from equipoise.app.pages.workshop.seats import account_half, vendor_half
from equipoise.app.pages.workshop.words import SHORT
from equipoise.experiments.workshop.answers import Answer, columns_of
from equipoise.experiments.workshop.books import account_years, vendor_years
from equipoise.experiments.workshop.columns import Column
from equipoise.experiments.workshop.game import play_on
from equipoise.experiments.workshop.questions import TALKS, Kind, Question
from equipoise.experiments.workshop.table import Table
from equipoise.sim.decisions import Side
from equipoise.sim.money import Money
from equipoise.sim.session import Seat, Session
from tests.workshop.test_game import typed

MOST_NUMBERS = 10
CURRENCY = Units(Money("euros", 1e6, 100.0))
SEATS = ([Side.VENDOR], [Side.ACCOUNT], [Side.VENDOR, Side.ACCOUNT])


def screens(table: Table, people: list[Side], seed: int) -> Iterator[tuple[Question, Screen]]:
    """Every screen of a game whose people answer anything that will do."""
    draw, answers, session = np.random.default_rng(seed), {}, None
    while True:
        standing = play_on(table, people, answers, {}, session)
        session = standing.session
        if not standing.open:
            return
        for question in standing.open:
            # Both answer a deal, or one of them; each sees a screen of its own.
            for side in people if question.kind is Kind.DEAL else [question.side]:
                yield question, screen_of(question, side, table, session)
            columns = columns_of(question, table, session)
            answers[question.id] = {column.name: typed(column, draw) for column in columns}


def numbers(screen: Screen) -> list[str]:
    """What a person has to take in at first sight, without the title; a bar is a number, drawn."""
    texts = [*screen.stands, screen.warning, *(asked.help for asked in screen.asked)]
    texts += [option.beside for asked in screen.asked for option in asked.options]
    return [found for text in texts for found in re.findall(r"\d[\d,.]*", text.replace("of 100 cases", ""))]


@pytest.mark.parametrize("people", SEATS, ids=["vendor", "account", "both"])
def test_a_screen_has_at_most_ten_numbers_and_says_what_is_at_risk(
    table: Table, opportunist: Table, people: list[Side]
) -> None:
    kinds = set()
    for one in (table, opportunist):
        for question, screen in screens(one, people, seed=3):
            kinds.add(question.kind)
            assert len(numbers(screen)) <= MOST_NUMBERS, (question, numbers(screen))
            if question.kind in {*TALKS, Kind.DEAL, Kind.REQUEST, Kind.ANSWER}:
                assert "one no ends it for good" in screen.warning
                said = " ".join(screen.stands).casefold()
                assert question.round == 0 or re.search(r"in the last (year|\d quarters|quarter)", said)
    assert kinds >= {Kind.PLAN} | ({Kind.DEAL} if len(people) > 1 else TALKS)


def chosen(screen: Screen, draw: np.random.Generator) -> Answer:
    return {asked.column.name: typed(asked.column, draw) for asked in screen.asked}


def test_a_plan_says_what_it_costs_together(table: Table) -> None:
    plans = [screen for question, screen in screens(table, [Side.VENDOR], seed=5) if question.kind is Kind.PLAN]
    assert len(plans) > 4
    draw = np.random.default_rng(6)
    for plan in plans:
        assert plan.together({}) == ""
        answer = chosen(plan, draw)
        options = [one for asked in plan.asked for one in asked.options if answer[asked.column.name] == one.word]
        words = plan.together(answer)
        total = sum(one.cost for one in options)
        assert float(words.split(" a year")[0].replace(",", "")) == pytest.approx(total, abs=5_000.0)
        assert ("for each account that you win" in words) == (answer["win"] == "yes")
        for one in options:  # what stands beside a word is what is added up
            figure = re.match(r"[\d,]+", one.beside)
            assert (float(figure[0].replace(",", "")) if figure else 0.0) == pytest.approx(one.cost + one.each, abs=5e3)


def test_what_costs_little_or_much_is_written_as_elsewhere() -> None:
    some, none = Option("yes", "", 1_234_567.0, 800_000.0), Option("no")
    screen = Screen("", [], [Asked(Column(name, "", ("yes", "no")), name, [some, none]) for name in "ab"])
    assert screen.together({"a": "yes", "b": "no"}) == "1.23 million a year, and 800,000 for each account that you win"
    assert screen.together({"a": "no", "b": "no"}) == "0 a year"
    assert screen._replace(asked=screen.asked[:1]).together({"a": "yes"}) == ""


@pytest.mark.parametrize("side", [Side.VENDOR, Side.ACCOUNT])
def test_what_happened_in_a_year_is_said_in_the_same_year(table: Table, side: Side) -> None:
    """A break and a reorganisation are no news of the year's end: what is told then was told before, as it came."""
    for seed in range(4):
        draw, answers, session = np.random.default_rng(seed), {}, None
        early: list[tuple[int, list[str]]] = []
        while (standing := play_on(table, [Side.VENDOR, Side.ACCOUNT], answers, {}, session)).open:
            session = standing.session
            year = session.round // 4 + 1
            early.append((year, happened(session, Seat(side, table.slot), "Giant", CURRENCY, year)))
            for question in standing.open:
                columns = columns_of(question, table, session)
                answers[question.id] = {column.name: typed(column, draw) for column in columns}
        told = {year: happened(standing.session, Seat(side, table.slot), "Giant", CURRENCY, year) for year, _ in early}
        assert all(found == told[year][: len(found)] for year, found in early)
        assert any(found for _, found in early)


def test_what_was_agreed_is_repeated_where_the_two_plan(table: Table) -> None:
    standing = play_on(table, [Side.VENDOR, Side.ACCOUNT], {}, {}, None)
    session = standing.session
    question = next(one for one in standing.open if one.side is Side.VENDOR)
    first = screen_of(question, Side.VENDOR, table, session)
    assert any("The first contract is given" in one for one in first.stands)
    deal = {"price": "93.50", "support": "5", "minutes": "2", "promised_build": "some", "promised_work": "hard"}
    agreed = screen_of(question, Side.VENDOR, table, session, {f"{question.round}.deal": deal})
    assert any("You agreed on 93.50" in one for one in agreed.stands)
    none = screen_of(question, Side.VENDOR, table, session, {f"{question.round}.deal": {**deal, "price": "none"}})
    assert any("You did not agree" in one for one in none.stands)


def at_its_question(table: Table, side: Side, kind: Kind, years: int) -> tuple[Session, Question]:
    """The first question of a kind after some years, at a table whose person leaves all else to the program."""
    answers, session = dict[str, Answer](), None
    while True:
        standing = play_on(table, [side], answers, {}, session)
        (question, *_), session = standing.open, standing.session
        if question.kind is kind and question.round >= 4 * years:
            return session, question
        answers[question.id] = {}


def test_a_plan_begins_with_how_the_last_year_went(table: Table) -> None:
    for side in (Side.VENDOR, Side.ACCOUNT):
        session, question = at_its_question(table, side, Kind.PLAN, years=1)
        first = screen_of(question, side, table, session).stands[0]
        make, books = (vendor_half, vendor_years) if side is Side.VENDOR else (account_half, account_years)
        figures = re.findall(r"-?\d[\d,.]*\d( million)?", make("1", table, session, 1).headline)
        said = re.findall(r"-?\d[\d,.]*\d( million)?", first)
        assert said == figures[: len(said)], "the figures of its half page"
        assert first.startswith("Last year you")
        assert len(books(session, table.slot)) == 1
        start = play_on(table, [side], {}, {})
        assert "Last year" not in screen_of(start.open[0], side, table, start.session).stands[0]


def test_a_vendor_is_warned_before_its_cash_runs_out(table: Table) -> None:
    session, question = at_its_question(table, Side.VENDOR, Kind.PLAN, years=1)
    half_a_year = 2.0 * session.world.params[0].fixed_cost
    for cash, is_told in ((0.99 * half_a_year, True), (1.01 * half_a_year, False)):
        session.world.vendor["cash"][0] = session.out.vendor["cash"][0, :] = cash
        assert (SHORT in screen_of(question, Side.VENDOR, table, session).stands) is is_told
        assert (SHORT in vendor_half("1", table, session, 1).warning) is is_told
        assert SHORT not in account_half("1", table, session, 1).warning
    session, question = at_its_question(table, Side.VENDOR, Kind.ANSWER, years=0)
    session.world.vendor["cash"][0] = 0.99 * half_a_year
    assert SHORT in screen_of(question, Side.VENDOR, table, session).stands


def test_where_nothing_is_offered_yet_today_s_contract_has_its_worth(table: Table) -> None:
    for side, words in ((Side.VENDOR, "a year for you"), (Side.ACCOUNT, "a year better than the market")):
        session, question = at_its_question(table, side, Kind.OPENING, years=1)
        screen = screen_of(question, side, table, session)
        assert re.search(rf"Today: [\d.]+, support [\d.]+: -?[\d.,]+( million)? {words}", screen.stands[0])
        assert "One more a unit is" in screen.asked[0].help


def test_a_half_page_says_what_counts_in_talks(table: Table) -> None:
    session = at_its_question(table, Side.VENDOR, Kind.PLAN, years=1)[0]
    for make in (vendor_half, account_half):
        told = {counts: make("1", table, session, 1, talks=counts).warning for counts in Counts}
        assert ["minute" in told[counts] for counts in Counts] == [True, False, False]
        assert "acceptance" in told[Counts.EXCHANGES]
        assert all("of 100 cases, even if you agree" in words for words in told.values())
