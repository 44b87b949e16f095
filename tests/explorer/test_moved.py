"""A business that is moved is answered at once, then in the market that is played at rest, which is recalled."""

import json
from typing import Any

import pytest

from equipoise.experiments.compare import compare, to_json
from equipoise.experiments.explorer import answers as answering
from equipoise.experiments.explorer.answers import MOST, SECOND, Answer, Explorer
from equipoise.experiments.explorer.kept import MOST_RESTED, Rested
from equipoise.experiments.explorer.state import State
from equipoise.sim import runner
from equipoise.sim.business import played as business
from equipoise.sim.recalled import Recalled

RUNS = 300
MOVED: dict[str, object] = {"accounts.Device maker.price_to_list": 0.95}


def state(facts: dict[str, object], runs: int = RUNS) -> State:
    return State.of("timing-chips", (), {"run.rounds": 12, **facts}, 11, runs)


def staged(explorer: Explorer, asked: State) -> list[Answer]:
    """All stages but the last, which plays more besides."""
    found = []
    for answer in explorer.answers(asked, lambda: True):
        found.append(answer)
        if answer.runs == answer.of:
            break
    return found


def text(answer: Any) -> str:
    return json.dumps(to_json(answer))


def test_each_answer_but_the_first_of_a_business_that_is_moved_is_the_commands() -> None:
    explorer, moved = Explorer(1), state(MOVED)
    staged(explorer, state({}))
    answers = staged(explorer, moved)
    assert answers[0].runs <= MOST  # as many as there is time for
    assert [one.runs for one in answers[1:]] == [SECOND, RUNS]
    assert [one.rested for one in answers[:-1]] == [False] * (len(answers) - 1)
    for one in answers[1:]:
        assert text(one.comparison) == text(compare(moved.arms(), one.runs))


def test_to_solve_a_market_is_no_part_of_what_its_runs_take(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, at_rest = [0.0], business.at_rest

    def slowly(*given: Any, **named: Any) -> Any:
        clock[0] += 100.0
        return at_rest(*given, **named)

    monkeypatch.setattr(business, "_solved", Recalled(business.MOST_REMEMBERED))
    monkeypatch.setattr(business, "at_rest", slowly)
    monkeypatch.setattr(answering, "perf_counter", lambda: clock[0])
    explorer = Explorer(1)
    for price in (0.93, 0.92):
        asked = state({"accounts.Device maker.price_to_list": price})
        assert next(explorer.answers(asked, lambda: True)).runs == MOST
    assert clock[0] == 200.0


def test_undo_plays_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    explorer = Explorer(1)
    states = [
        State.of("over-a-barrel", (), {"run.rounds": 12, **facts}, 11, 40) for facts in ({}, {"market.rivals": 2})
    ]
    before = [[*explorer.answers(one, lambda: True)][-1] for one in states]

    def refuse(*_given: object, **_more: object) -> None:
        raise AssertionError

    monkeypatch.setattr(runner, "play_chunk", refuse)
    for one, known in zip(states, before, strict=True):
        assert [*explorer.answers(one, lambda: True)] == [known]
        assert known.rested


def test_few_are_kept() -> None:
    rested: Any = Rested()
    for k in range(2 * MOST_RESTED):
        rested.keep(k, k)
        rested.get(0)
    there = [k for k in range(2 * MOST_RESTED) if rested.get(k) is not None]
    assert there == [0, *range(MOST_RESTED + 1, 2 * MOST_RESTED)]
