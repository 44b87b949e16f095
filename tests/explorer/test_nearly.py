"""A business that is moved is solved anew only at rest; what was at rest a while ago is recalled."""

import json
from collections import OrderedDict
from typing import Any

import pytest

from equipoise.experiments.compare import compare, to_json
from equipoise.experiments.explorer.answers import Answer, Explorer
from equipoise.experiments.explorer.kept import MOST_RESTED, Rested
from equipoise.experiments.explorer.state import State
from equipoise.sim import runner
from equipoise.sim.business import played as business

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


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How each market was solved."""
    found: list[str] = []

    def noted(name: str) -> Any:
        job = getattr(business, name)

        def solve(*given: Any) -> Any:
            found.append(name)
            return job(*given)

        return solve

    for name in ("at_rest", "near"):
        monkeypatch.setattr(business, name, noted(name))
    monkeypatch.setattr(business, "_solved", OrderedDict())  # other tests have solved it, too
    return found


def test_before_rest_a_market_is_looked_for_nearby_and_at_rest_it_is_the_commands(solved: list[str]) -> None:
    explorer, moved = Explorer(1), state(MOVED)
    staged(explorer, state({}))
    assert solved == ["at_rest"]
    first, *_, last = staged(explorer, moved)
    assert solved == ["at_rest", "near", "at_rest"]
    assert (first.runs, first.of, first.rested) == (min(first.runs, 256), RUNS, False)
    assert text(last.comparison) == text(compare(moved.arms(), RUNS))
    assert solved == ["at_rest", "near", "at_rest"]
    staged(explorer, state({}))
    staged(explorer, moved)
    assert solved == ["at_rest", "near", "at_rest"]


@pytest.mark.usefixtures("solved")
def test_what_is_found_nearby_is_near() -> None:
    explorer, moved = Explorer(1), state(MOVED)
    staged(explorer, state({}))
    stages = {one.runs: one.comparison for one in staged(explorer, moved)}
    own = compare(moved.arms(), 256)
    for found, exact in zip(stages[256].arms, own.arms, strict=True):
        for name in ("profit_3y", "profit"):
            assert exact.outcomes[name].low < found.outcomes[name].mean < exact.outcomes[name].high


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
