"""Fronts on a plane: domination and area against brute force, standing beyond intervals, optimism, and sentences."""

from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from equipoise.analysis.estimate import Estimate
from equipoise.analysis.frontier import (
    Candidate,
    Frontier,
    Objective,
    hypervolume,
    mean_of,
    non_dominated,
    optimism,
    paired,
    sides,
    spread_out,
    standing,
)
from equipoise.analysis.intervals import wilson
from equipoise.analysis.prose.frontier import answer, beating, title
from equipoise.app.pages.frontier import frontier_page
from equipoise.sim.money import Money

MARGIN, SURVIVAL = Objective("contribution_margin", "share", "share"), Objective("survival", "probability", "chance")
COST = Objective("cost_to_serve", "share of revenue", "share", more=False)
PLANE = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=25).map(
    lambda places: np.array(places, float)
)


def clearly(value: float) -> Estimate:
    return Estimate(value, value - 0.01, value + 0.01, 0.0, 100)


def unclear(value: float = 0.0) -> Estimate:
    return Estimate(value, value - 1.0, value + 1.0, 0.9, 100)


@given(PLANE)
def test_the_front_is_what_no_other_beats(values: np.ndarray) -> None:
    found = non_dominated(values)
    for k, value in enumerate(values):
        beaten = ((values >= value).all(axis=1) & (values > value).any(axis=1)).any()
        earlier_twin = (values[:k] == value).all(axis=1).any()
        assert found[k] == (not beaten and not earlier_twin)


def test_a_policy_without_a_measure_is_not_on_the_front() -> None:
    np.testing.assert_array_equal(
        non_dominated(np.array([[np.nan, 5.0], [1.0, 1.0], [9.0, np.nan]])), [False, True, False]
    )


@given(PLANE)
def test_the_area_is_the_number_of_unit_squares_below_the_front(values: np.ndarray) -> None:
    squares = sum(((values > corner).all(axis=1)).any() for corner in np.argwhere(np.ones((9, 9))))
    assert hypervolume(values, np.zeros(2)) == squares


@given(PLANE, st.integers(1, 8))
def test_points_are_chosen_from_the_front_both_ends_first(values: np.ndarray, count: int) -> None:
    chosen = spread_out(values, count)
    front = np.flatnonzero(non_dominated(values))
    assert len(chosen) == len(set(chosen)) == min(count, len(front))
    assert set(chosen) <= set(front.tolist())
    assert [values[k, 0] for k in chosen] == sorted((values[k, 0] for k in chosen), reverse=True)
    if count > 1:
        assert values[chosen[0], 0] == values[front, 0].max()
        assert values[chosen[-1], 1] == values[front, 1].max()


def test_of_a_crowded_front_the_points_that_tell_most_are_chosen() -> None:
    # A knee at (8, 8) tells more than its neighbours, and crowded ones tell next to nothing.
    values = np.array([[10.0, 0.0], [9.9, 0.1], [8.0, 8.0], [7.9, 8.1], [0.1, 9.9], [0.0, 10.0]])
    assert spread_out(values, 3) == [0, 2, 5]
    assert spread_out(np.full((2, 2), np.nan), 3) == []


def test_a_policy_is_dominated_only_when_both_objectives_are_clearly_worse() -> None:
    both = (MARGIN, SURVIVAL)
    assert standing(both, {"a": (clearly(-0.1), clearly(-0.1))}) == "dominated"
    assert standing(both, {"a": (clearly(-0.1), unclear(-0.1))}) == "undecided"
    assert standing(both, {"a": (clearly(0.1), clearly(-0.1)), "b": (unclear(), clearly(0.2))}) == "on the front"
    assert standing(both, {"a": (clearly(0.1), clearly(-0.1)), "b": (unclear(), unclear())}) == "undecided"
    assert standing(both, {}) == "on the front"


def test_where_less_is_better_less_is_better() -> None:
    assert sides((COST, SURVIVAL), (clearly(-0.1), clearly(0.1))) == (1, 1)
    assert sides((COST, SURVIVAL), (clearly(0.1), unclear())) == (-1, 0)


def test_chances_are_compared_as_such_and_shares_as_means() -> None:
    one, other = np.array([1.0, 1.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0, 1.0])
    same = np.ones(4)
    assert paired(SURVIVAL, one, other, 0.95).value == 0.25
    assert paired(SURVIVAL, same, same, 0.95).high > 0.0  # keeps a width where no run differs
    assert paired(SURVIVAL, same / 2, same / 2, 0.95).high == 0.0  # a share of accounts is no 0 or 1
    assert paired(MARGIN, same, same, 0.95).high == 0.0


def test_a_winner_by_luck_is_found_out() -> None:
    # 200 policies that are all alike, judged by 50 noisy runs each: the best looks better by some 2.7 standard errors.
    # On fresh luck that is gone, and it is told; of one that nobody chose nothing is told.
    rng = np.random.default_rng(1)
    searched = rng.standard_normal((200, 50))
    fresh = rng.standard_normal((200, 2_000))
    best = int(searched.mean(axis=1).argmax())
    lucky, plain = optimism(MARGIN, searched[best], fresh[best]), optimism(MARGIN, searched[0], fresh[0])
    assert lucky.low > 0.0
    assert lucky.value == pytest.approx(2.7 / np.sqrt(50), abs=0.1)
    assert plain.low < 0.0 < plain.high
    assert optimism(COST, -searched[best], -fresh[best]).value == pytest.approx(lucky.value)


def test_means_leave_out_runs_without_the_measure() -> None:
    assert mean_of(np.array([1.0, np.nan, 3.0])).value == 2.0


@pytest.mark.parametrize("ups", [0, 1, 2, 4])
def test_a_chance_has_the_interval_that_a_comparison_gives_it(ups: int) -> None:
    found = mean_of(np.repeat([1.0, 0.0], [ups, 4 - ups]), chance=True)
    assert (found.value, found.low, found.high) == (ups / 4.0, *wilson(ups, 4))
    assert mean_of(np.array([0.0, 0.5, 1.0]), chance=True).low < 0.0  # a share of accounts is no chance of one


def test_what_flattered_is_doubted_where_luck_explains_it() -> None:
    clear, luck, one = (
        Estimate(0.02, low, high, 0.1, 50) for low, high in ((0.01, 0.03), (-0.02, 0.06), (np.nan, np.nan))
    )
    for pair, said in (
        ((clear, clear), "on average."),
        ((luck, clear), "For contribution margin that may be"),
        ((luck, one), "For contribution margin and survival that may be"),
    ):
        points = [placed(name, 0.2, 0.3, optimism=pair) for name in ("front-1", "front-2")]
        told = answer(found(points, [placed("a", 0.1, 0.2)]))
        assert said in told
        assert ("may be the error of these runs" in told) == (pair != (clear, clear))


def placed(name: str, margin: float, survival: float, **look: object) -> Candidate:
    none = (Estimate(0.012, 0.0, 0.02, 0.1, 50), Estimate(-0.004, -0.1, 0.1, 0.9, 50))
    means = (
        Estimate(margin, margin - 0.01, margin + 0.01, 0.0, 99),
        Estimate(survival, survival - 0.03, survival + 0.03, 0.0, 99),
    )
    return replace(Candidate(name, "", {}, means, (margin, survival), none), **look)  # type: ignore[arg-type]


def found(points: list[Candidate], shipped: list[Candidate]) -> Frontier:
    trials = np.random.default_rng(2).random((60, 2)) * [0.4, 0.9]
    return Frontier(
        "over-a-barrel",
        "",
        "Giant",
        (MARGIN, SURVIVAL),
        ["focus 0 to 1"],
        {},
        points,
        shipped,
        trials,
        7,
        99,
        8,
        50,
        40,
    )


BETTER = (clearly(0.1), clearly(0.1))
HALF = (clearly(0.1), unclear())


def test_sentences_say_what_is_beaten_and_what_is_sure() -> None:
    points = [
        placed("front-1", 0.24, 0.25, standing="on the front", against={"a": HALF, "b": BETTER}),
        placed("front-2", 0.12, 0.58, against={"a": (clearly(-0.1), clearly(0.1)), "b": BETTER}),
    ]
    frontier = found(points, [placed("a", 0.15, 0.5), placed("b", 0.1, 0.2, standing="dominated")])
    assert title(frontier) == (
        "Policies that were found beat 1 of the 2 shipped ones on both, and reach from 24.0% contribution margin with "
        "25.0% survival to 12.0% contribution margin with 58.0% survival"
    )
    told = answer(frontier)
    assert "Of 60 policies tried, 2 are told of, on Giant. Of the shipped policies b is beaten on both." in told
    assert "1 of them is surely beaten by no other policy here; of front-2 it can't be told." in told
    assert "flattered them by 1.2 points of contribution margin and -0.4 points of survival on average." in told
    assert told.endswith("on average. For survival that may be the error of these runs.")
    assert beating(frontier, frontier.shipped[0]) == ([], ["front-1"])
    assert beating(frontier, frontier.shipped[1]) == (["front-1", "front-2"], [])


@pytest.mark.parametrize(
    ("standings", "said"),
    [
        (["dominated", "dominated", "dominated"], "Every shipped policy is beaten on both objectives by one of them."),
        (["dominated", "dominated", "undecided"], "All shipped policies but c are beaten on both objectives"),
        (["undecided", "undecided", "undecided"], "No shipped policy is clearly beaten on both objectives."),
    ],
)
def test_the_shorter_list_is_told(standings: list[str], said: str) -> None:
    shipped = [placed(name, 0.1, 0.2, standing=how) for name, how in zip("abc", standings, strict=True)]
    assert said in answer(found([placed("front-1", 0.2, 0.3)], shipped))


def test_one_point_makes_one_sentence() -> None:
    frontier = found([placed("front-1", 0.2, 0.3, standing="on the front")], [placed("a", 0.1, 0.2)])
    assert title(frontier) == (
        "One policy that was found beats none of the 1 shipped ones on both, with 20.0% contribution margin and "
        "30.0% survival"
    )
    assert "On fresh luck it is surely beaten by no other policy here." in answer(frontier)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (HALF, "beats none of the 2 shipped ones on both and all of them on contribution margin, with"),
        ((unclear(), clearly(0.1)), "beats none of the 2 shipped ones on both and all of them on one of the two, with"),
        (
            (clearly(0.1), clearly(-0.1)),
            "beats none of the 2 shipped ones on both and 1 of them on contribution margin, with",
        ),
    ],
)
def test_a_title_tells_who_is_beaten_on_one_where_nobody_is_on_both(
    other: tuple[Estimate, Estimate], said: str
) -> None:
    shipped = [placed(name, 0.1, 0.3, standing="undecided") for name in "ab"]
    assert said in title(found([placed("front-1", 0.2, 0.3, against={"a": HALF, "b": other})], shipped))


@pytest.mark.parametrize(
    ("standings", "said"),
    [
        (["on the front", "on the front"], "On fresh luck all of them are surely beaten by no other policy here."),
        (
            ["undecided", "undecided"],
            "none of them are surely beaten by no other policy here; of front-1 and front-2 it",
        ),
        (["on the front", "dominated"], "no other policy here; front-2 is beaten after all."),
        (["undecided"], "On fresh luck it can't be told who beats it."),
        (["dominated"], "front-1 is beaten after all."),
    ],
)
def test_what_fresh_luck_confirms_is_said(standings: list[str], said: str) -> None:
    points = [placed(f"front-{k}", 0.2, 0.3, standing=how) for k, how in enumerate(standings, start=1)]
    assert said in answer(found(points, [placed("a", 0.1, 0.2)]))


def test_a_table_of_amounts_cuts_nothing_at_80_columns() -> None:
    profit = Objective("profit_3y", "money/year", "money", whole=True)
    ruin = Objective("cash_out_3y", "probability", "chance", more=False, whole=True)
    lucky = (Estimate(0.0909, -0.08, 0.26, runs=50), Estimate(0.024, -0.071, 0.119, runs=50))
    means = (Estimate(-2.05, -2.24, -1.85, runs=99), Estimate(0.137, 0.102, 0.18, runs=99))
    point = Candidate("front-1", "", {}, means, (-2.0, 0.1), lucky, "on the front")
    plain = found([point], [Candidate("accommodating", "", {}, means)])
    console = Console(width=80, file=StringIO())
    with console.capture() as said:
        console.print(*frontier_page(replace(plain, objectives=(profit, ruin), account="all", money=Money("SEK", 1e6))))
    table = said.get()
    assert "…" not in table
    assert "-2.05 [-2.24, -1.85]" in table
    assert "Chance that cash" in table
