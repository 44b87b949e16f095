"""A response strip holds what comparisons at its values say, and ticks where the lead turns."""

from itertools import pairwise
from typing import Any

import pytest

from equipoise.experiments.compare import compare
from equipoise.experiments.explorer import strip as stripping
from equipoise.experiments.explorer.leads import Chosen
from equipoise.experiments.explorer.state import CHANGED, State
from equipoise.experiments.explorer.strip import RUNS, strip
from equipoise.sim import runner
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.kernel import play_chunk


def state() -> State:
    return State.of("over-a-barrel", facts={"run.rounds": 12})


def always() -> bool:
    return True


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Policy of every run that is played."""
    found: list[str] = []

    def noted(arm: Any, replications: Any, **kept: bool) -> Any:
        found.extend([arm.policy.name.removesuffix(CHANGED)] * len(replications))
        return play_chunk(arm, replications, **kept)

    monkeypatch.setattr(runner, "play_chunk", noted)
    return found


def test_of_a_lever_the_other_side_is_played_once_and_the_lead_is_that_of_comparisons(played: list[str]) -> None:
    *points, last = strip(state(), "B", "focus", Chosen(), always, (0.0, 0.1))
    assert [point["value"] for point in points] == [0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1]
    assert (played.count("accommodating"), played.count("strategic")) == (RUNS, 11 * RUNS)
    for place in (0, 10):
        arms = state().at("focus", points[place]["value"], "B").arms()
        opening = compare(arms, RUNS).opening
        assert opening is not None
        expected = opening.differences["strategic, changed"].profit
        lead = points[place]["lead"]
        assert (lead["mean"], lead["low"], lead["high"]) == pytest.approx((expected.mean, expected.low, expected.high))
        assert lead["unit"] == "money/year"
    signs = [point["lead"]["mean"] > 0 for point in points]
    assert len(last["turns"]) == sum(one != other for one, other in pairwise(signs))


def test_a_fact_moves_both_and_whole_numbers_stay_whole(played: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stripping, "RUNS", 8)
    *points, last = strip(state(), "both", "market.rivals", Chosen("survival"), always)
    assert [point["value"] for point in points] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert played.count("accommodating") == played.count("strategic") == 8 * 8
    assert {point["lead"]["unit"] for point in points} == {"probability"}
    assert all(points[0]["value"] < turn < points[-1]["value"] for turn in last["turns"])


def test_where_the_lead_turns_there_is_a_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = State.of("over-a-barrel", [("accommodating", {"focus": 0.05}), ("accommodating", {})], {"run.rounds": 12})
    monkeypatch.setattr(stripping, "RUNS", 16)
    *points, last = strip(asked, "B", "focus", Chosen(), always, (0.0, 0.1))
    assert points[5]["lead"]["mean"] == 0.0
    assert points[0]["lead"]["mean"] * points[-1]["lead"]["mean"] < 0.0
    assert [round(turn, 2) for turn in last["turns"]] == [0.05]


def test_who_has_gone_is_played_for_no_longer(played: list[str]) -> None:
    wanted = True
    points = strip(state(), "B", "focus", Chosen(), lambda: wanted)
    next(points)
    played.clear()
    wanted = False
    assert list(points) == []
    assert played == []


@pytest.mark.parametrize(
    ("side", "key", "outcome", "words"),
    [
        ("C", "focus", "profit", 'must be "A", "B" or "both"'),
        ("B", "focus", "profits", 'did you mean "profit"'),
        ("both", "switches.fear", "profit", "is no range of numbers"),
        ("both", "market.rivalz", "profit", "did you mean"),
    ],
)
def test_what_has_no_strip_is_refused(side: str, key: str, outcome: str, words: str) -> None:
    with pytest.raises(EquipoiseError, match=words):
        list(strip(state(), side, key, Chosen(outcome), always))
