"""Tables that are played live: programs alone make the ensemble, and answers alone make the game."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.experiments.workshop.alone import Game
from equipoise.experiments.workshop.answers import Answer, columns_of, wrong
from equipoise.experiments.workshop.columns import Column
from equipoise.experiments.workshop.game import play_on
from equipoise.experiments.workshop.kept_game import keep_game, kept_game
from equipoise.experiments.workshop.questions import Kind
from equipoise.experiments.workshop.table import Table
from equipoise.sim.decisions import Side
from equipoise.sim.faults import WorkshopError
from equipoise.sim.session import Session

SEATS = ([Side.VENDOR], [Side.ACCOUNT], [Side.VENDOR, Side.ACCOUNT])


def same(one: Session, other: Session) -> bool:
    """Whether two runs are the same to the last bit, as far as the shorter was played."""
    rounds = min(one.round, other.round)
    return (
        one.out.panel[0, :rounds].tobytes() == other.out.panel[0, :rounds].tobytes()
        and one.out.vendor[0, :rounds].tobytes() == other.out.vendor[0, :rounds].tobytes()
    )


def typed(column: Column, draw: np.random.Generator) -> str:
    """Something that will do."""
    if column.words and (not column.is_number or draw.random() < 0.4):
        return str(draw.choice(list(column.words)))
    if column.name == "minutes":
        return str(draw.integers(1, 5))
    high = column.high if column.high < 1e5 else 15.0
    return f"{draw.uniform(column.low, high):.2f}"


def answered(table: Table, people: list[Side], seed: int, until: int = 1000) -> dict[str, Answer]:
    """Answers of people who answer anything that will do, to as many questions."""
    draw, answers = np.random.default_rng(seed), {}
    session = None
    while True:
        standing = play_on(table, people, answers, {}, session)
        session = standing.session
        if not standing.open or len(answers) >= until:
            return answers
        for question in standing.open:
            columns = columns_of(question, table, session)
            answers[question.id] = {column.name: typed(column, draw) for column in columns}
            assert wrong(answers[question.id], columns) == []


def test_a_table_of_programs_is_the_ensemble_s_run(table: Table, opportunist: Table) -> None:
    for one in (table, opportunist):
        alone = Session(one.arm(), [], one.replication)
        while not alone.over:
            alone.go_on()
        assert same(play_on(one, [], {}, {}).session, alone)


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(SEATS), st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_any_beginning_of_the_answers_gives_the_same_run(
    table: Table, people: list[Side], seed: int, many: int
) -> None:
    """Played question after question in one go, or again from the beginning: the same, and so is what follows."""
    answers = answered(table, people, seed)
    whole = play_on(table, people, answers, {})
    assert whole.open == []
    first = dict(list(answers.items())[:many])
    part = play_on(table, people, first, {})
    assert same(part.session, whole.session)
    assert same(play_on(table, people, answers, {}, part.session).session, whole.session)


def test_questions_come_to_the_seats_in_which_people_sit(table: Table) -> None:
    for people in SEATS:
        kinds = set()
        for name in answered(table, people, 3):
            kind = name.split(".")[1]
            kinds.add(kind)
            assert name.endswith(".deal") or any(f".{side.value}" in name for side in people)
        assert (Kind.DEAL in kinds) is (len(people) > 1)
        assert (Kind.OPENING in kinds) is (len(people) == 1)


def test_nobody_is_asked_what_to_give_of_nothing(table: Table) -> None:
    both, asked = [Side.VENDOR, Side.ACCOUNT], {}
    for name, answer in answered(table, both, 3).items():
        asked[name] = {"ask": "nothing"} if ".request." in name else answer
    answers: dict[str, Answer] = {}
    while standing := play_on(table, both, answers, {}).open:
        for question in standing:
            assert question.kind is not Kind.ANSWER
            answers[question.id] = asked.get(question.id, PLAIN[question.kind])


PLAIN = {
    Kind.PLAN: {
        "build": "some", "joint_plan": "yes", "people": "yes", "show": "yes", "win": "no", "sign": "no",
        "work": "not",
    },
    Kind.DEAL: {"price": "none", "promised_build": "none", "promised_work": "not"},
    Kind.REQUEST: {"ask": "nothing"},
    Kind.BACK: {"take_back": "yes", "come_back": "yes"},
}  # fmt: skip
"""Answers to questions that only come up as nothing is asked for."""


def test_after_the_years_in_the_seats_nothing_is_asked(table: Table) -> None:
    rounds = [int(name.split(".")[0]) for name in answered(table, [Side.VENDOR, Side.ACCOUNT], 4)]
    assert max(rounds) < 4 * table.workshop.years


def test_a_year_is_taken_back_with_the_same_luck(table: Table) -> None:
    game = Game(table, Side.VENDOR, answered(table, [Side.VENDOR], 7))
    whole = dict(game.answers)
    game.take_back_year(3)
    assert game.undone == 1
    assert game.answers == {name: one for name, one in whole.items() if int(name.split(".")[0]) < 8}
    game.answers = whole
    assert same(game.standing().session, play_on(table, [Side.VENDOR], whole, {}).session)


@pytest.mark.parametrize("side", [Side.VENDOR, Side.ACCOUNT])
def test_a_game_is_kept_in_a_file(table: Table, side: Side, tmp_path: Path) -> None:
    game = Game(table, side)
    for _ in range(12):
        standing = game.standing()
        for question in standing.open[:1]:
            draw = np.random.default_rng(len(game.answers))
            columns = columns_of(question, table, standing.session)
            game.answers[question.id] = {column.name: typed(column, draw) for column in columns}
    path = tmp_path / "game.toml"
    keep_game(game, path, "on-an-even-footing")
    found, called = kept_game(path)
    assert called == "on-an-even-footing"
    assert (found.side, found.answers, found.table) == (game.side, game.answers, game.table)
    path.write_text(path.read_text().replace('win = "', 'win = "x').replace('work = "', 'work = "x'))
    with pytest.raises(WorkshopError, match=r"answers\.0\.plan"):
        kept_game(path)
