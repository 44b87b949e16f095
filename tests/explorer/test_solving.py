"""A business of which facts are ranges: its market is solved by all threads, and for nobody who has gone."""

import json
from collections import Counter
from pathlib import Path
from threading import Barrier, get_ident
from typing import Any

import pytest

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.results import Comparison
from equipoise.experiments.changed import arms_near
from equipoise.experiments.compare import compare, to_json
from equipoise.experiments.explorer.answers import MOST, SECOND, Explorer
from equipoise.experiments.explorer.state import State
from equipoise.sim.arm import Arm
from equipoise.sim.business import first_year, rest
from equipoise.sim.business import played as business
from equipoise.sim.files import load_scenario, with_settings
from equipoise.sim.recalled import Recalled
from equipoise.sim.threads import cores

RUNS, POINTS = 300, 5
TEXT = """
title = "Mine"
policies = ["accommodating", "strategic"]

[business]
currency = "EUR"
revenue = 9e6

[[accounts]]
name = "Giant"
revenue = 6e6
margin = [0.3, 0.42]

[[accounts]]
name = "North"
"""


@pytest.fixture
def opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    monkeypatch.setattr(business, "_solved", Recalled(business.MOST_REMEMBERED))
    monkeypatch.setattr(business, "_markets", Recalled(business.MOST_REMEMBERED))
    path = tmp_path / "mine.toml"
    path.write_text(TEXT)
    return State.of(str(path), (), {"run.rounds": 8}, 11, RUNS)


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the markets that are solved from now on."""
    calls, at_rest = Counter[str](), business.at_rest

    def solving(*given: Any) -> Any:
        calls["solved"] += 1
        return at_rest(*given)

    monkeypatch.setattr(business, "at_rest", solving)
    return calls


def test_each_answer_of_a_business_that_varies_is_the_commands(opening: State) -> None:
    explorer, moved = Explorer(), opening.at("business.cash", 5e5)
    found = []
    for answer in explorer.answers(moved, lambda: True):
        found.append(answer)
        if answer.runs == answer.of:
            break
    assert len(found) > 1
    for one in found:
        assert json.dumps(to_json(one.comparison)) == json.dumps(to_json(compare(moved.arms(), one.runs, threads=1)))


def test_threads_divide_what_is_to_be_solved(opening: State, monkeypatch: pytest.MonkeyPatch) -> None:
    at_rest, together, solved = business.at_rest, Barrier(2), Counter[int]()

    def met(*given: Any) -> Any:
        solved[get_ident()] += 1
        if solved[get_ident()] == 1:
            together.wait(20)  # or one thread has it all
        return at_rest(*given)

    monkeypatch.setattr(business, "at_rest", met)
    next(Explorer(2).answers(opening.at("business.cash", 6e5), lambda: True))
    assert (len(solved), solved.total()) == (2, POINTS)


@pytest.mark.parametrize(("key", "value", "solved"), [("business.payout", 0.3, 0), ("business.cash", 8e5, POINTS)])
def test_a_fact_that_bears_on_no_market_solves_none_again(
    opening: State, monkeypatch: pytest.MonkeyPatch, key: str, value: float, solved: int
) -> None:
    explorer = Explorer(1)
    next(explorer.answers(opening, lambda: True))
    calls = counted(monkeypatch)
    asked = opening.at(key, value)
    found = next(one for one in explorer.answers(asked, lambda: True) if one.runs == one.of)
    assert calls.total() == solved
    monkeypatch.setattr(business, "_solved", Recalled(business.MOST_REMEMBERED))
    monkeypatch.setattr(business, "_markets", Recalled(business.MOST_REMEMBERED))
    anew = compare(asked.arms(), found.runs)
    assert json.dumps(to_json(found.comparison)) == json.dumps(to_json(anew))


def test_who_drags_a_fact_waits_for_no_market(opening: State, monkeypatch: pytest.MonkeyPatch) -> None:
    explorer = Explorer(1)
    next(explorer.answers(opening, lambda: True))
    calls = counted(monkeypatch)
    moved = opening.at("business.cash", 9e5)
    answers = explorer.answers(moved, lambda: True)
    rough = next(answers)
    assert (calls.total(), rough.rested, rough.roughly) == (0, False, True)
    second = next(answers)
    assert (calls.total(), second.runs, second.roughly) == (POINTS, SECOND, False)
    assert json.dumps(to_json(second.comparison)) == json.dumps(to_json(compare(moved.arms(), SECOND)))
    exact = compare(moved.arms(), rough.runs)
    assert _lead(rough.comparison).mean == pytest.approx(_lead(exact).mean, rel=0.02)


def test_who_drags_a_lever_is_answered_in_the_market_that_is_solved(
    opening: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    explorer, moved = Explorer(1), opening.at("focus", 0.05, ["B"])
    next(explorer.answers(opening, lambda: True))
    monkeypatch.setattr(business, "market_near", None)
    first = next(explorer.answers(moved, lambda: True))
    assert json.dumps(to_json(first.comparison)) == json.dumps(to_json(compare(moved.arms(), first.runs)))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("audio-chips", {"business.gross_margin": 0.55}),
        ("sheet-metal", {"business.overhead": 41e6}),
        ("modems", {"business.cash": 4e7}),
        ("sheet-metal", {"accounts.Airframer.bound": 0.0}),
        ("sheet-metal", {"accounts.Business jets.support_cost": 1.18e6}),  # says what support is worth to all others
    ],
)
def test_a_market_found_roughly_is_near_the_solved_one(name: str, change: dict[str, float]) -> None:
    opened = load_scenario(name)
    business.solved(opened)
    arms = [Arm.of(with_settings(opened, change), policy) for policy in opened.policies[:2]]
    rough, exact, first = (
        compare(some, runs) for some, runs in ((arms_near(arms, opened), RUNS), (arms, RUNS), (arms, MOST))
    )
    amounts = zip((0.2, 0.5, 0.5), _amounts(rough), _amounts(exact), _amounts(first), strict=True)
    for part, found, solved, width in amounts:
        assert abs(found.mean - solved.mean) < part * (width.high - width.mean)


def test_where_no_market_is_near_the_first_answer_is_of_the_solved_one(
    opening: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    explorer, moved = Explorer(1), opening.at("business.gross_margin", 0.36)
    next(explorer.answers(opening, lambda: True))
    monkeypatch.setattr(rest, "FEW_TRIES", 1)
    first = next(explorer.answers(moved, lambda: True))
    assert not first.roughly
    assert json.dumps(to_json(first.comparison)) == json.dumps(to_json(compare(moved.arms(), first.runs)))


def _lead(comparison: Comparison) -> Estimate:
    (differs,) = comparison.opening.differences.values()
    return differs.profit


def _amounts(comparison: Comparison) -> list[Estimate]:
    """The lead, and what each policy earns."""
    return [_lead(comparison), *(one.profit for one in comparison.opening.arms.values())]


def test_no_market_is_solved_for_who_has_gone(opening: State, monkeypatch: pytest.MonkeyPatch) -> None:
    play_chunk, played = first_year.play_chunk, Counter[str]()

    def counted(*given: Any, **named: Any) -> Any:
        played["calls"] += 1
        return play_chunk(*given, **named)

    monkeypatch.setattr(first_year, "play_chunk", counted)
    moved, most = opening.at("business.cash", 7e5), 7
    assert not [*Explorer(1).answers(moved, lambda: played["calls"] < most)]
    assert most <= played["calls"] < most + cores(None)  # what another thread has begun is played to its end
    assert next(Explorer(1).answers(moved, lambda: True)).runs  # nothing half solved is left
