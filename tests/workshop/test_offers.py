"""Two people who type offers: in turn, six at most, and what they come to is a deal like any other."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.experiments.workshop.answers import Answer, columns_of, complete, wrong
from equipoise.experiments.workshop.columns import ACCEPT, LEAVE, NO_DEAL
from equipoise.experiments.workshop.game import Standing, play_on
from equipoise.experiments.workshop.offers import deal_in, opener, talk_of
from equipoise.experiments.workshop.questions import MOST_OFFERS, Question, deal_of
from equipoise.experiments.workshop.table import Table
from equipoise.sim.decisions import Side
from equipoise.sim.session import Session
from tests.workshop.test_game import same, typed

BOTH = [Side.VENDOR, Side.ACCOUNT]


def play(table: Table, answers: Mapping[str, Answer], session: Session | None = None) -> Standing:
    return play_on(table, BOTH, answers, {}, session, typed=True)


def offer(price: float, **more: str) -> Answer:
    given = {"price": f"{price:.2f}", "support": "5", "promised_build": "some", "promised_work": "hard"}
    return {**given, "last": "no", **more}


def answered(table: Table, seed: int, words: float = 0.3) -> dict[str, Answer]:
    """Answers of people who answer anything that will do."""
    draw, answers, session = np.random.default_rng(seed), {}, None
    while (standing := play(table, answers, session)).open:
        session = standing.session
        for question in standing.open:
            columns = columns_of(question, table, session)
            found = {one.name: typed(one, draw) for one in columns if not one.longest}
            if question.typed and not question.is_final and draw.random() < 1.0 - words:
                found["price"] = f"{columns[0].low + 1.0:.2f}"
            if found.get("price") == LEAVE and draw.random() < 0.8:
                found["price"] = ACCEPT if question.offers else f"{columns[0].low:.2f}"
            assert wrong(found, columns) == []
            answers[question.id] = complete(found, columns)
    return answers


def at_the_table(table: Table) -> tuple[dict[str, Answer], Question, float]:
    """Answers up to the talks of the second year, the first question of them, and last year's price."""
    answers: dict[str, Answer] = {}
    standing = play(table, answers)
    while not standing.open[0].typed:
        for question in standing.open:
            columns = columns_of(question, table, standing.session)
            answers[question.id] = {column.name: column.words[0] for column in columns}
        standing = play(table, answers, standing.session)
    return answers, standing.open[0], 100.0 * float(standing.session.world.rows[table.slot].price)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_any_beginning_of_typed_talks_gives_the_same_run(table: Table, seed: int, many: int) -> None:
    answers = answered(table, seed)
    whole = play(table, answers)
    assert whole.open == []
    part = play(table, dict(list(answers.items())[:many]))
    assert same(part.session, whole.session)
    assert same(play(table, answers, part.session).session, whole.session)


@pytest.mark.parametrize("many", range(1, MOST_OFFERS + 1))
def test_an_accepted_offer_is_the_same_deal_as_one_that_is_handed_in(table: Table, many: int) -> None:
    """An offer after the first is an exchange, as a minute of talks is: the two ways play the same run."""
    answers, question, price = at_the_table(table)
    before = dict(answers)
    for k in range(many):
        answers[question.id] = offer(price + 0.5 + 0.1 * k)
        question = play(table, answers).open[0]
        assert len(question.offers) == k + 1
    answers[question.id] = {"price": ACCEPT}
    handed = deal_in(question.round, answers)
    assert handed is not None
    assert handed["minutes"] == str(many)
    plans = {one.id: {} for one in play(table, answers).open}  # left to programs
    one = play(table, answers | plans).session
    other = play_on(table, BOTH, before | plans | {deal_of(question.round).id: handed}, {}).session
    assert one.round > question.round
    for name in ("price", "support", "exchanges", "commitment", "away", "cause"):
        assert one.world.rows[name][table.slot] == other.world.rows[name][table.slot], name
    if not one.world.rows["away"][table.slot]:
        assert 100.0 * float(one.world.rows["price"][table.slot]) == pytest.approx(
            price + 0.5 + 0.1 * (many - 1), abs=0.006
        )


def test_sides_offer_in_turn_and_open_in_turn(table: Table) -> None:
    assert [opener(4 * year) for year in range(4)] == [Side.VENDOR, Side.ACCOUNT, Side.VENDOR, Side.ACCOUNT]
    answers, question, price = at_the_table(table)
    assert question.year == 2
    sides = []
    for _ in range(MOST_OFFERS):
        assert not question.is_final
        sides.append(question.side)
        answers[question.id] = offer(price)
        question = play(table, answers).open[0]
    assert sides == [Side.ACCOUNT, Side.VENDOR] * (MOST_OFFERS // 2)
    assert question.is_final
    (words,) = [one for one in columns_of(question, table, play(table, answers).session) if one.name == "price"]
    assert words.wrong("91.00")
    assert [words.wrong(word) for word in (ACCEPT, NO_DEAL, LEAVE)] == ["", "", ""]
    answers[question.id] = {"price": NO_DEAL}
    after = play(table, answers)
    assert {one.kind for one in after.open} == {"plan"}
    talked = {name: one for name, one in answers.items() if name.split(".")[1] not in {"opening", "offer"}}
    talked[deal_of(question.round).id] = {"price": NO_DEAL, "promised_build": "none", "promised_work": "not"}
    assert same(after.session, play_on(table, BOTH, talked, {}).session)


def test_a_last_offer_is_accepted_or_not(table: Table) -> None:
    answers, question, price = at_the_table(table)
    answers[question.id] = offer(price, last="yes")
    assert play(table, answers).open[0].is_final


@pytest.mark.parametrize("offers", [0, 1])
def test_who_leaves_ends_it_for_good_and_nobody_is_asked_about_it_any_more(table: Table, offers: int) -> None:
    answers, question, price = at_the_table(table)
    for _ in range(offers):
        answers[question.id] = offer(price)
        question = play(table, answers).open[0]
    answers[question.id] = {"price": LEAVE}
    session = None
    while (standing := play(table, answers, session)).open:
        session = standing.session
        for one in standing.open:
            assert one.kind == "plan"
            assert one.side is Side.VENDOR
            columns = columns_of(one, table, session)
            answers[one.id] = {column.name: column.words[0] for column in columns}
    assert standing.session.over
    rows = standing.session.out.panel[0, :, table.slot]
    assert np.any(rows["cause"] > 0.0) or np.any(rows["generation"] > 0.0)


def test_talks_that_are_left_to_programs_are_theirs(table: Table) -> None:
    answers, question, price = at_the_table(table)
    answers[question.id] = offer(price)
    second = play(table, answers).open[0]
    answers[second.id] = {}
    assert talk_of(question.round, answers).result == {}
    after = play(table, answers)
    assert {one.kind for one in after.open} == {"plan"}


def test_an_offer_is_within_reach_and_whole(table: Table) -> None:
    answers, question, price = at_the_table(table)
    columns = columns_of(question, table, play(table, answers).session)
    assert wrong(offer(price), columns) == []
    assert wrong(offer(price + 50.0), columns)
    assert wrong(offer(price, note="x" * 141), columns)
    assert wrong({"price": f"{price:.2f}"}, columns)
    assert wrong({"price": ACCEPT}, columns)  # there is nothing to accept yet
    assert complete({**offer(price), "price": LEAVE}, columns) == {"price": LEAVE}
