"""Answers grow under one luck; at rest they are what ``compare`` says, and nothing is played twice."""

import json
import pickle
from typing import Any

import numpy as np
import pytest

from equipoise.experiments.beside import with_beside
from equipoise.experiments.compare import compare, to_json
from equipoise.experiments.explorer import answers as answering
from equipoise.experiments.explorer.answers import Answer, Explorer
from equipoise.experiments.explorer.kept import FIRST, Kept, Rested, in_blocks_of, key_of
from equipoise.experiments.explorer.state import CHANGED, State
from equipoise.experiments.tally import Tally
from equipoise.sim import kernel, runner
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.kernel import play_chunk

RUNS = 300


def state(facts: dict[str, object] | None = None, levers: dict[str, object] | None = None, runs: int = RUNS) -> State:
    sides = [("accommodating", {}), ("strategic", {"focus": 0.03, **(levers or {})})]
    return State.of("over-a-barrel", sides, {"run.rounds": 12, **(facts or {})}, 11, runs)


def always() -> bool:
    return True


def text(comparison: Any) -> str:
    return json.dumps(to_json(comparison))


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Policy and number of runs of every piece that is played."""
    found: list[tuple[str, int]] = []

    def noted(arm: Any, replications: Any, **kept: bool) -> kernel.Chunk:
        found.append((arm.policy.name.removesuffix(CHANGED), len(replications)))
        return play_chunk(arm, replications, **kept)

    monkeypatch.setattr(runner, "play_chunk", noted)
    return found


def runs_of(played: list[tuple[str, int]]) -> dict[str, int]:
    return {name: sum(runs for one, runs in played if one == name) for name, _ in played}


def staged(explorer: Explorer, asked: State) -> list[Answer]:
    """All stages but the last, which plays more besides."""
    found = []
    for answer in explorer.answers(asked, always):
        found.append(answer)
        if answer.runs == answer.of:
            break
    return found


def test_every_stage_is_the_comparison_of_as_many_runs_and_the_last_what_the_command_says() -> None:
    asked = state()
    found = list(Explorer(2).answers(asked, always))
    assert [(one.runs, one.of, one.rested) for one in found] == [
        (64, RUNS, False), (256, RUNS, False), (RUNS, RUNS, False), (RUNS, RUNS, True),
    ]  # fmt: skip
    arms = asked.arms()
    for one in found[:-1]:
        assert text(one.comparison) == text(compare(arms, one.runs, threads=1))
    assert text(found[-1].comparison) == text(with_beside(compare(arms, RUNS, threads=1), arms, threads=1))


def test_an_arm_that_did_not_change_is_not_played_again(played: list[tuple[str, int]]) -> None:
    explorer = Explorer(2)
    staged(explorer, state())
    assert runs_of(played) == {"accommodating": RUNS, "strategic": RUNS}
    played.clear()
    found = staged(explorer, state(levers={"focus": 0.05}))
    assert runs_of(played) == {"strategic": RUNS}
    assert text(found[-1].comparison) == text(compare(state(levers={"focus": 0.05}).arms(), RUNS))
    played.clear()
    again = staged(explorer, state())
    assert [one.runs for one in again] == [RUNS]
    assert played == []
    staged(explorer, state({"accounts.Giant.size": 2}))
    assert runs_of(played) == {"accommodating": RUNS, "strategic": RUNS}


def test_sides_that_are_the_same_are_played_once(played: list[tuple[str, int]]) -> None:
    asked = State.of("over-a-barrel", [("strategic", {}), ("strategic", {})], {"run.rounds": 8}, None, 20)
    found = staged(Explorer(1), asked)
    assert sum(runs for _, runs in played) == 20
    assert found[-1].comparison.differences[0].same


def test_who_is_not_waited_for_stops_before_the_next_stage(played: list[tuple[str, int]]) -> None:
    wanted = True
    explorer = Explorer(1)
    stages = explorer.answers(state(runs=5_000), lambda: wanted)
    assert next(stages).runs == 64
    played.clear()
    wanted = False
    assert list(stages) == []
    assert sum(runs for _, runs in played) <= 2 * 3 * 192  # what was under way, and pieces that threads had begun


def test_no_piece_is_long_since_who_waits_may_go(played: list[tuple[str, int]]) -> None:
    asked = state(runs=2_000)
    staged(Explorer(2), asked)
    assert max(runs for _, runs in played) <= runner.block_size(asked.arms(), runner.CELLS) / 4


def test_what_stands_beside_is_given_up_too() -> None:
    asked, left = state(), [12]

    def a_few_times() -> bool:
        left[0] -= 1
        return left[0] > 0

    found = list(Explorer(1).answers(asked, a_few_times))
    assert found
    assert not found[-1].rested


def test_what_was_played_before_it_was_given_up_is_kept(played: list[tuple[str, int]]) -> None:
    explorer = Explorer(1)
    next(explorer.answers(state(), always))
    played.clear()
    staged(explorer, state())
    assert runs_of(played) == {"accommodating": RUNS - 64, "strategic": RUNS - 64}


def test_more_runs_than_are_kept_stream_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "MOST_KEPT", 100)
    explorer, asked = Explorer(1), state()
    found = list(explorer.answers(asked, always))
    assert [(one.runs, one.rested) for one in found] == [(64, False), (256, False), (RUNS, True)]
    assert [explorer.kept.runs(key_of(arm)) for arm in asked.arms()] == [256, 256]


def test_the_first_answer_has_as_many_runs_as_there_is_time_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "_UNKNOWN", 0.001)
    assert next(Explorer(1).answers(state(), always)).runs == 16
    monkeypatch.setattr(answering, "_UNKNOWN", 1.0)
    assert next(Explorer(1).answers(state(), always)).runs == 16
    assert next(Explorer(1).answers(state(runs=10), always)).runs == 10


def test_what_cannot_be_played_is_refused_in_the_checker_s_words() -> None:
    with pytest.raises(EquipoiseError, match=r"accounts\.Giant\.size = -1\.0   must be"):
        list(Explorer(1).answers(state({"accounts.Giant.size": -1}), always))


def test_of_too_much_what_was_not_asked_for_longest_goes() -> None:
    arms = state().arms()
    job = Tally(arms, ["a", "b"]).job
    one, other, third = (job(play_chunk(arms[0], range(3 * k, 3 * k + 3), tracks=True)) for k in range(3))
    size = sum(part.nbytes for part in one)
    kept = Kept(arms=10, size=2 * size)
    keys = [("", "", seed, 4) for seed in range(3)]
    kept.keep(keys[0], [one])
    kept.keep(keys[1], [other])
    assert kept.pieces(keys[0]) == [one]
    kept.keep(keys[2], [third])
    assert [kept.runs(key) for key in keys] == [3, 0, 3]
    kept.keep(keys[0], [])
    assert kept.runs(keys[0]) == 3
    assert [block.runs for block in in_blocks_of([one, other, third], 4, 8)] == [4, 4]


def test_single_runs_stand_where_their_mean_is_and_are_not_played_again(played: list[tuple[str, int]]) -> None:
    explorer, one = Explorer(threads=1), state()
    list(explorer.answers(one, always))
    played.clear()
    clouds = {account: explorer.cloud(one, account) for account in one.arms()[0].scenario.account_names}
    assert played == []
    expected = {(row.arm, row.account): row for row in compare(one.arms(), answering.CLOUD).by_year}
    for account, cloud in clouds.items():
        for arm, years in zip(one.arms(), cloud, strict=True):
            row = expected[arm.policy.name, account]
            assert len(years) == len(row.years)
            for k, points in enumerate(years):
                assert len(points) == round(answering.CLOUD * row.held[k])
                means = [row.like[name][k] for name in ("dependence_vendor", "dependence_account")]
                assert np.mean(points, axis=0) == pytest.approx(means, abs=1e-3)
    short = State.of("over-a-barrel", facts={"run.rounds": 3})
    assert explorer.cloud(short, "Giant") == [[], []]


def test_of_too_much_the_first_runs_stay_longest() -> None:
    arm = state().arms()[0]
    job = Tally([arm], ["a"]).job
    runs = 2 * FIRST
    many = job(play_chunk(arm, range(runs), tracks=True))
    kept = Kept(arms=10, size=int(1.6 * sum(part.nbytes for part in many)))
    keys = [("", "", seed, 4) for seed in range(3)]
    for key in keys:
        kept.keep(key, [many])
    assert [kept.runs(key) for key in keys] == [0, FIRST, runs]
    kept.keep(keys[1], [many])
    assert [kept.runs(key) for key in keys] == [0, runs, FIRST]
    (first,) = kept.pieces(keys[2])
    for part, whole in zip(first, many, strict=True):
        np.testing.assert_array_equal(part, whole[..., :FIRST])


def test_both_arms_that_are_looked_at_keep_their_runs_while_there_is_room() -> None:
    """And what is kept is never more than there is room for."""
    arm = state().arms()[0]
    many = Tally([arm], ["a"]).job(play_chunk(arm, range(2 * FIRST), tracks=True))
    size = int(2.2 * sum(part.nbytes for part in many))
    kept, keys = Kept(arms=10, size=size), [("", "", seed, 4) for seed in range(4)]
    for key in keys:
        kept.keep(key, [many])
        assert sum(part.nbytes for one in keys for values in kept.pieces(one) for part in values) <= size
    assert [kept.runs(key) for key in keys] == [0, 0, 2 * FIRST, 2 * FIRST]


def test_what_states_came_to_is_kept_by_its_size() -> None:
    found = compare(state().arms(), 4)
    rested = Rested(states=10, size=int(2.5 * len(pickle.dumps(found))))
    for k in range(4):
        rested.keep(k, found)
    assert [rested.get(k) is found for k in range(4)] == [False, False, True, True]
    alone = Rested(states=10, size=1)
    alone.keep(0, found)
    assert alone.get(0) is found
    few = Rested(states=2, size=10**9)
    for k in (0, 1, 1, 2):
        few.keep(k, found)
    assert [few.get(k) is found for k in range(3)] == [False, True, True]
